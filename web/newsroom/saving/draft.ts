// What a person edits of an article, and how it travels.
import type { JSONContent } from '@tiptap/core';
import type { Article, Kind, Topic } from '../api/types';
import { provider_of } from '../editor/embeds';
import { fitting, whole_letters } from './grammar';

// What an article is to a story it belongs to (a slug).
export interface StoryPart {
  story: string;
  note: string;
  key: boolean;
}

export interface Draft {
  headline: string;
  deck: string;
  body: JSONContent;
  kind: Kind;
  section: string | null;
  authors: string[];
  topics: (string | Topic)[];
  stories: StoryPart[];
  lead_image: number | null;
  lead_caption: string;
  slug: string;
  description: string;
  canonical_url: string;
  breaking: boolean;
  pinned: boolean;
}

export type Fields = Omit<Draft, 'body'>;

export const empty_body: JSONContent = { type: 'doc', content: [{ type: 'paragraph' }] };

export const empty_draft: Draft = {
  headline: '',
  deck: '',
  body: empty_body,
  kind: 'news',
  section: null,
  authors: [],
  topics: [],
  stories: [],
  lead_image: null,
  lead_caption: '',
  slug: '',
  description: '',
  canonical_url: '',
  breaking: false,
  pinned: false,
};

// As people see it: a draft that has none yet travels under a sign.
export const headline_of = (text: string) => (text === nothing_yet ? '' : text);

export function draft_of(article: Article): Draft {
  const draft = { ...empty_draft };
  for (const name of Object.keys(empty_draft) as (keyof Draft)[]) {
    if (article[name] !== undefined) Object.assign(draft, { [name]: article[name] });
  }
  draft.headline = headline_of(draft.headline);
  if (!draft.body?.content?.length) draft.body = empty_body;
  return draft;
}

// A body as the server keeps it, from one in the middle of being written: without attributes that are null, empty or
// usual, without half-typed addresses and what hangs on them, without pictures and recordings that have no file yet, without
// seams between equal texts; what has to hold a text and has none yet holds a sign.
export function canonical(node: JSONContent): JSONContent {
  const out: JSONContent = {};
  if (node.type !== undefined) out.type = node.type;
  if (node.text !== undefined) out.text = whole_letters(node.text);
  const attrs = canonical_attributes(node);
  if (attrs) out.attrs = attrs;
  const marks = (node.marks ?? [])
    .map((mark) => {
      const kept = canonical_attributes(mark);
      return { type: mark.type, ...(kept ? { attrs: kept } : {}) };
    })
    .filter((mark) => (mark.type !== 'link' || mark.attrs?.['href']) && (mark.type !== 'language' || mark.attrs?.['lang']))
    .sort((a, b) => (a.type < b.type ? -1 : 1));
  if (marks.length) out.marks = marks;
  const content: JSONContent[] = [];
  let unfinished = false;
  for (const child of node.content ?? []) {
    const kept = linked(canonical(child));
    if (kept.type === 'text' && !kept.text) continue;
    if (is_unfinished(kept)) {
      unfinished = true;
      continue;
    }
    const last = content.at(-1);
    if (kept.type === 'text' && last?.type === 'text' && JSON.stringify(last.marks) === JSON.stringify(kept.marks)) {
      last.text = (last.text ?? '') + (kept.text ?? '');
    } else {
      content.push(kept);
    }
  }
  // What holds blocks may not be empty.
  if (!content.length && unfinished && node.type !== 'gallery') content.push({ type: 'paragraph' });
  if (content.length) out.content = content;
  return out;
}

// An embed whose address is none that we can show is kept as a link with its caption: what was typed is not lost.
function linked(kept: JSONContent): JSONContent {
  const { provider, url, caption } = kept.attrs ?? {};
  if (kept.type !== 'embed' || provider || typeof url !== 'string' || provider_of(url)) return kept;
  if (!/^https?:\/\/[^\s/]+\.[^\s]+$/.test(url)) return kept;
  const content: JSONContent[] = [{ type: 'text', text: url, marks: [{ type: 'link', attrs: { href: url } }] }];
  if (caption) content.push({ type: 'text', text: ` – ${String(caption)}` });
  return { type: 'paragraph', content };
}

// A block that is nothing yet: it stands in the document of all who write, and waits for its address or its file.
function is_unfinished(kept: JSONContent): boolean {
  switch (kept.type) {
    case 'embed':
      // One that came from the server has its provider's name.
      return !kept.attrs?.['url'] || !(kept.attrs['provider'] || provider_of(String(kept.attrs['url'])));
    case 'image':
    case 'video':
    case 'audio':
      return !kept.attrs?.['asset'] && !kept.attrs?.['src'];
    case 'gallery':
      return !kept.content?.length;
    default:
      return false;
  }
}

export const nothing_yet = '…';
const meaningless = new Set(['target', 'rel', 'class', 'color', 'colwidth', 'width', 'height']);
const usual: Record<string, unknown> = { start: 1, colspan: 1, rowspan: 1 };
function canonical_attributes(node: { type?: string; attrs?: Record<string, unknown> | undefined }): Record<string, unknown> | undefined {
  const kept = Object.entries(node.attrs ?? {})
    .filter(([name]) => !meaningless.has(name) && !(name === 'type' && node.type === 'orderedList'))
    .map(([name, value]) => [name, value === null || value === '' ? undefined : fitting(name, value)] as const)
    .filter(([name, value]) => value !== undefined && usual[name] !== value)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const attributes: Record<string, unknown> = Object.fromEntries(kept);
  if (node.type === 'sourceNote' || node.type === 'source') attributes['name'] ??= nothing_yet;
  if (node.type === 'footnote') attributes['text'] ??= nothing_yet;
  if (node.type === 'poll') {
    attributes['question'] ??= nothing_yet;
    const options = Array.isArray(attributes['options']) ? (attributes['options'] as string[]) : [];
    attributes['options'] = [...options, '', ''].slice(0, Math.max(2, options.length)).map((text) => text.trim() || nothing_yet);
  }
  return Object.keys(attributes).length ? attributes : undefined;
}

const slugs_of = (topics: Draft['topics']) => topics.map((topic) => (typeof topic === 'string' ? topic : topic.slug));

// Topics that were sent, as the server has made them: a slug of its own for each that was new here. null: not the same ones.
export function settled_topics(sent: Draft['topics'], server: Draft['topics']): Draft['topics'] | null {
  const [ours, theirs] = [slugs_of(sent), slugs_of(server)];
  const made_here = /[^\x20-\x7e]/; // a slug of the server's has no such letter
  if (ours.length !== theirs.length || !ours.every((slug, i) => slug === theirs[i] || made_here.test(slug))) return null;
  return sent.map((topic, i) => {
    const slug = theirs[i] ?? '';
    return typeof topic === 'string' ? slug : { ...topic, slug };
  });
}

// As the server keeps a note.
const parts_of = (stories: Draft['stories'] | undefined) =>
  JSON.stringify((stories ?? []).map(({ story, note, key }) => [story, note.replace(/\s+/gu, ' ').trim(), key]));

export function same_value(name: keyof Draft, a: Draft, b: Draft): boolean {
  if (name === 'body') return same_body(a.body, b.body);
  if (name === 'topics') return JSON.stringify(slugs_of(a.topics)) === JSON.stringify(slugs_of(b.topics));
  if (name === 'stories') return parts_of(a.stories) === parts_of(b.stories);
  return JSON.stringify(a[name]) === JSON.stringify(b[name]);
}

export function same_body(a: JSONContent, b: JSONContent): boolean {
  return a === b || JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

export function same_draft(a: Draft, b: Draft): boolean {
  return (Object.keys(empty_draft) as (keyof Draft)[]).every((name) => same_value(name, a, b));
}

// The members that differ from `base`, as the API takes them.
export function changed_members(base: Draft, draft: Draft): Partial<Draft> {
  const changed: Partial<Draft> = {};
  for (const name of Object.keys(empty_draft) as (keyof Draft)[]) {
    const value = draft[name];
    if (!same_value(name, base, draft)) Object.assign(changed, { [name]: typeof value === 'string' ? whole_letters(value) : value });
  }
  if (changed.body) changed.body = canonical(changed.body);
  if (changed.headline !== undefined && !changed.headline.trim()) changed.headline = nothing_yet;
  return changed;
}

// All of it, also what is empty.
export function all_members(draft: Draft): Partial<Draft> {
  return { ...draft, body: canonical(draft.body), headline: draft.headline.trim() ? draft.headline : nothing_yet };
}

// All of a new article.
export function new_members(draft: Draft): Partial<Draft> {
  return { ...changed_members(empty_draft, draft), headline: draft.headline.trim() || nothing_yet };
}
