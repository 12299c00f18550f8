// The program under test as its operators and readers meet it: started on a free port with a data folder of its own,
// spoken to over HTTP, ended by its process id.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const shared = path.join(root, '../shared');
export const binary = process.env.VESTNIK_BINARY ?? path.join(root, 'build/release/vestnik');

/** A folder of this test alone, removed when the process ends well or badly. */
const folders = new Set();
export async function newFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'vestnik-portal-'));
  folders.add(folder);
  return folder;
}
export async function removeFolders() {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
  folders.clear();
}

/**
 * Names of all that lies below a folder, from there. The server works in its folders while they are looked through: what
 * goes meanwhile is not there.
 */
export function namesBelow(folder, from = '') {
  let entries;
  try {
    entries = readdirSync(path.join(folder, from), { withFileTypes: true });
  } catch (problem) {
    if (problem.code === 'ENOENT') return [];
    throw problem;
  }
  return entries.flatMap((entry) => {
    const name = path.join(from, entry.name);
    return entry.isDirectory() ? [name, ...namesBelow(folder, name)] : [name];
  });
}

/** Runs a command to its end: {status, stdout, stderr}. */
export function run(...args) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '', stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('error', reject);
    child.on('close', (status, signal) => resolve({ status: status ?? signal, stdout, stderr }));
  });
}

/** The same, where only success will do. */
export async function runWell(...args) {
  const ended = await run(...args);
  if (ended.status !== 0) throw new Error(`vestnik ${args.join(' ')} ended with ${ended.status}: ${ended.stderr}${ended.stdout}`);
  return ended;
}

/**
 * What a browser says that only fetches ahead: it is no reader. Readers move stories in the most-read lists, some seconds
 * later, so that a page which stands beside such a list is another one then.
 */
export const fetchedAhead = { 'sec-purpose': 'prefetch' };

export const importWordpress = (file, data, ...more) => runWell('import', 'wordpress', file, '--data', data, ...more);
export const seedExport = path.join(shared, 'seed/news24sofia.wxr.xml');

/** A token for the API; works beside a running server too. */
export async function newToken(data, role = 'administrator', ...more) {
  const { stdout } = await runWell('token', 'add', '--role', role, '--data', data, ...more);
  return stdout.trimEnd().split('\n').at(-1);
}

export class Vestnik {
  static async serve(data, ...more) {
    const listen = more.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
    const child = spawn(binary, ['serve', '--data', data, ...listen, ...more], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    return Vestnik.of(child, data);
  }

  /** The demo portal in a folder of its own, served; `passphrase` opens its report desk. */
  static async demo(...more) {
    const data = path.join(await newFolder(), 'data');
    const { stdout } = await runWell('demo', '--data', data);
    const server = await Vestnik.serve(data, ...more);
    server.passphrase = /passphrase of the report desk: (\S+)/.exec(stdout)[1];
    return server;
  }

  /** One that somebody has started, with its outputs as pipes, once it listens. */
  static async of(child, data) {
    const server = new Vestnik();
    server.child = child;
    server.data = data;
    server.log = '';
    server.ended = new Promise((resolve) => child.on('exit', (status, signal) => resolve(status ?? signal)));
    const dropped = () => child.kill('SIGKILL');
    process.once('exit', dropped);
    server.ended.then(() => process.removeListener('exit', dropped));
    server.port = await new Promise((resolve, reject) => {
      const hear = (text) => {
        server.log += text;
        const line = /listening on https?:\/\/127\.0\.0\.1:(\d+)\//.exec(server.log);
        if (line) resolve(Number(line[1]));
      };
      child.stdout.setEncoding('utf8').on('data', hear);
      child.stderr.setEncoding('utf8').on('data', hear);
      server.ended.then((status) => reject(new Error(`serve ended with ${status}: ${server.log}`)));
    });
    server.agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
    return server;
  }

  /** Ends it as an operator does; its exit status. */
  async stop() {
    this.agent.destroy();
    this.child.kill('SIGTERM');
    return this.ended;
  }

  /** Ends it as a power cut does. */
  async kill() {
    this.agent.destroy();
    this.child.kill('SIGKILL');
    return this.ended;
  }

  /** One request; the path goes out as it is. `localAddress`: whom it comes from. {status, headers, body (Buffer), text, json()} */
  request(target, { method = 'GET', headers = {}, body, agent = this.agent, localAddress } = {}) {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.port, path: target, method, headers, agent, localAddress };
      const request = http.request(options, (answer) => {
        const parts = [];
        answer.on('data', (part) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const bytes = Buffer.concat(parts);
          resolve({
            status: answer.statusCode,
            headers: answer.headers,
            body: bytes,
            text: bytes.toString('utf8'),
            json: () => JSON.parse(bytes.toString('utf8')),
          });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }
  get(target, options) {
    return this.request(target, options);
  }

  /** A number that operators are told, of a server with --admin-listen. */
  async figure(name) {
    const [, address] = /for operators: (\S+)/.exec(this.log);
    // A connection of its own: one that has rested may be closed just then.
    const text = await new Promise((resolve, reject) => {
      http.get(`${address}metrics`, { agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part) => (text += part)).on('end', () => resolve(text)).on('error', reject);
      }).on('error', reject);
    });
    const found = new RegExp(`^${name} (\\S+)`, 'm').exec(text);
    if (!found) throw new Error(`no ${name} among the metrics`);
    return Number(found[1]);
  }

  /** Follows redirects on this site, five at most; the last answer with the `target` that gave it. */
  async follow(target) {
    for (let step = 0; ; ++step) {
      const answer = await this.get(target);
      if (answer.status < 300 || answer.status > 399 || step === 5) return { ...answer, target };
      target = localPath(answer.headers.location);
    }
  }

  /** Agents with one connection each, so that a set of them reaches every reading thread. */
  connections(count) {
    return Array.from({ length: count }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));
  }

  /** Sends bytes as they are and reads until the server has closed. */
  raw(bytes) {
    return new Promise((resolve, reject) => {
      const parts = [];
      const socket = net.connect(this.port, '127.0.0.1', () => socket.write(bytes));
      socket.on('data', (part) => parts.push(part));
      socket.on('error', reject);
      socket.on('close', () => resolve(Buffer.concat(parts).toString('latin1')));
    });
  }

  api(token) {
    return new Api(this, token);
  }
}

/** The newsroom's calls. Each answers {status, headers, json()}; `must` wants a 2xx and answers its JSON. */
export class Api {
  constructor(server, token) {
    this.server = server;
    this.token = token;
  }
  call(method, target, body, headers = {}) {
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    return this.server.request(`/api/v1/${target}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
  }
  async must(method, target, body, headers) {
    const answer = await this.call(method, target, body, headers);
    if (answer.status < 200 || answer.status > 299) {
      throw new Error(`${method} ${target} answered ${answer.status}: ${answer.text}`);
    }
    return answer.json();
  }
  add(article) {
    return this.must('POST', 'articles', article);
  }
  save(id, article, headers) {
    return this.must('PUT', `articles/${id}`, article, headers);
  }
  publish(id) {
    return this.must('POST', `articles/${id}/publish`);
  }
  async addPublished(article) {
    return this.publish((await this.add(article)).id);
  }
}

/** A body of these paragraphs. */
export const bodyOf = (...paragraphs) => ({
  type: 'doc',
  content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});

/** Path and query of an address, whatever host it names. */
export function localPath(address) {
  if (address.startsWith('/') && !address.startsWith('//')) return address;
  const url = new URL(address);
  return url.pathname + url.search;
}

const named = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };
export const decodeEntities = (text) =>
  text.replace(/&(?:#x([0-9a-f]+)|#(\d+)|(\w+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return named[name] ?? whole;
  });

export const squeeze = (text) => text.replace(/\s+/g, ' ').trim();

/** What a reader sees of a page: no head, script or style; blocks apart, spaces squeezed. */
export function visibleText(html) {
  return squeeze(
    decodeEntities(
      html
        .replace(/<head[\s>][\s\S]*?<\/head>/i, ' ')
        .replace(/<(script|style|template|noscript)[\s>][\s\S]*?<\/\1>/gi, ' ')
        .replace(/<!--[\s\S]*?-->/g, '')
        .replace(/<\/?(?:a|b|i|em|strong|span|mark|time|sub|sup|u|s|code|abbr|small)(?:\s[^>]*)?>/gi, '')
        .replace(/<[^>]*>/g, ' '),
    ),
  );
}

/** Every href and src of a page, decoded. */
export const addressesIn = (html) =>
  [...html.matchAll(/\s(?:href|src)="([^"]*)"/g)].map((match) => decodeEntities(match[1]));

/** Asks again until `isThere` holds; only for what comes by itself. A machine that does other things too has its time. */
export async function eventually(isThere, what, milliseconds = 60_000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    const found = await isThere();
    if (found) return found;
    if (Date.now() > end) throw new Error(`never came: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
