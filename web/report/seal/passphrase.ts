// The desk's private key wrapped by a passphrase (src/reports/desk_key.h).
import { fromBase64, fromText, sodium, toBase64 } from './bytes.js';
import type { KeyPair } from './letter.js';
import { guessMemory, guessOperations } from './receipt.js';

export interface WrappedKey {
  v: 1;
  kdf: 'argon2id13';
  operations: number;
  memory: number;
  salt: string;
  nonce: string;
  box: string;
}

const mostOperations = 64;
const mostMemory = 1024 * 1024 * 1024;

export function wrapKey(pair: KeyPair, passphrase: string): WrappedKey {
  const salt = sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES);
  const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
  const key = sodium.crypto_pwhash(
    32, fromText(passphrase), salt, guessOperations, guessMemory, sodium.crypto_pwhash_ALG_ARGON2ID13);
  const box = sodium.crypto_secretbox_easy(pair.privateKey, nonce, key);
  return {
    v: 1, kdf: 'argon2id13', operations: guessOperations, memory: guessMemory,
    salt: toBase64(salt), nonce: toBase64(nonce), box: toBase64(box),
  };
}

/** Nothing where the passphrase is another one. */
export function unwrapKey(wrapped: WrappedKey, passphrase: string, publicKey: Uint8Array): KeyPair | undefined {
  // A server must not be able to make the browser work for ever, or a passphrase cheap to guess.
  if (wrapped.operations < guessOperations || wrapped.operations > mostOperations) return undefined;
  if (wrapped.memory < guessMemory || wrapped.memory > mostMemory) return undefined;
  const key = sodium.crypto_pwhash(
    32, fromText(passphrase), fromBase64(wrapped.salt), wrapped.operations, wrapped.memory,
    sodium.crypto_pwhash_ALG_ARGON2ID13);
  try {
    const privateKey = sodium.crypto_secretbox_open_easy(fromBase64(wrapped.box), fromBase64(wrapped.nonce), key);
    return sodium.memcmp(sodium.crypto_scalarmult_base(privateKey), publicKey) ? { publicKey, privateKey } : undefined;
  } catch {
    return undefined;
  }
}
