// Files on their way into the media library: cut at any byte, the server killed, the page reloaded, they go on from
// where they were and arrive as they are.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { test } from 'node:test';
import { newFolder, newToken } from '../portal/vestnik.mjs';
import { atTheDesk, check, checkNarrow, servedAgain } from './desk.mjs';

const cuts = Number(process.env.VESTNIK_UPLOAD_CUTS ?? 120);
const tus = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };

let newsroom, desk, page, api;
atTheDesk(async (made) => {
  ({ newsroom, desk, page, api } = made);
  await page.goto(`${desk.origin}/newsroom/media`);
});

// The same numbers each time.
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
// What the library takes for a document, whatever follows.
const document_of = (size) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)]);
const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const named = (name) => `filename ${Buffer.from(name).toString('base64')}`;
const begin = (bytes, name, caller = api) =>
  caller.call('POST', 'uploads', '', { ...tus, 'upload-length': String(bytes.length), 'upload-metadata': named(name) });
const id_of = (answer) => answer.headers.location.split('/').at(-1);
const offset_of = async (id) => {
  const answer = await api.call('HEAD', `uploads/${id}`, undefined, tus);
  assert.equal(answer.status, 200);
  return Number(answer.headers['upload-offset']);
};
const piece = (id, offset, bytes, caller = api) => caller.call('PATCH', `uploads/${id}`, bytes, { ...tus, 'upload-offset': String(offset) });

/** A piece of which only the first bytes leave, and then nothing more. */
function cutPiece(id, offset, bytes, after) {
  const head = [
    `PATCH /api/v1/uploads/${id} HTTP/1.1`,
    'host: 127.0.0.1',
    `authorization: Bearer ${api.token}`,
    ...Object.entries(tus).map(([name, value]) => `${name}: ${value}`),
    `upload-offset: ${offset}`,
    `content-length: ${bytes.length}`,
    '',
    '',
  ].join('\r\n');
  const whole = Buffer.concat([Buffer.from(head), bytes]);
  return new Promise((resolve) => {
    const socket = net.connect(newsroom.server.port, '127.0.0.1', () => socket.write(whole.subarray(0, after), () => socket.destroy()));
    socket.on('close', () => resolve(after >= whole.length));
    socket.on('error', () => {});
  });
}

// What came over a line before it was cut may still be on its way to the disk; a client that goes on too soon is told so
// (409) and asks again.
async function offset_once_settled(id) {
  for (let before = -1; ; await new Promise((go) => setTimeout(go, 30))) {
    const offset = await offset_of(id);
    if (offset === before) return offset;
    before = offset;
  }
}

test(`a connection that is cut ${cuts} times at random bytes loses nothing that was acknowledged`, async () => {
  const random = numbers(7);
  const bytes = document_of(400_000);
  const id = id_of(await begin(bytes, 'срязан.pdf'));
  let acknowledged = 0;
  for (let cut = 0; cut < cuts; ++cut) {
    const offset = await offset_once_settled(id);
    assert.ok(offset >= acknowledged, `${offset} of ${acknowledged} acknowledged bytes`);
    const size = 1 + random(Math.floor((bytes.length * 2) / cuts));
    const part = bytes.subarray(offset, offset + size);
    if (cut % 3 === 2 && part.length > 0) {
      const answer = await piece(id, offset, part);
      assert.equal(answer.status, 204, answer.text);
      acknowledged = Number(answer.headers['upload-offset']);
      assert.equal(acknowledged, offset + part.length);
    } else {
      await cutPiece(id, offset, part, random(part.length + 600));
    }
  }
  const offset = await offset_once_settled(id);
  if (offset < bytes.length) assert.equal((await piece(id, offset, bytes.subarray(offset))).status, 204);
  const asset = await api.must('POST', 'assets', { upload: id, title: 'Срязан' });
  assert.equal(asset.digest, digest(bytes));
  assert.equal(asset.file_name, 'срязан.pdf');
  assert.equal(asset.title, 'Срязан');
  assert.equal((await api.call('DELETE', `uploads/${id}`, undefined, tus)).status, 204);
  assert.equal((await api.call('HEAD', `uploads/${id}`, undefined, tus)).status, 404);
});

test('a server that is killed between two pieces has what it acknowledged', async () => {
  const bytes = document_of(200_000);
  const id = id_of(await begin(bytes, 'убит.pdf'));
  for (let at = 0; at < bytes.length; at += 40_000) {
    const answer = await piece(id, at, bytes.subarray(at, at + 40_000));
    assert.equal(answer.status, 204, answer.text);
    await newsroom.server.kill();
    api.server = await servedAgain(newsroom);
    assert.equal(await offset_of(id), Math.min(at + 40_000, bytes.length));
  }
  assert.equal((await api.must('POST', 'assets', { upload: id })).digest, digest(bytes));
});

test('an upload is its owner’s alone, and taken only as a whole', async () => {
  const bytes = document_of(1_000);
  const id = id_of(await begin(bytes, 'мой.pdf'));
  const other = newsroom.server.api(await newToken(newsroom.data, 'editor'));
  assert.equal((await other.call('HEAD', `uploads/${id}`, undefined, tus)).status, 404);
  assert.equal((await piece(id, 0, bytes, other)).status, 404);
  assert.equal((await other.call('DELETE', `uploads/${id}`, undefined, tus)).status, 404);
  assert.equal((await api.call('POST', 'assets', { upload: id })).status, 409, 'nothing has arrived');
  assert.equal((await piece(id, 5, bytes)).status, 409, 'from where it is not');
  assert.equal((await piece(id, 0, Buffer.concat([bytes, bytes]))).status, 413, 'more than was announced');
  assert.equal((await piece(id, 0, bytes)).status, 204);
  assert.equal((await other.call('POST', 'assets', { upload: id })).status, 404);
  assert.equal((await api.call('HEAD', `uploads/${id}`, undefined, { ...tus, 'tus-resumable': '0.2.0' })).status, 412);
  assert.equal((await api.call('PATCH', `uploads/${id}`, bytes, { ...tus, 'content-type': 'text/plain', 'upload-offset': '0' })).status, 415);
  assert.equal((await api.call('POST', 'uploads', '', { ...tus, 'upload-length': String(2 ** 40) })).status, 413);
  assert.equal((await api.call('POST', 'uploads', '', { ...tus, 'upload-length': 'much' })).status, 400);
  assert.equal((await api.call('POST', 'assets', { upload: 'none' })).status, 404);
});

const tile = (name) => page.locator('.tile', { hasText: name });
async function choose(file) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload' }).click();
  await (await chooser).setFiles(file);
}

test('in the library: a bad line is not noticed but for the time it takes', async () => {
  const random = numbers(11);
  const bytes = document_of(3 << 20);
  const file = path.join(await newFolder(), 'лоша линия.pdf');
  await writeFile(file, bytes);
  let aborted = 0;
  await page.route(/\/api\/v1\/(uploads|assets)/, (route) => {
    const spoiled = route.request().method() !== 'GET' && aborted < 12 && random(2) === 0;
    aborted += spoiled ? 1 : 0;
    return spoiled ? route.abort('connectionreset') : route.continue();
  });
  await choose(file);
  await tile('лоша линия.pdf').waitFor({ timeout: 120_000 });
  await page.unroute(/\/api\/v1\/(uploads|assets)/);
  assert.ok(aborted >= 5, `${aborted} calls were cut`);
  const found = (await api.must('GET', 'assets?kind=document')).items.find((each) => each.file_name === 'лоша линия.pdf');
  assert.equal(found.digest, digest(bytes));
  assert.equal(await page.getByRole('progressbar').count(), 0);
});

test('in the library: progress is shown, an upload can be given up, and one that a reload cut goes on', async () => {
  const bytes = document_of(3 << 20);
  const file = path.join(await newFolder(), 'презареден.pdf');
  await writeFile(file, bytes);
  const offsets = [];
  let hold = 3;
  await page.route(/\/api\/v1\/uploads\//, (route) => {
    if (route.request().method() !== 'PATCH') return route.continue();
    offsets.push(Number(route.request().headers()['upload-offset']));
    return --hold < 0 ? undefined : route.continue(); // the rest hangs
  });
  await choose(file);
  const progress = page.getByRole('progressbar', { name: 'презареден.pdf' });
  await progress.waitFor();
  await page.waitForFunction((bar) => bar && bar.value > 0 && bar.value < bar.max, await progress.elementHandle());
  await page.waitForRequest((request) => request.method() === 'PATCH' && Number(request.headers()['upload-offset']) >= 3 * 512 * 1024, { timeout: 60_000 }).catch(() => {});
  await check(desk, 'media-sending');
  await checkNarrow(desk, 'media-sending');
  assert.ok(offsets.at(-1) > 0);
  offsets.length = 0;
  hold = 1_000;
  await page.reload();
  await page.getByRole('button', { name: 'Upload' }).waitFor();
  await choose(file);
  await tile('презареден.pdf').waitFor({ timeout: 120_000 });
  assert.ok(offsets[0] >= 512 * 1024, `it went on at ${offsets[0]}`);
  const found = (await api.must('GET', 'assets?kind=document')).items.find((each) => each.file_name === 'презареден.pdf');
  assert.equal(found.digest, digest(bytes));

  const unwanted = path.join(await newFolder(), 'ненужен.pdf');
  await writeFile(unwanted, document_of(3 << 20));
  hold = 1;
  await choose(unwanted);
  await page.getByRole('button', { name: 'Stop sending: ненужен.pdf' }).click();
  await page.getByRole('progressbar').waitFor({ state: 'detached' });
  await page.unroute(/\/api\/v1\/uploads\//);
  assert.equal(await tile('ненужен.pdf').count(), 0);
});

test('in the library: what is dropped arrives', async () => {
  const bytes = document_of(2_000);
  const transfer = await page.evaluateHandle(
    (numbers_of) => {
      const made = new DataTransfer();
      made.items.add(new File([new Uint8Array(numbers_of)], 'пуснат.pdf', { type: 'application/pdf' }));
      return made;
    },
    [...bytes],
  );
  await page.getByRole('group', { name: 'Media' }).dispatchEvent('drop', { dataTransfer: transfer });
  await tile('пуснат.pdf').waitFor();
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
