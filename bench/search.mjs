#!/usr/bin/env node
// Searches a second, each another two words of the corpus, against PostgreSQL's full-text search with GIN over the same
// texts, one connection a core of load.     scripts/with-postgres bench/search.mjs [--articles=10000] [--seconds=8]
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { corpus, finish, get, lines, load, loadCore, newFolder, option, randomly, row, seconds, serve, serverCore } from './lib.mjs';

const exec = promisify(execFile);
const { data, file, paths } = await corpus(option('articles', 10_000));
const plain = (html) => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

// Two words that stand in one article, so that there is something to find; at most 5000 different pairs. The texts for
// the peer are written in the same walk.
const folder = await newFolder();
const texts = createWriteStream(path.join(folder, 'texts'));
const every = Math.max(1, Math.floor(paths.length / 5_000));
const queries = [];
let at = 0;
for await (const line of lines(file)) {
  const article = JSON.parse(line);
  const body = plain(article.html);
  const fields = [article.headline, article.deck ?? '', body].map((text) => text.replace(/\\/g, '\\\\').replace(/[\t\n\r]/g, ' '));
  if (!texts.write(fields.join('\t') + '\n')) await once(texts, 'drain');
  if (at++ % every !== 0 || queries.length === 5_000) continue;
  const words = body.match(/\p{L}{5,}/gu) ?? [];
  if (words.length > 40) queries.push(Buffer.from(`${words[7]} ${words[31]}`.toLowerCase()).toString());
}
texts.end();
await finished(texts);

const url = process.env.VESTNIK_TEST_POSTGRES;
if (!url) throw new Error('run it under scripts/with-postgres');
// Through its input: thousands of queries are more than fits among a program's arguments.
const psql = (sql) => {
  const running = exec('psql', [url, '-v', 'ON_ERROR_STOP=1', '-q', '-f', '-'], { maxBuffer: 1 << 26 });
  running.child.stdin.end(`${sql}\n`);
  return running;
};
// What the peer's server starts from now on runs on the core that ours will have.
const toServersCore = async () => {
  const { stdout: where } = await exec('psql', [url, '-Atc', 'SHOW data_directory']);
  const [pid] = (await readFile(path.join(where.trim(), 'postmaster.pid'), 'utf8')).split('\n');
  await exec('taskset', ['-acp', String(serverCore), pid]);
};
await psql(`DROP TABLE IF EXISTS bench_texts;
CREATE TABLE bench_texts (id serial PRIMARY KEY, headline text, deck text, body text, words tsvector GENERATED ALWAYS AS
  (setweight(to_tsvector('english', headline), 'A') || setweight(to_tsvector('english', deck), 'B') || to_tsvector('english', body)) STORED);`);
await psql(`\\copy bench_texts (headline, deck, body) FROM '${folder}/texts'`);
await psql("SET maintenance_work_mem = '1GB'; CREATE INDEX bench_words ON bench_texts USING gin (words); ANALYZE bench_texts;");
await psql(`DROP TABLE IF EXISTS bench_queries; CREATE TABLE bench_queries (id int PRIMARY KEY, text text); INSERT INTO bench_queries VALUES ${queries.map((text, index) => `(${index}, '${text}')`).join(',')};`);
await writeFile(path.join(folder, 'search.sql'), `\\set number random(0, ${queries.length - 1})
SELECT id, headline, ts_rank(words, q) AS rank, ts_headline('english', body, q) FROM bench_texts, plainto_tsquery('english', (SELECT text FROM bench_queries WHERE id = :number)) q WHERE words @@ q ORDER BY rank DESC LIMIT 10;
`);
await toServersCore();
const { stdout } = await exec('taskset', ['-c', String(loadCore), 'bash', '-c', `PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin | tail -1)" pgbench -n -c 4 -j 1 -T ${seconds} -f '${folder}/search.sql' '${url}'`]);
const theirs = Number(/tps = ([\d.]+)/.exec(stdout)[1]);

const server = await serve(data);
const first = await get(server.port, `/search?q=${encodeURIComponent(queries[0])}`);
if (first.status !== 200) throw new Error(`the search answered ${first.status}`);
const result = await load(server, { script: await randomly(queries.map((text) => `/search?q=${encodeURIComponent(text)}`)), connections: 4 });
if (result.errors > 0) console.log(`errors: ${result.errors}`);
row(`search over ${paths.length}: queries a second`, result.rate, theirs, 'PostgreSQL', '/s', '>= 10');
await finish();
