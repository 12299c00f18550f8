// Puts another state of the body into the editor by the smallest replacement, so that the caret, and what is being
// typed elsewhere, stay where they are.
import type { Editor, JSONContent } from '@tiptap/core';
import { Slice } from '@tiptap/pm/model';

export function show_body(editor: Editor, body: JSONContent) {
  const next = editor.schema.nodeFromJSON(body);
  const { doc } = editor.state;
  const start = doc.content.findDiffStart(next.content);
  if (start === null) return;
  const end = doc.content.findDiffEnd(next.content);
  if (!end) return;
  // Where the same text repeats, the ends may overlap the start.
  const overlap = start - Math.min(end.a, end.b);
  const [to, next_to] = overlap > 0 ? [end.a + overlap, end.b + overlap] : [end.a, end.b];
  const change = editor.state.tr;
  try {
    change.replace(start, to, next.slice(start, next_to));
  } catch {
    change.replace(0, doc.content.size, new Slice(next.content, 0, 0));
  }
  if (!change.doc.eq(next)) {
    change.replace(0, change.doc.content.size, new Slice(next.content, 0, 0));
  }
  change.setMeta('addToHistory', false);
  editor.view.dispatch(change);
}
