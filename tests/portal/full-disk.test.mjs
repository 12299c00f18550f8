// A disk that fills up while the newsroom writes: what is answered as stored is stored, what is not is told with the
// reason, readers read on, and when there is room again it goes on without a restart. The disk is a small one in memory,
// which takes a superuser to make: skipped where nobody is one.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { open, rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { Vestnik, bodyOf, importWordpress, newFolder, newToken, removeFolders, runWell, seedExport } from './vestnik.mjs';

const run = promisify(execFile);
const disk_megabytes = 96;

let data, server, api, mounted = false;
before(async () => {
  data = await newFolder();
  mounted = await run('mount', ['-t', 'tmpfs', '-o', `size=${disk_megabytes}m`, 'vestnik-test', data]).then(() => true, () => false);
  if (!mounted) return;
  await importWordpress(seedExport, data);
  const token = await newToken(data);
  server = await Vestnik.serve(data);
  api = server.api(token);
});
after(async () => {
  await server?.stop();
  if (mounted) await run('umount', ['-l', data]);
  await removeFolders();
});

const ballast = () => path.join(data, 'ballast');
/** Takes all that is free. */
async function fill() {
  const file = await open(ballast(), 'w');
  try {
    for (let piece = 1 << 20; piece >= 512; ) await file.write(Buffer.alloc(piece, 1)).catch(() => (piece /= 2));
  } finally {
    await file.close();
  }
}

test('a_full_disk_refuses_what_it_cannot_keep_and_loses_nothing_that_it_has', async (t) => {
  if (!mounted) return t.skip('no small disk could be mounted');
  const stored = new Map(); // id → headline
  const big = 'Дълъг текст. '.repeat(4_000);
  for (let i = 0; i < 5; ++i) {
    const { id } = await api.add({ headline: `Преди ${i}`, section: 'svyat', body: bodyOf(big) });
    stored.set(id, `Преди ${i}`);
  }
  const shown = await api.publish([...stored.keys()][0]);
  await fill();

  const refusals = [];
  for (let i = 0; i < 60; ++i) {
    const answer = await api.call('POST', 'articles', { headline: `Когато е пълен ${i}`, section: 'svyat', body: bodyOf(big) });
    if (answer.status === 201) stored.set(answer.json().id, `Когато е пълен ${i}`);
    else refusals.push(answer);
  }
  assert.ok(refusals.length > 0, 'the disk was full');
  for (const answer of refusals) {
    assert.ok(answer.status >= 500, String(answer.status));
    assert.match(answer.headers['content-type'], /problem\+json/);
    assert.match(answer.json().remedy, /disk is full/);
  }
  const saved = await api.call('PUT', `articles/${shown.id}`, { headline: 'Не се запазва', body: bodyOf(big) });
  if (saved.status === 200) stored.set(shown.id, 'Не се запазва');
  // Readers notice nothing, be it a page that was read before or one that never was.
  for (const target of ['/', '/svyat/', shown.address, '/feed.xml', '/sitemap.xml', '/search?q=%D0%B4%D1%8A%D0%BB%D1%8A%D0%B3']) {
    assert.equal((await server.get(target)).status, 200, target);
  }

  await rm(ballast());
  const again = await api.add({ headline: 'Пак има място', section: 'svyat', body: bodyOf(big) });
  stored.set(again.id, 'Пак има място');
  await api.publish(again.id);
  for (const [id, headline] of stored) assert.equal((await api.must('GET', `articles/${id}`)).headline, headline);
  const listed = await api.must('GET', 'articles?state=draft&limit=200');
  const unknown = listed.items.filter((line) => /Когато е пълен/.test(line.headline) && !stored.has(line.id));
  assert.deepEqual(unknown, [], 'nothing is there that was refused');
  assert.equal(await server.stop(), 0);
  server = undefined;
  await runWell('check', '--data', data);
});
