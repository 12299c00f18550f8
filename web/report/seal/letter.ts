// Letters between a reader and the desk (docs/report-format.md; in C++: src/reports/letter.h).
import { digest, equal, fromText, join, padme, sodium, toText, u32 } from './bytes.js';

export const LetterKind = { report: 1, addition: 2, answer: 3, note: 4 } as const;
export type LetterKind = (typeof LetterKind)[keyof typeof LetterKind];

export interface KeyPair {
  publicKey: Uint8Array;
  privateKey: Uint8Array;
}

/** Where a letter stands: its report, its number in it, and BLAKE2b of the letter before (zeros at number 0). */
export interface Place {
  report: Uint8Array;
  number: number;
  previous: Uint8Array;
}

export class LetterError extends Error {}

const magic = fromText('VL1');
const domain = fromText('vestnik letter 1');
const keyIdBytes = 8;
const sealBytes = 80;
const nonceBytes = 24;
const tagBytes = 16;
const proofBytes = 24 + 16 + 32;
const leastPadded = 1024;

export const noPrevious = (): Uint8Array => new Uint8Array(32);
export const keyIdOf = (publicKey: Uint8Array): Uint8Array => digest(publicKey).slice(0, keyIdBytes);

const headBytes = (kind: LetterKind): number =>
  magic.length + 1 + keyIdBytes + sealBytes * (kind === LetterKind.answer ? 2 : 1);
const hasProof = (kind: LetterKind): boolean => kind === LetterKind.addition || kind === LetterKind.answer;
const associatedData = (kind: LetterKind, place: Place, head: Uint8Array): Uint8Array =>
  join(domain, new Uint8Array([kind]), place.report, u32(place.number), place.previous, head);

export interface Recipients {
  desk: Uint8Array; // public key
  reader?: Uint8Array; // public key, of answers
  /** Whose letter it is, in additions and answers. */
  from?: KeyPair;
}

export function sealLetter(kind: LetterKind, content: unknown, place: Place, to: Recipients): Uint8Array {
  const key = sodium.randombytes_buf(32);
  const seals = [sodium.crypto_box_seal(key, to.desk)];
  if (kind === LetterKind.answer) seals.push(sodium.crypto_box_seal(key, required(to.reader)));
  const head = join(magic, new Uint8Array([kind]), keyIdOf(to.desk), ...seals);

  const text = fromText(JSON.stringify(content));
  const padded = new Uint8Array(padme(Math.max(4 + text.length, leastPadded)));
  padded.set(u32(text.length));
  padded.set(text, 4);
  const nonce = sodium.randombytes_buf(nonceBytes);
  const body = sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(
    padded, associatedData(kind, place, head), null, nonce, key);
  sodium.memzero(padded);
  sodium.memzero(key);
  const letter = join(head, nonce, body);
  if (!hasProof(kind)) return letter;

  const proofNonce = sodium.randombytes_buf(24);
  const recipient = kind === LetterKind.answer ? required(to.reader) : to.desk;
  return join(
    letter, proofNonce,
    sodium.crypto_box_easy(digest(letter), proofNonce, recipient, required(to.from).privateKey));
}

/** The content; `other`: the public key that additions and answers must prove to come from. */
export function openLetter(letter: Uint8Array, place: Place, own: KeyPair, other?: Uint8Array): unknown {
  const kind = letter[magic.length] as LetterKind;
  if (!equal(letter.slice(0, magic.length), magic) || !(kind >= 1 && kind <= 4)) throw new LetterError('no letter');
  let body = letter;
  if (hasProof(kind)) {
    const proof = letter.slice(-proofBytes);
    body = letter.slice(0, -proofBytes);
    const proved = attempt(() =>
      sodium.crypto_box_open_easy(proof.slice(24), proof.slice(0, 24), required(other), own.privateKey));
    if (!proved || !equal(proved, digest(body))) throw new LetterError('not from the other side');
  }
  const head = body.slice(0, headBytes(kind));
  let key: Uint8Array | undefined;
  for (let at = magic.length + 1 + keyIdBytes; at < head.length && !key; at += sealBytes) {
    key = attempt(() => sodium.crypto_box_seal_open(head.slice(at, at + sealBytes), own.publicKey, own.privateKey));
  }
  if (!key) throw new LetterError('sealed for somebody else');
  const opened = key;
  const padded = attempt(() =>
    sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(
      null, body.slice(head.length + nonceBytes), associatedData(kind, place, head),
      body.slice(head.length, head.length + nonceBytes), opened));
  if (!padded || padded.length < 4) throw new LetterError('changed, or moved to another place');
  const length = new DataView(padded.buffer, padded.byteOffset).getUint32(0, true);
  if (length > padded.length - 4) throw new LetterError('its length is wrong');
  return JSON.parse(toText(padded.slice(4, 4 + length)));
}

/** How long a letter of so many bytes of content is, before it is sealed. */
export const sealedBytes = (kind: LetterKind, content: number): number =>
  headBytes(kind) + nonceBytes + padme(Math.max(4 + content, leastPadded)) + tagBytes + (hasProof(kind) ? proofBytes : 0);

function attempt(open: () => Uint8Array): Uint8Array | undefined {
  try {
    return open();
  } catch {
    return undefined;
  }
}

function required<T>(value: T | undefined): T {
  if (value === undefined) throw new LetterError('a key is missing');
  return value;
}
