#!/usr/bin/env node
// A hot article page over TLS and HTTP/2: processor time a page and requests a second, against nginx with the very bytes
// as a packed static file and the same certificate.     bench/http2-page.mjs [--articles=1000] [--requests=40000]
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { corpus, cpuTime, finish, newFolder, nginx, option, row, serve, staticTree } from './lib.mjs';

const exec = promisify(execFile);
const { data, paths } = await corpus(option('articles', 1_000));
const folder = await newFolder();
const [cert, key] = [`${folder}/cert.pem`, `${folder}/key.pem`];
await exec('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
  '-keyout', key, '-out', cert, '-subj', '/CN=localhost']);
const clear = await serve(data);
const files = await staticTree(clear, [paths[0]]);
await clear.stop();
const ours = await serve(data, '--tls-cert', cert, '--tls-key', key);
const peer = await nginx(files, `ssl_certificate ${cert}; ssl_certificate_key ${key};`, 'ssl http2');

async function load(server) {
  const requests = option('requests', 40_000);
  const args = ['-c', '1', 'h2load', '-n', String(requests), '-c', '16', '-m', '16', '-H', 'accept-encoding: gzip', `https://127.0.0.1:${server.port}${paths[0]}`];
  await exec('taskset', [...args.map((each) => (each === String(requests) ? '500' : each))]);
  const before = await cpuTime(server.pid);
  const { stdout } = await exec('taskset', args);
  if (!stdout.includes(`${requests} succeeded, 0 failed`)) console.log(`${server.name}: ${/requests: .*/.exec(stdout)?.[0]}`);
  return { rate: Number(/, ([\d.]+) req\/s/.exec(stdout)[1]), cpu: (((await cpuTime(server.pid)) - before) / requests) * 1e6 };
}
const [a, b] = [await load(ours), await load(peer)];
row('hot page over HTTP/2: CPU of the server', a.cpu, b.cpu, 'nginx', 'µs');
row('hot page over HTTP/2: requests a second', a.rate, b.rate, 'nginx', '/s');
await finish();
