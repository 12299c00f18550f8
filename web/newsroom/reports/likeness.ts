// Whether a picture looks like one that is here already: in other reports, and in the media library.
import { get } from '../api/client';
import { picture } from '../assets.svelte';
import { alike_bits, bits_apart, print_of } from './bench';
import { desk, files_of, type Report } from './desk.svelte';

/** Newest first; more is not asked of a browser at once. */
const most_assets = 480;
const page_size = 48;
const most_prints = 2_000;

interface Like { what: 'report' | 'asset'; id: string }

// Of small pictures, by their address: the same ones are compared with every file.
const prints = new Map<string, Promise<string | undefined>>();
function print_at(name: string, fetched: () => Promise<Blob | undefined>): Promise<string | undefined> {
  const known = prints.get(name);
  if (known) return known;
  if (prints.size >= most_prints) prints.clear();
  const made = fetched()
    .then((blob) => (blob ? print_of(blob) : undefined))
    .catch(() => undefined);
  prints.set(name, made);
  return made;
}

export async function like_in_reports(print: string, report: Report, others: Report[]): Promise<Like[]> {
  const found = new Set<string>();
  for (const other of others.filter((each) => each.id !== report.id)) {
    for (const file of files_of(other).filter((each) => each.role === 'preview')) {
      const theirs = await print_at(`report ${other.id} ${file.number}`, () => desk.file(other, file));
      if (theirs && bits_apart(print, theirs) <= alike_bits) found.add(other.id);
    }
  }
  return [...found].map((id) => ({ what: 'report', id }));
}

interface Page { items: { id: number }[]; next: string | null }

export async function like_in_library(print: string): Promise<Like[]> {
  const found: Like[] = [];
  let cursor: string | null = '';
  for (let seen = 0; seen < most_assets && cursor !== null; seen += page_size) {
    const page: Page = await get<Page>(`assets?limit=${page_size}&kind=image${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`);
    for (const { id } of page.items) {
      const theirs = await print_at(`asset ${id}`, async () => {
        const answer = await fetch(picture(id, 320), { credentials: 'same-origin' });
        return answer.ok ? answer.blob() : undefined;
      });
      if (theirs && bits_apart(print, theirs) <= alike_bits) found.push({ what: 'asset', id: String(id) });
    }
    cursor = page.next;
  }
  return found;
}
