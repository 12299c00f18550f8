// Nothing unpublished is seen by a stranger: a canary in every field, looked for in everything that can be reached.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { crawl } from './crawl.mjs';
import { Events } from './events.mjs';
import {
  Vestnik, bodyOf, eventually, fetchedAhead, importWordpress, newFolder, newToken, removeFolders, seedExport, shared,
} from './vestnik.mjs';

const own = ['news24sofia.eu'];
const canary = 'kanarche';

let server, api;
before(async () => {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  const token = await newToken(data);
  server = await Vestnik.serve(data);
  api = server.api(token);
  // Renamed before anybody saw it: no redirect may tell the new name.
  await api.must('POST', 'stories', { slug: `${canary}-story`, name: `${canary} story`, summary: `${canary} summary` });
  await api.must('PUT', `stories/${canary}-story`, { slug: `${canary}-story-2` });
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const folder = path.join(shared, 'data/photos/orientation');
async function upload(index) {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort();
  const bytes = await readFile(path.join(folder, names[index]));
  const asset = await api.must('POST', 'assets', bytes, { 'content-type': 'image/jpeg' });
  return api.must('PUT', `assets/${asset.id}`, { alt: `${canary} alt`, credit: `${canary} credit`, caption: `${canary} caption` });
}

/** An article that has a canary in every field. */
const secret = (number, more = {}) => ({
  headline: `${canary}-headline-${number}`,
  deck: `${canary}-deck-${number}`,
  slug: `${canary}-slug-${number}`,
  description: `${canary}-description-${number}`,
  section: 'svyat',
  authors: [`${canary}-author`],
  topics: [{ slug: `${canary}-topic`, name: `${canary} topic` }],
  stories: [{ story: `${canary}-story-2`, note: `${canary} note`, key: true }],
  body: bodyOf(`${canary}-body-${number}`),
  ...more,
});

async function seenBy(more) {
  const seen = [];
  const answers = await crawl(server, {
    own,
    more: [
      ...more, '/corrections/', '/preview/', '/preview/x/', `/author/${canary}-author/`, `/author/${canary}-author/feed.xml`, `/topic/${canary}-topic/`, `/topic/${canary}-topic/feed.json`, `/story/${canary}-story/`, `/story/${canary}-story-2/`, `/story/${canary}-story/feed.xml`,
      '/search?q=headline', '/search?q=kanarch', `/search?q=${canary}-body-1`,
    ],
  });
  for (const [target, answer] of answers) {
    const text = target.startsWith('/search') ? answer.text.replaceAll(/value="[^"]*"/g, '').replaceAll(`${canary}-body-1`, (_, at, all) =>
      // The query itself stands on its page; a hit would stand in a card.
      (all.slice(0, at).lastIndexOf('class="card') > all.slice(0, at).lastIndexOf('<form') ? `${canary}-body-1` : '')) : answer.text;
    if (text.includes(canary)) seen.push(`${answer.status} ${target}: …${text.slice(Math.max(0, text.indexOf(canary) - 60), text.indexOf(canary) + 40)}…`);
    if (answer.status === 200 && more.includes(target)) seen.push(`200 ${target}`);
  }
  return seen;
}

/** Everybody who has a page open while `work` is done, and who comes back for it afterwards: all that they are told. */
async function toldDuring(work) {
  const fronts = ['/events', '/events?page=/svyat/', '/events?page=/obshtestvo/'];
  const there = await Promise.all(fronts.map((target) => Events.open(server, target)));
  const { lastEventId } = await there[0].until(({ type }) => type === 'ready', 'ready');
  await work();
  // Told after all of it: then everything before has been.
  const last = `Последна ${Math.random()}`;
  for (const section of ['svyat', 'obshtestvo']) await api.addPublished({ headline: last, section, body: bodyOf('Текст.') });
  const back = await Promise.all(fronts.map((target) => Events.open(server, target, { lastEventId })));
  for (const events of [...there, ...back]) await events.until(({ data }) => data.headline === last, 'the last headline');
  for (const events of [...there, ...back]) events.close();
  return { there: there.map(({ text }) => text).join('\n'), back: back.map(({ text }) => text).join('\n') };
}

describe('what is not published', () => {
  test('is_nowhere_before_its_time_and_everywhere_after', async () => {
    const picture = await upload(0);
    await api.must('PUT', `authors/${canary}-author`, { name: `${canary} author`, bio: `${canary} bio` });
    await api.must('PUT', `stories/${canary}-story-2`, { lead_image: picture.id });
    const drafts = [];
    for (let number = 0; number < 12; ++number) {
      const article = await api.add(secret(number, { lead_image: picture.id, breaking: number % 2 === 0, pinned: number % 3 === 0 }));
      if (number % 4 === 1) await api.must('POST', `articles/${article.id}/schedule`, { at: '2099-01-01T00:00:00Z' });
      await api.must('POST', `articles/${article.id}/comments`, { text: `${canary} comment`, quote: `${canary} quote` });
      await api.must('POST', `articles/${article.id}/preview`, {});
      await api.must('PUT', `articles/${article.id}`, { assignee: `${canary}@example.com` });
      if (number % 4 === 2) {
        await api.publish(article.id);
        await api.must('POST', `articles/${article.id}/corrections`, { text: `${canary} correction` });
        await api.must('PUT', `articles/${article.id}`, { deck: `${canary}-second-deck-${number}` });
        await api.publish(article.id);
        await api.must('POST', `articles/${article.id}/unpublish`);
      }
      if (number % 4 === 3) {
        await api.publish(article.id);
        await api.must('POST', `articles/${article.id}/withdraw`, { reason: 'Оттеглена от редакцията.' });
      }
      drafts.push(await api.must('GET', `articles/${article.id}`));
    }
    const addresses = drafts.flatMap(({ id, address, slug }) => [
      address, address.toUpperCase(), `/${slug}/`, `/svyat/${slug}`, `/obshtestvo/${slug}/`, `/?p=${id}`, `${address}feed.xml`, `${address}?preview=1`, `${address}history/`,
    ]).filter((target) => !target.startsWith('/?p='));
    assert.deepEqual(await seenBy([...new Set(addresses)]), []);

    const shown = drafts[0];
    await api.publish(shown.id);
    const answer = await server.get(shown.address);
    for (const part of ['headline-0', 'deck-0', 'description-0', 'body-0']) assert.ok(answer.text.includes(`${canary}-${part}`), part);
    for (const part of [' author', ' bio', ' topic', ' alt', ' credit']) assert.ok(answer.text.includes(canary + part), part);
    const [, address] = /src="(\/media\/[^"]+)"/.exec(answer.text.slice(answer.text.indexOf('<figure class="lead"')));
    assert.equal((await server.get(address)).status, 200);
    assert.equal((await server.get(`/author/${canary}-author/`)).status, 200);
    assert.equal((await server.get(`/topic/${canary}-topic/`)).status, 200);
    const timeline = (await server.get(`/story/${canary}-story-2/`)).text;
    for (const part of [' story', ' summary', ' note', '-headline-0']) assert.ok(timeline.includes(canary + part), `${part} on the story’s page`);
    await eventually(async () => (await server.get(`/search?q=${canary}-body-0`)).text.includes(`${canary}-headline-0`), 'the article in the search');

    await api.must('POST', `articles/${shown.id}/unpublish`);
    assert.equal((await server.get(address)).status, 404, 'its picture goes with it');
    await eventually(async () => !(await server.get(`/search?q=${canary}-body-0`)).text.includes(`${canary}-headline-0`), 'the article out of the search');
    assert.deepEqual(await seenBy([...new Set(addresses)]), []);
  });

  test('of_a_published_article_stays_with_the_newsroom', async () => {
    const picture = await upload(1);
    const article = await api.addPublished({ headline: 'Публична новина', slug: 'publichna', section: 'svyat', body: bodyOf('Публичен текст.') });
    const shown = async () => (await server.get(article.address, { headers: fetchedAhead })).text;
    const before = await shown();
    await api.save(article.id, secret(1, { lead_image: picture.id, section: 'obshtestvo' }));
    assert.equal(await shown(), before);
    assert.deepEqual(await seenBy([`/svyat/${canary}-slug-1/`, `/obshtestvo/${canary}-slug-1/`]), []);
  });
});

describe('events', () => {
  test('tell_nothing_of_what_is_not_published_nor_afterwards_of_what_was', async () => {
    const shown = await api.addPublished({ headline: 'Видима новина', section: 'svyat', body: bodyOf('Текст.') });
    const article = await Events.open(server, `/events?page=${shown.address}`);
    await article.until(({ type }) => type === 'ready', 'ready');
    const unpublished = await toldDuring(async () => {
      const draft = await api.add(secret('event-draft'));
      await api.save(draft.id, secret('event-draft-2'));
      const later = await api.add(secret('event-later'));
      await api.must('POST', `articles/${later.id}/schedule`, { at: '2099-01-01T00:00:00Z' });
      await api.must('POST', `articles/${shown.id}/comments`, { text: `${canary} comment` });
      await api.save(shown.id, secret('event-shown', { authors: [], topics: [] }));
      for (const { id, address, slug } of [draft, later]) {
        for (const target of [address, `/svyat/${slug}/`, `/?p=${id}`]) {
          const { status } = await server.get(`/events?page=${encodeURIComponent(target ?? '/nyama/')}`, {});
          assert.equal(status, 404, target);
        }
      }
    });
    assert.ok(!(unpublished.there + unpublished.back + article.text).includes(canary));
    assert.equal(article.all.length, 1, 'nor that there is something');
    article.close();
    const taken = await toldDuring(async () => {
      const { id } = await api.addPublished(secret('event-taken'));
      await api.must('POST', `articles/${id}/unpublish`);
    });
    assert.ok(!taken.back.includes(canary), 'who comes back is not told what was taken back');
  });
});

describe('the list of suggestions', () => {
  const suggested = async () => JSON.parse((await server.get('/search/suggest?q=' + encodeURIComponent('кукуряк'))).text).suggestions;

  test('tells_of_nothing_unpublished_by_what_it_shows_or_by_how_much', async () => {
    for (let number = 0; number < 9; ++number) {
      await api.addPublished({ headline: `Кукуряк ${number}`, section: 'svyat', body: bodyOf('Текст.') });
    }
    await eventually(async () => (await suggested())[0]?.label === 'Кукуряк 8', 'the newest headline');
    const before = await suggested();
    assert.equal(before.length, 8);

    const drafts = [];
    for (let number = 0; number < 5; ++number) {
      drafts.push(await api.add(secret(`suggested-${number}`, {
        headline: `Кукуряк ${canary}`, authors: [], topics: [{ slug: `kukuryak-${number}`, name: `Кукуряк ${canary} ${number}` }],
      })));
    }
    // What is published later is in the index: so is all that came before it, if it ever will be.
    await api.addPublished({ headline: 'Последващ щраус', section: 'svyat', body: bodyOf('Текст.') });
    const followed = async () => (await server.get('/search?q=' + encodeURIComponent('последващ щраус'))).text.includes('Последващ щраус');
    await eventually(followed, 'the later story');
    assert.deepEqual(await suggested(), before);

    await api.publish(drafts[0].id);
    await eventually(async () => (await suggested())[0]?.kind === 'topic', 'the topic of what is published');
    assert.equal((await suggested()).length, 8);
    await api.must('POST', `articles/${drafts[0].id}/unpublish`);
    assert.deepEqual(await suggested(), before, 'at once, whatever the index knows');
  });
});

describe('a second site', () => {
  test('has_its_own_articles_and_answers_its_own_names', async () => {
    await api.must('PUT', 'sites/vtori.example', {
      name: 'Втори', language: 'bg', base_url: 'https://vtori.example', aliases: ['star.example'],
    });
    await api.must('PUT', 'sections/sport?site=vtori.example', { name: 'Спорт' });
    const article = await api.must('POST', 'articles?site=vtori.example', {
      headline: 'Само във втория', section: 'sport', slug: 'samo-vav-vtoriya', body: bodyOf('Текст.'),
    });
    const { address } = await api.publish(article.id);
    const at = (host, target) => server.get(target, { headers: { host } });
    assert.equal((await at('vtori.example', address)).status, 200);
    assert.ok((await at('vtori.example', '/')).text.includes('Само във втория'));
    assert.ok(!(await at('vtori.example', '/')).text.includes('Руското външно'));
    assert.equal((await at('news24sofia.eu', address)).status, 404);
    for (const target of ['/', '/feed.xml', '/sitemap.xml', '/search?q=' + encodeURIComponent('втория')]) {
      assert.ok(!(await at('news24sofia.eu', target)).text.includes('Само във втория'), target);
    }
    for (const target of ['/x/', '//evil.example/', '/@evil.example', '/\\evil.example', '/?next=//evil.example']) {
      const moved = await at('star.example', target);
      assert.equal(moved.status, 301, target);
      assert.equal(new URL(moved.headers.location).host, 'vtori.example', target);
    }
    for (const line of ['GET @evil.example/ HTTP/1.1', 'GET .evil.example/ HTTP/1.1', 'GET http://evil.example/ HTTP/1.1', 'GET star.example HTTP/1.1']) {
      const answer = await server.raw(`${line}\r\nHost: star.example\r\nConnection: close\r\n\r\n`);
      assert.match(answer, /^HTTP\/1\.1 400/, line);
    }
  });
});
