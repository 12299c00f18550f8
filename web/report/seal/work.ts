// Proof of work (src/reports/proof_of_work.h): a number whose Argon2id with the challenge begins with zero bits.
import { fromBase64, join, sodium } from './bytes.js';

const guessMemory = 1024 * 1024;

function zeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    bits += Math.clz32(byte) - 24;
    if (byte !== 0) break;
  }
  return bits;
}

export function prove(challenge: string, bits: number): string {
  const bytes = fromBase64(challenge);
  const guess = join(bytes, new Uint8Array(8));
  const view = new DataView(guess.buffer);
  for (let number = 0; ; ++number) {
    view.setUint32(bytes.length, number, true);
    const hash = sodium.crypto_pwhash(16, guess, bytes.slice(0, 16), 1, guessMemory, sodium.crypto_pwhash_ALG_ARGON2ID13);
    if (zeroBits(hash) >= bits) return `${challenge}.${number}`;
  }
}
