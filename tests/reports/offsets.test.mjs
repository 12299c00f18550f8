// An offset is a promise (trust.md B2): whatever ends an upload in the middle – a reset, silence, the server's death –
// the next HEAD tells no more than is on the disk, and going on from there gives the very file.
// REPORTS_CYCLES=1000: the number of the promise.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { eventually, newFolder, newToken, removeFolders, Vestnik } from '../portal/vestnik.mjs';
import { sendReport } from './client.mjs';
import { seal } from './seal.mjs';

const minutes = 60_000;
const cycles = Number(process.env.REPORTS_CYCLES ?? 60);
const size = 6 << 20;
let data, server, token;

before(async () => {
  server = await Vestnik.demo();
  ({ data } = server);
  token = await newToken(data, 'chief');
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const upTo = (most) => Math.floor(Math.random() * (most + 1));
const headers = (report) => ({ authorization: report.authorization, 'tus-resumable': '1.0.0' });

async function newUpload(report, number) {
  const answer = await server.request('/report/uploads', {
    method: 'POST',
    headers: { ...headers(report), 'upload-length': String(size), 'upload-metadata': `number ${Buffer.from(String(number)).toString('base64')}` },
  });
  assert.equal(answer.status, 201, answer.text);
  return { report, number, target: answer.headers.location, bytes: randomBytes(size), offset: 0 };
}

async function offsetOf(upload) {
  const answer = await server.request(upload.target, { method: 'HEAD', headers: headers(upload.report) });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers['upload-length'], String(size));
  return Number(answer.headers['upload-offset']);
}

/** Begins a PATCH that would bring all the rest; sends `count` bytes of it in pieces of any size. */
async function begin(upload, count, fields = {}) {
  const socket = net.connect(server.port, '127.0.0.1');
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  const lines = Object.entries({
    host: '127.0.0.1', ...headers(upload.report), 'content-type': 'application/offset+octet-stream',
    'upload-offset': upload.offset, 'content-length': size - upload.offset, ...fields,
  });
  socket.write(`PATCH ${upload.target} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
  for (let sent = 0; sent < count;) {
    const piece = Math.min(count - sent, 1 + upTo(300_000));
    const from = upload.offset + sent;
    socket.write(upload.bytes.subarray(from, from + piece));
    sent += piece;
  }
  // Some of it is in the server by now, some on its way: never the same.
  await new Promise((go) => setTimeout(go, upTo(15)));
  return socket;
}

/** What lies on the disk of it: DATA/reports/ID = length offset bytes… */
function onDisk(upload, count) {
  const file = openSync(path.join(data, 'reports', path.basename(upload.target)), 'r');
  try {
    const bytes = Buffer.alloc(16 + count);
    assert.equal(readSync(file, bytes, 0, bytes.length, 0), bytes.length);
    return { offset: Number(bytes.readBigUInt64LE(8)), bytes: bytes.subarray(16) };
  } finally {
    closeSync(file);
  }
}

/** The rest in one piece; the offset is asked for again where a request from before had gone on with the upload. */
async function finish(upload) {
  for (let attempt = 0; attempt < 20; ++attempt) {
    const from = await offsetOf(upload);
    if (from === size) return;
    const rest = await server.request(upload.target, {
      method: 'PATCH', body: upload.bytes.subarray(from),
      headers: { ...headers(upload.report), 'content-type': 'application/offset+octet-stream', 'upload-offset': String(from), 'content-length': String(size - from) },
    });
    if (rest.status === 204) return;
    assert.equal(rest.status, 409, rest.text);
  }
  assert.fail('the upload never came to its end');
}

const stalled = [];
const ends = {
  'the connection is reset': async (upload, count) => (await begin(upload, count)).resetAndDestroy(),
  'the connection is closed': async (upload, count) => (await begin(upload, count)).destroy(),
  'nothing more comes': async (upload, count) => stalled.push(await begin(upload, count)),
  'the server dies': async (upload, count) => {
    const socket = await begin(upload, count);
    await server.kill();
    socket.destroy();
    server = await Vestnik.serve(data);
  },
  // In an upload of its own, where nobody else adds anything: none of it may count.
  'bytes with a checksum are cut off': async ({ report }, count) => {
    const upload = await newUpload(report, 1);
    const told = createHash('sha256').update(upload.bytes).digest('base64');
    (await begin(upload, count, { 'upload-checksum': `sha256 ${told}` })).resetAndDestroy();
    assert.equal(await offsetOf(upload), 0);
    assert.equal((await server.request(upload.target, { method: 'DELETE', headers: headers(report) })).status, 204);
  },
};

test(`${cycles} uploads ended in the middle: no offset tells more than is there, and every file comes whole`, { timeout: 60 * minutes }, async () => {
  const names = Object.keys(ends);
  const moved = Object.fromEntries(names.map((name) => [name, 0]));
  let upload, files = 0;
  for (let cycle = 0; cycle < cycles; ++cycle) {
    upload ??= await newUpload(await sendReport(server, { text: 'клип' }), 0);
    const how = names[cycle % names.length];
    const count = upTo(Math.min(size - upload.offset, 1 << 20));
    await ends[how](upload, count);
    const now = await offsetOf(upload);
    assert.ok(now >= upload.offset, `${how}: ${upload.offset} became ${now}`);
    const kept = onDisk(upload, now);
    // More than was told where a request that was under way came to the upload after the question.
    assert.ok(kept.offset >= now, `${how}: ${now} was told, ${kept.offset} is there`);
    assert.equal(digest(kept.bytes), digest(upload.bytes.subarray(0, now)), how);
    moved[how] += now - upload.offset;
    upload.offset = now;
    if (now < size && cycle + 1 < cycles) continue;
    await finish(upload);
    const whole = createHash('sha256');
    for (let from = 0; from < size;) {
      const answer = await server.api(token).call('GET', `reports/${seal.toHex(upload.report.report)}/files/0?from=${from}`);
      assert.equal(answer.status, 200);
      assert.ok(answer.body.length > 0, 'the file ends too early');
      whole.update(answer.body);
      from += answer.body.length;
    }
    assert.equal(whole.digest('hex'), digest(upload.bytes));
    upload = undefined;
    ++files;
  }
  for (const socket of stalled) socket.destroy();
  // Connections that never left anything behind would show nothing. What was not answered when the server died was
  // promised to nobody.
  for (const how of names.slice(0, 3)) assert.ok(moved[how] > 0, `${how}: no byte was kept`);
  console.log(`# ${cycles} cycles, ${files} files of ${size} bytes`);
});

test('an offset is written when its bytes have reached the disk, and told when it has itself', { timeout: 5 * minutes }, async () => {
  const upload = await newUpload(await sendReport(server, { text: 'клип' }), 0);
  const file = path.join(data, 'reports', path.basename(upload.target));
  const list = path.join(await newFolder(), 'calls');
  const watcher = spawn('strace', ['-f', '-y', '-s', '64', '-e', 'trace=pwrite64,fdatasync,sendmsg,sendto,writev,write', '-o', list, '-p', String(server.child.pid)],
    { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  watcher.stderr.setEncoding('utf8').on('data', (text) => (said += text));
  const gone = once(watcher, 'exit');
  await eventually(() => /attached/.test(said), 'strace');
  const piece = size / 8;
  for (; upload.offset < size; upload.offset += piece) {
    const answer = await server.request(upload.target, {
      method: 'PATCH', body: upload.bytes.subarray(upload.offset, upload.offset + piece),
      headers: { ...headers(upload.report), 'content-type': 'application/offset+octet-stream', 'upload-offset': String(upload.offset), 'content-length': String(piece) },
    });
    assert.equal(answer.status, 204, answer.text);
  }
  watcher.kill('SIGINT');
  await gone;

  let bytesWait = false, offsetWaits = false, offsets = 0, answers = 0;
  const open = new Map(); // of a thread: a call that has begun and not ended
  for (const line of readFileSync(list, 'utf8').split('\n')) {
    const [, thread, rest] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    if (!rest) continue;
    if (rest.endsWith('<unfinished ...>')) {
      open.set(thread, rest);
      continue;
    }
    const call = /^<\.\.\. \w+ resumed>/.test(rest) ? (open.get(thread) ?? '') + rest : rest;
    if (call.includes('HTTP/1.1 204')) {
      ++answers;
      assert.ok(!bytesWait && !offsetWaits, 'an answer before the disk has its offset');
      continue;
    }
    if (!call.includes(`<${file}>`)) continue;
    if (/^fdatasync/.test(call)) {
      assert.match(call, /= 0$/);
      bytesWait = offsetWaits = false;
    } else if (/^pwrite64/.test(call)) {
      const at = Number(/, (\d+)\)? .*= \d+$|, (\d+)\)\s+= \d+$/.exec(call)?.slice(1).find(Boolean));
      if (at === 8) {
        assert.ok(!bytesWait, 'an offset before its bytes');
        offsetWaits = true;
        ++offsets;
      } else {
        bytesWait = true;
      }
    }
  }
  assert.equal(offsets, 8, 'the calls were seen');
  assert.equal(answers, 8, 'the answers were seen');
});
