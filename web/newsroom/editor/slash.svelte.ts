// "/" at the start of a line opens the menu of blocks; what is typed after it narrows the menu.
import { Extension, type Editor, type Range } from '@tiptap/core';
import { PluginKey } from '@tiptap/pm/state';
import Suggestion from '@tiptap/suggestion';
import { bg } from '../words/bg';
import { en, type Words } from '../words/en';
import { t } from '../words/index.svelte';

export type BlockName = keyof Words['blocks'];

export interface Choice {
  name: BlockName;
  label: string;
}

export interface SlashMenu {
  open: boolean;
  choices: Choice[];
  at: number;
  line: () => DOMRect | null; // that it belongs to, where it is by now
  pick: (choice: Choice) => void;
}

export const menu_order: BlockName[] = [
  'image', 'heading2', 'heading3', 'bulletList', 'orderedList', 'blockquote', 'pullquote', 'factBox', 'gallery', 'embed',
  'table', 'video', 'audio', 'sourceNote', 'poll', 'liveEntry', 'horizontalRule', 'adBreak', 'heading4', 'codeBlock', 'paragraph',
];

const paragraph = { type: 'paragraph' };
const content_of: Partial<Record<BlockName, () => object>> = {
  image: () => ({ type: 'image' }),
  pullquote: () => ({ type: 'pullquote', content: [paragraph] }),
  factBox: () => ({ type: 'factBox', content: [paragraph] }),
  gallery: () => ({ type: 'gallery', content: [{ type: 'image' }] }),
  embed: () => ({ type: 'embed' }),
  video: () => ({ type: 'video' }),
  audio: () => ({ type: 'audio' }),
  sourceNote: () => ({ type: 'sourceNote' }),
  poll: () => ({ type: 'poll', attrs: { options: ['', ''] } }),
  liveEntry: () => ({ type: 'liveEntry', attrs: { at: new Date().toISOString() }, content: [paragraph] }),
  adBreak: () => ({ type: 'adBreak' }),
};

export function insert_block(editor: Editor, name: BlockName, range?: Range) {
  const chain = editor.chain().focus();
  if (range) chain.deleteRange(range);
  if (name === 'paragraph') chain.setParagraph().run();
  else if (name === 'heading2') chain.setHeading({ level: 2 }).run();
  else if (name === 'heading3') chain.setHeading({ level: 3 }).run();
  else if (name === 'heading4') chain.setHeading({ level: 4 }).run();
  else if (name === 'bulletList') chain.toggleBulletList().run();
  else if (name === 'orderedList') chain.toggleOrderedList().run();
  else if (name === 'blockquote') chain.setBlockquote().run();
  else if (name === 'codeBlock') chain.setCodeBlock().run();
  else if (name === 'horizontalRule') chain.setHorizontalRule().run();
  else if (name === 'table') chain.insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run();
  else {
    chain.insertContent(content_of[name]?.() ?? paragraph).run();
    // The first field of a new block is where writing goes on.
    requestAnimationFrame(() => editor.view.dom.querySelector<HTMLElement>('.block.selected input, .block.selected .none')?.focus());
  }
}

// In both languages: whoever is typing has one keyboard at hand, whatever the screens say.
function choices_for(query: string): Choice[] {
  const wanted = query.trim().toLowerCase();
  const fits = (name: BlockName) =>
    [bg, en].some(({ blocks, block_words }) => `${blocks[name]} ${block_words[name]}`.toLowerCase().split(' ').some((word) => word.startsWith(wanted)));
  return menu_order.filter((name) => !wanted || fits(name)).map((name) => ({ name, label: t().blocks[name] }));
}

export function slash(menu: SlashMenu) {
  return Extension.create({
    name: 'slash',
    addProseMirrorPlugins() {
      return [
        Suggestion<Choice, Choice>({
          editor: this.editor,
          char: '/',
          pluginKey: new PluginKey('slash'),
          startOfLine: true,
          allow: ({ state, range }) => state.doc.resolve(range.from).parent.type.name === 'paragraph',
          items: ({ query }) => choices_for(query),
          command: ({ editor, range, props }) => insert_block(editor, props.name, range),
          render: () => {
            const place = (line: (() => DOMRect | null) | null | undefined) => (menu.line = line ?? (() => null));
            return {
              onStart: (given) => {
                menu.open = true;
                menu.at = 0;
                menu.choices = given.items;
                menu.pick = given.command;
                place(given.clientRect);
              },
              onUpdate: (given) => {
                menu.choices = given.items;
                menu.at = Math.min(menu.at, Math.max(0, given.items.length - 1));
                menu.pick = given.command;
                place(given.clientRect);
              },
              onKeyDown: ({ event }) => {
                const many = menu.choices.length;
                if (event.key === 'Escape') {
                  menu.open = false;
                  return true;
                }
                if (!menu.open || !many) return false;
                if (event.key === 'ArrowDown') menu.at = (menu.at + 1) % many;
                else if (event.key === 'ArrowUp') menu.at = (menu.at + many - 1) % many;
                else if (event.key === 'Enter' || event.key === 'Tab') {
                  const choice = menu.choices[menu.at];
                  if (choice) menu.pick(choice);
                } else return false;
                return true;
              },
              onExit: () => {
                menu.open = false;
              },
            };
          },
        }),
      ];
    },
  });
}
