// The receipt: seven words of 8,192, and what they become.
//
//   7 × 13 = 91 bits, and each guess costs one Argon2id of 128 MiB and 4 passes. That is some 2²⁹ cycles of a processor
//   where trying an AES key costs some 2⁷: 91 + 22 = 113 bits of work, before what the memory costs.
import { fromText, sodium } from './bytes.js';
import type { KeyPair } from './letter.js';

export const wordCount = 7;
export const listLength = 8192;
export const guessOperations = 4;
export const guessMemory = 128 * 1024 * 1024;
const context = 'vreceipt';

export interface Receipt {
  /** Names the report to the server, which keeps its digest only. */
  fetch: Uint8Array;
  /** Opens the answers. */
  keys: KeyPair;
}

export function drawWords(list: readonly string[]): string[] {
  if (new Set(list).size !== listLength) throw new Error('the word list is damaged');
  return Array.from({ length: wordCount }, () => list[sodium.randombytes_uniform(listLength)] as string);
}

/** What a person typed, as words; nothing where they are not seven of the list. */
export function readWords(typed: string, list: readonly string[]): string[] | undefined {
  const words = typed.normalize('NFC').toLowerCase().split(/[^\p{L}]+/u).filter(Boolean);
  const known = new Set(list);
  return words.length === wordCount && words.every((word) => known.has(word)) ? words : undefined;
}

/** Takes seconds; in a worker. */
export function stretchWords(words: readonly string[], salt: Uint8Array): Uint8Array {
  return sodium.crypto_pwhash(
    32, fromText(words.join(' ')), salt, guessOperations, guessMemory, sodium.crypto_pwhash_ALG_ARGON2ID13);
}

export function receiptOf(master: Uint8Array): Receipt {
  const fetch = sodium.crypto_kdf_derive_from_key(32, 1, context, master);
  const pair = sodium.crypto_box_seed_keypair(sodium.crypto_kdf_derive_from_key(32, 2, context, master));
  return { fetch, keys: { publicKey: pair.publicKey, privateKey: pair.privateKey } };
}
