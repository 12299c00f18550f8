// The blocks of a body beyond what TipTap brings (src/content/body.h is the grammar). Each is shown by a component of
// editor/blocks/.
import { mergeAttributes, Node, Mark, type AnyExtension, type Attributes } from '@tiptap/core';
import type { Component } from 'svelte';
import AdBreak from './blocks/AdBreak.svelte';
import Embed from './blocks/Embed.svelte';
import FactBox from './blocks/FactBox.svelte';
import Gallery from './blocks/Gallery.svelte';
import Image from './blocks/Image.svelte';
import LiveEntry from './blocks/LiveEntry.svelte';
import Poll from './blocks/Poll.svelte';
import PullQuote from './blocks/PullQuote.svelte';
import RawHtml from './blocks/RawHtml.svelte';
import Recording from './blocks/Recording.svelte';
import SourceNote from './blocks/SourceNote.svelte';
import { show_with, type BlockProps } from './node_view.svelte';
import { address_of } from './pictures';

function attributes(...names: string[]): Attributes {
  return Object.fromEntries(
    names.map((name) => [
      name,
      {
        default: null,
        parseHTML: (element: HTMLElement) => {
          // What a picture of a web page says there is its page's own.
          const is_ours = element.hasAttribute('data-block') || element.hasAttribute('data-mark');
          const text = is_ours ? element.getAttribute(`data-${name}`) : null;
          if (text === null) return null;
          try {
            return JSON.parse(text) as unknown;
          } catch {
            return text;
          }
        },
        renderHTML: (given: Record<string, unknown>) =>
          given[name] === null || given[name] === undefined ? {} : { [`data-${name}`]: JSON.stringify(given[name]) },
      },
    ]),
  );
}

interface Block {
  name: string;
  names: string[];
  view: Component<BlockProps>;
  content?: string;
  group?: string;
}

function block({ name, names, view, content, group = 'block' }: Block): AnyExtension {
  return Node.create({
    name,
    group,
    ...(content ? { content } : { atom: true }),
    defining: true,
    isolating: Boolean(content),
    draggable: true,
    selectable: true,
    addAttributes: () => attributes(...names),
    parseHTML: () => [{ tag: `div[data-block="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) => {
      const shell = ['div', mergeAttributes(HTMLAttributes, { 'data-block': name })] as const;
      return content ? [...shell, 0] : [...shell];
    },
    addNodeView: () => show_with(view),
  });
}

const image = Node.create({
  name: 'image',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => attributes('asset', 'src', 'alt', 'caption', 'credit', 'href', 'align'),
  parseHTML: () => [
    { tag: 'div[data-block="image"]' },
    {
      tag: 'img[src]',
      getAttrs: (element) => {
        const src = address_of(element.getAttribute('src') ?? '');
        if (!src) return false;
        return { src, alt: element.getAttribute('alt') || null };
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['div', mergeAttributes(HTMLAttributes, { 'data-block': 'image' })],
  addNodeView: () => show_with(Image),
});

export const blocks: AnyExtension[] = [
  image,
  block({ name: 'gallery', names: ['caption'], view: Gallery, content: 'image+' }),
  block({ name: 'video', names: ['asset', 'src', 'poster', 'caption'], view: Recording }),
  block({ name: 'audio', names: ['asset', 'src', 'caption'], view: Recording }),
  block({ name: 'embed', names: ['provider', 'url', 'id', 'title', 'caption'], view: Embed }),
  block({ name: 'pullquote', names: ['cite'], view: PullQuote, content: 'block+' }),
  block({ name: 'factBox', names: ['title'], view: FactBox, content: 'block+' }),
  block({ name: 'liveEntry', names: ['at', 'title'], view: LiveEntry, content: 'block+' }),
  block({ name: 'sourceNote', names: ['name', 'url', 'kind'], view: SourceNote }),
  block({ name: 'poll', names: ['question', 'options'], view: Poll }),
  block({ name: 'adBreak', names: [], view: AdBreak }),
  block({ name: 'rawHtml', names: ['html'], view: RawHtml }),
];

function mark(name: string, tag: string, names: string[]) {
  return Mark.create({
    name,
    inclusive: false,
    excludes: name,
    addAttributes: () => attributes(...names),
    parseHTML: () => [{ tag: `${tag}[data-mark="${name}"]` }],
    renderHTML: ({ HTMLAttributes }) => [tag, mergeAttributes(HTMLAttributes, { 'data-mark': name }), 0],
  });
}

export const marks: AnyExtension[] = [
  mark('source', 'span', ['name', 'url']),
  mark('footnote', 'span', ['text']),
  mark('language', 'span', ['lang']),
];
