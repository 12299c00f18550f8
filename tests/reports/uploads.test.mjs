// Uploads as foreign programs make them: tus-js-client through connections that are cut, kills of the server in the
// middle, many at once. REPORTS_FULL=1: the sizes of the promise, a hundred of 100 MB.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';

import { newToken, runWell, Vestnik } from '../portal/vestnik.mjs';
import { sendReport } from './client.mjs';
import { requireFromWeb, seal } from './seal.mjs';

const tus = requireFromWeb('tus-js-client');
const minutes = 60_000;
const full = process.env.REPORTS_FULL === '1';
const folder = mkdtempSync(path.join(os.tmpdir(), 'vestnik-uploads-'));
const data = path.join(folder, 'data');
let server, api;

before(async () => {
  await runWell('demo', '--data', data);
  const token = await newToken(data, 'chief');
  server = await Vestnik.serve(data);
  api = server.api(token);
});
after(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Everything that the server holds of a file, as the desk would fetch it. */
async function stored(report, number) {
  const hash = createHash('sha256');
  let from = 0;
  for (;;) {
    const answer = await api.call('GET', `reports/${report}/files/${number}?from=${from}`);
    assert.equal(answer.status, 200);
    if (answer.body.length === 0) return { digest: hash.digest('hex'), size: from };
    hash.update(answer.body);
    from += answer.body.length;
  }
}

function upload(port, report, number, bytes, options = {}) {
  return new Promise((done, failed) => {
    const made = new tus.Upload(bytes, {
      endpoint: `http://127.0.0.1:${port}/report/uploads`,
      headers: { authorization: report.authorization },
      metadata: { number: String(number) },
      retryDelays: Array(1000).fill(20),
      onSuccess: () => done(made),
      onError: failed,
      ...options,
    });
    made.start();
  });
}

/** A proxy that cuts a connection after so many bytes from the client, `cuts` times in all. */
function cuttingProxy(port, cuts, most) {
  const left = { cuts };
  const proxy = net.createServer((client) => {
    const behind = net.connect(port, '127.0.0.1');
    const limit = left.cuts > 0 ? Math.floor(Math.random() * most) : Infinity;
    let passed = 0;
    client.on('data', (bytes) => {
      passed += bytes.length;
      behind.write(passed > limit ? bytes.subarray(0, Math.max(0, bytes.length - (passed - limit))) : bytes);
      if (passed > limit) {
        --left.cuts;
        client.resetAndDestroy();
        behind.destroySoon();
      }
    });
    behind.on('data', (bytes) => client.writable && client.write(bytes));
    for (const [from, to] of [[client, behind], [behind, client]]) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  return new Promise((done) => proxy.listen(0, '127.0.0.1', () => done({ proxy, port: proxy.address().port, left })));
}

for (const [how, options] of [['in one piece', {}], ['in pieces', { chunkSize: 300_000 }]]) {
  test(`tus-js-client gets through fifty cuts, ${how}`, { timeout: 5 * minutes }, async () => {
    const report = await sendReport(server, { text: 'клип' });
    const bytes = randomBytes(20_000_000);
    const { proxy, port, left } = await cuttingProxy(server.port, 50, 300_000);
    await upload(port, report, 0, bytes, options);
    proxy.close();
    assert.equal(left.cuts, 0, 'every cut came');
    assert.deepEqual(await stored(seal.toHex(report.report), 0), { digest: digest(bytes), size: bytes.length });
  });
}

test('an upload whose first answer was lost goes on at the address that it was given', { timeout: minutes }, async () => {
  const report = await sendReport(server, { text: 'клип' });
  const bytes = randomBytes(500_000);
  // Swallows the first answer, and the connection with it.
  let lost = 0;
  const proxy = net.createServer((client) => {
    const behind = net.connect(server.port, '127.0.0.1');
    client.pipe(behind);
    behind.on('data', (answer) => {
      if (lost > 0) return void (client.writable && client.write(answer));
      ++lost;
      client.resetAndDestroy();
    });
    for (const [from, to] of [[client, behind], [behind, client]]) {
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  await new Promise((done) => proxy.listen(0, '127.0.0.1', done));
  const refused = [];
  await upload(proxy.address().port, report, 0, bytes, {
    onAfterResponse: (_request, answer) => void (answer.getStatus() >= 400 && refused.push(answer.getStatus())),
  });
  proxy.close();
  assert.equal(lost, 1);
  assert.deepEqual(refused, []);
  assert.deepEqual(await stored(seal.toHex(report.report), 0), { digest: digest(bytes), size: bytes.length });
});

test('what was acknowledged survives a power cut', { timeout: 5 * minutes }, async () => {
  const report = await sendReport(server, { text: 'клип' });
  const bytes = randomBytes(30_000_000);
  const made = new tus.Upload(bytes, {
    endpoint: `http://127.0.0.1:${server.port}/report/uploads`,
    headers: { authorization: report.authorization }, metadata: { number: '0' }, chunkSize: 200_000, retryDelays: null,
  });
  let acknowledged = 0;
  await new Promise((cut) => {
    made.options.onChunkComplete = (_size, accepted) => {
      acknowledged = accepted;
      if (accepted > 5_000_000) server.kill().then(cut);
    };
    made.options.onError = () => undefined;
    made.start();
  });
  await made.abort();
  server = await Vestnik.serve(data);
  api = server.api(await newToken(data, 'chief'));
  const target = new URL(made.url).pathname;
  const head = await server.request(target, {
    method: 'HEAD', headers: { authorization: report.authorization, 'tus-resumable': '1.0.0' },
  });
  const offset = Number(head.headers['upload-offset']);
  assert.ok(offset >= acknowledged, `${offset} of ${acknowledged}`);
  await upload(server.port, report, 0, bytes, { uploadUrl: `http://127.0.0.1:${server.port}${target}` });
  assert.deepEqual(await stored(seal.toHex(report.report), 0), { digest: digest(bytes), size: bytes.length });
});

test('many uploads at once leave the server small', { timeout: 30 * minutes }, async () => {
  const [count, size] = full ? [100, 100 << 20] : [20, 20 << 20];
  const pieces = size >> 20;
  const piece = randomBytes(1 << 20);
  const reports = [];
  for (let at = 0; at < 10; ++at) reports.push(await sendReport(server, { text: 'много' }));
  const status = () => readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
  // The peak from here on.
  const before = Number(/VmRSS:\s+(\d+)/.exec(status())[1]) / 1024;
  let peak = before;
  const watching = setInterval(() => {
    peak = Math.max(peak, Number(/VmRSS:\s+(\d+)/.exec(status())[1]) / 1024);
  }, 100);
  await Promise.all(Array.from({ length: count }, (_, at) => {
    const source = Readable.from((function* () {
      for (let at = 0; at < pieces; ++at) yield piece;
    })());
    return upload(server.port, reports[at % 10], Math.floor(at / 10), source, { chunkSize: 1 << 20, uploadSize: size });
  }));
  clearInterval(watching);
  console.log(`# memory: ${before.toFixed(0)} MB before, ${peak.toFixed(0)} MB at most while ${count} × ${size >> 20} MB came`);
  assert.ok(peak < 200, `${peak} MB`);
});
