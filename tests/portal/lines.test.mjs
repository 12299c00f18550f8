// The log of what several people write in one article: sixteen of them, a ledger outside of the program, and its death at
// any moment. Whatever was acknowledged, or handed on to another, is in the log, once, under its number, as it was; and
// what a save has is never more than the log had (trust.md D1). VESTNIK_LINE_KILLS=2000 for a night; VESTNIK_STORE for a
// database of its own, else SQLite and a private PostgreSQL.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { after, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { WriterLine } from './lines.mjs';
import { Vestnik, bodyOf, eventually, importWordpress, newFolder, newToken, removeFolders, root, seedExport } from './vestnik.mjs';

const kills = Number(process.env.VESTNIK_LINE_KILLS ?? 10);
const writers = 16;
const address = process.env.VESTNIK_STORE ?? process.env.VESTNIK_TEST_POSTGRES;
const store = address ? ['--store', address] : [];

after(removeFolders);

const content_of = (text) => Buffer.from(text).toString('base64');

/** One article's log as its writers were told of it. */
class Log {
  acknowledged = new Map(); // number → content
  sent = new Set(); // every content that ever left
  saved = 0;

  constructor(article, generation) {
    this.article = article;
    this.generation = generation;
  }
  told(number, content) {
    assert.ok(!this.acknowledged.has(number) || this.acknowledged.get(number) === content, `number ${number} stands for two updates`);
    this.acknowledged.set(number, content);
  }

  /** What the server has now. */
  async check(server, token) {
    const line = await WriterLine.open(server.port, token, this.article, this.generation);
    const { welcome } = line;
    line.close();
    assert.equal(welcome.generation, this.generation, 'the same document');
    const there = new Map(welcome.updates.map(({ number, content }) => [number, content]));
    assert.equal(there.size, welcome.updates.length, 'each number once');
    for (const [number, content] of this.acknowledged) assert.equal(there.get(number), content, `update ${number}`);
    for (const content of there.values()) assert.ok(this.sent.has(content), 'nothing that nobody wrote');
    const all = [...there.values()];
    assert.equal(new Set(all).size, all.length, 'nothing twice');
    assert.ok(welcome.saved >= this.saved, `a save with ${this.saved} was acknowledged, ${welcome.saved} is there`);
    assert.ok(welcome.saved <= welcome.head);
    assert.equal(Math.max(...there.keys()), welcome.head);
  }
}

async function begin(server, api, token, round) {
  const { id, revision } = await api.must('POST', 'articles', { headline: `Дневник ${round}`, section: 'svyat', body: bodyOf('Начало.') });
  const line = await WriterLine.open(server.port, token, id);
  const log = new Log(id, line.welcome.generation);
  const first = content_of(`first ${round}`);
  log.sent.add(first);
  log.told(await line.call({ type: 'fold', from: 0, to: revision, whole: true, content: first }), first);
  line.close();
  return log;
}

test(`what ${writers} wrote at once is in the log after ${kills} deaths`, { timeout: 60 * 60_000 }, async (t) => {
  const data = await newFolder();
  await importWordpress(seedExport, data, ...store);
  const token = await newToken(data, 'administrator', ...store);
  const logs = [];
  let server;
  t.after(() => server?.kill());
  for (let round = 0; round <= kills; ++round) {
    server = await Vestnik.serve(data, ...store);
    const api = server.api(token);
    await logs.at(-1)?.check(server, token);
    if (round === kills) break;
    const log = await begin(server, api, token, round);
    logs.push(log);

    let on = true;
    const lines = await Promise.all(Array.from({ length: writers }, () => WriterLine.open(server.port, token, log.article, log.generation)));
    const writer = async (line, number) => {
      line.heard = ({ number: of, content }) => log.told(of, content);
      try {
        for (let i = 0; on; ++i) {
          const content = content_of(`${round} ${number} ${i} ${randomBytes(24).toString('hex')}`);
          log.sent.add(content);
          log.told(await line.update(content), content);
        }
      } catch (problem) {
        if (on || problem instanceof assert.AssertionError) throw problem; // only the death may break a line
      }
    };
    const saver = async () => {
      try {
        for (let i = 0; on; ++i) {
          const through = Math.max(...log.acknowledged.keys());
          const answer = await api.call('PUT', `articles/${log.article}`, { headline: `Запис ${i}` }, { 'if-match': `"log-${log.generation}-${through}"` });
          assert.equal(answer.status, 200, answer.text);
          log.saved = through;
        }
      } catch (problem) {
        if (on || problem instanceof assert.AssertionError) throw problem;
      }
    };
    const work = Promise.all([...lines.map(writer), saver()]);
    // Death comes in the middle of something, whatever the machine's speed.
    const last = Math.floor(Math.random() * 10 * writers);
    await Promise.race([work, eventually(() => log.acknowledged.size > last, `${last} updates`, 60_000)]);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
    on = false;
    await server.kill();
    await work;
  }
  for (const log of logs) await log.check(server, token);
  await server.stop();
  const count = logs.reduce((sum, log) => sum + log.acknowledged.size, 0);
  assert.ok(count > 2 * kills, `${count} updates`);
  t.diagnostic(`${kills} deaths, ${count} acknowledged updates, none was missing`);
});

// The same on PostgreSQL, where nothing has named a database.
if (!address) {
  test('the same on PostgreSQL', { timeout: 60 * 60_000 }, async () => {
    const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
    const child = spawn(path.join(root, 'scripts/with-postgres'), ['--no-sync', process.execPath, fileURLToPath(import.meta.url)], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
    let told = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (told += text));
    const status = await new Promise((resolve) => child.on('close', resolve));
    assert.equal(status, 0, told);
    assert.match(told, /# pass 1\b/, told);
  });
}
