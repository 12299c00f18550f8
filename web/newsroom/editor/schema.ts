// Every extension of the body's editor, so that each document of the server opens as it is.
import { Extension, type AnyExtension } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Heading } from '@tiptap/extension-heading';
import { Highlight } from '@tiptap/extension-highlight';
import { Italic } from '@tiptap/extension-italic';
import { ListItem } from '@tiptap/extension-list';
import { Subscript } from '@tiptap/extension-subscript';
import { Superscript } from '@tiptap/extension-superscript';
import { TableKit, Table } from '@tiptap/extension-table';
import { Placeholder } from '@tiptap/extensions';
import StarterKit from '@tiptap/starter-kit';
import { blocks, marks } from './nodes';

const text_attribute = (name: string) => ({
  [name]: {
    default: null,
    parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`),
    renderHTML: (given: Record<string, unknown>) => (given[name] ? { [`data-${name}`]: given[name] } : {}),
  },
});

// The page has one heading of the first level, the headline; what comes pasted with more levels has three.
const levels = [2, 3, 4] as const;
const OurHeading = Heading.extend({
  parseHTML: () => [
    { tag: 'h1', attrs: { level: 2 } },
    ...levels.map((level) => ({ tag: `h${level}`, attrs: { level } })),
    { tag: 'h5', attrs: { level: 4 } },
    { tag: 'h6', attrs: { level: 4 } },
  ],
}).configure({ levels: [...levels] });

// Google Docs and others say bold and italic, and that they are not, by styles (editor/paste.ts keeps them as data).
const looks_of = (element: HTMLElement) => element.getAttribute('data-style') ?? '';
const unless = (pattern: RegExp) => (element: HTMLElement) => (pattern.test(looks_of(element)) ? false : null);
const where = (pattern: RegExp) => (element: HTMLElement) => (pattern.test(looks_of(element)) ? null : false);
const OurBold = Bold.extend({
  parseHTML: () => [
    { tag: 'strong' },
    { tag: 'b', getAttrs: unless(/font-weight:\s*(normal|[1-4]00)/) },
    { tag: 'span[data-style]', getAttrs: where(/font-weight:\s*(bold|[6-9]00)/), consuming: false },
  ],
});
const OurItalic = Italic.extend({
  parseHTML: () => [
    { tag: 'em' },
    { tag: 'i', getAttrs: unless(/font-style:\s*normal/) },
    { tag: 'span[data-style]', getAttrs: where(/font-style:\s*italic/), consuming: false },
  ],
});

const OurBlockquote = Blockquote.extend({ addAttributes: () => text_attribute('cite') });
const OurListItem = ListItem.extend({ content: 'block+' });
const OurTable = Table.extend({
  addAttributes() {
    return { ...this.parent?.(), ...text_attribute('caption') };
  },
}).configure({ resizable: false, renderWrapper: true });

// Tab inside a list or a table means something; elsewhere it leaves the editor, as everywhere on a page.
const FindShortcut = (open: () => void) =>
  Extension.create({
    name: 'findShortcut',
    addKeyboardShortcuts: () => ({
      'Mod-f': () => {
        open();
        return true;
      },
    }),
  });

// `more`: what the editor on a page does besides.
export function extensions(options: { placeholder: () => string; on_find: () => void; more: AnyExtension[] }): AnyExtension[] {
  return [
    StarterKit.configure({
      bold: false,
      italic: false,
      heading: false,
      blockquote: false,
      listItem: false,
      trailingNode: false,
      undoRedo: false, // each undoes their own (editor/together.ts)
      link: {
        openOnClick: false,
        autolink: true,
        linkOnPaste: true,
        protocols: ['mailto', 'tel'],
        HTMLAttributes: { rel: null, target: null, class: null },
      },
    }),
    OurBold,
    OurItalic,
    OurHeading,
    OurBlockquote,
    OurListItem,
    Highlight,
    Subscript,
    Superscript,
    TableKit.configure({ table: false }),
    OurTable,
    Placeholder.configure({ placeholder: () => options.placeholder(), showOnlyCurrent: false, includeChildren: false }),
    FindShortcut(options.on_find),
    ...blocks,
    ...marks,
    ...options.more,
  ];
}
