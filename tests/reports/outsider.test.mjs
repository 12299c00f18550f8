// The format is good enough for an outsider: a client in another language, written from docs/report-format.md, opens the
// test vectors, sends a report with a file, and reads the desk's answer.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { newFolder, newToken, removeFolders, root, runWell, Vestnik } from '../portal/vestnik.mjs';
import { answerReport, openFile, openReport, unlockDesk } from './client.mjs';

const script = fileURLToPath(new URL('outsider.py', import.meta.url));
const outsider = async (...args) => (await promisify(execFile)('python3', [script, ...args])).stdout;
let server, api, desk, folder;

before(async () => {
  folder = await newFolder();
  const data = path.join(folder, 'data');
  const { stdout } = await runWell('demo', '--data', data);
  server = await Vestnik.serve(data);
  api = server.api(await newToken(data, 'chief'));
  desk = await unlockDesk(api, /passphrase of the report desk: (\S+)/.exec(stdout)[1]);
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

test('every test vector opens, and nothing that was changed', { timeout: 120_000 }, async () => {
  assert.match(await outsider('vectors', path.join(root, 'docs/report-format.vectors.json')), /every vector opens/);
});

test('a report from a foreign program is read, answered, and its file is whole', { timeout: 120_000 }, async () => {
  const file = path.join(folder, 'снимка.bin'), bytes = randomBytes(200_001);
  await writeFile(file, bytes);
  const address = `http://127.0.0.1:${server.port}`;
  const { report, words } = JSON.parse(await outsider('send', address, 'От друга програма.', file));
  const { contents } = await openReport(api, desk, report);
  assert.equal(contents[0].text, 'От друга програма.');
  assert.equal(contents[0].files[0].name, 'снимка.bin');
  assert.deepEqual(await openFile(api, report, contents[0].files[0]), bytes);
  await answerReport(api, desk, report, 'Благодарим ви.');
  assert.deepEqual(JSON.parse(await outsider('read', address, words.join(' '))), ['Благодарим ви.']);
});
