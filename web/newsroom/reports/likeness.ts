// Whether a picture looks like one that is here already: in other reports, and in the media library. The picture is a
// reader's and sealed, so its hash goes nowhere: what the library's pictures look like comes here, all of it.
import { get } from '../api/client';
import { desk, files_of, type Report } from './desk.svelte';
import { alike_bits, bits_apart, hash_of } from './picture_hash';

const most_hashes = 2_000; // kept of previews
/** Bounds a desk's browser: of a larger library, the first so many by number. */
export const most_pictures = 2_000_000;
/** The nearest of each; a desk's eye goes through no more. */
export const most_shown = 24;
const known_ms = 60_000;

export interface Like { what: 'report' | 'asset'; id: string; bits: number }

// Of small pictures, by their address: the same ones are compared with every file.
const hashes = new Map<string, Promise<string | undefined>>();
function hash_at(name: string, fetched: () => Promise<Blob | undefined>): Promise<string | undefined> {
  const known = hashes.get(name);
  if (known) return known;
  if (hashes.size >= most_hashes) hashes.clear();
  const made = fetched()
    .then((blob) => (blob ? hash_of(blob) : undefined))
    .catch(() => undefined);
  hashes.set(name, made);
  return made;
}

const nearest = (found: Like[]): Like[] => found.sort((left, right) => left.bits - right.bits).slice(0, most_shown);

export async function like_in_reports(hash: string, report: Report, others: Report[]): Promise<Like[]> {
  const found = new Map<string, number>();
  for (const other of others.filter((each) => each.id !== report.id)) {
    for (const file of files_of(other).filter((each) => each.role === 'preview')) {
      const theirs = await hash_at(`report ${other.id} ${file.number}`, () => desk.file(other, file));
      const bits = theirs ? bits_apart(hash, theirs) : 64;
      if (bits <= alike_bits) found.set(other.id, Math.min(bits, found.get(other.id) ?? 64));
    }
  }
  return nearest([...found].map(([id, bits]) => ({ what: 'report', id, bits })));
}

interface Page { hashes: { id: number; hash: string | null }[]; next: string | null }
export interface Library {
  hashes: { id: number; hash: string }[];
  /** Pictures that the server has not looked at yet. */
  waiting: number;
  /** Not all came: there are more than a browser is asked to hold. */
  cut: boolean;
}

let library: { at: number; read: Promise<Library> } | undefined;

async function read_library(): Promise<Library> {
  const read: Library = { hashes: [], waiting: 0, cut: false };
  let cursor: string | null = '';
  do {
    const page: Page = await get<Page>(`reports/picture-hashes${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`);
    for (const { id, hash } of page.hashes) {
      if (hash === null) ++read.waiting;
      else if (hash !== '') read.hashes.push({ id, hash });
    }
    cursor = page.next;
    read.cut = cursor !== null && read.hashes.length >= most_pictures;
  } while (cursor !== null && !read.cut);
  return read;
}

/** What the library's pictures look like; asked for anew after a minute. */
export async function library_hashes(): Promise<Library> {
  if (!library || Date.now() - library.at > known_ms) {
    const asked = { at: Date.now(), read: read_library() };
    asked.read.catch(() => {
      if (library === asked) library = undefined;
    });
    library = asked;
  }
  return library.read;
}

export function like_among(hash: string, pictures: Library['hashes']): Like[] {
  const found: Like[] = [];
  for (const { id, hash: theirs } of pictures) {
    const bits = bits_apart(hash, theirs);
    if (bits <= alike_bits) found.push({ what: 'asset', id: String(id), bits });
  }
  return nearest(found);
}
