// What a reload must not lose, kept by this tab until the files are there: how each is sealed, and how to know it again.
import { stripped } from './metadata.js';
import { fromBase64, fromText, sodium, toBase64 } from './seal/bytes.js';

export interface KeptFile {
  number: number;
  key: string;
  header: string;
  bytes: number; // of what is sealed
  /** Of what is sealed, under the file's own key: another file of the same size must never go out under this key. */
  digest: string;
  removed: boolean; // sealed without what it tells
  of?: number; // a preview's original
  address?: string; // of the upload, once it was begun
}

/** Nothing of what was written, and no name. */
export interface Kept {
  report: string;
  fetch: string;
  hour: number; // since 1970
  files: KeptFile[];
}

const keptName = 'vestnik-report';
const mostHours = 72; // the server destroys unfinished files then
const hourNow = (): number => Math.floor(Date.now() / 3_600_000);

export const newKept = (report: Uint8Array, fetchName: Uint8Array, files: KeptFile[]): Kept =>
  ({ report: toBase64(report), fetch: toBase64(fetchName), hour: hourNow(), files });

export const originalsOf = (kept: Kept): KeptFile[] => kept.files.filter((each) => each.of === undefined);

/** Where a browser lets pages keep nothing, a reload loses the files, and sending them is not disturbed. */
export function keep(kept: Kept): void {
  if (originalsOf(kept).length === 0) return forget();
  try {
    sessionStorage.setItem(keptName, JSON.stringify(kept));
  } catch {
    // forbidden
  }
}

export function forget(): void {
  try {
    sessionStorage.removeItem(keptName);
  } catch {
    // forbidden: then nothing was kept
  }
}

export function unfinished(): Kept | undefined {
  try {
    const kept = JSON.parse(sessionStorage.getItem(keptName) ?? 'null') as Kept | null;
    if (kept && hourNow() - kept.hour < mostHours && originalsOf(kept).length > 0) return kept;
  } catch {
    // forbidden, or not ours
  }
  forget();
  return undefined;
}

const stretchBytes = 256 * 1024;
const stretches = 32;

/** Of the size and the content; of a large file's content so many stretches, from its beginning to its end. */
export async function digestOf(file: Blob, key: Uint8Array): Promise<string> {
  const state = sodium.crypto_generichash_init(key, 32);
  sodium.crypto_generichash_update(state, fromText(`${file.size} `));
  const whole = file.size <= stretches * stretchBytes;
  const count = whole ? Math.ceil(file.size / stretchBytes) : stretches;
  for (let stretch = 0; stretch < count; ++stretch) {
    const at = whole ? stretch * stretchBytes : Math.floor(((file.size - stretchBytes) * stretch) / (stretches - 1));
    const bytes = await file.slice(at, Math.min(at + stretchBytes, file.size)).arrayBuffer();
    sodium.crypto_generichash_update(state, new Uint8Array(bytes));
  }
  return toBase64(sodium.crypto_generichash_final(state, 32));
}

export async function isSame(row: KeptFile, blob: Blob): Promise<boolean> {
  return blob.size === row.bytes && (await digestOf(blob, fromBase64(row.key))) === row.digest;
}

/** Which of the missing files this is, with what was sealed of it: without what it tells, where that was asked. */
export async function missingOf(kept: Kept, file: Blob): Promise<{ row: KeptFile; blob: Blob } | undefined> {
  let freed: Promise<Blob | undefined> | undefined;
  for (const row of originalsOf(kept)) {
    const blob = row.removed ? await (freed ??= stripped(file).catch(() => undefined)) : file;
    if (blob && (await isSame(row, blob))) return { row, blob };
  }
  return undefined;
}
