// Svelte components as ProseMirror's views of blocks.
import type { Editor, NodeViewRenderer } from '@tiptap/core';
import type { Node as Block } from '@tiptap/pm/model';
import { mount, unmount, type Component } from 'svelte';

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
