// Hints about spelling: words that the dictionaries of the server do not know are underlined. A word is asked about
// once; the one under the caret is left alone while it is being typed.
import { Extension, type Editor } from '@tiptap/core';
import type { Node as Block } from '@tiptap/pm/model';
import { Plugin, PluginKey, type EditorState } from '@tiptap/pm/state';
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view';
import { post } from '../api/client';

type Language = 'bg' | 'en';
export interface Misspelt {
  from: number;
  to: number;
  word: string;
}

const key = new PluginKey<Misspelt[]>('spelling');
const pause_ms = 700;
const most_asked = 2_000; // at once, as the server takes them
const most_shown = 500;
const kept_as = 'vestnik.words';

// Of either dictionary; false: not known. Lives as long as the page: a word is what it is in every article.
const asked = new Map<string, boolean>();
const own = new Set<string>(own_words());

function own_words(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(kept_as) ?? '[]');
    return Array.isArray(kept) ? kept.filter((word) => typeof word === 'string') : [];
  } catch {
    return [];
  }
}

// By its letters, so that a name in the other script is held to its own dictionary.
export function language_of(word: string): Language | null {
  if (/^[\p{Script=Cyrillic}’'-]+$/u.test(word)) return 'bg';
  if (/^[A-Za-z’'-]+$/.test(word)) return 'en';
  return null;
}

function* words_in(doc: Block): Generator<Misspelt> {
  const found: Misspelt[] = [];
  doc.descendants((node, position) => {
    if (!node.isTextblock) return true;
    if (node.type.spec.code) return false;
    const text = node.textBetween(0, node.content.size, undefined, '\ufffc');
    for (const match of text.matchAll(/[\p{L}\p{M}]+(?:[’'-][\p{L}\p{M}]+)*/gu)) {
      const from = position + 1 + match.index;
      // Abbreviations and initials are nobody's mistake.
      if (match[0].length > 1 && match[0] !== match[0].toUpperCase()) found.push({ from, to: from + match[0].length, word: match[0] });
    }
    return false;
  });
  yield* found;
}

function unknown_in(state: EditorState): Misspelt[] {
  const { from, to, empty } = state.selection;
  const found: Misspelt[] = [];
  for (const each of words_in(state.doc)) {
    if (asked.get(each.word) !== false || own.has(each.word)) continue;
    if (empty && from >= each.from && to <= each.to) continue;
    found.push(each);
    if (found.length === most_shown) break;
  }
  return found;
}

// Whether the server has a dictionary at all.
async function ask(words: Set<string>): Promise<boolean> {
  let any = false;
  for (const language of ['bg', 'en'] as const) {
    const wanted = [...words].filter((word) => language_of(word) === language).slice(0, most_asked);
    if (!wanted.length) continue;
    const answer = await post<{ available: boolean; unknown: string[] }>('spelling', { language, words: wanted.map((word) => word.replaceAll('’', "'")) });
    const unknown = new Set(answer.unknown);
    for (const word of wanted) asked.set(word, !unknown.has(word.replaceAll('’', "'")));
    any ||= answer.available;
  }
  return any;
}

export const Spelling = Extension.create({
  name: 'spelling',
  addProseMirrorPlugins: () => [
    new Plugin<Misspelt[]>({
      key,
      state: {
        init: (_, state) => unknown_in(state),
        apply: (change, before, _, state) => {
          if (change.getMeta(key) || change.selectionSet) return unknown_in(state);
          if (!change.docChanged) return before;
          // Until the pause the marks move with their words.
          return before
            .map((each) => ({ ...each, from: change.mapping.map(each.from, 1), to: change.mapping.map(each.to, -1) }))
            .filter((each) => each.to > each.from && change.doc.textBetween(each.from, each.to) === each.word);
        },
      },
      props: {
        decorations: (state) => {
          const found = key.getState(state) ?? [];
          return found.length ? DecorationSet.create(state.doc, found.map(({ from, to }) => Decoration.inline(from, to, { class: 'misspelt' }))) : null;
        },
      },
      view: (view: EditorView) => {
        let timer: ReturnType<typeof setTimeout> | undefined;
        let gone = false;
        const look = async () => {
          const fresh = new Set<string>();
          for (const { word } of words_in(view.state.doc)) if (!asked.has(word) && language_of(word)) fresh.add(word);
          // Without an answer there are no hints: the next pause asks again.
          // The browser's own marks would stand beside them.
          if (fresh.size && (await ask(fresh).catch(() => false))) view.dom.setAttribute('spellcheck', 'false');
          if (!gone && !view.composing) view.dispatch(view.state.tr.setMeta(key, true).setMeta('addToHistory', false));
        };
        const soon = () => {
          clearTimeout(timer);
          timer = setTimeout(() => void look(), pause_ms);
        };
        soon();
        return {
          update: (_, before) => {
            if (!before.doc.eq(view.state.doc)) soon();
          },
          destroy: () => {
            gone = true;
            clearTimeout(timer);
          },
        };
      },
    }),
  ],
});

export function misspelt(editor: Editor): Misspelt[] {
  return key.getState(editor.state) ?? [];
}

export async function suggestions(word: string): Promise<string[]> {
  const language = language_of(word);
  if (!language) return [];
  return (await post<{ suggestions: string[] }>('spelling/suggestions', { language, word: word.replaceAll('’', "'") })).suggestions;
}

// This browser does not mark the word again.
export function learn(editor: Editor, word: string) {
  own.add(word);
  localStorage.setItem(kept_as, JSON.stringify([...own]));
  editor.view.dispatch(editor.state.tr.setMeta(key, true).setMeta('addToHistory', false));
}
