// A report on its way: the letter first, so that the text is safe, then the files that it names.
import { prove, stretch } from './background.js';
import { digestOf, isSame, keep, missingOf, newKept, type Kept, type KeptFile } from './kept.js';
import { language, say } from './page.js';
import { previewOf, previewsOf } from './preview.js';
import { digest, fromBase64, sodium, toBase64 } from './seal/bytes.js';
import { newFileKey, sealedSize } from './seal/file.js';
import { LetterKind, noPrevious, sealLetter } from './seal/letter.js';
import { drawWords, receiptOf, type Receipt } from './seal/receipt.js';
import { desk, deskShown, isGone, patiently, sendLetter, ServerError, thread, type Desk, type Thread } from './server.js';
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

/** A file as it is sealed. */
interface Entry {
  row: KeptFile;
  blob: Blob;
  name: string;
}

/** The files as the letter names them, and as they will be sealed; numbers from `first` on. */
async function entriesOf(files: ReadyFile[], first: number): Promise<{ named: unknown[]; entries: Entry[] }> {
  const named: unknown[] = [];
  const entries: Entry[] = [];
  const add = (blob: Blob, name: string, about: Record<string, unknown>, of?: number): number => {
    const number = first + entries.length;
    const { key, header } = newFileKey();
    named.push({ number, key: toBase64(key), size: blob.size, ...about });
    const row: KeptFile = {
      number, key: toBase64(key), header: toBase64(header), bytes: blob.size, digest: '',
      removed: about['metadata'] === 'removed', ...(of !== undefined && { of }),
    };
    entries.push({ row, blob, name });
    return number;
  };
  const previews = await previewsOf(files.map((file) => file.blob));
  files.forEach((file, at) => {
    const { blob, name, type, metadata } = file;
    const number = add(blob, name, { name, type, metadata, role: 'original' });
    const preview = previews[at];
    if (preview) add(preview, name, { type: 'image/jpeg', role: 'preview', of: number }, number);
  });
  // Previews first: they are small, and the desk sees something soon.
  entries.sort((left, right) => Number(right.row.of !== undefined) - Number(left.row.of !== undefined));
  return { named, entries };
}

/** Every file knows what it is before its first byte goes out. One that cannot be read is never the same again. */
async function keptOf(report: Uint8Array, fetchName: Uint8Array, entries: Entry[]): Promise<Kept> {
  for (const { row, blob } of entries) row.digest = await digestOf(blob, fromBase64(row.key)).catch(() => '');
  return newKept(report, fetchName, entries.map((entry) => entry.row));
}

/** A file that did not arrive, and why. */
export interface Unsent {
  name: string;
  trouble: unknown;
}

export interface Sent {
  words: string[];
  /** Sends what has not arrived yet, and tells what did not arrive; may take long, and may be asked again. */
  files: (progress: (share: number) => void, waits: () => void) => Promise<Unsent[]>;
  hasFiles: boolean;
}

export async function sendReport(told: Told, files: ReadyFile[], list: string[], status: (text: string) => void): Promise<Sent> {
  status(say('Sealing…'));
  const words = drawWords(list);
  const waits = (): void => status(say('Waiting for the network…'));
  const [told_desk, { named, entries }] = await Promise.all([patiently(deskShown, waits), entriesOf(files, 0)]);
  if (told_desk.full && entries.length > 0) {
    throw new Error(say('The newsroom has no room for files now. You can send the text, and the files later.'));
  }
  const receipt = receiptOf(await stretch(words, told_desk.salt));
  const report = sodium.randombytes_buf(16);
  const content = { v: 1, language, reader: toBase64(receipt.keys.publicKey), ...told, files: named };
  const letter = sealLetter(
    LetterKind.report, content, { report, number: 0, previous: noPrevious() }, { desk: told_desk.publicKey });
  status(say('Asking for a place in the queue…'));
  const [kept] = await Promise.all([
    keptOf(report, receipt.fetch, entries), deliver(letter, report, receipt, told_desk, waits)]);
  return { words, hasFiles: entries.length > 0, files: underWay(kept, entries) };
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
      // For its challenge: the letter is sealed for the key that was shown.
      told = await patiently(desk, waits);
    }
  }
}

/** From here on a reload loses no file. */
function underWay(kept: Kept, entries: Entry[]): Sent['files'] {
  keep(kept);
  // As they are sealed: a file that is empty has a size then.
  const bytesOf = (some: Entry[]): number => some.reduce((sum, entry) => sum + sealedSize(entry.blob.size), 0);
  const all = bytesOf(entries);
  let left = entries;
  return async (progress, waits) => {
    const troubles = new Map<Entry, unknown>();
    for (const entry of left) {
      const before = all - bytesOf(left);
      try {
        await sendFile(kept, entry.row, entry.blob, (share) => progress((before + share * bytesOf([entry])) / all), waits);
        left = left.filter((each) => each !== entry);
        progress((before + bytesOf([entry])) / all);
      } catch (trouble) {
        troubles.set(entry, trouble);
        // The others would only wait for the same network.
        if (isGone(trouble)) break;
      }
    }
    // The desk can do without a preview.
    const last = [...troubles.values()].at(-1);
    const missing = left.filter((entry) => entry.row.of === undefined);
    return missing.map((entry) => ({ name: entry.name, trouble: troubles.get(entry) ?? last }));
  };
}

async function sendFile(
  kept: Kept, row: KeptFile, blob: Blob, progress: (share: number) => void, waits: () => void,
): Promise<void> {
  await send({
    file: blob, key: { key: fromBase64(row.key), header: fromBase64(row.header) },
    report: fromBase64(kept.report), number: row.number, fetch: fromBase64(kept.fetch),
    ...(row.address === undefined ? {} : { address: row.address }),
    begun: (address) => {
      row.address = address;
      keep(kept);
    },
    progress: (sent, of) => progress(sent / of), waits,
  });
  kept.files = kept.files.filter((each) => each !== row);
  keep(kept);
}

/** Goes on with what a reload interrupted; false for a file that is none of the missing ones. */
export async function goOn(kept: Kept, file: File, progress: (share: number) => void, waits: () => void): Promise<boolean> {
  const found = await missingOf(kept, file);
  if (!found) return false;
  const small = kept.files.find((each) => each.of === found.row.number);
  if (small) {
    const preview = await previewOf(found.blob);
    // Drawn otherwise it would not be what the letter names; the desk can do without.
    if (preview && (await isSame(small, preview))) {
      await sendFile(kept, small, preview, () => undefined, waits).catch(() => undefined);
    }
    kept.files = kept.files.filter((each) => each !== small);
  }
  await sendFile(kept, found.row, found.blob, progress, waits);
  return true;
}

/** Another letter of a reader who came back. Asked again it sends the letter that it sealed, so that one whose answer was
 *  lost does not come twice; where the desk wrote meanwhile it is sealed anew. */
export class Addition {
  private sealed: { letter: Uint8Array; there: Thread; entries: Entry[] } | undefined;

  constructor(
    private readonly receipt: Receipt,
    private readonly told: { text: string; publish?: true },
    private readonly files: ReadyFile[],
  ) {}

  async send(waits: () => void): Promise<Sent['files']> {
    for (;;) {
      const { letter, there, entries } = (this.sealed ??= await this.seal(waits));
      const number = there.letters.length;
      const sent = await patiently(
        () => sendLetter(letter, there.report, number, this.receipt.fetch, digest(letter)), waits);
      if (sent) return underWay(await keptOf(there.report, this.receipt.fetch, entries), entries);
      this.sealed = undefined;
    }
  }

  private async seal(waits: () => void): Promise<{ letter: Uint8Array; there: Thread; entries: Entry[] }> {
    const told_desk = await patiently(deskShown, waits);
    const there = await patiently(() => thread(this.receipt.fetch), waits);
    const first = 1 + Math.max(-1, ...there.uploads.map((each) => each.number));
    const { named, entries } = await entriesOf(this.files, first);
    const letter = sealLetter(
      LetterKind.addition, { v: 1, language, ...this.told, files: named },
      { report: there.report, number: there.letters.length, previous: there.letters.at(-1)?.digest ?? noPrevious() },
      { desk: told_desk.publicKey, from: this.receipt.keys });
    return { letter, there, entries };
  }
}
