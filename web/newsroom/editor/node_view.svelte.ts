// Svelte components as ProseMirror's views of blocks.
import type { Editor, NodeViewRenderer } from '@tiptap/core';
import type { Node as Block } from '@tiptap/pm/model';
import { mount, unmount, type Component } from 'svelte';
import { go_on_behind } from './leaving';

export interface BlockProps {
  block: { node: Block; selected: boolean };
  editor: Editor;
  change: (attributes: Record<string, unknown>) => void;
  remove: () => void;
  position: () => number | undefined;
  content: (place: HTMLElement) => void; // where ProseMirror puts what the block holds
}

export function show_with(view: Component<BlockProps>): NodeViewRenderer {
  return ({ node, editor, getPos }) => {
    const block = $state<BlockProps['block']>({ node, selected: false });
    const dom = document.createElement('div');
    dom.className = `block ${node.type.name}`;
    const inside = node.type.isLeaf ? null : document.createElement('div');
    if (inside) inside.className = 'inside';

    const change = (attributes: Record<string, unknown>) => {
      const at = getPos();
      if (at === undefined) return;
      editor.view.dispatch(editor.state.tr.setNodeMarkup(at, undefined, { ...block.node.attrs, ...attributes }));
    };
    const remove = () => {
      const at = getPos();
      if (at === undefined) return;
      editor.chain().focus().deleteRange({ from: at, to: at + block.node.nodeSize }).run();
    };
    const component = mount(view, {
      target: dom,
      props: {
        block,
        editor: editor as Editor,
        change,
        remove,
        position: getPos,
        content: (place: HTMLElement) => {
          if (inside) place.append(inside);
        },
      },
    });
    // Fields of a block are not the body's text: ProseMirror leaves them alone.
    const is_own = (target: EventTarget | null) =>
      target instanceof Node && dom.contains(target) && !(inside && inside.contains(target)) && target !== dom;

    // Enter in a line of a block goes on to the next, then to the text behind it; so does a letter typed on a button, which
    // the browser would put into the text before.
    function keys(event: KeyboardEvent) {
      const { target, key } = event;
      const at = getPos();
      if (at === undefined || !is_own(target) || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      const behind = at + block.node.nodeSize;
      if (target instanceof HTMLInputElement && target.matches('[data-line]') && key === 'Enter') {
        const fields = [...dom.querySelectorAll<HTMLElement>('[data-line]')].filter(is_own);
        const next = fields[fields.indexOf(target) + 1];
        if (next) next.focus();
        else if (inside && target.compareDocumentPosition(inside) & Node.DOCUMENT_POSITION_FOLLOWING) editor.commands.focus(at + 2);
        else go_on_behind(editor.view, behind);
      } else if (target instanceof HTMLButtonElement && !target.closest('dialog') && key.length === 1 && key !== ' ') {
        go_on_behind(editor.view, behind, key);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    }
    dom.addEventListener('keydown', keys, true);

    return {
      dom,
      ...(inside ? { contentDOM: inside } : {}),
      update: (next) => {
        if (next.type !== node.type) return false;
        block.node = next;
        return true;
      },
      selectNode: () => {
        block.selected = true;
        dom.classList.add('selected');
      },
      deselectNode: () => {
        block.selected = false;
        dom.classList.remove('selected');
      },
      stopEvent: (event) =>
        is_own(event.target) &&
        !(event.target instanceof Element && event.target.closest('[data-drag-handle]')) &&
        (event instanceof InputEvent || /^(key|input|paste|cut|copy|mouse|focus|blur|pointer|click|change|composition)/.test(event.type)) &&
        (event.target as Element).closest('input, textarea, select, button, a, dialog') !== null,
      ignoreMutation: (mutation) => !inside || mutation.type === 'selection' ? !inside : !inside.contains(mutation.target),
      destroy: () => void unmount(component),
    };
  };
}
