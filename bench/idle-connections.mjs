#!/usr/bin/env node
// Memory of connections that are open and do nothing, and of readers that do not take their answer, against nginx.
//     bench/idle-connections.mjs [--idle=5000] [--slow=1000]       (10000 and 5000 where the limit of open files allows)
// The kernel takes megabytes for a reader who takes nothing, and then nobody is slow to us: where this may (root, or user
// namespaces, and `ip` of iproute2), it runs in a network of its own whose sockets hold 64 KB.
import { spawnSync } from 'node:child_process';
import net from 'node:net';
import { corpus, finish, get, memory, nginx, option, row, serve, staticTree } from './lib.mjs';

const { data, paths } = await corpus(1_000);
const narrow = 'ip link set lo up && echo 4096 16384 65536 >/proc/sys/net/ipv4/tcp_wmem && echo 4096 65536 65536 >/proc/sys/net/ipv4/tcp_rmem';
const network = (command, ...more) =>
  spawnSync('unshare', [process.getuid() === 0 ? '-n' : '-rn', 'sh', '-c', command, ...more], { stdio: 'inherit', env: { ...process.env, VESTNIK_BENCH_NARROW: '1' } }).status;
if (!process.env.VESTNIK_BENCH_NARROW) {
  if (network(narrow) === 0) process.exit(network(`${narrow} && exec "$0" "$@"`, process.execPath, ...process.argv.slice(1)));
  console.log('no network of its own: the kernel takes what slow readers do not');
}
const [idle, slow] = [option('idle', 5_000), option('slow', 1_000)];
const request = (target) => `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n`;

function open(port, text, reading) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: `127.0.0.${2 + Math.floor(Math.random() * 200)}` }, () => {
      socket.write(text);
      if (!reading) resolve(socket.pause());
    });
    socket.once('error', reject);
    if (reading) socket.once('data', () => (socket.pause(), resolve(socket)));
  });
}
async function measure(server) {
  await get(server.port, paths[0]);
  const before = await memory(server.pid);
  const sockets = [];
  for (let count = 0; count < idle; count += 100) {
    sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => open(server.port, request(paths[0]), true)))));
  }
  const idling = (await memory(server.pid)) - before;
  for (let count = 0; count < slow; count += 100) {
    // Pipelined, so that more is due than the kernel takes.
    sockets.push(...(await Promise.all(Array.from({ length: 100 }, () => open(server.port, request(paths[0]).repeat(60), false)))));
  }
  await new Promise((go) => setTimeout(go, 1_000));
  const slowly = (await memory(server.pid)) - before - idling;
  const alive = (await get(server.port, paths[0])).status === 200;
  sockets.forEach((socket) => socket.destroy());
  if (!alive) throw new Error(`${server.name} does not answer any more`);
  return { idling: Math.max(0, idling) / idle, slowly: Math.max(0, slowly) / slow };
}
const ours = await serve(data);
const peer = await nginx(await staticTree(ours, [paths[0]]));
const [a, b] = [await measure(ours), await measure(peer)];
row(`memory of an idle connection (${idle})`, a.idling, b.idling, 'nginx', 'B', '<= 1.0');
row(`memory of a slow reader (${slow})`, a.slowly, b.slowly, 'nginx', 'B', '<= 1.0');
await finish();
