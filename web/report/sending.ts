// A report on its way: the letter first, so that the text is safe, then the files that it names.
import { prove, stretch } from './background.js';
import { language, say } from './page.js';
import { previewOf } from './preview.js';
import { digest, fromBase64, sodium, toBase64 } from './seal/bytes.js';
import { newFileKey, type FileKey } from './seal/file.js';
import { LetterKind, noPrevious, sealLetter } from './seal/letter.js';
import { drawWords, receiptOf, type Receipt } from './seal/receipt.js';
import { desk, patiently, sendLetter, ServerError, thread, type Desk } from './server.js';
import { send } from './upload.js';

export interface Told {
  text: string;
  place?: string;
  position?: { latitude: number; longitude: number; accuracy: number };
  happened?: string;
  credit?: 'anonymous' | 'name';
  name?: string;
  publish?: boolean;
}

export interface ReadyFile {
  blob: Blob;
  name: string;
  type: string;
  metadata: string;
}

interface SealedFileEntry {
  number: number;
  key: FileKey;
  blob: Blob;
  preview: boolean;
}

/** What a reload must not lose, and nothing that tells what was sent: kept by this tab until the files are there. */
interface Kept {
  report: string;
  fetch: string;
  files: { number: number; key: string; header: string; bytes: number; address?: string }[];
}
const keptName = 'vestnik-report';

const keep = (kept: Kept): void => sessionStorage.setItem(keptName, JSON.stringify(kept));
export const forget = (): void => sessionStorage.removeItem(keptName);
export function unfinished(): Kept | undefined {
  try {
    return JSON.parse(sessionStorage.getItem(keptName) ?? 'null') ?? undefined;
  } catch {
    return undefined;
  }
}

/** The files as the letter names them, and as they will be sealed; numbers from `first` on. */
async function entriesOf(files: ReadyFile[], first: number): Promise<{ named: unknown[]; entries: SealedFileEntry[] }> {
  const named: unknown[] = [];
  const entries: SealedFileEntry[] = [];
  const add = (blob: Blob, about: Record<string, unknown>, preview: boolean): number => {
    const number = first + entries.length;
    const key = newFileKey();
    named.push({ number, key: toBase64(key.key), size: blob.size, ...about });
    entries.push({ number, key, blob, preview });
    return number;
  };
  for (const file of files) {
    const number = add(file.blob, { name: file.name, type: file.type, metadata: file.metadata, role: 'original' }, false);
    const preview = await previewOf(file.blob);
    if (preview) add(preview, { type: 'image/jpeg', role: 'preview', of: number }, true);
  }
  // Previews first: they are small, and the desk sees something soon.
  entries.sort((left, right) => Number(right.preview) - Number(left.preview));
  return { named, entries };
}

export interface Sent {
  words: string[];
  /** All files; may take long. */
  files: (progress: (share: number) => void, waits: () => void) => Promise<void>;
  hasFiles: boolean;
}

export async function sendReport(told: Told, files: ReadyFile[], list: string[], status: (text: string) => void): Promise<Sent> {
  status(say('Sealing…'));
  const words = drawWords(list);
  const waits = (): void => status(say('Waiting for the network…'));
  const [told_desk, { named, entries }] = await Promise.all([patiently(desk, waits), entriesOf(files, 0)]);
  if (told_desk.full && entries.length > 0) {
    throw new Error(say('The newsroom has no room for files now. You can send the text, and the files later.'));
  }
  const receipt = receiptOf(await stretch(words, told_desk.salt));
  const report = sodium.randombytes_buf(16);
  const content = { v: 1, language, reader: toBase64(receipt.keys.publicKey), ...told, files: named };
  const letter = sealLetter(
    LetterKind.report, content, { report, number: 0, previous: noPrevious() }, { desk: told_desk.publicKey });
  status(say('Asking for a place in the queue…'));
  await deliver(letter, report, receipt, told_desk, waits);
  return {
    words,
    hasFiles: entries.length > 0,
    files: (progress, waits) => sendFiles(report, receipt.fetch, entries, progress, waits),
  };
}

/** A challenge may have run out, or been spent by an answer that was lost: then there is another. */
async function deliver(
  letter: Uint8Array, report: Uint8Array, receipt: Receipt, first: Desk, waits: () => void,
): Promise<void> {
  let told = first;
  for (let tries = 3; ; --tries) {
    const work = await prove(told.challenge, told.bits);
    try {
      await patiently(() => sendLetter(letter, report, 0, receipt.fetch, digest(letter), work), waits);
      return;
    } catch (problem) {
      if (tries === 1 || (problem instanceof ServerError && problem.status === 507)) throw problem;
      await new Promise((done) => setTimeout(done, 1500));
      told = await patiently(desk, waits);
    }
  }
}

async function sendFiles(
  report: Uint8Array, fetchName: Uint8Array, entries: SealedFileEntry[],
  progress: (share: number) => void, waits: () => void,
): Promise<void> {
  const kept: Kept = {
    report: toBase64(report), fetch: toBase64(fetchName),
    files: entries.filter((entry) => !entry.preview).map(({ number, key, blob }) => ({
      number, key: toBase64(key.key), header: toBase64(key.header), bytes: blob.size,
    })),
  };
  const all = entries.reduce((sum, entry) => sum + entry.blob.size, 0);
  let before = 0;
  for (const entry of entries) {
    await send({
      file: entry.blob, key: entry.key, report, number: entry.number, fetch: fetchName,
      begun: (address) => {
        const row = kept.files.find((each) => each.number === entry.number);
        if (row) row.address = address;
        keep(kept);
      },
      progress: (sent, of) => progress((before + (sent / of) * entry.blob.size) / all),
      waits,
    });
    before += entry.blob.size;
    progress(before / all);
    kept.files = kept.files.filter((each) => each.number !== entry.number);
    keep(kept);
  }
  forget();
}

/** Goes on with what a reload interrupted; false for a file that is none of the missing ones. */
export async function goOn(kept: Kept, file: File, progress: (share: number) => void, waits: () => void): Promise<boolean> {
  const row = kept.files.find((each) => each.bytes === file.size);
  if (!row) return false;
  await send({
    file, key: { key: fromBase64(row.key), header: fromBase64(row.header) },
    report: fromBase64(kept.report), number: row.number, fetch: fromBase64(kept.fetch),
    ...(row.address === undefined ? {} : { address: row.address }),
    begun: (address) => {
      row.address = address;
      keep(kept);
    },
    progress: (sent, of) => progress(sent / of), waits,
  });
  kept.files = kept.files.filter((each) => each !== row);
  if (kept.files.length > 0) keep(kept);
  else forget();
  return true;
}

/** Another letter of a reader who came back; where the desk wrote meanwhile it is sealed anew. */
export async function sendAddition(receipt: Receipt, text: string, files: ReadyFile[]): Promise<Sent['files']> {
  const told_desk = await desk();
  for (;;) {
    const there = await thread(receipt.fetch);
    const first = 1 + Math.max(-1, ...there.uploads.map((each) => each.number));
    const { named, entries } = await entriesOf(files, first);
    const last = there.letters.at(-1);
    const letter = sealLetter(
      LetterKind.addition, { v: 1, language, text, files: named },
      { report: there.report, number: there.letters.length, previous: last?.digest ?? noPrevious() },
      { desk: told_desk.publicKey, from: receipt.keys });
    if (await sendLetter(letter, there.report, there.letters.length, receipt.fetch, digest(letter))) {
      return (progress, waits) => sendFiles(there.report, receipt.fetch, entries, progress, waits);
    }
  }
}
