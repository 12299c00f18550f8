// What is kept of a report, and what is not: a backup brings it back whole, and when its time is over nothing of it is
// left, sealed as it is, in what is written from then on (trust.md A9).
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { newFolder, newToken, removeFolders, run, runWell, Vestnik } from '../portal/vestnik.mjs';
import { newFile, openFile, openReport, sendFile, sendReport, unlockDesk } from './client.mjs';
import { seal } from './seal.mjs';

const minutes = 60_000;
let folder, data, server, api, token, passphrase, sent, file, pieces;

before(async () => {
  folder = await newFolder();
  data = path.join(folder, 'data');
  passphrase = /passphrase of the report desk: (\S+)/.exec((await runWell('demo', '--data', data)).stdout)[1];
  token = await newToken(data, 'chief');
  server = await Vestnik.serve(data);
  api = server.api(token);
  file = newFile(randomBytes(300_000), 0, { role: 'original', type: 'video/mp4', name: 'клип.mp4' });
  sent = await sendReport(server, { text: 'Видях пожар.', files: [file.named] });
  await sendFile(server, sent, file);
  const [sealed] = readdirSync(path.join(data, 'reports')).map((name) => readFileSync(path.join(data, 'reports', name)));
  // Pieces of what lies there: of the letter as the database has it, of the file's head, middle and end.
  const letter = Buffer.from(seal.toBase64(sent.letter));
  pieces = {
    'the letter': letter.subarray(300, 360), 'the end of the letter': letter.subarray(-80, -20),
    'the file': sealed.subarray(16, 56), 'its middle': sealed.subarray(150_000, 150_040), 'its end': sealed.subarray(-60, -20),
  };
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const id = () => seal.toHex(sent.report);
const found = (where) => readdirSync(where, { recursive: true }).map((name) => path.join(where, String(name)))
  .filter((name) => statSync(name).isFile())
  .flatMap((name) => {
    const bytes = readFileSync(name);
    return Object.entries(pieces).filter(([, piece]) => bytes.includes(piece)).map(([what]) => what);
  }).sort();

test('a backup brings reports back with their files', { timeout: 3 * minutes }, async () => {
  const [backup, restored] = [path.join(folder, 'backup'), path.join(folder, 'restored')];
  assert.match((await runWell('backup', backup, '--data', data)).stdout, /1 sealed files of reports/);
  assert.deepEqual(found(backup), Object.keys(pieces).sort(), 'the search does look');
  await runWell('restore', backup, '--data', restored);
  const again = await Vestnik.serve(restored);
  try {
    const desk = again.api(token);
    const { contents, report } = await openReport(desk, await unlockDesk(desk, passphrase), id());
    assert.equal(contents[0].text, 'Видях пожар.');
    assert.ok(report.files.every((each) => each.complete));
    assert.deepEqual(await openFile(desk, id(), contents[0].files[0]), file.bytes);
    // The reader goes on with the same receipt.
    assert.equal((await again.get('/report/letters', { headers: { authorization: sent.authorization } })).status, 200);
  } finally {
    await again.stop();
  }
  assert.match((await runWell('check', '--data', restored)).stdout, /agree/);
  for (const name of readdirSync(path.join(restored, 'reports'))) {
    const about = statSync(path.join(restored, 'reports', name));
    assert.equal(about.mode & 0o777, 0o600);
    rmSync(path.join(restored, 'reports', name));
  }
  const { status, stdout } = await run('check', '--data', restored);
  assert.equal(status, 1);
  assert.match(stdout, new RegExp(`file 0 of report ${id()} is missing`));
});

test('when its time is over nothing of it is in the data, nor in a backup made from then on', { timeout: 3 * minutes }, async () => {
  assert.deepEqual(found(data), Object.keys(pieces).sort());
  await api.must('DELETE', `reports/${id()}`);
  const backup = path.join(folder, 'backup-afterwards');
  await runWell('backup', backup, '--data', data);
  assert.deepEqual(found(backup), []);
  const { destroyed, sound } = await api.must('GET', 'reports/destroyed');
  assert.deepEqual([destroyed.at(-1).report, destroyed.at(-1).files, sound], [id(), 1, true]);
  await server.stop();
  server = undefined;
  assert.deepEqual(found(data), []);
});
