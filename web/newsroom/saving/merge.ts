// Two people changed the same article: what each changed, together (diff3). Blocks first, words inside a block where
// both touched it. Only where both changed the same words somebody has to choose.
import type { JSONContent } from '@tiptap/core';
import { diff3Merge } from 'node-diff3';
import { canonical, same_value, type Draft } from './draft';

export interface Conflict {
  kind: 'conflict';
  mine: JSONContent[];
  theirs: JSONContent[];
}
export type Piece = { kind: 'agreed'; blocks: JSONContent[] } | Conflict;

export interface TextConflict {
  field: 'headline' | 'deck' | 'lead_caption' | 'description';
  mine: string;
  theirs: string;
}

export interface Merged {
  draft: Draft; // with mine where there is a conflict
  pieces: Piece[]; // of the body
  texts: TextConflict[];
}

const word = /\s+|[\p{L}\p{N}\p{M}'’-]+|[^\s\p{L}\p{N}\p{M}]/gu;

function begins_with(long: string[], short: string[]): boolean {
  return short.length <= long.length && short.every((each, i) => each === long[i]);
}
function ends_with(long: string[], short: string[]): boolean {
  return short.length <= long.length && short.every((each, i) => each === long[long.length - short.length + i]);
}

// A three-way merge of lists of strings; null where both changed the same place.
function merged_list(mine: string[], base: string[], theirs: string[]): string[] | null {
  const out: string[] = [];
  for (const region of diff3Merge(mine, base, theirs, { excludeFalseConflicts: true })) {
    if (region.ok) {
      out.push(...region.ok);
      continue;
    }
    const { a, o, b } = region.conflict ?? { a: [], o: [], b: [] };
    // One went on where the other stopped: the longer holds both.
    if (begins_with(a, b) && b.length >= o.length) out.push(...a);
    else if (begins_with(b, a) && a.length >= o.length) out.push(...b);
    // One only added before or after what the other changed.
    else if (o.length && begins_with(b, o)) out.push(...a, ...b.slice(o.length));
    else if (o.length && begins_with(a, o)) out.push(...b, ...a.slice(o.length));
    else if (o.length && ends_with(b, o)) out.push(...b.slice(0, b.length - o.length), ...a);
    else if (o.length && ends_with(a, o)) out.push(...a.slice(0, a.length - o.length), ...b);
    else return null;
  }
  return out;
}

function merged_text(base: string, mine: string, theirs: string): string | null {
  const words = (text: string) => text.match(word) ?? [];
  return merged_list(words(mine), words(base), words(theirs))?.join('') ?? null;
}

// The inline content of a block, word by word, each with its marks.
function inline_tokens(block: JSONContent): string[] {
  return (canonical(block).content ?? []).flatMap((node) => {
    if (node.type !== 'text') return [JSON.stringify(node)];
    return (node.text?.match(word) ?? []).map((text) => JSON.stringify({ ...node, text }));
  });
}

const textblocks = new Set(['paragraph', 'heading', 'codeBlock']);

function merged_block(base: JSONContent, mine: JSONContent, theirs: JSONContent): JSONContent | null {
  if (mine.type !== theirs.type || mine.type !== base.type) return null;
  const [b, m, t] = [base, mine, theirs].map((each) => JSON.stringify(canonical({ attrs: each.attrs ?? {} })));
  if (b !== m && b !== t && m !== t) return null;
  const attrs = b === m ? theirs.attrs : mine.attrs;
  const shell: JSONContent = { type: mine.type ?? '', ...(attrs ? { attrs } : {}) };
  if (textblocks.has(mine.type ?? '')) {
    const tokens = merged_list(inline_tokens(mine), inline_tokens(base), inline_tokens(theirs));
    if (!tokens) return null;
    return { ...shell, content: canonical({ content: tokens.map((each) => JSON.parse(each) as JSONContent) }).content ?? [] };
  }
  if (!mine.content || !base.content || !theirs.content) return null;
  const pieces = merged_blocks(base.content, mine.content, theirs.content);
  if (pieces.some((piece) => piece.kind === 'conflict')) return null;
  return { ...shell, content: pieces.flatMap((piece) => (piece.kind === 'agreed' ? piece.blocks : [])) };
}

// Letter by letter: a save may end within a word.
function inline_letters(block: JSONContent): string[] {
  return (block.content ?? []).flatMap((node) => (node.type === 'text' ? [...(node.text ?? '')].map((text) => JSON.stringify({ ...node, text })) : [JSON.stringify(node)]));
}

// Blocks that both added at one place, where the one side goes on from what the other says, block by block: a save whose
// answer was lost, and what was typed since. Null where they are two people's.
function gone_on(mine: JSONContent[], theirs: JSONContent[]): JSONContent[] | null {
  const blocks: JSONContent[] = [];
  for (let at = 0; at < Math.min(mine.length, theirs.length); ++at) {
    const [one, other] = [canonical(mine[at] as JSONContent), canonical(theirs[at] as JSONContent)];
    if (JSON.stringify(one) !== JSON.stringify(other)) {
      if (one.type !== other.type || !textblocks.has(one.type ?? '') || JSON.stringify(one.attrs ?? {}) !== JSON.stringify(other.attrs ?? {})) return null;
      const [letters, others] = [inline_letters(one), inline_letters(other)];
      if (!begins_with(letters, others) && !begins_with(others, letters)) return null;
      blocks.push(letters.length > others.length ? one : other);
    } else {
      blocks.push(one);
    }
  }
  return [...blocks, ...mine.slice(blocks.length), ...theirs.slice(blocks.length)];
}

// Both sides of a place where blocks differ.
function merged_hunk(base: JSONContent[], mine: JSONContent[], theirs: JSONContent[]): Piece[] {
  if (base.length === 0) return [{ kind: 'agreed', blocks: gone_on(mine, theirs) ?? [...theirs, ...mine] }];
  const whole = (list: JSONContent[]) => list.map((each) => JSON.stringify(canonical(each)));
  const [b, m, t] = [whole(base), whole(mine), whole(theirs)];
  const added = merged_list(m, b, t);
  if (added) return [{ kind: 'agreed', blocks: added.map((each) => JSON.parse(each) as JSONContent) }];
  // What stands at the same place of all three is the same block; what is beyond was added by one of them.
  const shared = base.length;
  if (mine.length >= shared && theirs.length >= shared && (mine.length === shared || theirs.length === shared)) {
    const blocks: JSONContent[] = [];
    for (let i = 0; i < shared; ++i) {
      const merged = merged_block(base[i] as JSONContent, mine[i] as JSONContent, theirs[i] as JSONContent);
      if (!merged) return [{ kind: 'conflict', mine, theirs }];
      blocks.push(merged);
    }
    return [{ kind: 'agreed', blocks: [...blocks, ...mine.slice(shared), ...theirs.slice(shared)] }];
  }
  return [{ kind: 'conflict', mine, theirs }];
}

export function merged_blocks(base: JSONContent[], mine: JSONContent[], theirs: JSONContent[]): Piece[] {
  const whole = (list: JSONContent[]) => list.map((each) => JSON.stringify(canonical(each)));
  const pieces: Piece[] = [];
  const parsed = (list: string[]) => list.map((each) => JSON.parse(each) as JSONContent);
  for (const region of diff3Merge(whole(mine), whole(base), whole(theirs), { excludeFalseConflicts: true })) {
    const found: Piece[] = region.ok
      ? [{ kind: 'agreed', blocks: parsed(region.ok) }]
      : merged_hunk(parsed(region.conflict?.o ?? []), parsed(region.conflict?.a ?? []), parsed(region.conflict?.b ?? []));
    pieces.push(...found);
  }
  return pieces;
}

function merged_set<Item>(base: Item[], mine: Item[], theirs: Item[]): Item[] {
  const key = (item: Item) => (typeof item === 'object' && item && 'slug' in item ? String(item.slug) : String(item));
  const has = (list: Item[], item: Item) => list.some((each) => key(each) === key(item));
  const removed = base.filter((item) => !has(mine, item));
  const added = mine.filter((item) => !has(base, item) && !has(theirs, item));
  return [...theirs.filter((item) => !has(removed, item)), ...added];
}

export function merge_drafts(base: Draft, mine: Draft, theirs: Draft): Merged {
  const draft: Draft = { ...mine };
  const texts: TextConflict[] = [];
  for (const name of Object.keys(mine) as (keyof Draft)[]) {
    if (same_value(name, mine, theirs) || same_value(name, base, theirs)) continue;
    if (same_value(name, base, mine)) {
      Object.assign(draft, { [name]: theirs[name] });
    } else if (name === 'headline' || name === 'deck' || name === 'lead_caption' || name === 'description') {
      const merged = merged_text(base[name], mine[name], theirs[name]);
      if (merged === null) texts.push({ field: name, mine: mine[name], theirs: theirs[name] });
      else draft[name] = merged;
    } else if (name === 'authors') {
      draft.authors = merged_set(base.authors, mine.authors, theirs.authors);
    } else if (name === 'topics') {
      draft.topics = merged_set(base.topics, mine.topics, theirs.topics);
    }
    // Else a choice from a list: the later one stands, the other is in the revisions.
  }
  const pieces = same_value('body', mine, draft)
    ? merged_blocks(base.body.content ?? [], mine.body.content ?? [], theirs.body.content ?? [])
    : [{ kind: 'agreed' as const, blocks: draft.body.content ?? [] }];
  const content = pieces.flatMap((piece) => (piece.kind === 'agreed' ? piece.blocks : piece.mine));
  draft.body = { type: 'doc', content };
  return { draft, pieces, texts };
}

// Where nobody can be asked, since several look on: both, theirs first. Of a line of text mine stands; theirs is in the
// revisions.
export function both_of(merged: Merged): Draft {
  const content = merged.pieces.flatMap((piece) => (piece.kind === 'agreed' ? piece.blocks : [...piece.theirs, ...piece.mine]));
  return { ...merged.draft, body: { type: 'doc', content } };
}
