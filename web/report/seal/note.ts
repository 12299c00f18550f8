// The desk's notes (docs/report-format.md). A note is sealed for the desk, which anybody can do who knows its public key:
// the voucher shows that it was written by somebody who could open the desk, and the name in it by whom.
import { equal, fromBase64, fromText, join, sodium, toBase64, u32 } from './bytes.js';
import type { KeyPair, Place } from './letter.js';

export interface Note {
  v: 1;
  text: string;
  by: string;
  voucher: string;
}

const domain = fromText('vestnik note 1');

function voucherOf(text: string, by: string, place: Pick<Place, 'report' | 'number'>, desk: KeyPair): Uint8Array {
  const name = fromText(by);
  return sodium.crypto_generichash(
    32, join(domain, place.report, u32(place.number), u32(name.length), name, fromText(text)), desk.privateKey);
}

export const noteOf = (text: string, by: string, place: Pick<Place, 'report' | 'number'>, desk: KeyPair): Note =>
  ({ v: 1, text, by, voucher: toBase64(voucherOf(text, by, place, desk)) });

/** False where somebody may have written it who cannot open the desk. */
export function isNoteOf(
  note: { text: string; by?: string; voucher?: string }, place: Pick<Place, 'report' | 'number'>, desk: KeyPair,
): boolean {
  return note.by !== undefined && note.voucher !== undefined
    && equal(fromBase64(note.voucher), voucherOf(note.text, note.by, place, desk));
}
