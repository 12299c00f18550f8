// Reading a large file by pieces, and the same file with ranges changed.

/** `length` bytes at `at` become `bytes`: fewer or more, or zeros where there are none. */
export interface Change {
  at: number;
  length: number;
  bytes: Uint8Array | undefined;
}

export const bytesOf = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** The same file with the changes, which stand in the order of the file and do not overlap. */
export function changed(file: Blob, changes: Change[]): Blob {
  const parts: BlobPart[] = [];
  const zeros = new Uint8Array(1 << 16);
  let at = 0;
  for (const change of [...changes].sort((left, right) => left.at - right.at)) {
    if (change.at < at || change.at + change.length > file.size) throw new RangeError('changes that overlap');
    parts.push(file.slice(at, change.at));
    if (change.bytes) parts.push(change.bytes as BlobPart);
    for (let left = change.bytes ? 0 : change.length; left > 0; left -= zeros.length) parts.push(zeros.subarray(0, Math.min(left, zeros.length)));
    at = change.at + change.length;
  }
  parts.push(file.slice(at));
  return new Blob(parts, { type: file.type });
}

/** What can be read in bytes whose form is not known: words of four letters or more. */
export function wordsOf(bytes: Uint8Array): string[] {
  // Tags are in UTF-8, UTF-16 or Latin: what is left after the zeros is close enough to be recognised.
  const text = new TextDecoder().decode(bytes.filter((byte) => byte !== 0));
  return text.match(/[\p{L}\p{N}][\p{L}\p{N} .,:@/_-]{3,60}/gu) ?? [];
}

/** What stood in the ranges that are changed, as far as it can be read. */
export async function wordsIn(file: Blob, changes: Change[]): Promise<string[]> {
  const found: string[] = [];
  for (const change of changes.slice(0, 200)) {
    found.push(...wordsOf(new Uint8Array(await file.slice(change.at, change.at + Math.min(change.length, 4096)).arrayBuffer())));
    if (found.length > 100) break;
  }
  return found;
}

const longestTold = 120;

/** For a reader: each word once, and a mark where nothing can be read of what is there. */
export const shortened = (words: string[]): string => [...new Set(words)].join(', ').slice(0, longestTold) || '…';

export const shownTime = (time: Date): string => time.toLocaleString(globalThis.document?.documentElement.lang || undefined);

const windowBytes = 1 << 18;

/** Pieces of a file, several of them out of one reading. */
export class Window {
  private held = new Uint8Array();
  private from = 0;

  constructor(private readonly file: Blob) {}

  get size(): number {
    return this.file.size;
  }

  /** Fewer bytes at the end of the file. */
  async read(at: number, length: number): Promise<Uint8Array> {
    const end = Math.min(at + length, this.size);
    if (at >= end) return new Uint8Array();
    if (at < this.from || end > this.from + this.held.length) {
      this.from = at;
      this.held = new Uint8Array(await this.file.slice(at, Math.max(end, at + windowBytes)).arrayBuffer());
    }
    return this.held.subarray(at - this.from, end - this.from);
  }
}
