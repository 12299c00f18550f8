// What tests of the serving path share: a demo portal's data made once, clients that send what they like.
import { execFile, spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { newFolder, runWell, Vestnik } from '../portal/vestnik.mjs';

export const exec = promisify(execFile);

let demo;
/** A data folder with the demo portal, of the caller's own. */
export async function demoData() {
  if (!demo) {
    demo = path.join(await newFolder(), 'demo');
    await runWell('demo', '--data', demo);
  }
  const data = path.join(await newFolder(), 'data');
  await cp(demo, data, { recursive: true });
  return data;
}

/** A path of an article of the running portal. */
export async function articlePath(server, get = (target) => server.get(target)) {
  const feed = await get('/feed.json');
  return new URL(JSON.parse(feed.body.toString('utf8')).items[0].url).pathname;
}

/** Bytes over a socket of their own; whatever comes until the other side ends or `milliseconds` pass in silence. */
export function raw(port, bytes, milliseconds = 2_000) {
  return new Promise((resolve) => {
    const parts = [];
    const socket = net.connect(port, '127.0.0.1', () => socket.write(bytes));
    const done = (closed) => {
      socket.destroy();
      resolve({ text: Buffer.concat(parts).toString('latin1'), closed });
    };
    socket.setTimeout(milliseconds, () => done(false));
    socket.on('data', (part) => parts.push(part));
    socket.on('error', () => done(true));
    socket.on('end', () => done(true));
  });
}

/** The status lines of whatever answers stand in `text`. */
export const statuses = (text) => [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));

/** Resident memory of a process, in bytes. */
export async function memoryOf(pid) {
  const { stdout } = await exec('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number(stdout) * 1024;
}

/** Another program of this test, ended with it. `ready`: what it prints, or a port that it opens. */
export async function program(command, args, { port } = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  child.text = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (part) => (child.text += part));
  const dropped = () => child.kill('SIGKILL');
  process.once('exit', dropped);
  child.ended = new Promise((resolve) => child.on('exit', resolve));
  child.end = async () => {
    process.removeListener('exit', dropped);
    child.kill('SIGTERM');
    await child.ended;
  };
  for (let attempt = 0; port !== undefined; ++attempt) {
    const open = await new Promise((resolve) => {
      const socket = net.connect(port, '127.0.0.1');
      socket.on('connect', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (open) break;
    if (attempt === 200 || child.exitCode !== null) throw new Error(`${command} did not open its port: ${child.text}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return child;
}

/** A port that is free now. */
export function freePort() {
  return new Promise((resolve) => {
    const listener = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });
}
