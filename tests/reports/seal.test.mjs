// The sealed format as the browser makes it; C++ opens the same vectors in src/reports/vectors_test.cpp.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { seal } from './seal.mjs';

const { sodium } = seal;
const random = (bytes) => sodium.randombytes_buf(bytes);
const pair = () => sodium.crypto_box_keypair();
const desk = pair(), reader = pair(), stranger = pair();
const place = { report: random(16), number: 1, previous: random(32) };
const kinds = seal.LetterKind;

async function opened(read, size, key, report, number) {
  const parts = [];
  for await (const part of seal.openFile(read, size, key, report, number)) parts.push(part);
  return Buffer.concat(parts);
}
const reader_of = (bytes) => async (from, to) => bytes.subarray(from, Math.min(to, bytes.length));

test('the vectors of the format open', async () => {
  const vectors = JSON.parse(await readFile(new URL('../../docs/report-format.vectors.json', import.meta.url), 'utf8'));
  const keys = Object.fromEntries(
    Object.entries(vectors.keys).map(([name, key]) => [name, {
      publicKey: seal.fromHex(key.public), privateKey: seal.fromHex(key.private),
    }]));
  for (const each of vectors.letters) {
    const where = { report: seal.fromHex(vectors.report), number: each.number, previous: seal.fromHex(each.previous) };
    const content = seal.openLetter(
      seal.fromHex(each.letter), where, keys[each.opened_by], each.from ? keys[each.from].publicKey : undefined);
    assert.deepEqual(content, each.content);
  }
  for (const each of vectors.files) {
    const sealed = seal.fromHex(each.sealed);
    assert.equal(sealed.length, seal.sealedSize(each.size));
    const bytes = await opened(
      reader_of(sealed), each.size, { key: seal.fromHex(each.key) }, seal.fromHex(vectors.report), each.number);
    assert.equal(seal.toHex(seal.digest(bytes)), each.bytes);
  }
  const master = seal.stretchWords(vectors.receipt.words, seal.fromHex(vectors.receipt.salt));
  assert.equal(seal.toHex(master), vectors.receipt.master);
  const receipt = seal.receiptOf(master);
  assert.equal(seal.toHex(receipt.fetch), vectors.receipt.fetch);
  assert.equal(seal.toHex(receipt.keys.publicKey), vectors.receipt.public);
  for (const [size, padded] of vectors.padme) assert.equal(seal.padme(size), padded);
  const { wrapped, passphrase, opened_by: whose } = vectors.desk_key;
  assert.deepEqual(seal.unwrapKey(wrapped, passphrase, keys[whose].publicKey).privateKey, keys[whose].privateKey);
});

test('a letter opens for whom it is sealed, in its place, unchanged', () => {
  const content = { v: 1, text: 'Крадат гората.' };
  const letter = seal.sealLetter(kinds.addition, content, place, { desk: desk.publicKey, from: reader });
  assert.deepEqual(seal.openLetter(letter, place, desk, reader.publicKey), content);
  assert.throws(() => seal.openLetter(letter, place, stranger, reader.publicKey));
  assert.throws(() => seal.openLetter(letter, place, reader, desk.publicKey), 'the finder of a receipt reads nothing');
  assert.throws(() => seal.openLetter(letter, place, desk, stranger.publicKey));
  assert.throws(() => seal.openLetter(letter, { ...place, number: 2 }, desk, reader.publicKey));
  assert.throws(() => seal.openLetter(letter, { ...place, report: random(16) }, desk, reader.publicKey));
  assert.throws(() => seal.openLetter(letter, { ...place, previous: random(32) }, desk, reader.publicKey));
  for (let at = 0; at < letter.length; at += 13) {
    const changed = letter.slice();
    changed[at] ^= 1;
    assert.throws(() => seal.openLetter(changed, place, desk, reader.publicKey), `byte ${at}`);
  }
});

test('an answer opens for the reader, and a forged one does not', () => {
  const answer = seal.sealLetter(
    kinds.answer, { text: 'Кога?' }, place, { desk: desk.publicKey, reader: reader.publicKey, from: desk });
  assert.equal(seal.openLetter(answer, place, reader, desk.publicKey).text, 'Кога?');
  assert.equal(seal.openLetter(answer, place, desk, reader.publicKey).text, 'Кога?');
  const forged = seal.sealLetter(
    kinds.answer, { text: 'Елате.' }, place, { desk: desk.publicKey, reader: reader.publicKey, from: stranger });
  assert.throws(() => seal.openLetter(forged, place, reader, desk.publicKey));
});

test('a file comes back byte by byte, however it is read', async () => {
  const report = random(16);
  for (const size of [0, 1, 4095, 4096, 65_536, 65_537, 300_001]) {
    const bytes = random(size);
    const key = seal.newFileKey();
    const file = new seal.SealedFile(new Blob([bytes]), key, report, 7);
    const whole = await file.slice(0, file.size);
    assert.equal(whole.length, file.size);
    assert.deepEqual(await opened(reader_of(whole), size, key, report, 7), Buffer.from(bytes));
    // As a resumed upload asks for it: from the middle, again from before.
    for (const [from, to] of [[file.size - 5, file.size], [3, 40], [file.size >> 1, file.size]]) {
      assert.deepEqual(await file.slice(from, to), whole.slice(from, to));
    }
  }
});

test('a changed, moved, repeated or missing piece is noticed', async () => {
  const report = random(16), key = seal.newFileKey(), bytes = random(200_000);
  const file = new seal.SealedFile(new Blob([bytes]), key, report, 0);
  const whole = await file.slice(0, file.size);
  const piece = 65_536 + 17;
  const at = (number) => whole.slice(24 + number * piece, 24 + (number + 1) * piece);
  const header = whole.slice(0, 24);
  const rest = whole.slice(24 + 3 * piece);
  const variants = {
    changed: Object.assign(whole.slice(), { [100_000]: whole[100_000] ^ 1 }),
    reordered: Buffer.concat([header, at(1), at(0), at(2), rest]),
    repeated: Buffer.concat([header, at(0), at(0), at(2), rest]),
    'left out': Buffer.concat([header, at(0), at(2), rest]),
    truncated: whole.slice(0, 24 + 2 * piece),
    'cut inside': whole.slice(0, 150_000),
    'another header': Buffer.concat([random(24), whole.slice(24)]),
  };
  for (const [what, sealed] of Object.entries(variants)) {
    await assert.rejects(opened(reader_of(sealed), bytes.length, key, report, 0), undefined, what);
  }
  await assert.rejects(opened(reader_of(whole), bytes.length, key, report, 1), 'as another file');
  await assert.rejects(opened(reader_of(whole), bytes.length, key, random(16), 0), 'in another report');
  await assert.rejects(opened(reader_of(whole), bytes.length, seal.newFileKey(), report, 0), 'with another key');
  await assert.rejects(opened(reader_of(whole), 60_000, key, report, 0), 'shorter than it is');
});

test('sizes tell little', () => {
  const sizes = new Set();
  for (let size = 1; size <= 65_536; size += 7) {
    const padded = seal.paddedSize(size);
    assert.ok(padded >= size && (size < 4096 || padded <= size * 1.12));
    sizes.add(padded);
  }
  assert.ok(sizes.size <= 70, `${sizes.size} sizes`);
});

test('word lists hold 8,192 distinct words, and seven of them are a receipt', async () => {
  for (const language of ['bg', 'en']) {
    const list = (await readFile(new URL(`../../web/report/words/${language}.txt`, import.meta.url), 'utf8')).trim().split('\n');
    assert.equal(new Set(list).size, seal.listLength);
    const words = seal.drawWords(list);
    assert.equal(words.length, 7);
    assert.deepEqual(seal.readWords(`  ${words.join('\n ').toUpperCase()} `, list), words);
    assert.equal(seal.readWords(words.slice(1).join(' '), list), undefined);
    assert.equal(seal.readWords([...words.slice(1), 'vestnikx'].join(' '), list), undefined);
  }
});

test('a proof of work has the bits that were asked for', () => {
  const challenge = seal.toBase64(random(33));
  const proof = seal.prove(challenge, 4);
  const number = Number(proof.split('.')[1]);
  const guess = Buffer.concat([seal.fromBase64(challenge), Buffer.alloc(8)]);
  guess.writeUInt32LE(number, guess.length - 8);
  const hash = sodium.crypto_pwhash(16, guess, guess.subarray(0, 16), 1, 1 << 20, sodium.crypto_pwhash_ALG_ARGON2ID13);
  assert.ok(hash[0] < 16);
});

test('a passphrase cheap to guess is refused, whoever says it is dear', () => {
  const wrapped = seal.wrapKey(desk, 'парола');
  assert.deepEqual(seal.unwrapKey(wrapped, 'парола', desk.publicKey).privateKey, desk.privateKey);
  assert.equal(seal.unwrapKey(wrapped, 'друга', desk.publicKey), undefined);
  assert.equal(seal.unwrapKey({ ...wrapped, memory: 8192 }, 'парола', desk.publicKey), undefined);
  assert.equal(seal.unwrapKey(wrapped, 'парола', stranger.publicKey), undefined);
});

test('a member is let in by a holder of the key, opens with an own passphrase, and is vouched for', () => {
  const name = 'Петър Димов';
  const asked = seal.askToJoin('nine brave wrens guard towers');
  assert.equal(asked.sealed, undefined);
  const opens = (key, passphrase) => new seal.MemberDoor(passphrase).open(key, desk.publicKey)?.privateKey;
  assert.equal(opens(asked, 'nine brave wrens guard towers'), undefined, 'nobody has let the member in');
  const let_in = seal.letIn(asked, name, desk);
  assert.deepEqual(opens(let_in, 'nine brave wrens guard towers'), desk.privateKey);
  assert.equal(opens(let_in, 'nine brave wrens guard tower'), undefined);
  assert.equal(opens({ ...let_in, operations: 1 }, 'nine brave wrens guard towers'), undefined, 'cheap to guess');
  assert.equal(seal.fingerprintOf(asked).length, 16);

  assert.ok(seal.isVouched(let_in, name, desk));
  assert.ok(!seal.isVouched(let_in, 'Somebody else', desk));
  const planted = seal.askToJoin('the server knows this one');
  assert.ok(!seal.isVouched({ ...let_in, public: planted.public }, name, desk), 'a public key that the server put there');
  assert.ok(!seal.isVouched(planted, name, desk));
  assert.ok(!seal.isVouched(let_in, name, stranger));
});

test('a row of the desk that cannot be read is nobody’s and throws nothing', () => {
  const let_in = seal.letIn(seal.askToJoin('nine brave wrens guard towers'), 'Петър Димов', desk);
  assert.deepEqual(seal.readWrapped(JSON.stringify(let_in)), let_in);
  const wrapped = seal.wrapKey(desk, 'a passphrase that several share');
  assert.deepEqual(seal.readWrapped(JSON.stringify(wrapped)), wrapped);
  for (const broken of [
    '', 'no JSON', 'null', '7', '[]', '{}', '{"v":2}', JSON.stringify({ ...let_in, public: 7 }), JSON.stringify({ ...let_in, sealed: '!' }),
    JSON.stringify({ ...let_in, passkeys: 7 }), JSON.stringify({ ...let_in, passkeys: [null] }),
  ]) assert.equal(seal.readWrapped(broken), undefined, broken);
});

test('a key of the desk is known to come from the ones before it, over several changes, and one put there is not', () => {
  const [first, second, third, planted] = [1, 2, 3, 4].map(() => sodium.crypto_box_keypair());
  const id = (pair) => seal.toHex(seal.keyIdOf(pair.publicKey));
  const open = (...pairs) => new Map(pairs.map((pair) => [id(pair), pair]));
  const proved = (inUse, opened, said) =>
    seal.isProved({ id: id(inUse), publicKey: inUse.publicKey }, opened, new Map(said.map(([of, after]) => [id(of), after])));
  const after = (next, ...former) => [next, former.map((each) => seal.successionOf(next.publicKey, each))];

  assert.ok(proved(first, open(first), []), 'the first one');
  assert.ok(proved(second, open(first, second), [after(second, first)]));
  assert.ok(proved(second, open(first), [after(second, first)]), 'to a member who has not got it yet');
  assert.ok(proved(third, open(first, second, third), [after(second, first), after(third, second)]), 'step by step');

  assert.ok(!proved(planted, open(first, planted), []), 'without a word');
  assert.ok(!proved(planted, open(first, planted), [[planted, after(second, first)[1]]]), 'with the proof of another');
  assert.ok(!proved(planted, open(first, planted), [[planted, [{ ...seal.successionOf(planted.publicKey, third), key: id(first) }]]]), 'with a proof by another');
  // A former key that was put there too proves nothing for the members' own.
  assert.ok(!proved(planted, open(first, third, planted), [after(planted, third)]));
  const key = seal.letIn(seal.askToJoin('nine brave wrens guard towers'), 'a', first);
  assert.ok(seal.readWrapped(JSON.stringify({ ...key, after: after(second, first)[1] })));
  assert.equal(seal.readWrapped(JSON.stringify({ ...key, after: [{ key: 'a', proof: 7 }] })), undefined);
});

test('a note is known to be the desk’s, its writer’s, and of its place', () => {
  const place = { report: random(16), number: 2 };
  const note = seal.noteOf('Обадих се.', 'ana@paper.example', place, desk);
  assert.ok(seal.isNoteOf(note, place, desk));
  for (const [what, told, at] of [
    ['of another text', { ...note, text: 'Не се обадих.' }, place], ['of somebody else', { ...note, by: 'ivan@paper.example' }, place],
    ['in another report', note, { ...place, report: random(16) }], ['at another place', note, { ...place, number: 1 }],
    ['without a voucher', { text: note.text, by: note.by }, place],
    ['by who has the public key alone', seal.noteOf('Обадих се.', 'ana@paper.example', place, stranger), place],
    ['with letters moved from the name to the text', { ...note, by: 'ana@paper.exampl', text: 'eОбадих се.' }, place],
  ]) {
    assert.ok(!seal.isNoteOf(told, at, desk), what);
  }
});

test('what a cut connection sends once more is not sealed from the front again', async () => {
  const bytes = random(6 << 20), key = seal.newFileKey(), report = random(16);
  const whole = await new seal.SealedFile(new Blob([bytes]), key, report, 3).slice(0, Infinity);
  let read = 0;
  const blob = new Blob([bytes]);
  const file = new seal.SealedFile({ size: blob.size, slice: (from, to) => ((read += to - from), blob.slice(from, to)) }, key, report, 3);
  const piece = 1 << 20;
  for (let at = 0; at < whole.length; at += piece) {
    // Each piece three times, the second time in smaller ones.
    for (const [from, to] of [[at, at + piece], [at, at + piece / 4], [at + piece / 4, at + piece], [at, at + piece]]) {
      assert.ok(Buffer.from(await file.slice(from, to)).equals(whole.slice(from, to)), `${from} to ${to}`);
    }
  }
  assert.ok(read < bytes.length * 1.1, `${read} bytes were read of ${bytes.length}`);
  // From far behind all the same.
  assert.deepEqual(await file.slice(10, 100_000), whole.slice(10, 100_000));
});
