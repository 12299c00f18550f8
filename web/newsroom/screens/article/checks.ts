// What is looked at before a story goes out. It advises; whoever publishes may know better.
import type { JSONContent } from '@tiptap/core';
import type { Asset } from '../../api/types';
import type { Draft } from '../../saving/draft';
import type { Words } from '../../words/en';

export interface Check {
  label: (words: Words) => string;
  done: boolean;
}

function* nodes(node: JSONContent): Generator<JSONContent> {
  yield node;
  for (const child of node.content ?? []) yield* nodes(child);
}

export function checks(draft: Draft, asset_of: (id: number) => Asset | null): Check[] {
  const all = [...nodes(draft.body)];
  const lead = draft.lead_image ? asset_of(draft.lead_image) : null;
  const images = all.filter((node) => node.type === 'image');
  const complete = (node: JSONContent) => {
    const asset = asset_of(Number(node.attrs?.['asset'] ?? 0));
    return Boolean((node.attrs?.['credit'] || asset?.credit) && (node.attrs?.['alt'] || asset?.alt));
  };
  const sources = all.some((node) => node.type === 'sourceNote' || node.marks?.some((mark) => mark.type === 'source'));
  const list: Check[] = [
    { label: (words) => words.check_headline, done: draft.headline.trim() !== '' },
    { label: (words) => words.check_section, done: draft.section !== null },
    { label: (words) => words.check_deck, done: draft.deck.trim() !== '' },
    { label: (words) => words.check_byline, done: draft.authors.length > 0 },
    { label: (words) => words.check_lead, done: draft.lead_image !== null },
    { label: (words) => words.check_credit, done: Boolean(lead?.credit) },
    { label: (words) => words.check_alt, done: Boolean(lead?.alt) },
    { label: (words) => words.check_sources, done: sources },
  ];
  if (images.length) list.push({ label: (words) => words.check_images, done: images.every(complete) });
  return list;
}
