// The browser's half of src/reports/exchange_test.cpp: opens every letter of a file, then seals as many for the program.
//     node tests/reports/exchange.mjs SEALED_BY_THE_PROGRAM SEALED_BY_THE_BROWSER
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';

import { seal } from './seal.mjs';

const { sodium } = seal;
const [from, to] = process.argv.slice(2);
const random = (bytes) => sodium.randombytes_buf(bytes);
const below = (bound) => sodium.randombytes_uniform(bound);
const hex = (value) => seal.fromHex(value);

const cases = readFileSync(from, 'utf8').trimEnd().split('\n').map((line) => JSON.parse(line));
for (const [at, each] of cases.entries()) {
  const letter = hex(each.letter);
  const place = { report: hex(each.report), number: each.number, previous: hex(each.previous) };
  const own = { publicKey: hex(each.own_public), privateKey: hex(each.own_private) };
  const other = each.other ? hex(each.other) : undefined;
  assert.deepEqual(seal.openLetter(letter, place, own, other), each.content, `letter ${at}`);
  const changed = letter.slice();
  changed[below(changed.length)] ^= 1 << below(8);
  // The desk's key id says which key opens; the letter's own seal says whether it does.
  assert.throws(() => {
    const opened = seal.openLetter(changed, place, own, other);
    if (JSON.stringify(opened) === JSON.stringify(each.content)) throw new Error(`letter ${at} opens although it was changed`);
  }, seal.LetterError, `letter ${at}, changed`);
  assert.throws(() => seal.openLetter(letter, { ...place, number: each.number + 1 }, own, other), seal.LetterError);
}

// Letters, digits, quotes, controls, Cyrillic, and what takes two UTF-16 units.
const alphabet = ['a', 'Я', 'щ', '"', '\\', '\n', '\u0001', '/', '<', '€', '👁', ' ', '7', '\u2028'];
const text = (length) => Array.from({ length }, () => alphabet[below(alphabet.length)]).join('');
const lengths = [0, 1, 300, 1000, 4000, 20_000];
const lines = [];
for (let at = 0; at < cases.length; ++at) {
  const kind = 1 + (at % 4);
  const [desk, reader] = [sodium.crypto_box_keypair(), sodium.crypto_box_keypair()];
  const answer = kind === seal.LetterKind.answer, proved = answer || kind === seal.LetterKind.addition;
  const sender = answer ? desk : reader;
  const content = { v: 1, text: text(below(lengths[at % lengths.length] + 1)) };
  const place = { report: random(16), number: below(1000), previous: random(32) };
  const letter = seal.sealLetter(kind, content, place, { desk: desk.publicKey, reader: reader.publicKey, from: sender });
  const own = answer ? reader : desk;
  lines.push(JSON.stringify({
    report: seal.toHex(place.report), number: place.number, previous: seal.toHex(place.previous), content, letter: seal.toHex(letter),
    own_public: seal.toHex(own.publicKey), own_private: seal.toHex(own.privateKey), other: proved ? seal.toHex(sender.publicKey) : '',
  }));
}
writeFileSync(to, lines.join('\n') + '\n');
