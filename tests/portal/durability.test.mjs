// What was acknowledged is there: after a power cut, in a backup, in an export, beside a running server.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { access, readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { crawl } from './crawl.mjs';
import {
  Vestnik, binary, bodyOf, eventually, importWordpress, newFolder, newToken, removeFolders, run, runWell, seedExport, shared, visibleText,
} from './vestnik.mjs';

const rounds = 15;
const host = 'news24sofia.eu';

after(removeFolders);

async function newSite() {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  return { data, token: await newToken(data) };
}

/** target → status and visible text of every page; feeds as they are. */
async function everyPage(server, own = host) {
  const pages = new Map();
  for (const [target, answer] of await crawl(server, { own: [own] })) {
    const html = /^text\/html/.test(answer.headers['content-type'] ?? '');
    pages.set(target, `${answer.status} ${html ? visibleText(answer.text) : answer.text}`);
  }
  return pages;
}

function assertSamePages(now, before) {
  assert.deepEqual([...now.keys()].sort(), [...before.keys()].sort());
  for (const [target, page] of before) assert.equal(now.get(target), page, target);
}

describe('acknowledged', () => {
  test('means_there_after_a_power_cut', async (t) => {
    const { data, token } = await newSite();
    const acknowledged = new Map(); // id → {headline, published}
    let server;
    t.after(() => server?.kill());
    for (let round = 0; round < rounds; ++round) {
      server = await Vestnik.serve(data);
      const api = server.api(token);
      for (const [id, { headline, published }] of acknowledged) {
        const article = await api.must('GET', `articles/${id}`);
        // What was under way at the cut may have been written, and nothing older may have come back.
        assert.ok(Number(article.headline.split(' ')[1]) >= Number(headline.split(' ')[1]), `${headline} came back as ${article.headline}`);
        if (published) assert.equal((await server.get(article.address)).status, 200, article.address);
      }
      let on = true;
      const writer = async (number) => {
        try {
          const { id } = await api.add({ headline: `Запис 0 на ${round}-${number}`, section: 'svyat', body: bodyOf('Текст.') });
          acknowledged.set(id, { headline: `Запис 0`, published: false });
          for (let save = 1; on; ++save) {
            const saved = await api.save(id, { headline: `Запис ${save} на ${round}-${number}` });
            acknowledged.set(id, { ...acknowledged.get(id), headline: saved.headline });
            if (save % 3 === 0) {
              await api.publish(id);
              acknowledged.set(id, { ...acknowledged.get(id), published: true });
            }
          }
        } catch (problem) {
          if (on) throw problem; // only the cut may break a call
        }
      };
      const before = acknowledged.size;
      const writers = [1, 2, 3, 4].map(writer);
      await eventually(() => acknowledged.size > before, 'the first save of a round');
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 250));
      on = false;
      await server.kill();
      await Promise.all(writers);
    }
    assert.ok(acknowledged.size >= rounds, `${acknowledged.size} articles`);
    const { stdout } = await runWell('check', '--data', data);
    assert.match(stdout, /agree/);
  });

  test('is_in_a_backup_made_while_serving_and_saving', async (t) => {
    const { data, token } = await newSite();
    let server = await Vestnik.serve(data);
    t.after(() => server.kill());
    const api = server.api(token);
    const picture = await readFile(path.join(shared, 'data/photos/orientation/landscape_1.jpg'));
    const asset = await api.must('POST', 'assets', picture, { 'content-type': 'image/jpeg' });
    const kept = await api.addPublished({ headline: 'Новина преди копието', section: 'svyat', lead_image: asset.id, body: bodyOf('Текст.') });
    let on = true, saves = 0;
    const saving = (async () => {
      for (; on; ++saves) await api.save(kept.id, { headline: `Новина преди копието, запис ${saves}` });
    })();
    await eventually(() => saves > 3, 'saves');
    const backup = path.join(await newFolder(), 'backup');
    const ended = await run('backup', backup, '--data', data);
    const savedMeanwhile = saves;
    on = false;
    await saving;
    assert.equal(ended.status, 0, ended.stderr);
    assert.ok(savedMeanwhile > 3);
    const before = await everyPage(server);
    assert.equal(await server.stop(), 0);

    const restored = path.join(await newFolder(), 'data');
    await runWell('restore', backup, '--data', restored);
    await runWell('check', '--data', restored);
    server = await Vestnik.serve(restored);
    assertSamePages(await everyPage(server), before);
    const article = await server.api(token).must('GET', `articles/${kept.id}`);
    assert.match(article.headline, /^Новина преди копието, запис \d+$/);
    const address = /src="(\/media\/[^"]+)"/.exec((await server.get(kept.address)).text)[1];
    assert.equal((await server.get(address)).status, 200);
    assert.equal((await run('restore', backup, '--data', restored)).status, 1, 'nothing is restored over what is there');
  });

  test('survives_damage_of_a_backup_as_a_message', async () => {
    const { data } = await newSite();
    const backup = path.join(await newFolder(), 'backup');
    await runWell('backup', backup, '--data', data);
    const store = path.join(backup, 'vestnik.sqlite');
    const bytes = await readFile(store);
    bytes[Math.floor(bytes.length / 2)] ^= 1;
    await writeFile(store, bytes);
    const restored = path.join(await newFolder(), 'data');
    const ended = await run('restore', backup, '--data', restored);
    assert.equal(ended.status, 1);
    assert.match(ended.stderr, /damaged/);
    await assert.rejects(access(path.join(restored, 'vestnik.db')));
  });
});

describe('an export', () => {
  test('imported_again_gives_the_same_pages', async (t) => {
    const { data, token } = await newSite();
    let server = await Vestnik.serve(data);
    t.after(() => server.kill());
    const api = server.api(token);
    await api.must('PUT', 'authors/kalina', { name: 'Калина Проба', bio: 'Пише.\n\nЧете.', url: 'https://example.org/' });
    await api.addPublished({
      headline: 'Новина със „всичко“ & <нещо>', deck: 'Подзаглавие', section: 'obshtestvo', authors: ['kalina', 'news24'],
      topics: [{ slug: 'proba', name: 'Проба' }], kind: 'opinion', body: bodyOf('Първи.', 'Втори <b>не е</b> получер.'),
      published_at: '2024-01-02T03:04:05+02:00',
    });
    const hidden = await api.add({ headline: 'Чернова за изнасяне', section: 'svyat', body: bodyOf('Тайна.') });
    const before = await everyPage(server);
    const out = path.join(await newFolder(), 'export');
    await runWell('export', out, '--data', data);
    assert.equal(await server.stop(), 0);

    const files = await readdir(path.join(out, host));
    assert.ok(files.includes('articles.jsonl') && files.includes('wordpress.wxr.xml'), files.join(' '));
    const fresh = await newFolder();
    await runWell('import', 'jsonl', path.join(out, host, 'articles.jsonl'), '--data', fresh);
    await runWell('check', '--data', fresh);
    server = await Vestnik.serve(fresh);
    assertSamePages(await everyPage(server), before);
    assert.equal((await server.get(hidden.address)).status, 404);
  });
});

describe('an import', () => {
  test('that_a_power_cut_ends_is_completed_by_the_next', async (t) => {
    const file = path.join(shared, 'data/wordpress/themeunittestdata.wordpress.xml');
    const uninterrupted = await newFolder();
    const started = Date.now();
    await importWordpress(file, uninterrupted);
    const milliseconds = Date.now() - started;
    const data = await newFolder();
    for (let round = 0; round <= 6; ++round) {
      const child = spawn(binary, ['import', 'wordpress', file, '--data', data], { stdio: 'ignore' });
      const ended = new Promise((resolve) => child.on('exit', resolve));
      await new Promise((resolve) => setTimeout(resolve, (milliseconds * round) / 7));
      child.kill('SIGKILL');
      await ended;
      // Cut before the store was begun there is nothing yet, and `check` says so.
      if (existsSync(path.join(data, 'vestnik.db'))) await runWell('check', '--data', data);
      else assert.match((await run('check', '--data', data)).stderr, /no installation in this folder/);
    }
    await importWordpress(file, data);
    await runWell('check', '--data', data);
    const pages = [];
    for (const folder of [uninterrupted, data]) {
      const server = await Vestnik.serve(folder);
      t.after(() => server.kill());
      pages.push(await everyPage(server, 'wpthemetestdata.wordpress.com'));
      await server.stop();
    }
    assertSamePages(pages[1], pages[0]);
  });
});

describe('an import beside a running server', () => {
  test('shows_at_once', async (t) => {
    const { data } = await newSite();
    const server = await Vestnik.serve(data);
    t.after(() => server.kill());
    await server.get('/svyat/');
    const lines = [1, 2, 3].map((number) =>
      JSON.stringify({
        slug: `vnesena-${number}`, headline: `Внесена новина ${number}`, deck: '', html: '<p>Текст.</p>',
        section: { slug: 'svyat', name: 'Свят' }, authors: [{ slug: 'ivan', name: 'Иван' }], topics: [],
        published_at: new Date().toISOString(),
      }),
    );
    const file = path.join(await newFolder(), 'three.jsonl');
    await writeFile(file, lines.join('\n') + '\n');
    await runWell('import', 'jsonl', file, '--data', data);
    for (const target of ['/svyat/', '/', '/feed.xml', '/author/ivan/', '/svyat/vnesena-2/']) {
      const answer = await server.get(target);
      assert.equal(answer.status, 200, target);
      assert.ok(answer.text.includes('Внесена новина 2'), target);
    }
    await runWell('check', '--data', data);
  });

  test('of_a_truncated_export_changes_nothing', async (t) => {
    const { data } = await newSite();
    const server = await Vestnik.serve(data);
    t.after(() => server.kill());
    const before = await everyPage(server);
    const whole = await readFile(path.join(shared, 'data/wordpress/themeunittestdata.wordpress.xml'));
    for (const part of [0.1, 0.5, 0.95]) {
      const file = path.join(await newFolder(), 'cut.xml');
      await writeFile(file, whole.subarray(0, Math.floor(whole.length * part)));
      const ended = await run('import', 'wordpress', file, '--data', data);
      assert.equal(ended.status, 1);
      assert.match(ended.stderr, /export/);
      assertSamePages(await everyPage(server), before);
    }
  });

  test('is_alone_with_the_folder_otherwise', async (t) => {
    const { data } = await newSite();
    const server = await Vestnik.serve(data);
    t.after(() => server.kill());
    const second = await run('serve', '--data', data, '--listen', '127.0.0.1:0');
    assert.equal(second.status, 1);
    assert.ok(second.stderr.trim(), 'says why');
    assert.equal((await server.get('/')).status, 200);
  });
});
