// node tests/reports/make-vectors.mjs: writes docs/report-format.vectors.json anew, with fresh keys.
import { writeFile } from 'node:fs/promises';

import { seal } from './seal.mjs';

const { sodium } = seal;
const random = (bytes) => sodium.randombytes_buf(bytes);
const hex = seal.toHex;
const pairs = { desk: sodium.crypto_box_keypair(), reader: sodium.crypto_box_keypair() };
const report = random(16);
const kinds = seal.LetterKind;

const letters = [];
let previous = seal.noPrevious();
function add(name, kind, number, content, to, opened_by, from) {
  const letter = seal.sealLetter(kind, content, { report, number, previous }, to);
  letters.push({ name, number, previous: hex(previous), opened_by, ...(from && { from }), content, letter: hex(letter) });
  return letter;
}
const desk = pairs.desk.publicKey, reader = pairs.reader.publicKey;
const first = add('report', kinds.report, 0, {
  v: 1, text: 'Видях пожар. / I saw a fire.', language: 'bg', reader: seal.toBase64(reader), files: [],
}, { desk }, 'desk');
previous = seal.digest(first);
const answer = add('answer, as the reader opens it', kinds.answer, 1, { v: 1, text: 'Кога беше?' },
  { desk, reader, from: pairs.desk }, 'reader', 'desk');
previous = seal.digest(answer);
add('addition', kinds.addition, 2, { v: 1, text: 'В осем.', files: [] }, { desk, from: pairs.reader }, 'desk', 'reader');
previous = seal.noPrevious();
add('note', kinds.note, 0, seal.noteOf('Обадих се на пожарната.', 'ivan@example.org', { report, number: 0 }, pairs.desk), { desk }, 'desk');

const files = [];
for (const [number, size] of [[0, 5], [1, 0], [2, 66_000]]) {  // the last in two pieces
  const key = seal.newFileKey();
  const bytes = new Uint8Array(size).map((_, at) => (at * 7 + number) & 0xff);
  const file = new seal.SealedFile(new Blob([bytes]), key, report, number);
  files.push({ number, size, key: hex(key.key), bytes: hex(seal.digest(bytes)), sealed: hex(await file.slice(0, file.size)) });
}

const words = ['мост', 'река', 'хандбал', 'пита', 'сувенир', 'азбука', 'адрес'];
const salt = random(16);
const master = seal.stretchWords(words, salt);
const receipt = seal.receiptOf(master);

const member = 'ivan@example.org';
const passkey_answer = random(32);
const asked = seal.askToJoin('паролата на Иван е дълга');
const passkey = { credential: seal.toBase64(random(16)), public: seal.toBase64(seal.passkeyPair(passkey_answer).publicKey) };
const former = sodium.crypto_box_keypair();
const challenge = seal.toBase64(random(33)), bits = 5;

const vectors = {
  about: 'Test vectors of docs/report-format.md. Bytes are hexadecimal. Made by tests/reports/make-vectors.mjs.',
  report: hex(report),
  keys: Object.fromEntries(Object.entries(pairs).map(([name, pair]) => [name, { public: hex(pair.publicKey), private: hex(pair.privateKey) }])),
  letters, files,
  receipt: { words, salt: hex(salt), master: hex(master), fetch: hex(receipt.fetch), public: hex(receipt.keys.publicKey) },
  padme: [1, 9, 100, 1000, 1024, 1025, 4097, 65_536, 65_537, 1_000_000, 2 ** 31].map((size) => [size, seal.padme(size)]),
  desk_key: { passphrase: 'парола на бюрото', opened_by: 'desk', wrapped: seal.wrapKey(pairs.desk, 'парола на бюрото') },
  member: {
    name: member, passphrase: 'паролата на Иван е дълга', passkey_answer: hex(passkey_answer), opened_by: 'desk',
    wrapped: seal.letIn(asked, member, pairs.desk, [passkey]),
  },
  succession: {
    former: { public: hex(former.publicKey), private: hex(former.privateKey) }, next: hex(desk), after: [seal.successionOf(desk, former)],
  },
  work: { challenge, bits, number: Number(seal.prove(challenge, bits).split('.')[1]) },
};
await writeFile(new URL('../../docs/report-format.vectors.json', import.meta.url), JSON.stringify(vectors, null, 1) + '\n');
