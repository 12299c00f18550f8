// What the benches share: a corpus, the program under test, its peers, load, and the processor time of each.
// The server runs on one core, the load on another, so that neither takes time from the other.
import { execFile, spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import http from 'node:http';
import net from 'node:net';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export const root = fileURLToPath(new URL('../', import.meta.url));
export const binary = process.env.VESTNIK_BINARY ?? path.join(root, 'build/release/vestnik');
const corpora = process.env.VESTNIK_BENCH_FOLDER ?? path.join(tmpdir(), 'vestnik-bench');
const generator = path.join(root, '../shared/bench/make-articles.py');
const exec = promisify(execFile);

/** --name=value of the command line as a number, or `usual`. */
export function option(name, usual) {
  const given = process.argv.find((each) => each.startsWith(`--${name}=`));
  return given ? Number(given.slice(name.length + 3)) : usual;
}
export const seconds = option('seconds', 8);

export const [serverCore, loadCore] = cpus().length > 1 ? [0, 1] : [0, 0];
const running = new Set();
const folders = new Set();
export async function newFolder() {
  const folder = await mkdtemp(path.join(tmpdir(), 'vestnik-bench-'));
  folders.add(folder);
  return folder;
}
/** Ends what was started and removes what was made. */
export async function finish() {
  for (const child of running) child.kill('SIGTERM');
  await Promise.all([...running].map((child) => child.ended));
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
}
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** A program on the server's core. */
export function start(command, args, { stdio = ['ignore', 'pipe', 'pipe'], core = serverCore, env } = {}) {
  const child = spawn('taskset', ['-c', String(core), command, ...args], { stdio, env: { ...process.env, ...env } });
  child.text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (part) => (child.text += part));
  child.ended = new Promise((resolve) => child.on('exit', (status) => (running.delete(child), resolve(status))));
  running.add(child);
  return child;
}
/** Puts this process on the load's core, where it is part of the load: a newsroom that publishes, say. */
export const stayWithLoad = () => exec('taskset', ['-a', '-p', '-c', String(loadCore), String(process.pid)]);
async function until(isThere, what, within = 120_000) {
  for (const end = Date.now() + within; Date.now() < end; await new Promise((go) => setTimeout(go, 20))) {
    const found = await isThere();
    if (found) return found;
  }
  throw new Error(`never came: ${what}`);
}
const opens = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
  });
export const freePort = () =>
  new Promise((resolve) => {
    const listener = net.createServer().listen(0, '127.0.0.1', () => {
      const { port } = listener.address();
      listener.close(() => resolve(port));
    });
  });

/** Each line of a file that may be larger than a string can be. */
export const lines = (file) => createInterface({ input: createReadStream(file), crlfDelay: Infinity });

/** A data folder with `count` articles of the shared corpus, kept for the next bench; {data, articles: paths, file}. */
export async function corpus(count) {
  const folder = path.join(corpora, String(count));
  const [file, data] = [path.join(folder, 'articles.jsonl'), path.join(folder, 'data')];
  if (!(await stat(path.join(folder, 'done')).catch(() => null))) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    await exec('sh', ['-c', `python3 '${generator}' ${count} > '${file}'`], { maxBuffer: 1 << 30 });
    const started = Date.now();
    await exec(binary, ['import', 'jsonl', file, '--data', data], { maxBuffer: 1 << 28 });
    console.error(`imported ${count} articles in ${(Date.now() - started) / 1000} s`);
    await writeFile(path.join(folder, 'done'), '');
  }
  const paths = [];
  for await (const line of lines(file)) {
    const section = /"section":\s*\{[^}]*"slug":\s*"([^"]+)"/.exec(line)?.[1];
    const slug = /"slug":\s*"([^"]+)"/.exec(line)[1];
    // A copy: what is cut out of a line keeps the whole line in memory, and there may be a million of them.
    paths.push(Buffer.from(`/${section}/${slug}/`).toString());
  }
  return { data, file, paths };
}

/** --in-place: the larger corpus is written to itself, where a copy would not fit on the disk. */
export const inPlace = process.argv.includes('--in-place');
/** A copy of a data folder, to be written to. */
export async function copyOf(data) {
  const own = path.join(await newFolder(), 'data');
  await cp(data, own, { recursive: true, filter: (from) => !from.endsWith('.sock') });
  return own;
}

/** The program, one reading thread, as soon as it answers; {child, pid, port, operators, stop}. */
export async function begin(data, ...more) {
  const child = start(binary, ['serve', '--data', data, '--listen', '127.0.0.1:0', '--admin-listen', '127.0.0.1:0', '--threads', '1', ...more]);
  const told = (words) => until(() => {
    if (child.exitCode !== null) throw new Error(`serve ended: ${child.text}`);
    return Number(new RegExp(`${words}https?://127\\.0\\.0\\.1:(\\d+)`).exec(child.text)?.[1]);
  }, 'vestnik');
  const [port, operators] = [await told('listening on '), await told('for operators: ')];
  return { name: 'vestnik', child, pid: child.pid, port, operators, stop: () => (child.kill('SIGTERM'), child.ended) };
}

/** The same once its search index has caught up, which would take time from what is measured. */
export async function serve(data, ...more) {
  const server = await begin(data, ...more);
  await until(async () => {
    const text = String((await get(server.operators, '/metrics')).body);
    const figure = (name) => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1]);
    return figure('vestnik_search_documents') >= figure('vestnik_edition_articles');
  }, 'the search index', 3_600_000);
  return server;
}

/** nginx with one worker over a folder of FILE.gz, as Debian sets it up but without a log. */
export async function nginx(files, more = '', server = '', name = 'nginx') {
  const folder = await newFolder();
  const port = await freePort();
  await writeFile(path.join(folder, 'nginx.conf'), `
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid() === 0 ? 'user root;' : ''}
worker_rlimit_nofile 40000;
events { worker_connections 20000; }
http {
  access_log off; sendfile on; tcp_nopush on; tcp_nodelay on; keepalive_requests 1000000000; keepalive_timeout 600s;
  etag on; ${more}
  types { text/html html; } default_type text/html; charset utf-8;
  client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  server { listen 127.0.0.1:${port} ${server}; root ${files}; gzip_static always; index index.html; }
}`);
  const child = start('/usr/sbin/nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf')]);
  await until(() => opens(port), `nginx: ${child.text}`);
  return { name, child, pid: child.pid, port, stop: () => (child.kill('SIGTERM'), child.ended) };
}

/** The same tuned for files that nobody changes: it keeps them open, and looks at none of them for ten minutes. A page is
    several open files in that cache: more than a process may have open here, and it stops answering. */
export const nginxKeepingOpen = (files, more = '', server = '') =>
  nginx(files, `open_file_cache max=4000 inactive=600s; open_file_cache_valid 600s; ${more}`, server, 'nginx keeping files open');

/** The least that can answer: a loop around epoll, recv and sendmsg that sends this one page to everybody. */
export async function bareLoop(page) {
  const build = path.join(root, 'build/release');
  await exec('cmake', ['--build', build, '--target', 'bare_loop']);
  const child = start(path.join(build, 'bench/bare_loop'), [page]);
  const port = await until(() => Number(/127\.0\.0\.1:(\d+)/.exec(child.text)?.[1]), 'bare_loop');
  return { name: 'a bare loop', child, pid: child.pid, port, stop: () => (child.kill('SIGTERM'), child.ended) };
}

/** h2o with one thread over the same folder; nothing where it is not installed. */
export async function h2o(files) {
  if (!(await stat('/usr/bin/h2o').catch(() => null))) return null;
  const folder = await newFolder();
  const port = await freePort();
  await writeFile(path.join(folder, 'h2o.conf'), `
num-threads: 1
pid-file: ${folder}/pid
${process.getuid() === 0 ? 'user: root' : ''}
listen: { host: 127.0.0.1, port: ${port} }
file.send-compressed: ON
hosts: { default: { paths: { "/": { file.dir: ${files} } } } }
`);
  const child = start('/usr/bin/h2o', ['-c', path.join(folder, 'h2o.conf')]);
  await until(() => opens(port), 'h2o');
  return { name: 'h2o', child, pid: child.pid, port, stop: () => (child.kill('SIGTERM'), child.ended) };
}

/** A process and its children. */
async function family(pid) {
  const all = [pid];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const text = await readFile(`/proc/${entry}/stat`, 'utf8').catch(() => '');
    if (Number(text.slice(text.lastIndexOf(')') + 2).split(' ')[1]) === pid) all.push(Number(entry));
  }
  return all;
}
/** Processor time of a server so far, in seconds. */
export async function cpuTime(pid) {
  let ticks = 0;
  for (const each of await family(pid)) {
    const text = await readFile(`/proc/${each}/stat`, 'utf8').catch(() => null);
    if (!text) continue;
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    ticks += Number(fields[11]) + Number(fields[12]);
  }
  return ticks / 100;
}
/** A line of /proc/PID/status over a server's processes, in bytes: VmRSS, VmHWM. */
export async function memory(pid, line = 'VmRSS') {
  let sum = 0;
  for (const each of await family(pid)) {
    const text = await readFile(`/proc/${each}/status`, 'utf8').catch(() => '');
    sum += Number(new RegExp(`${line}:\\s+(\\d+)`).exec(text)?.[1] ?? 0) * 1024;
  }
  return sum;
}

const milliseconds = (text) => {
  const [, number, unit] = /([\d.]+)(us|ms|s|m)/.exec(text);
  return Number(number) * { us: 1e-3, ms: 1, s: 1e3, m: 6e4 }[unit];
};
/** wrk from the load's core; {rate, p50, p99 (ms), errors, cpu: µs of the server a request}. */
export async function load(server, { target = '/', script, connections = 64, lasting = seconds } = {}) {
  const args = ['-c', String(loadCore), 'wrk', '-t1', `-c${connections}`, `-d${lasting}s`, '--latency', '--timeout', '10s', '-H', 'Accept-Encoding: gzip'];
  if (script) args.push('-s', script);
  const before = await cpuTime(server.pid);
  const { stdout } = await exec('taskset', [...args, `http://127.0.0.1:${server.port}${target}`], { maxBuffer: 1 << 24 });
  const used = (await cpuTime(server.pid)) - before;
  const requests = Number(/(\d+) requests in/.exec(stdout)[1]);
  const bad = Number(/Non-2xx or 3xx responses: (\d+)/.exec(stdout)?.[1] ?? 0);
  const lost = /Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)/.exec(stdout)?.slice(1).map(Number) ?? [0];
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(stdout)[1]),
    p50: milliseconds(/^\s+50%\s+(\S+)/m.exec(stdout)[1]),
    p99: milliseconds(/^\s+99%\s+(\S+)/m.exec(stdout)[1]),
    errors: bad + lost.reduce((sum, each) => sum + each, 0),
    cpu: (used / requests) * 1e6,
  };
}
/** A script for wrk that asks for these paths in random order. */
export async function randomly(paths) {
  const folder = await newFolder();
  await writeFile(path.join(folder, 'paths'), paths.join('\n'));
  const script = path.join(folder, 'random.lua');
  await writeFile(script, `local paths = {}
for line in io.lines("${folder}/paths") do paths[#paths + 1] = line end
math.randomseed(42)
request = function() return wrk.format(nil, paths[math.random(#paths)]) end
`);
  return script;
}
/** Every nth, \`most\` at most. */
export const sample = (list, most) => (list.length <= most ? list : Array.from({ length: most }, (_, index) => list[Math.floor((index * list.length) / most)]));

/** Everybody's first reader: each page is asked for once, so that it has been rendered. */
export const askOnce = (server, paths) =>
  Promise.all(Array.from({ length: 16 }, async (_, lane) => {
    for (let at = lane; at < paths.length; at += 16) await get(server.port, paths[at]);
  }));

const agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
/** {status, headers, body} of one request. */
export function get(port, target, { method = 'GET', headers = { 'accept-encoding': 'gzip' }, body } = {}) {
  return new Promise((resolve, reject) => {
    const request = http.request({ host: '127.0.0.1', port, path: target, method, headers, agent }, (answer) => {
      const parts = [];
      answer.on('data', (part) => parts.push(part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }));
      answer.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
/** The pages as FOLDER/path/index.html.gz, as our server sends them. */
export async function staticTree(server, paths) {
  const folder = await newFolder();
  for (let at = 0; at < paths.length; at += 16) {
    await Promise.all(paths.slice(at, at + 16).map(async (each) => {
      const { status, body } = await get(server.port, each);
      if (status !== 200) throw new Error(`${each} answered ${status}`);
      await mkdir(path.join(folder, each), { recursive: true });
      await writeFile(path.join(folder, each, 'index.html.gz'), body);
      // h2o sends the packed file only beside a plain one.
      await writeFile(path.join(folder, each, 'index.html'), '');
    }));
  }
  return folder;
}

/** A token for the API of a server that is running over this folder; `name`: whom its changes are signed with. */
export async function token(data, name = 'bench') {
  const { stdout } = await exec(binary, ['token', 'add', '--role', 'administrator', '--name', name, '--data', data]);
  return stdout.trimEnd().split('\n').at(-1);
}
/** Writes an article into `section` and publishes it; how long the publishing took, in ms. */
export async function publish(server, key, section, headline) {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ headline, section, authors: [], topics: [],
    body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: headline }] }] } });
  const made = await get(server.port, '/api/v1/articles', { method: 'POST', headers, body });
  if (made.status > 299) throw new Error(`an article was answered ${made.status}: ${made.body}`);
  const { id } = JSON.parse(made.body);
  const started = performance.now();
  const done = await get(server.port, `/api/v1/articles/${id}/publish`, { method: 'POST', headers });
  if (done.status > 299) throw new Error(`publish answered ${done.status}: ${done.body}`);
  return performance.now() - started;
}

export const percentile = (numbers, part) => [...numbers].sort((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * part))];
const show = (value) => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toPrecision(3));
/** One result: what, ours, the peer's, the ratio and whether that is what we want. `goal`: "<= 0.65", ">= 1.2" or nothing. */
export function row(what, ours, peer, peerName, unit, goal) {
  const ratio = ours / peer;
  const met = goal === undefined ? '' : (goal.startsWith('<=') ? ratio <= Number(goal.slice(3)) : ratio >= Number(goal.slice(3))) ? `goal ${goal}: met` : `goal ${goal}: MISSED`;
  console.log(`${what.padEnd(44)} ${show(ours).padStart(8)} ${unit} | ${peerName} ${show(peer)} ${unit} | ratio ${ratio.toFixed(2)} ${met}`);
}
