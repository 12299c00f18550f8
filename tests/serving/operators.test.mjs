// What operators see: metrics, readiness that tells the truth, and a log without readers.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { readFile, rename } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { binary, eventually, newFolder, newToken, removeFolders, Vestnik } from '../portal/vestnik.mjs';
import { articlePath, demoData, portOf, raw } from './serving.mjs';

let server, admin;
before(async () => {
  server = await Vestnik.serve(await demoData(), '--admin-listen', '127.0.0.1:0');
  admin = portOf(server, 'for operators');
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const ask = (port, path, headers = {}) =>
  new Promise((resolve, reject) => {
    http.get({ port, host: '127.0.0.1', path, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, text, headers: answer.headers }));
    }).on('error', reject);
  });
const value = (text, name) => Number(new RegExp(`^${name.replace(/[{}"+]/g, '\\$&')} (.*)$`, 'm').exec(text)?.[1]);

test('metrics count what was answered, by kind of page and class of status', async () => {
  const page = await articlePath(server);
  const before = (await ask(admin, '/metrics')).text;
  for (let count = 0; count < 20; ++count) await server.get(page);
  await server.get('/nothing/here/');
  const answer = await ask(admin, '/metrics');
  assert.equal(answer.status, 200);
  assert.match(answer.headers['content-type'], /^text\/plain; version=0\.0\.4/);
  const name = 'vestnik_http_answers_total{kind="article",status="2xx"}';
  assert.equal(value(answer.text, name) - (value(before, name) || 0), 20);
  assert.ok(value(answer.text, 'vestnik_http_answers_total{kind="error",status="4xx"}') >= 1);
  const bucket = 'vestnik_http_answer_seconds_bucket{le="+Inf"}';
  assert.equal(value(answer.text, 'vestnik_http_answer_seconds_count'), value(answer.text, bucket));
  assert.ok(value(answer.text, 'vestnik_edition_articles') > 10);
  assert.equal(value(answer.text, 'vestnik_change_log_lag'), 0);
  assert.ok(value(answer.text, 'vestnik_chain_cache_bytes') > 0);
  assert.ok(value(answer.text, 'vestnik_hot_pages') > 0);
  assert.ok(value(answer.text, 'vestnik_hot_pages_bytes') > 0);
  assert.ok(value(answer.text, 'vestnik_hot_pages_bytes') <= value(answer.text, 'vestnik_hot_pages_most_bytes'));
  assert.equal(value(answer.text, 'vestnik_ready'), 1);
  for (const pool of ['pages', 'search', 'sign_ins', 'fetches', 'reports', 'operators']) {
    assert.ok(value(answer.text, `vestnik_pool_queue{pool="${pool}"}`) >= 0, pool);
  }
});

test('metrics are for the admin listener alone', async () => {
  assert.equal((await server.get('/metrics')).status, 404);
  assert.equal((await ask(admin, '/')).status, 404);
});

test('ready and healthy say so on both listeners', async () => {
  for (const port of [server.port, admin]) {
    for (const path of ['/healthz', '/readyz']) {
      const answer = await ask(port, path);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.text, 'ok\n');
      assert.equal(answer.headers['cache-control'], 'no-store');
    }
  }
});

test('no address of a reader is in the log, whatever is sent', async () => {
  await ask(server.port, '/', { 'x-forwarded-for': '198.51.100.77', forwarded: 'for=198.51.100.77' });
  await raw(server.port, 'nonsense\r\n\r\n', 500);
  await raw(server.port, 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: x\r\n\r\n', 500);
  assert.doesNotMatch(server.log, /198\.51\.100\.77/);
  assert.doesNotMatch(server.log.replace(/listening on .*|for operators: .*/g, ''), /127\.0\.0\.1/);
});

test('the access log tells what was answered and nothing of who asked', async () => {
  const file = path.join(await newFolder(), 'access.log');
  const data = await demoData();
  const token = await newToken(data);
  const logged = await Vestnik.serve(data, '--access-log', file);
  const page = await articlePath(logged);
  await logged.get(`${page}?from=letter-to-anna`, { headers: { 'user-agent': 'Browser-of-Anna', referer: 'https://anna.example/', 'accept-encoding': 'gzip' } });
  await logged.get('/search?q=secret-question');
  await logged.get('/preview/secret-of-a-preview/');
  await logged.get('/newsroom/invitation-secret');
  await logged.get('/report/');
  await logged.api(token).call('GET', 'openapi.json');
  await logged.request('/', { method: 'HEAD' });
  const read = async () => (await readFile(file, 'utf8')).trimEnd().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  await eventually(async () => (await read()).length >= 7, 'the lines');
  await rename(file, `${file}.1`);
  await logged.get('/after/the/move/');
  await eventually(async () => (await read().catch(() => [])).length === 1, 'a file begun anew');
  assert.equal((await read())[0].status, 404);
  await logged.stop();

  const text = await readFile(`${file}.1`, 'utf8');
  const lines = text.trimEnd().split('\n').map((line) => JSON.parse(line));
  const article = lines.find((line) => line.path === page);
  assert.equal(article.kind, 'article');
  assert.equal(article.status, 200);
  assert.equal(article.method, 'GET');
  assert.equal(article.protocol, '1.1');
  assert.ok(article.bytes > 1000 && article.microseconds >= 0);
  assert.match(article.time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  assert.ok(lines.some((line) => line.path === '/search' && line.kind === 'search'));
  assert.ok(lines.some((line) => line.kind === 'api' && line.path === undefined));
  assert.equal(lines.find((line) => line.method === 'HEAD').bytes, 0);
  for (const secret of [/127\.0\.0\.1(?!")/, /[Aa]nna/, /secret/, /report/, token]) assert.doesNotMatch(text, new RegExp(secret));
});

test('only a trusted proxy speaks for its clients', async () => {
  const secure = { host: 'a', 'x-forwarded-proto': 'https', 'x-forwarded-for': '198.51.100.77' };
  assert.equal((await ask(server.port, '/', secure)).headers['strict-transport-security'], undefined);
  const behind = await Vestnik.serve(await demoData(), '--trusted-proxy', '127.0.0.1');
  assert.match((await ask(behind.port, '/', secure)).headers['strict-transport-security'], /max-age/);
  await behind.stop();
  const wrong = await Vestnik.serve(await demoData(), '--trusted-proxy', 'nonsense').then(() => 'served', (error) => error.message);
  assert.match(wrong, /not the address of a proxy: nonsense/);
});

test('who reports is counted nowhere: sums that are kept would tell when it was', async () => {
  const answers = async () => (await ask(admin, '/metrics')).text.split('\n').filter((line) => /^vestnik_http_(answers_total\{kind="(?!operator)|protocol)/.test(line));
  await ask(server.port, '/');
  const before = await answers();
  assert.ok(before.length > 1);
  for (const path of ['/report/', '/report/desk', '/report/letters', '/report/uploads/x', '/report/report.js']) await ask(server.port, path);
  const after = await answers();
  // The operators' own questions go by the other door, and are counted by protocol too.
  const without = (lines) => lines.filter((line) => !line.includes('protocol'));
  assert.deepEqual(without(after), without(before));
  assert.match((await ask(admin, '/metrics')).text, /^vestnik_disk_room_bytes (\d+(\.\d+)?(e\+?\d+)?)$/m);
});

test('a token works, so that the API is counted too', async () => {
  const token = await newToken(server.data);
  assert.equal((await server.api(token).call('GET', 'openapi.json')).status, 200);
  assert.ok(value((await ask(admin, '/metrics')).text, 'vestnik_http_answers_total{kind="api",status="2xx"}') >= 1);
});

test('a closed terminal ends the server as a stop does, and nohup keeps it', async () => {
  const ended = await Vestnik.serve(await demoData());
  ended.child.kill('SIGHUP');
  assert.equal(await ended.ended, 0);
  const child = spawn('nohup', [binary, 'serve', '--data', await demoData(), '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] });
  const kept = await Vestnik.of(child);
  child.kill('SIGHUP');
  assert.equal((await kept.get('/')).status, 200);
  assert.equal(await kept.stop(), 0);
});
