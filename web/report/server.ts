// What the page asks of the server (src/reports/entrance.h).
import { fromBase64, toBase64, toHex } from './seal/bytes.js';

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

export const receiptField = (fetchName: Uint8Array): string => `Receipt ${toBase64(fetchName)}`;

async function ask(path: string, options: RequestInit = {}): Promise<Response> {
  const answer = await fetch(path, { credentials: 'omit', cache: 'no-store', referrerPolicy: 'no-referrer', ...options });
  if (answer.ok) return answer;
  const problem = (await answer.json().catch(() => ({}))) as { detail?: string; title?: string };
  throw new ServerError(answer.status, problem.detail ?? problem.title ?? String(answer.status));
}

export async function desk(): Promise<Desk> {
  const told = await (await ask('/report/desk')).json();
  return {
    key: told.key, publicKey: fromBase64(told.public_key), salt: fromBase64(told.salt),
    challenge: told.challenge, bits: told.bits, full: told.full,
  };
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
    keys: new Map(told.keys.map((key: { id: string; public_key: string }) => [key.id, fromBase64(key.public_key)])),
    letters: told.letters.map((each: { digest: string; letter?: string }) => ({
      ...each,
      digest: fromBase64(each.digest),
      ...(each.letter === undefined ? {} : { letter: fromBase64(each.letter) }),
    })),
    uploads: told.uploads,
  };
}
