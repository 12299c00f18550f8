// Find and replace in the body: matches are marked while the bar is open.
import { Extension, type Editor } from '@tiptap/core';
import type { Node as Block } from '@tiptap/pm/model';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { Decoration, DecorationSet } from '@tiptap/pm/view';

export interface Match {
  from: number;
  to: number;
}
interface Found {
  words: string;
  match_case: boolean;
  matches: Match[];
  at: number;
}

const key = new PluginKey<Found>('find');
const most_matches = 5_000;
const nothing: Found = { words: '', match_case: false, matches: [], at: 0 };

export function matches_in(doc: Block, words: string, match_case: boolean): Match[] {
  const found: Match[] = [];
  if (!words) return found;
  // Letter by letter, so that each keeps its place: some are longer in small letters ("İ").
  const small = (letter: string) => (letter.toLowerCase().length === letter.length ? letter.toLowerCase() : letter);
  const fold = (text: string) => (match_case ? text : text.replace(/\p{Lu}/gu, small));
  const wanted = fold(words);
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    // An atom inside the text keeps its place with a sign that nobody types.
    const text = fold(node.textBetween(0, node.content.size, undefined, '\ufffc'));
    for (let at = text.indexOf(wanted); at >= 0 && found.length < most_matches; at = text.indexOf(wanted, at + wanted.length)) {
      found.push({ from: position + 1 + at, to: position + 1 + at + wanted.length });
    }
    return false;
  });
  return found;
}

export const Find = Extension.create({
  name: 'find',
  addProseMirrorPlugins: () => [
    new Plugin<Found>({
      key,
      state: {
        init: () => nothing,
        apply: (change, before) => {
          const given = change.getMeta(key) as Partial<Found> | undefined;
          if (!given && !(change.docChanged && before.words)) return before;
          const now = { ...before, ...given };
          const matches = matches_in(change.doc, now.words, now.match_case);
          return { ...now, matches, at: matches.length ? Math.min(now.at, matches.length - 1) : 0 };
        },
      },
      props: {
        decorations: (state) => {
          const { matches, at } = key.getState(state) ?? nothing;
          if (!matches.length) return null;
          return DecorationSet.create(
            state.doc,
            matches.map(({ from, to }, i) => Decoration.inline(from, to, { class: i === at ? 'found here' : 'found' })),
          );
        },
      },
    }),
  ],
});

const state_of = (editor: Editor) => key.getState(editor.state) ?? nothing;

export function search(editor: Editor, words: string, match_case: boolean): { at: number; of: number } {
  editor.view.dispatch(editor.state.tr.setMeta(key, { words, match_case, at: 0 }));
  show(editor);
  return place(editor);
}

export function place(editor: Editor): { at: number; of: number } {
  const { matches, at } = state_of(editor);
  return { at: matches.length ? at + 1 : 0, of: matches.length };
}

function show(editor: Editor) {
  requestAnimationFrame(() => editor.view.dom.querySelector('.found.here')?.scrollIntoView({ block: 'center' }));
}

export function step(editor: Editor, by: 1 | -1): { at: number; of: number } {
  const { matches, at } = state_of(editor);
  if (matches.length) {
    editor.view.dispatch(editor.state.tr.setMeta(key, { at: (at + by + matches.length) % matches.length }));
    show(editor);
  }
  return place(editor);
}

export function replace(editor: Editor, by: string): { at: number; of: number } {
  const { matches, at } = state_of(editor);
  const match = matches[at];
  if (match) {
    editor.view.dispatch(editor.state.tr.insertText(by, match.from, match.to));
    // What was just put in may hold the words that are looked for, and is not replaced again.
    const after = state_of(editor).matches.findIndex(({ from }) => from >= match.from + by.length);
    editor.view.dispatch(editor.state.tr.setMeta(key, { at: Math.max(0, after) }));
    show(editor);
  }
  return place(editor);
}

// How many were replaced.
export function replace_all(editor: Editor, by: string): number {
  const { matches } = state_of(editor);
  const change = editor.state.tr;
  for (const { from, to } of matches.toReversed()) change.insertText(by, from, to);
  if (matches.length) editor.view.dispatch(change);
  return matches.length;
}
