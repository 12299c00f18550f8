// The program is killed at random moments while stories are published, taken back, drafted, and the indexes made anew:
// afterwards what the store holds is what both searches find.     KILLS=100 for a longer run
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { Vestnik, binary, bodyOf, eventually, newFolder, newToken, removeFolders, run, runWell } from './vestnik.mjs';

const kills = Number(process.env.KILLS ?? 30);
const stories = 60;
after(removeFolders);

/** A word that no other story has. */
const word = (number) => `зю${[...String(number)].map((digit) => 'бвгджзклмн'[digit] + 'а').join('')}р`;

// Of one seed, so that a run can be repeated.
let seed = Number(process.env.SEED ?? 7);
const random = (below) => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
  return Math.floor((seed / 2_147_483_648) * below);
};

async function foundByReaders(server, text) {
  const answer = await server.get(`/search?q=${encodeURIComponent(text)}`);
  assert.equal(answer.status, 200);
  return answer.text.includes('class="card-headline"');
}

test('killed at any moment, search and store agree again', async () => {
  const data = path.join(await newFolder(), 'data');
  const file = path.join(await newFolder(), 'stories.jsonl');
  await writeFile(file, Array.from({ length: stories }, (_, number) => JSON.stringify({
    slug: `story-${number}`, headline: `Новина ${number}`, html: `<p>Текст с думата ${word(number)}.</p>`,
    section: { slug: 'svyat', name: 'Свят' }, authors: [], topics: [], published_at: '2026-01-02T03:04:05Z', lang: 'bg',
  }) + '\n').join(''));
  await runWell('import', 'jsonl', file, '--data', data);
  const token = await newToken(data);

  let next = 1_000;
  const published = new Map(), taken = new Map(), drafts = new Map();  // what was acknowledged: word → story
  let torn = 0, rebuilt = 0;
  // A slow machine does little between two kills: then there are more of them.
  const is_enough = () => published.size > kills / 4 && drafts.size > 0 && torn > 0;
  let round = 0;
  for (; round < kills || (round < 10 * kills && !is_enough()); ++round) {
    const server = await Vestnik.serve(data);
    const api = server.api(token);
    let stopped = false;
    const write = async () => {
      while (!stopped) {
        const text = word(next++);
        const story = await api.must('POST', 'articles', { headline: `За ${text}`, section: 'svyat', authors: [], topics: [], body: bodyOf(`Това е ${text}.`) });
        drafts.set(text, story);
        if (random(3) === 0) continue;
        // From here on until the answer comes, either may be true.
        drafts.delete(text);
        await api.must('POST', `articles/${story.id}/publish`);
        published.set(text, story);
        if (random(3) !== 0) continue;
        published.delete(text);
        await api.must('POST', `articles/${story.id}/unpublish`);
        taken.set(text, story);
      }
    };
    const writing = [write(), write()].map((each) => each.catch(() => ++torn));
    const anew = round % 3 === 1 ? spawn(binary, ['search', 'rebuild', '--data', data], { stdio: 'ignore' }) : null;
    const ended = anew && new Promise((resolve) => anew.on('exit', resolve));
    await new Promise((resolve) => setTimeout(resolve, 20 + random(600)));
    await server.kill();
    stopped = true;
    await Promise.all(writing);
    if ((await ended) === 0) ++rebuilt;
    const checked = await run('check', '--data', data);
    assert.equal(checked.status, 0, `round ${round}: ${checked.stdout}${checked.stderr}`);
  }
  console.log(`killed ${round} times: ${published.size} published, ${taken.size} taken back, ${drafts.size} drafts acknowledged; ` +
    `${torn} writers cut off, ${rebuilt} rebuilds had ended`);
  assert.ok(is_enough());

  const server = await Vestnik.serve(data);
  try {
    const listed = async (text) => (await (await server.api(token)).must('GET', `articles?q=${encodeURIComponent(text)}`)).items;
    // What came last before the last kill is still on its way into the indexes.
    for (const text of published.keys()) await eventually(() => foundByReaders(server, text), `published: ${text}`);
    for (const text of [...taken.keys(), ...drafts.keys()]) assert.ok(!(await foundByReaders(server, text)), `not published: ${text}`);
    for (const [text, story] of [...taken, ...drafts]) {
      await eventually(async () => (await listed(text)).length > 0, `in work: ${text}`);
      assert.deepEqual((await listed(text)).map((each) => each.id), [story.id], `in work: ${text}`);
    }
    // Beside a server that serves, too.
    const rebuilding = runWell('search', 'rebuild', '--data', data);
    let asked = 0;
    for (let done = false; !done; ++asked) {
      assert.ok(await foundByReaders(server, word(asked % stories)), 'found at every moment of a rebuild');
      done = await Promise.race([rebuilding.then(() => true), new Promise((resolve) => setImmediate(() => resolve(false)))]);
    }
    assert.match((await rebuilding).stdout, /made anew/);
    await runWell('check', '--data', data);
  } finally {
    await server.stop();
  }
});
