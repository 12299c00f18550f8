// What the page asks of the server (src/reports/entrance.h).
import { element, say } from './page.js';
import { fromBase64, toBase64, toHex } from './seal/bytes.js';
import { keyIdOf } from './seal/letter.js';

export interface Desk {
  key: string;
  publicKey: Uint8Array;
  salt: Uint8Array;
  challenge: string;
  bits: number;
  full: boolean;
}

export interface ThreadLetter {
  number: number;
  kind: number;
  hour: number;
  digest: Uint8Array;
  letter?: Uint8Array; // answers only
}

export interface ThreadUpload {
  number: number;
  bytes: number;
  complete: boolean;
  address: string;
}

export interface Thread {
  report: Uint8Array;
  keys: Map<string, Uint8Array>;
  letters: ThreadLetter[];
  uploads: ThreadUpload[];
}

export class ServerError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
  }
}

/** Whose message is in the reader's words. */
export class ReaderError extends Error {}

/** What went wrong, for a reader: in the page's language, with what to do. */
export function explained(trouble: unknown): string {
  if (trouble instanceof ReaderError) return trouble.message;
  const status = trouble instanceof ServerError ? trouble.status : statusOf(trouble);
  if (isLost(trouble) || status === 0) return say('The network is gone. Nothing is lost: try again when it is back.');
  if (status === 507 || status === 503) return say('The newsroom has no room for reports now. Please try later.');
  if (status === 413) return say('This is more than one report can hold. Please write a new one for the rest.');
  if (status === 429) return say('Too much is arriving from your network just now. Please try again in a few minutes.');
  if (status !== undefined) return say('Something went wrong: {reason}', { reason: String(status) });
  return say('Something went wrong: {reason}', { reason: trouble instanceof Error ? trouble.message : String(trouble) });
}

/** The same of one file: the letter that names it has arrived. */
export function explainedOfFile(trouble: unknown): string {
  const status = statusOf(trouble);
  if (status === 507 || status === 503) return say('The newsroom has no room for this file now. Your text has arrived.');
  return explained(trouble);
}

/** The network, or whoever it led to. */
export const isGone = (trouble: unknown): boolean => isLost(trouble) || statusOf(trouble) === 0;

/** The status that a refused upload carries; 0 where no answer came. */
function statusOf(trouble: unknown): number | undefined {
  if (!(trouble instanceof Error) || !('originalRequest' in trouble)) return undefined;
  const answer = 'originalResponse' in trouble ? (trouble.originalResponse as { getStatus(): number } | null) : null;
  return answer?.getStatus() ?? 0;
}

/** Browsers tell a lost network by a TypeError of fetch. */
const isLost = (trouble: unknown): boolean => trouble instanceof TypeError;

const pauses = [1000, 2000, 5000, 10_000, ...Array<number>(120).fill(15_000)];

/** Tries again while the network is gone, for half an hour: a train through a tunnel. `waits` is told of every pause. */
export async function patiently<T>(work: () => Promise<T>, waits: () => void): Promise<T> {
  for (const pause of pauses) {
    try {
      return await work();
    } catch (trouble) {
      if (!isLost(trouble)) throw trouble;
      waits();
      await back(pause);
    }
  }
  return work();
}

/** After so many milliseconds, or when the browser says that there is a network again. */
function back(pause: number): Promise<void> {
  return new Promise((done) => {
    const go = (): void => {
      clearTimeout(timer);
      removeEventListener('online', go);
      done();
    };
    const timer = setTimeout(go, pause);
    addEventListener('online', go);
  });
}

export const receiptField = (fetchName: Uint8Array): string => `Receipt ${toBase64(fetchName)}`;

async function ask(path: string, options: RequestInit = {}): Promise<Response> {
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', ...options });
  if (answer.ok) return answer;
  throw new ServerError(answer.status, String(answer.status));
}

export async function desk(): Promise<Desk> {
  const told = await (await ask('/report/desk')).json();
  const publicKey = fromBase64(told.public_key);
  // The fingerprint that readers compare is worth as much as this.
  if (toHex(keyIdOf(publicKey)) !== told.key) {
    throw new ReaderError(say('The desk’s key is not the one that its fingerprint names. Nothing has been sent: please tell the newsroom in another way.'));
  }
  return { key: told.key, publicKey, salt: fromBase64(told.salt), challenge: told.challenge, bits: told.bits, full: told.full };
}

/** The same to seal for: only with the key whose fingerprint stands on the page. Another one is shown first, and taken
 *  when the reader asks again. */
export async function deskShown(): Promise<Desk> {
  const told = await desk();
  const shown = element('fingerprint');
  if (told.key === shown.textContent) return told;
  shown.textContent = told.key;
  shown.closest('details')?.setAttribute('open', '');
  throw new ReaderError(say(
    'The desk has another key than when this page was opened: {key}. Nothing has been sent. Compare it with what the newspaper prints, and send again.',
    { key: told.key }));
}

/** False where another letter came first. A letter whose answer was lost on the way counts as sent. */
export async function sendLetter(
  letter: Uint8Array, report: Uint8Array, number: number, fetchName: Uint8Array, digest: Uint8Array, work?: string,
): Promise<boolean> {
  const headers: Record<string, string> = {
    authorization: receiptField(fetchName),
    'content-type': 'application/octet-stream',
    report: toHex(report),
    letter: String(number),
    ...(work === undefined ? {} : { work }),
  };
  try {
    await ask('/report/letters', { method: 'POST', headers, body: letter as BufferSource });
    return true;
  } catch (problem) {
    if (problem instanceof ServerError && problem.status !== 409 && problem.status !== 403) throw problem;
    const there = await thread(fetchName).catch(() => undefined);
    const same = there?.letters.find((each) => each.number === number);
    if (same && toBase64(same.digest) === toBase64(digest)) return true;
    if (problem instanceof ServerError && problem.status === 409) return false;
    throw problem;
  }
}

export async function thread(fetchName: Uint8Array): Promise<Thread> {
  const told = await (await ask('/report/letters', { headers: { authorization: receiptField(fetchName) } })).json();
  return {
    report: Uint8Array.from(told.report.match(/../g).map((pair: string) => parseInt(pair, 16))),
    // By what each is, whatever the server calls it.
    keys: new Map(told.keys.map((key: { public_key: string }) => {
      const publicKey = fromBase64(key.public_key);
      return [toHex(keyIdOf(publicKey)), publicKey];
    })),
    letters: told.letters.map((each: { digest: string; letter?: string }) => ({
      ...each,
      digest: fromBase64(each.digest),
      ...(each.letter === undefined ? {} : { letter: fromBase64(each.letter) }),
    })),
    uploads: told.uploads,
  };
}
