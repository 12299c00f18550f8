#!/usr/bin/env node
// A hundred readers send 100 MB each, as the report page does (pieces of 1 MiB with their checksums), while others read a
// hot article page; against the same server when nobody sends, and the memory that it takes at most. Needs room for
// uploads × megabytes on the disk for as long as it runs.
//     bench/uploads-beside-readers.mjs [--uploads=100] [--megabytes=100] [--lasting=100] [--seconds=8]
// `lasting`: seconds that an upload takes; the usual ones make 8 Mbit/s for each, 840 Mbit/s together. 0: as fast as the
// server takes them, which shares the one core that the server has here.
import { execFileSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { begin, binary, finish, get, load, loadCore, memory, newFolder, option, percentile, row, seconds } from './lib.mjs';
import { sendReport } from '../tests/reports/client.mjs';

const [uploads, megabytes, lasting] = [option('uploads', 100), option('megabytes', 100), option('lasting', 100)];
const pieceBytes = 1 << 20, filesOfReport = 40, most = 200;

// Whoever sends takes no time from the server's core.
execFileSync('taskset', ['-acp', String(loadCore), String(process.pid)]);
const data = path.join(await newFolder(), 'data');
execFileSync(binary, ['demo', '--data', data]);
const server = await begin(data);
const plainly = { headers: {} };
const reader = {
  get: async (address) => {
    const { body } = await get(server.port, address, plainly);
    return { json: () => JSON.parse(String(body)) };
  },
  request: (address, asked) => get(server.port, address, asked),
};
const target = new URL((await reader.get('/feed.json')).json().items[0].url).pathname;

const reports = [];
for (let at = 0; at < Math.ceil(uploads / filesOfReport); ++at) reports.push(await sendReport(reader, { text: 'много' }));

const piece = randomBytes(pieceBytes);
const checksum = `sha256 ${createHash('sha256').update(piece).digest('base64')}`;
const agent = new http.Agent({ keepAlive: true, maxSockets: uploads });
const ask = (method, address, headers, body) => new Promise((resolve, reject) => {
  const request = http.request({ host: '127.0.0.1', port: server.port, path: address, method, headers, agent }, (answer) => {
    answer.resume().on('end', () => (answer.statusCode < 300 ? resolve(answer) : reject(new Error(`${method} ${address}: ${answer.statusCode}`))));
  });
  request.on('error', reject);
  request.end(body);
});
const late = [];
let began = 0;
async function send(number) {
  const fields = { authorization: reports[Math.floor(number / filesOfReport)].authorization, 'tus-resumable': '1.0.0' };
  const made = await ask('POST', '/report/uploads', {
    ...fields, 'upload-length': megabytes * pieceBytes, 'content-length': 0,
    'upload-metadata': `number ${Buffer.from(String(number % filesOfReport)).toString('base64')}`,
  });
  for (let at = 0; at < megabytes; ++at) {
    const due = began + ((at + number / uploads) * lasting * 1000) / megabytes;
    await new Promise((go) => setTimeout(go, Math.max(0, due - performance.now())));
    late.push(Math.max(0, performance.now() - due));
    await ask('PATCH', made.headers.location, {
      ...fields, 'content-type': 'application/offset+octet-stream', 'content-length': pieceBytes,
      'upload-offset': at * pieceBytes, 'upload-checksum': checksum,
    }, piece);
  }
}

await load(server, { target, lasting: 2 });
const quiet = [await load(server, { target }), await load(server, { target })];
await writeFile(`/proc/${server.pid}/clear_refs`, '5').catch(() => undefined); // the peak from here on
const before = await memory(server.pid);
began = performance.now();
let done = false;
const sending = Promise.all(Array.from({ length: uploads }, (_, number) => send(number))).finally(() => (done = true));
const busy = [];
while (!done && (busy.length === 0 || performance.now() - began < (lasting - seconds - 2) * 1000 || lasting === 0)) {
  busy.push(await load(server, { target }));
}
await sending;
const took = (performance.now() - began) / 1000;
const peak = await memory(server.pid, 'VmHWM');

const middle = (loads, what) => percentile(loads.map((each) => each[what]), 0.5);
const errors = [...quiet, ...busy].reduce((sum, each) => sum + each.errors, 0);
if (errors > 0) console.log(`errors: ${errors}`);
console.log(`${uploads} × ${megabytes} MB in ${took.toFixed(0)} s; a piece was ${percentile(late, 0.5).toFixed(0)} ms late at the median, ${percentile(late, 0.99).toFixed(0)} ms in a hundredth`);
row('beside uploads: requests a second', middle(busy, 'rate'), middle(quiet, 'rate'), 'quiet', '/s', '>= 0.9');
row('beside uploads: p99', middle(busy, 'p99'), middle(quiet, 'p99'), 'quiet', 'ms');
row('memory at most', peak / 1e6, most, 'bound', 'MB', '<= 1.0');
console.log(`memory before: ${(before / 1e6).toFixed(0)} MB`);
agent.destroy();
await server.stop();
await rm(data, { recursive: true, force: true });
await finish();
process.exit(); // whatever connection is still kept alive
