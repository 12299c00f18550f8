// Files of a report, sealed in pieces (docs/report-format.md):
//
//   sealed = header[24] piece…       piece = secretstream(64 KiB of the padded file), 17 bytes longer
//
// Every piece carries "vestnik file 1" report_id[16] number:u32 as associated data; the last one is tagged final, so
// that a piece that is changed, moved, repeated or missing is noticed.
import type { StateAddress } from 'libsodium-wrappers-sumo';

import { fromText, join, padme, sodium, u32 } from './bytes.js';

const pieceBytes = 65_536;
const overhead = 17;
const headerBytes = 24;
const leastPadded = 4096;
const domain = fromText('vestnik file 1');

/** What a letter says of a file, so that the desk can open it. */
export interface FileKey {
  key: Uint8Array;
  header: Uint8Array;
}
export const newFileKey = (): FileKey => ({ key: sodium.randombytes_buf(32), header: sodium.randombytes_buf(headerBytes) });

export const paddedSize = (size: number): number => padme(Math.max(size, leastPadded));
export const sealedSize = (size: number): number => {
  const padded = paddedSize(size);
  return headerBytes + padded + Math.ceil(padded / pieceBytes) * overhead;
};

const associatedData = (report: Uint8Array, number: number): Uint8Array => join(domain, report, u32(number));

// Enough for what a cut connection sends once more: at the end of a long film the way from the front is long.
const piecesKept = 24;

/** Seals a file while it is read, from front to back, and again from the front where a byte is asked for that lies far
 *  behind: the same key and header give the same bytes, so an upload can be resumed after anything. */
export class SealedFile {
  readonly size: number;
  private state: StateAddress | undefined;
  private at = 0; // of the padded file
  /** The newest sealed bytes, without a gap. */
  private made: { from: number; bytes: Uint8Array }[] = [];

  constructor(
    private readonly file: Blob,
    private readonly key: FileKey,
    private readonly report: Uint8Array,
    private readonly number: number,
  ) {
    this.size = sealedSize(file.size);
    this.rewind();
  }

  async slice(start: number, end: number): Promise<Uint8Array> {
    const stop = Math.min(end, this.size);
    if (start < (this.made[0]?.from ?? 0)) this.rewind();
    const parts: Uint8Array[] = [];
    for (let wanted = start; wanted < stop; ) {
      while (wanted >= this.end) await this.next();
      const { from, bytes } = this.made.filter((each) => each.from <= wanted).at(-1) as { from: number; bytes: Uint8Array };
      const part = bytes.subarray(wanted - from, Math.min(stop - from, bytes.length));
      parts.push(part);
      wanted += part.length;
    }
    return join(...parts);
  }

  /** Where the next piece begins. */
  private get end(): number {
    const last = this.made.at(-1);
    return last ? last.from + last.bytes.length : 0;
  }

  private rewind(): void {
    this.state = undefined;
    this.at = 0;
    this.made = [{ from: 0, bytes: this.key.header }];
  }

  private async next(): Promise<void> {
    // The state that decrypting begins with is the one that encrypting goes on from; only so the header can be chosen.
    this.state ??= sodium.crypto_secretstream_xchacha20poly1305_init_pull(this.key.header, this.key.key);
    const padded = paddedSize(this.file.size);
    const piece = new Uint8Array(Math.min(pieceBytes, padded - this.at));
    if (this.at < this.file.size) {
      piece.set(new Uint8Array(await this.file.slice(this.at, Math.min(this.at + piece.length, this.file.size)).arrayBuffer()));
    }
    this.at += piece.length;
    const tag = this.at === padded
      ? sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
      : sodium.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE;
    const bytes = sodium.crypto_secretstream_xchacha20poly1305_push(
      this.state, piece, associatedData(this.report, this.number), tag);
    this.made.push({ from: this.end, bytes });
    if (this.made.length > piecesKept) this.made.shift();
  }
}

export class FileError extends Error {}

/** Opens a sealed file piece by piece; `read(from, to)` gives its bytes. Yields the file without its padding. */
export async function* openFile(
  read: (from: number, to: number) => Promise<Uint8Array>,
  size: number,
  key: FileKey,
  report: Uint8Array,
  number: number,
): AsyncGenerator<Uint8Array> {
  const header = await read(0, headerBytes);
  const state = sodium.crypto_secretstream_xchacha20poly1305_init_pull(header, key.key);
  const data = associatedData(report, number);
  const end = sealedSize(size);
  let given = 0;
  for (let at = headerBytes; at < end; ) {
    const sealed = await read(at, Math.min(at + pieceBytes + overhead, end));
    const opened = sealed.length > 0 && sodium.crypto_secretstream_xchacha20poly1305_pull(state, sealed, data);
    if (!opened) throw new FileError('changed, moved or cut off');
    at += sealed.length;
    const final = opened.tag === sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (final !== (at === end)) throw new FileError('it ends in the wrong place');
    const wanted = Math.min(opened.message.length, size - given);
    given += wanted;
    if (wanted > 0) yield opened.message.subarray(0, wanted);
  }
}
