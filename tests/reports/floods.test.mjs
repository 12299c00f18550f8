// Who floods the desk, and who guesses receipts (trust.md A5, A7). REPORTS_FULL=1: the numbers of the promise, and the
// times that answers take.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { newFolder, newToken, removeFolders, runWell, Vestnik } from '../portal/vestnik.mjs';
import { sendReport } from './client.mjs';
import { seal } from './seal.mjs';

const minutes = 60_000;
const full = process.env.REPORTS_FULL === '1';
let data, server, api;

before(async () => {
  data = path.join(await newFolder(), 'data');
  await runWell('demo', '--data', data);
  server = await Vestnik.serve(data, '--trusted-proxy', '127.0.0.1');
  api = server.api(await newToken(data, 'chief'));
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const from = (address, headers = {}) => ({ 'x-forwarded-for': address, ...headers });
const fetchThread = (authorization) => server.get('/report/letters', authorization === undefined ? {} : { headers: { authorization } });
const named = (bytes) => `Receipt ${Buffer.from(bytes).toString('base64url')}`;

test('wrong receipts are answered alike, however near they come', { timeout: 30 * minutes }, async () => {
  const right = [];
  for (let at = 0; at < (full ? 100 : 5); ++at) right.push((await sendReport(server, { text: 'вярно' })).authorization);
  for (const each of right) assert.equal((await fetchThread(each)).status, 200);

  const near = () => {
    const bytes = Buffer.from(right[Math.floor(Math.random() * right.length)].slice('Receipt '.length), 'base64url');
    bytes[Math.floor(Math.random() * bytes.length)] ^= 1 << Math.floor(Math.random() * 8);
    return named(bytes);
  };
  const far = () => named(randomBytes(32));
  const kinds = [near, far, () => named(randomBytes(31)), () => named(randomBytes(33)), () => 'Receipt', () => 'Receipt !!!', () => 'Bearer x',
    () => undefined, () => `Receipt ${'A'.repeat(3000)}`, () => `${right[0]}A`, () => right[0].slice(0, -2)];
  const told = ({ status, headers, text }) => {
    const { date: _date, ...rest } = headers;
    return JSON.stringify({ status, rest, text });
  };
  const expected = told(await fetchThread(far()));
  assert.match(expected, /"status":404/);
  for (let at = 0; at < (full ? 100_000 : 2_000); ++at) {
    const kind = kinds[at % kinds.length];
    assert.equal(told(await fetchThread(kind())), expected, String(kind));
  }
  if (!full) return;
  // By turns, so that whatever else the machine does meets both alike.
  const times = { near: [], far: [] };
  for (let at = 0; at < 20_000; ++at) {
    const [name, make] = at % 2 ? ['near', near] : ['far', far];
    const receipt = make();
    const began = process.hrtime.bigint();
    await fetchThread(receipt);
    times[name].push(Number(process.hrtime.bigint() - began));
  }
  const all = [...times.near.map((time) => [time, 1]), ...times.far.map((time) => [time, 0])].sort((a, b) => a[0] - b[0]);
  const ranks = all.reduce((sum, [, isNear], at) => sum + (isNear ? at + 1 : 0), 0);
  const n = times.near.length, area = (ranks - (n * (n + 1)) / 2) / (n * times.far.length);
  console.log(`# AUC ${area.toFixed(3)}`);
  assert.ok(Math.abs(area - 0.5) <= 0.05, `AUC ${area}`);
});

test('a receipt is as hard to guess as the format says', () => {
  const bits = seal.wordCount * Math.log2(seal.listLength);
  assert.equal(bits, 91);
  // Compressions of 1 KiB that one guess costs, of some 2^10 cycles each; an AES key is tried in some 2^7.
  const compressions = (seal.guessMemory / 1024) * seal.guessOperations;
  assert.ok(bits + Math.log2(compressions) + 10 - 7 >= 112);
});

const bytesOf = (folder) => readdirSync(folder, { recursive: true })
  .map((name) => statSync(path.join(folder, String(name)), { throwIfNoEntry: false }))
  .reduce((sum, about) => sum + (about?.isFile() ? about.size : 0), 0);

test('who proves no work leaves nothing behind', { timeout: 10 * minutes }, async () => {
  const { public_key, challenge } = (await server.get('/report/desk')).json();
  const reports = async () => (await api.must('GET', 'reports?skip=0')).reports.length;
  const before = { reports: await reports(), bytes: bytesOf(data) };
  const spent = `${challenge}.0`;
  const proofs = ['', 'x', spent, spent, `${'A'.repeat(44)}.1`, `${challenge.slice(0, -3)}AAA.7`];
  const letter = Buffer.from(seal.sealLetter(seal.LetterKind.report, { v: 1, text: 'x'.repeat(200_000) }, {
    report: new Uint8Array(16), number: 0, previous: seal.noPrevious() }, { desk: seal.fromBase64(public_key) }));
  for (let at = 0; at < (full ? 50_000 : 500); ++at) {
    const answer = await server.request('/report/letters', {
      method: 'POST', body: letter,
      headers: from('192.0.2.66', {
        authorization: named(randomBytes(32)), report: randomBytes(16).toString('hex'), letter: '0',
        work: proofs[at % proofs.length], 'content-length': String(letter.length),
      }),
    });
    assert.equal(answer.status, 403, answer.text);
  }
  // Files without a report find no room either, however large they say they are.
  for (let at = 0; at < 50; ++at) {
    const answer = await server.request('/report/uploads', {
      method: 'POST', headers: { authorization: named(randomBytes(32)), 'tus-resumable': '1.0.0', 'upload-length': '2000000000', 'upload-metadata': 'number MA==' },
    });
    assert.equal(answer.status, 404, answer.text);
  }
  assert.equal(await reports(), before.reports);
  assert.ok(bytesOf(data) - before.bytes < 1 << 20, `${bytesOf(data) - before.bytes} bytes`);
});

test('who does prove work has to prove more and more, and an honest reader still gets through', { timeout: 20 * minutes }, async () => {
  const bits = async (address) => (await server.get('/report/desk', { headers: from(address) })).json().bits;
  const as = (address) => ({
    get: (target) => server.get(target, { headers: from(address) }),
    request: (target, options) => server.request(target, { ...options, headers: from(address, options.headers) }),
  });
  const quiet = await bits('198.51.100.1');
  const bot = as('192.0.2.66');
  for (let at = 0; at < (full ? 300 : 40); ++at) await sendReport(bot, { text: 'шум' });
  const [ofBot, ofReader] = [await bits('192.0.2.66'), await bits('198.51.100.2')];
  assert.ok(ofBot >= quiet + 3, `${quiet} before, ${ofBot} now`);
  assert.ok(ofReader < ofBot && ofReader <= quiet + 5, `${ofReader} of ${ofBot}`);
  // A thousand guesses of 1 MiB at most, which the slowest phones do in ten seconds.
  assert.ok(ofReader <= 10);
  await sendReport(as('198.51.100.2'), { text: 'честно' });
  // The pages of the paper are there meanwhile.
  assert.equal((await server.get('/')).status, 200);
});
