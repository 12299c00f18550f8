// What tests of the serving path share: a demo portal's data made once, certificates, clients that speak as they like.
import { execFile, spawn } from 'node:child_process';
import { cp } from 'node:fs/promises';
import http2 from 'node:http2';
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

/** A certificate for localhost and 127.0.0.1 that nobody signed: {cert, key} as files. */
export async function certificate(name = 'localhost', folder) {
  folder ??= await newFolder();
  const [cert, key] = [path.join(folder, 'cert.pem'), path.join(folder, 'key.pem')];
  await exec('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
    '-keyout', key, '-out', cert, '-subj', `/CN=${name}`, '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']);
  return { cert, key, folder };
}

export async function serveTls(data, { cert, key }, ...more) {
  const server = await Vestnik.serve(data, '--tls-cert', cert, '--tls-key', key, ...more);
  return server;
}

/** The address that a line of the server's output ends with: "for operators: http://127.0.0.1:1234/". */
export function portOf(server, what) {
  return Number(new RegExp(`${what}.*?:(\\d+)/`).exec(server.log)[1]);
}

export const connectHttp2 = (port, options = {}) =>
  http2.connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false, ...options });

/** One request of an HTTP/2 session: {status, headers, body, text, json()}. */
export function ask(session, headers, body) {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ':path': '/', ...headers });
    const parts = [];
    let got;
    stream.on('response', (fields) => (got = fields));
    stream.on('data', (part) => parts.push(part));
    stream.on('error', reject);
    stream.on('close', () => {
      const bytes = Buffer.concat(parts);
      const text = bytes.toString('utf8');
      resolve({ status: got?.[':status'], headers: got, body: bytes, text, json: () => JSON.parse(text) });
    });
    stream.end(body);
  });
}

/** The program as `Vestnik` shows it, spoken to over one HTTP/2 session. */
export function over(session) {
  const request = (target, { method = 'GET', headers = {}, body } = {}) =>
    ask(session, { ':path': target, ':method': method, ...headers }, body);
  return { request, get: request };
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
