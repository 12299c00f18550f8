// Passages of the body that a note is about: underlaid, found again by their words. What is rewritten is no longer meant.
import { Extension, type Editor } from '@tiptap/core';
import { Plugin, PluginKey, TextSelection, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';
import { matches_in, type Match } from './find';

const key = new PluginKey<string[]>('noted');

const place_of = (state: EditorState, quote: string): Match | undefined => matches_in(state.doc, quote, true)[0];

export const Noted = Extension.create({
  name: 'noted',
  addProseMirrorPlugins: () => [
    new Plugin<string[]>({
      key,
      state: {
        init: () => [],
        apply: (change, before) => (change.getMeta(key) as string[] | undefined) ?? before,
      },
      props: {
        decorations: (state) => {
          const places = (key.getState(state) ?? []).map((quote) => place_of(state, quote)).filter((each) => each !== undefined);
          return places.length ? DecorationSet.create(state.doc, places.map(({ from, to }) => Decoration.inline(from, to, { class: 'noted' }))) : null;
        },
      },
    }),
  ],
});

export function set_quotes(editor: Editor, quotes: string[]) {
  editor.view.dispatch(editor.state.tr.setMeta(key, quotes).setMeta('addToHistory', false));
}

// What is selected now, within one paragraph.
export function selected_text(editor: Editor): string {
  const { $from, to, empty } = editor.state.selection;
  return empty || !$from.parent.isTextblock ? '' : editor.state.doc.textBetween($from.pos, Math.min(to, $from.end())).trim();
}

export function seek(editor: Editor, quote: string): boolean {
  const place = place_of(editor.state, quote);
  if (!place) return false;
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, place.from, place.to)).scrollIntoView());
  editor.view.focus(); // at once: the editor's own command waits for a frame
  return true;
}
