// The commands as operators and their scripts use them: exit status, messages, settings, beside a server and alone.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { binary, newFolder, removeFolders, run, runWell, Vestnik } from './vestnik.mjs';

const line = { slug: 'edno', headline: 'Едно', html: '<p>Текст.</p>', section: { slug: 'svyat', name: 'Свят' }, authors: [{ slug: 'ana', name: 'Ана' }], topics: [], published_at: '2026-05-01T10:00:00+03:00' };

let data, lines;
before(async () => {
  const folder = await newFolder();
  [data, lines] = [path.join(folder, 'data'), path.join(folder, 'articles.jsonl')];
  await writeFile(lines, `${JSON.stringify(line)}\n`);
  await runWell('import', 'jsonl', lines, '--data', data);
});
after(removeFolders);

/** As `run`, with variables of the environment. */
const runWith = (environment, ...args) =>
  new Promise((resolve) => {
    const child = spawn(binary, args, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } });
    let stdout = '', stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text) => (stdout += text));
    child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });

test('what is misspelt is wrong usage, on standard error, and nothing is done', async () => {
  for (const args of [[], ['sreve'], ['user'], ['serve'], ['serve', '--data', data, '--lisen', '127.0.0.1:0'], ['check', '--data', data, 'more'],
    ['serve', '--data', data, '--listen', 'here'], ['serve', '--data', data, '--threads', 'many'], ['check', '--data', ''], ['check', '--data', data, '--data', data],
    ['token', 'add', '--role', 'king', '--data', data], ['serve', '--data', data, '--trusted-proxy', 'nonsense'], ['check', '--data', data, '--store', 'foo://x']]) {
    const ended = await run(...args);
    assert.equal(ended.status, 2, args.join(' '));
    assert.equal(ended.stdout, '', args.join(' '));
    assert.notEqual(ended.stderr, '', args.join(' '));
  }
});

test('whoever looks at an installation or copies it is told of a wrong folder', async () => {
  const folder = await newFolder();
  const nowhere = path.join(folder, 'mistyped');
  for (const args of [['check'], ['backup', path.join(folder, 'backup')], ['export', path.join(folder, 'export')], ['search', 'rebuild'], ['user', 'list']]) {
    const ended = await run(...args, '--data', nowhere);
    assert.equal(ended.status, 1, args.join(' '));
    assert.match(ended.stderr, /no installation in this folder: .*mistyped/, args.join(' '));
    assert.ok(!existsSync(nowhere), args.join(' '));
  }
});

test('whoever is not the user of a folder is told that, and how to be', { skip: process.getuid() !== 0 && 'takes a superuser to be somebody else' }, async (t) => {
  const folder = await newFolder();
  const [installation, backup] = [path.join(folder, 'data'), path.join(folder, 'backup')];
  await runWell('import', 'jsonl', lines, '--data', installation);
  await runWell('backup', backup, '--data', installation);
  await chmod(installation, 0o700);
  await chmod(path.join(backup, 'manifest.json'), 0o600);
  await chmod(folder, 0o755);
  const asNobody = (...args) =>
    new Promise((resolve) => {
      const child = spawn('setpriv', ['--reuid', 'nobody', '--regid', 'nogroup', '--clear-groups', binary, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text) => (stderr += text));
      child.on('close', (status) => resolve({ status, stderr }));
    });
  if ((await asNobody('--version')).status !== 0) return t.skip('nobody else may run the program where it lies');
  const looked = await asNobody('check', '--data', installation);
  assert.equal(looked.status, 1);
  assert.match(looked.stderr, /may not be looked into \(Permission denied\): .*data \(run it as the user whose folder it is/);
  await chmod(installation, 0o755);
  assert.match((await asNobody('check', '--data', installation)).stderr, /cannot open the lock \(Permission denied\).*run it as the user/);
  const restored = await asNobody('restore', backup, '--data', path.join(folder, 'new'));
  assert.equal(restored.status, 1);
  assert.match(restored.stderr, /Permission denied.*manifest\.json/);
});

test('what is damaged or not there is told with the reason', async () => {
  const folder = path.join(await newFolder(), 'data');
  await mkdir(folder);
  await writeFile(path.join(folder, 'vestnik.db'), 'no database, and long enough to be taken for one '.repeat(20));
  const damaged = await run('check', '--data', folder);
  assert.equal(damaged.status, 1);
  assert.match(damaged.stderr, /is not a database: .*vestnik\.db \(it is damaged: restore/);
  const away = path.join(folder, 'away.pem');
  const refused = await run('serve', '--data', data, '--listen', '127.0.0.1:0', '--tls-cert', away, '--tls-key', away);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /the certificate cannot be used: No such file or directory: .*away\.pem/);
});

test('an operator can forbid that pictures are fetched from other sites', async () => {
  for (const [options, url, status] of [[[], 'http://127.0.0.1/a.png', 400], [['--fetch-pictures', 'no'], 'https://example.org/a.png', 503]]) {
    const server = await Vestnik.serve(data, ...options);
    const token = (await runWell('token', 'add', '--role', 'reporter', '--data', data)).stdout.trimEnd().split('\n').at(-1);
    const answer = await server.request('/api/v1/assets/fetch', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ url }),
    });
    assert.equal(answer.status, status, answer.text);
    await server.stop();
  }
  assert.equal((await run('serve', '--data', data, '--fetch-pictures', 'perhaps')).status, 2);
});

test('a command that runs in the server is read with the environment of whoever called it', async () => {
  const server = await Vestnik.serve(data);
  const token = await runWith({ VESTNIK_DATA: data, VESTNIK_ROLE: 'chief' }, 'token', 'add');
  assert.equal(token.status, 0, token.stderr);
  const secret = token.stdout.trimEnd().split('\n').at(-1);
  assert.equal((await server.get('/api/v1/articles', { headers: { authorization: `Bearer ${secret}` } })).status, 200);
  assert.equal((await runWith({ VESTNIK_ROLE: 'king' }, 'token', 'add', '--data', data)).status, 2);
  await server.stop();
});

test('an import fills the library that the settings name, from the folder that the line names', async () => {
  const folder = await newFolder();
  const [fresh, library, pictures] = ['data', 'library', 'pictures'].map((name) => path.join(folder, name));
  await mkdir(fresh);
  await writeFile(path.join(fresh, 'vestnik.toml'), `media = "${library}"\n`);
  await mkdir(pictures);
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await writeFile(path.join(pictures, 'dot.png'), png);
  await writeFile(path.join(folder, 'one.jsonl'), `${JSON.stringify({ ...line, image: { file: 'dot.png', credit: 'Снимка: Ана', alt: 'Точка' } })}\n`);
  await runWell('import', 'jsonl', path.join(folder, 'one.jsonl'), '--data', fresh, '--media', pictures);
  assert.ok(existsSync(path.join(library, 'originals')), 'nothing came into the library');
  assert.ok(!existsSync(path.join(fresh, 'media', 'originals')), 'a second library was begun');
  await runWell('check', '--data', fresh);
});

test('check reads every original, and finds the one that was damaged', async () => {
  const folder = await newFolder();
  const fresh = path.join(folder, 'data');
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  await writeFile(path.join(folder, 'dot.png'), png);
  await writeFile(path.join(folder, 'one.jsonl'), `${JSON.stringify({ ...line, image: { file: 'dot.png', credit: 'Снимка: Ана', alt: 'Точка' } })}\n`);
  await runWell('import', 'jsonl', path.join(folder, 'one.jsonl'), '--data', fresh);
  await runWell('check', '--data', fresh);
  const digest = createHash('sha256').update(png).digest('hex');
  const original = path.join(fresh, 'media', 'originals', digest.slice(0, 2), digest);
  png[png.length - 1] ^= 1;
  await writeFile(original, png);
  const damaged = await run('check', '--data', fresh);
  assert.equal(damaged.status, 1);
  assert.match(damaged.stdout, /the original of asset \d+ \(dot\.png\) is damaged/);
  await rm(original);
  assert.match((await run('check', '--data', fresh)).stdout, /is missing/);
});

test('analyze takes a word without the white space around it, and each of several', async () => {
  const child = spawn(binary, ['analyze', 'bg'], { stdio: ['pipe', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (told += text));
  child.stdin.end('новините\n новините \r\nновините houses\n\n');
  assert.equal(await new Promise((resolve) => child.on('close', resolve)), 0);
  const [alone, spaced, several, empty] = told.split('\n').map((each) => each.split('\t'));
  assert.deepEqual(spaced[1], alone[1]);
  assert.equal(several[1], `${alone[1]} hous`);
  assert.deepEqual(empty, ['', '']);
});

test('a site is named by its host', async () => {
  for (const wrong of ['a host', 'https://news.example', 'news.example/svyat']) {
    const ended = await run('import', 'jsonl', lines, '--data', data, '--site', wrong);
    assert.equal(ended.status, 2, wrong);
    assert.match(ended.stderr, /not a host name/, wrong);
  }
  const fresh = path.join(await newFolder(), 'data');
  await runWell('import', 'jsonl', lines, '--data', fresh, '--site', 'News.Example');
  const server = await Vestnik.serve(fresh);
  assert.match((await server.get('/', { headers: { host: 'news.example' } })).text, /rel="canonical" href="https:\/\/news\.example\/"/);
  await server.stop();
});

test('an installation in use is not touched by a restore', async () => {
  const folder = await newFolder();
  const [backup, used] = [path.join(folder, 'backup'), path.join(folder, 'used')];
  await runWell('user', 'add', 'a@example.com', '--name', 'А', '--role', 'chief', '--data', data);
  const served = await Vestnik.serve(data);  // makes the key of the accounts
  await served.stop();
  await runWell('backup', backup, '--data', data);
  await runWell('user', 'add', 'b@example.com', '--name', 'Б', '--role', 'chief', '--data', used);
  await (await Vestnik.serve(used)).stop();
  const key = await readFile(path.join(used, 'accounts.key'));
  const refused = await run('restore', backup, '--data', used);
  assert.equal(refused.status, 1);
  assert.match(refused.stderr, /something in the store already: .*used\/vestnik\.db/);
  assert.deepEqual(await readFile(path.join(used, 'accounts.key')), key);
  assert.match((await runWell('user', 'list', '--data', used)).stdout, /b@example\.com/);
});

test('a mistyped command is told with those that begin alike', async () => {
  const ended = await run('import', 'worpress', 'a.xml');
  assert.equal(ended.status, 2);
  assert.match(ended.stderr, /no such command: import worpress/);
  assert.match(ended.stderr, /import wordpress/);
  assert.match(ended.stderr, /import jsonl/);
  const unknown = await run('imprt');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no such command: imprt \(vestnik --help lists them\)/);
});

test('the demo shows the political advertisement that it has booked, with its label', async () => {
  const demo = await Vestnik.demo();
  // Booked for half of the showings.
  const pages = [];
  for (let i = 0; i < 100; i += 1) pages.push((await demo.get('/', { headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0' } })).text);
  await demo.stop();
  const shown = pages.filter((page) => page.includes('slot-political'));
  assert.ok(shown.length > 0 && shown.length < pages.length, `${shown.length} of ${pages.length}`);
  assert.match(shown[0], /Политическа реклама<\/a> · Възложител: /);
});
