// Large bodies over TLS: they go to the disk while they arrive, over HTTP/1.1 and HTTP/2 alike; what is cut off can be
// taken up again; nobody's upload lies in memory or holds up the readers.
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { Api, eventually, newFolder, newToken, removeFolders } from '../portal/vestnik.mjs';
import { sendReport } from '../reports/client.mjs';
import { seal } from '../reports/seal.mjs';
import { ask, certificate, connectHttp2, demoData, exec, memoryOf, over, serveTls } from './serving.mjs';

const megabyte = 1 << 20;
let server, session, api, folder;

before(async () => {
  folder = await newFolder();
  const data = await demoData();
  const token = await newToken(data, 'chief');
  server = await serveTls(data, await certificate());
  session = connectHttp2(server.port);
  api = new Api(over(session), token);
});
after(async () => {
  session?.close();
  await server?.stop();
  await removeFolders();
});

const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
const tus = (report, more = {}) => ({ authorization: report.authorization, 'tus-resumable': '1.0.0', ...more });
const first = (report, number, length) =>
  tus(report, {
    'upload-length': String(length),
    'upload-metadata': `number ${Buffer.from(String(number)).toString('base64')}`,
    'content-type': 'application/offset+octet-stream',
  });
const newReport = () => sendReport(over(session), { text: 'with files' });

/** What the desk gets of a file. */
async function stored(report, number) {
  const hash = createHash('sha256');
  for (let from = 0; ; ) {
    const answer = await api.call('GET', `reports/${seal.toHex(report.report)}/files/${number}?from=${from}`);
    assert.equal(answer.status, 200);
    if (answer.body.length === 0) return hash.digest('hex');
    hash.update(answer.body);
    from += answer.body.length;
  }
}

for (const [protocol, number] of [['--http2', 0], ['--http1.1', 1]]) {
  test(`curl ${protocol} uploads 64 MB, which never lie in memory`, async () => {
    const report = await newReport();
    const bytes = randomBytes(64 * megabyte);
    const file = path.join(folder, `upload-${number}`);
    await writeFile(file, bytes);
    const before = await memoryOf(server.child.pid);
    let most = 0;
    const fields = Object.entries(first(report, number, bytes.length)).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
    const done = exec('curl', ['-sk', protocol, '--max-time', '120', '-X', 'POST', '-T', file, ...fields, '-o', '/dev/null',
      '-w', '%{http_version} %{http_code}', `https://127.0.0.1:${server.port}/report/uploads`]);
    let busy = true;
    const watched = (async () => {
      while (busy) most = Math.max(most, await memoryOf(server.child.pid));
    })();
    const { stdout } = await done.finally(() => (busy = false));
    await watched;
    assert.equal(stdout, `${protocol === '--http2' ? '2' : '1.1'} 201`);
    assert.equal(await stored(report, number), digest(bytes));
    assert.ok(most - before < 24 * megabyte, `grew by ${(most - before) >> 20} MB`);
  });
}

test('a stream that is given up in the middle keeps what had arrived, and the rest can follow', async () => {
  const report = await newReport();
  const bytes = randomBytes(6 * megabyte);
  const begun = await ask(session, { ':path': '/report/uploads', ':method': 'POST', ...first(report, 0, bytes.length) });
  assert.equal(begun.status, 201);
  const location = begun.headers.location;
  const patch = tus(report, { ':path': location, ':method': 'PATCH', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' });
  const other = connectHttp2(server.port);
  const stream = other.request(patch);
  stream.on('error', () => {});
  await new Promise((written) => stream.write(bytes.subarray(0, 3 * megabyte), written));
  const offset = async () => Number((await ask(session, tus(report, { ':path': location, ':method': 'HEAD' }))).headers['upload-offset']);
  stream.close(8);
  let at = 0;
  await eventually(async () => (at = await offset()) > 0, 'the bytes that had arrived');
  other.destroy();
  assert.ok(at <= 3 * megabyte);
  const rest = await ask(session, { ...patch, 'upload-offset': String(at) }, bytes.subarray(at));
  assert.equal(rest.status, 204, rest.text);
  assert.equal(await stored(report, 0), digest(bytes));
});

test('an upload that is refused is told so before its body has arrived, and the connection goes on', async () => {
  const refused = { authorization: `Receipt ${seal.toBase64(randomBytes(32))}` };
  const answer = await ask(session, { ':path': '/report/uploads', ':method': 'POST', ...first(refused, 0, 40 * megabyte) },
    Buffer.alloc(2 * megabyte));
  assert.ok(answer.status >= 400 && answer.status < 500, String(answer.status));
  assert.equal((await ask(session, { ':path': '/' })).status, 200);
});

test('twenty uploads over one connection, while others read', async () => {
  const report = await newReport();
  const bodies = Array.from({ length: 20 }, () => randomBytes(megabyte));
  const busy = connectHttp2(server.port, { maxSessionMemory: 100 });
  const uploads = bodies.map((bytes, number) =>
    ask(busy, { ':path': '/report/uploads', ':method': 'POST', ...first(report, number, bytes.length) }, bytes));
  for (let count = 0; count < 20; ++count) {
    for (const each of [busy, session]) assert.equal((await ask(each, { ':path': '/' })).status, 200);
  }
  for (const answer of await Promise.all(uploads)) assert.equal(answer.status, 201, answer.text);
  busy.close();
  for (const [number, bytes] of bodies.entries()) assert.equal(await stored(report, number), digest(bytes));
});

/** The most memory that a process has had since `forget` was asked. */
const peakOf = async (pid) => Number(/VmHWM:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]) * 1024;
const forgetPeak = (pid) => writeFile(`/proc/${pid}/clear_refs`, '5');

test('a hundred uploads of 5 MB at once stay under 200 MB, over HTTP/2 and HTTP/1.1, and others read', { timeout: 300_000 }, async () => {
  const bytes = randomBytes(5 * megabyte);
  const reports = await Promise.all(Array.from({ length: 5 }, newReport));
  await forgetPeak(server.child.pid);
  const before = await peakOf(server.child.pid);
  let going = 100, read = 0;
  const done = (answer) => {
    --going;
    assert.equal(answer.status, 201, answer.text);
  };
  // Ten sessions with five streams each, and fifty connections of their own.
  const sessions = Array.from({ length: 10 }, () => connectHttp2(server.port, { maxSessionMemory: 100 }));
  const sockets = await Promise.all(Array.from({ length: 50 }, async () => {
    const socket = tls.connect({ host: '127.0.0.1', port: server.port, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    return socket;
  }));
  const streams = Array.from({ length: 50 }, async (_, at) =>
    done(await ask(sessions[at % 10], { ':path': '/report/uploads', ':method': 'POST', ...first(reports[at % 5], Math.floor(at / 5), bytes.length) }, bytes)));
  const connections = sockets.map(async (socket, at) => {
    const fields = { host: 'localhost', ...first(reports[at % 5], 10 + Math.floor(at / 5), bytes.length), 'content-length': bytes.length };
    socket.write(`POST /report/uploads HTTP/1.1\r\n${Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
    socket.write(bytes);
    const [head] = await once(socket, 'data');
    socket.destroy();
    done({ status: Number(/^HTTP\/1\.1 (\d+)/.exec(String(head))?.[1]), text: String(head) });
  });
  while (going > 0) {
    assert.equal((await ask(session, { ':path': '/' })).status, 200);
    ++read;
    await new Promise((go) => setTimeout(go, 5));
  }
  await Promise.all([...streams, ...connections]);
  for (const each of sessions) each.close();
  const peak = await peakOf(server.child.pid);
  console.log(`# ${before >> 20} MB before, ${peak >> 20} MB at most; ${read} pages were read meanwhile`);
  assert.ok(peak < 200 * megabyte, `${peak >> 20} MB`);
  assert.ok(read > 1);
  const whole = digest(bytes);
  for (const [report, number] of [[0, 0], [4, 9], [0, 10], [4, 19]]) assert.equal(await stored(reports[report], number), whole);
});
