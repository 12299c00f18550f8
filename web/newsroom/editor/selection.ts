// The browser tells of a new selection a moment after it is made. A shortcut that follows at once, and takes the focus
// away, would act on the former one: it reads what is selected now.
import { TextSelection } from '@tiptap/pm/state';
import type { EditorView } from '@tiptap/pm/view';

export function read_selection(view: EditorView) {
  const now = view.dom.ownerDocument.getSelection();
  if (!now?.anchorNode || !now.focusNode || !view.dom.contains(now.anchorNode) || !view.dom.contains(now.focusNode)) return;
  // Of a chosen block, the browser's selection says less than the editor's.
  if (!(view.state.selection instanceof TextSelection)) return;
  const anchor = view.posAtDOM(now.anchorNode, now.anchorOffset), head = view.posAtDOM(now.focusNode, now.focusOffset);
  if (anchor === view.state.selection.anchor && head === view.state.selection.head) return;
  const [from, to] = [view.state.doc.resolve(anchor), view.state.doc.resolve(head)];
  view.dispatch(view.state.tr.setSelection(TextSelection.between(from, to)));
}
