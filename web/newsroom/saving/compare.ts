// Two states of a text side by side: which blocks and which words differ.
import type { JSONContent } from '@tiptap/core';
import { diffIndices } from 'node-diff3';
import { canonical } from './draft';

export interface Part {
  kind: 'same' | 'inserted' | 'deleted';
  text: string;
}

const word = /\s+|[\p{L}\p{N}\p{M}'’-]+|[^\s\p{L}\p{N}\p{M}]/gu;
const words_of = (text: string) => text.match(word) ?? [];

export function word_changes(before: string, after: string): Part[] {
  const [a, b] = [words_of(before), words_of(after)];
  const parts: Part[] = [];
  const add = (kind: Part['kind'], words: string[]) => {
    if (words.length) parts.push({ kind, text: words.join('') });
  };
  let at = 0;
  for (const { buffer1, buffer2 } of diffIndices(a, b)) {
    add('same', a.slice(at, buffer1[0]));
    add('deleted', a.slice(buffer1[0], buffer1[0] + buffer1[1]));
    add('inserted', b.slice(buffer2[0], buffer2[0] + buffer2[1]));
    at = buffer1[0] + buffer1[1];
  }
  add('same', a.slice(at));
  return parts;
}

export function plain_text(node: JSONContent): string {
  if (node.type === 'text') return node.text ?? '';
  if (node.type === 'hardBreak') return '\n';
  const inline = node.content?.every((child) => child.type === 'text' || child.type === 'hardBreak');
  return (node.content ?? []).map(plain_text).join(inline ? '' : '\n');
}

// What a block shows beside its text: "image 12", "embed https://…".
function signs_of(node: JSONContent): string {
  const attrs = canonical(node).attrs ?? {};
  const shown = Object.entries(attrs).filter(([, value]) => typeof value !== 'object').map(([name, value]) => `${name}: ${String(value)}`);
  return shown.join(' · ');
}

export interface Row {
  kind: 'same' | 'changed' | 'inserted' | 'deleted';
  type: string; // of the block that is shown
  before: Part[];
  after: Part[];
}

const shown_text = (block: JSONContent) => plain_text(block) || signs_of(block);

// Block by block; blocks that were changed stand beside each other with their words compared.
export function compare(before: JSONContent, after: JSONContent): Row[] {
  const [a, b] = [before.content ?? [], after.content ?? []];
  const whole = (list: JSONContent[]) => list.map((each) => JSON.stringify(canonical(each)));
  const rows: Row[] = [];
  const same = (block: JSONContent) => {
    const parts: Part[] = [{ kind: 'same', text: shown_text(block) }];
    rows.push({ kind: 'same', type: block.type ?? '', before: parts, after: parts });
  };
  let at = 0;
  for (const { buffer1, buffer2 } of diffIndices(whole(a), whole(b))) {
    a.slice(at, buffer1[0]).forEach(same);
    const gone = a.slice(buffer1[0], buffer1[0] + buffer1[1]), come = b.slice(buffer2[0], buffer2[0] + buffer2[1]);
    for (let i = 0; i < Math.max(gone.length, come.length); ++i) {
      const [old, fresh] = [gone[i], come[i]];
      const changes = word_changes(old ? shown_text(old) : '', fresh ? shown_text(fresh) : '');
      rows.push({
        kind: old && fresh ? 'changed' : old ? 'deleted' : 'inserted',
        type: (fresh ?? old)?.type ?? '',
        before: changes.filter((part) => part.kind !== 'inserted'),
        after: changes.filter((part) => part.kind !== 'deleted'),
      });
    }
    at = buffer1[0] + buffer1[1];
  }
  a.slice(at).forEach(same);
  return rows;
}
