// Ways out of a block that holds blocks, so that nobody is caught in one at the end of a text: Enter in an empty last
// paragraph, the arrow down, Ctrl+Enter, and a click or a tap below it.
import { Extension, type Editor } from '@tiptap/core';
import { Plugin, TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

const framed = ['factBox', 'pullquote', 'liveEntry'];
// What Enter leaves by itself.
const lines = ['bulletList', 'orderedList', 'blockquote'];

/** Writing goes on in a paragraph behind the block that ends at `end`: the empty one that is there, or a new one. */
export function go_on_behind(view: EditorView, end: number, text = '') {
  const { tr, schema } = view.state;
  const paragraph = schema.nodes['paragraph'];
  if (!paragraph) return;
  // Where a gallery holds pictures alone, behind the gallery.
  let at = end;
  for (let $at = tr.doc.resolve(at); $at.depth > 0 && !$at.parent.canReplaceWith($at.index(), $at.index(), paragraph); $at = tr.doc.resolve(at)) at = $at.after();
  const next = tr.doc.nodeAt(at);
  if (next?.type !== paragraph || next.content.size) tr.insert(at, paragraph.create());
  if (text) tr.insertText(text, at + 1);
  tr.setSelection(TextSelection.create(tr.doc, at + 1 + text.length)).scrollIntoView();
  view.dispatch(tr);
  view.focus();
}

function with_enter(editor: Editor): boolean {
  const { $from, empty } = editor.state.selection;
  const holder = $from.depth > 1 ? $from.node(-1) : null;
  if (!empty || !holder || !framed.includes(holder.type.name) || $from.parent.type.name !== 'paragraph') return false;
  if ($from.parent.content.size || holder.childCount < 2 || holder.lastChild !== $from.parent) return false;
  const end = $from.after(-1);
  editor.view.dispatch(editor.state.tr.delete($from.before(), $from.after()));
  go_on_behind(editor.view, end - 2);
  return true;
}

function with_arrow(editor: Editor): boolean {
  const { doc, selection } = editor.state;
  const { $to, empty } = selection;
  if (!empty || $to.depth < 2 || $to.node(1) !== doc.lastChild || lines.includes($to.node(1).type.name)) return false;
  const last = $to.node(1).type.name === 'table' ? $to.node(2) === $to.node(1).lastChild : $to.after() + $to.depth - 1 === $to.after(1);
  if (!last || !editor.view.endOfTextblock('down')) return false;
  go_on_behind(editor.view, $to.after(1));
  return true;
}

export const Leaving = Extension.create({
  name: 'leaving',
  priority: 200, // before the tables' own arrows
  addKeyboardShortcuts() {
    return {
      Enter: () => with_enter(this.editor),
      ArrowDown: () => with_arrow(this.editor),
      'Mod-Enter': () => {
        const { $to } = this.editor.state.selection;
        if ($to.depth < 2) return false;
        go_on_behind(this.editor.view, $to.after(1));
        return true;
      },
    };
  },
  addProseMirrorPlugins: () => [
    new Plugin({
      props: {
        handleDOMEvents: {
          click: (view, event) => {
            const last = view.state.doc.lastChild;
            const shown = view.dom.lastElementChild;
            if (event.target !== view.dom || !last || !shown || event.clientY <= shown.getBoundingClientRect().bottom) return false;
            if (last.isTextblock || lines.includes(last.type.name)) return false;
            go_on_behind(view, view.state.doc.content.size);
            return true;
          },
        },
      },
    }),
  ],
});
