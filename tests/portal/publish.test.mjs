// What the newsroom does through the API is what every reader sees at the very next request.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import {
  Vestnik, bodyOf, eventually, fetchedAhead, importWordpress, newFolder, newToken, removeFolders, seedExport,
} from './vestnik.mjs';

const neighbour = '/ruskoto-vanshno-ministerstvo-rusiya-i-iran-ukrepvat-vrazkite-si/'; // of the same section
const elsewhere = '/spasiha-42-migranti-kray-ostrov-krit/'; // of another one

let server, api, agents;
before(async () => {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  const token = await newToken(data);
  server = await Vestnik.serve(data);
  api = server.api(token);
  agents = server.connections(8);
  await api.must('PUT', 'authors/kalina', { name: 'Калина Проба', bio: 'Пише за света.' });
});
after(async () => {
  for (const agent of agents ?? []) agent.destroy();
  await server?.stop();
  await removeFolders();
});

const draft = (headline, more = {}) => ({
  headline,
  deck: 'Подзаглавие на пробна новина',
  section: 'svyat',
  authors: ['kalina'],
  topics: [{ slug: 'proba', name: 'Проба' }],
  body: bodyOf('Първи абзац.', 'Втори абзац.'),
  ...more,
});

/** Pages that list a new article of draft(): those that show its headline, and those that name its address only. */
const lists = [
  '/', '/svyat/', '/author/kalina/', '/topic/proba/', '/feed.xml', '/feed.atom', '/feed.json', '/svyat/feed.xml',
  '/svyat/feed.atom', '/svyat/feed.json', '/author/kalina/feed.xml', '/author/kalina/feed.atom',
  '/topic/proba/feed.xml', '/topic/proba/feed.json', '/news-sitemap.xml', neighbour, elsewhere,
];
const addressLists = ['/sitemap.xml'];

/** Asks for every page on every connection, so that each reading thread has answered. */
async function onEveryThread(targets, look) {
  await Promise.all(
    agents.map(async (agent, connection) => {
      for (const target of targets) look(await server.get(target, { agent, headers: fetchedAhead }), `${target} on connection ${connection}`);
    }),
  );
}
const warm = () => onEveryThread([...lists, ...addressLists], () => {});

async function isEverywhere(article) {
  await onEveryThread([...lists, article.address], (answer, where) => {
    assert.equal(answer.status, 200, where);
    assert.ok(answer.text.includes(article.headline), `“${article.headline}” is missing: ${where}`);
  });
  await onEveryThread(addressLists, (answer, where) => {
    assert.ok(answer.text.includes(article.address), `${article.address} is missing: ${where}`);
  });
}

async function isNowhere(article, status, headline = article.headline) {
  await onEveryThread([article.address], (answer, where) => assert.equal(answer.status, status, where));
  await isUnseen(headline);
  await onEveryThread([...lists, ...addressLists], (answer, where) => {
    assert.ok(!answer.text.includes(`${article.address}"`) && !answer.text.includes(`${article.address}<`), `address: ${where}`);
  });
}
const isUnseen = (words) =>
  onEveryThread([...lists, ...addressLists], (answer, where) => {
    assert.ok(!answer.text.includes(words), `“${words}” is seen: ${where}`);
  });

describe('a publish', () => {
  test('shows_on_every_page_at_the_very_next_request_and_so_does_what_follows', async () => {
    const first = await api.addPublished(draft('Предишна новина от света'));
    await isEverywhere(first);

    const article = await api.add(draft('Невиждана досега новина'));
    assert.equal(article.state, 'draft');
    await isNowhere(article, 404);

    const published = await api.publish(article.id);
    assert.equal(published.state, 'published');
    await isEverywhere(published);

    const saved = await api.save(article.id, { headline: 'Променено заглавие на новината' });
    await isEverywhere(published);
    await isUnseen('Променено заглавие');
    const changed = await api.publish(article.id);
    assert.equal(changed.headline, saved.headline);
    await isEverywhere(changed);
    await isUnseen(article.headline);

    await api.must('POST', `articles/${article.id}/unpublish`);
    await isNowhere(changed, 404);
    await isEverywhere(first);

    await isEverywhere(await api.publish(article.id));

    await api.must('POST', `articles/${article.id}/withdraw`, { reason: 'Беше невярна.' });
    await isNowhere(changed, 410);
    await isEverywhere(first);
  });

  test('of_a_changed_slug_leads_from_the_old_address_to_the_new', async () => {
    const before = await api.addPublished(draft('Новина със стар адрес', { slug: 'star-adres' }));
    await warm();
    await api.save(before.id, { slug: 'nov-adres' });
    const after = await api.publish(before.id);
    assert.notEqual(after.address, before.address);
    await onEveryThread([before.address], (answer, where) => {
      assert.equal(answer.status, 301, where);
      assert.equal(answer.headers.location, after.address, where);
    });
    await onEveryThread([after.address], (answer, where) => assert.equal(answer.status, 200, where));
  });

  test('of_many_in_a_row_is_never_a_step_behind', async () => {
    const article = await api.addPublished(draft('Брояч 0'));
    for (let count = 1; count <= 25; ++count) {
      await api.save(article.id, { headline: `Брояч ${count}` });
      await api.publish(article.id);
      await onEveryThread(['/', '/svyat/', article.address, neighbour], (answer, where) => {
        assert.ok(answer.text.includes(`Брояч ${count}<`), `${where} is behind ${count}`);
      });
    }
  });

  test('scheduled_happens_by_itself_and_not_before', async () => {
    const article = await api.add(draft('Насрочена новина'));
    const schedule = (at) => api.call('POST', `articles/${article.id}/schedule`, { at: at.toISOString() });
    const scheduled = (await schedule(new Date(Date.now() + 3_600_000))).json();
    assert.equal(scheduled.state, 'scheduled');
    await isNowhere(scheduled, 404);
    // Soon, and not so soon that it is over before a busy machine has been asked.
    let at;
    for (let ahead = 1_000; ; ahead *= 2) {
      at = new Date(Date.now() + ahead);
      const { status, text } = await schedule(at);
      if (status === 200) break;
      assert.ok(status === 400 && ahead < 60_000, `${status}: ${text}`);
    }
    await eventually(async () => {
      const { status } = await server.get(article.address, { headers: fetchedAhead });
      if (status === 200) assert.ok(Date.now() >= at.getTime(), 'not before its time');
      return status === 200;
    }, 'the scheduled article');
    await isEverywhere(await api.must('GET', `articles/${article.id}`));
    const past = await api.call('POST', `articles/${article.id}/schedule`, { at: '2001-01-01T00:00:00Z' });
    assert.equal(past.status, 400);
  });

  test('of_an_author_and_a_section_shows_under_their_articles_at_once', async () => {
    const article = await api.addPublished(draft('Новина на преименувана авторка'));
    await warm();
    await api.must('PUT', 'authors/kalina', { name: 'Калина Преименувана', bio: 'Нова биография.' });
    await onEveryThread([article.address, '/author/kalina/'], (answer, where) => {
      assert.ok(answer.text.includes('Калина Преименувана') && answer.text.includes('Нова биография.'), where);
      assert.ok(!answer.text.includes('Калина Проба'), where);
    });
    await api.must('PUT', 'sections/svyat', { name: 'Светът' });
    await onEveryThread([article.address, '/', '/svyat/', elsewhere], (answer, where) => {
      assert.ok(answer.text.includes('Светът'), where);
    });
  });
});

describe('saving', () => {
  test('over_somebody_elses_change_is_412_and_changes_nothing', async () => {
    const article = await api.add(draft('Два редактора'));
    const read = await api.call('GET', `articles/${article.id}`);
    await api.save(article.id, { headline: 'Първият редактор' }, { 'if-match': read.headers.etag });
    const late = await api.call('PUT', `articles/${article.id}`, { headline: 'Вторият редактор' }, { 'if-match': read.headers.etag });
    assert.equal(late.status, 412);
    assert.match(late.headers['content-type'], /^application\/problem\+json/);
    assert.equal((await api.must('GET', `articles/${article.id}`)).headline, 'Първият редактор');
  });

  test('keeps_every_revision', async () => {
    const article = await api.add(draft('Редакция 1'));
    await api.save(article.id, { headline: 'Редакция 2' });
    await api.publish(article.id);
    await api.save(article.id, { headline: 'Редакция 3' });
    const { revisions } = await api.must('GET', `articles/${article.id}/revisions`);
    assert.deepEqual(revisions.map((one) => one.headline), ['Редакция 3', 'Редакция 2', 'Редакция 1']);
    assert.deepEqual(revisions.map((one) => one.published), [false, true, false]);
    assert.ok(revisions.every((one, index) => index === 0 || one.number < revisions[index - 1].number));
  });

  test('needs_a_token_and_a_role', async () => {
    const nobody = server.api('no-such-token');
    for (const [method, target] of [['POST', 'articles'], ['GET', 'articles/1'], ['PUT', 'authors/kalina'], ['GET', 'sites']]) {
      assert.equal((await nobody.call(method, target, method === 'GET' ? undefined : {})).status, 401, target);
    }
    const reporter = server.api(await newToken(server.data, 'reporter'));
    const article = await reporter.add(draft('Дописка'));
    assert.equal((await reporter.call('POST', `articles/${article.id}/publish`)).status, 403);
    assert.equal((await server.get(article.address)).status, 404);
  });
});

describe('a page', () => {
  const pages = ['/', '/svyat/', neighbour, '/author/news24/', '/feed.xml', '/feed.json', '/sitemap.xml', '/search?q=Русия'].map(encodeURI);

  // The search follows by itself: only then do two answers of its page tell the same.
  let asked = 0;
  async function searchHasFollowed() {
    const word = `последна${++asked}`;
    const { address } = await api.addPublished(draft(`Новина ${word}`));
    await eventually(async () => (await server.get(`/search?q=${encodeURIComponent(word)}`)).text.includes(address), word);
  }

  test('is_the_same_bytes_with_and_without_gzip', async () => {
    await searchHasFollowed();
    for (const target of pages) {
      const plain = await server.get(target, { headers: { ...fetchedAhead, 'accept-encoding': 'identity' } });
      const packed = await server.get(target, { headers: { ...fetchedAhead, 'accept-encoding': 'gzip' } });
      assert.equal(plain.headers['content-encoding'], undefined, target);
      assert.equal(packed.headers['content-encoding'], 'gzip', target);
      assert.match(packed.headers.vary, /accept-encoding/i);
      assert.ok(packed.body.length < plain.body.length, target);
      assert.ok(gunzipSync(packed.body).equals(plain.body), target);
    }
  });

  test('that_has_not_changed_is_304_until_a_publish', async () => {
    for (const encoding of ['identity', 'gzip']) {
      const headers = { ...fetchedAhead, 'accept-encoding': encoding };
      let first, again;
      // Packed once more when a row of publishes is over, it has another ETag.
      for (let tries = 0; tries < 3 && again?.status !== 304; ++tries) {
        first = await server.get('/svyat/', { headers });
        again = await server.get('/svyat/', { headers: { ...headers, 'if-none-match': first.headers.etag } });
      }
      assert.equal(again.status, 304);
      assert.equal(again.body.length, 0);
      assert.equal(again.headers.etag, first.headers.etag);
      await api.addPublished(draft(`Новина след ${encoding}`));
      const fresh = await server.get('/svyat/', { headers: { ...headers, 'if-none-match': first.headers.etag } });
      assert.equal(fresh.status, 200);
      assert.notEqual(fresh.headers.etag, first.headers.etag);
    }
  });

  test('answers_HEAD_as_GET_without_its_body', async () => {
    await searchHasFollowed();
    for (const target of [...pages, '/no-such-page/']) {
      for (const encoding of ['identity', 'gzip']) {
        const headers = { ...fetchedAhead, 'accept-encoding': encoding };
        let got, head;
        // As above: then they are of two different packings.
        for (let tries = 0; tries < 3 && (!head || head.headers.etag !== got.headers.etag); ++tries) {
          got = await server.get(target, { headers });
          head = await server.get(target, { headers, method: 'HEAD' });
        }
        assert.equal(head.body.length, 0, target);
        assert.equal(head.status, got.status, target);
        for (const field of ['etag', 'content-type', 'content-length', 'content-encoding', 'cache-control']) {
          assert.equal(head.headers[field], got.headers[field], `${field} of ${target}`);
        }
      }
    }
  });

  test('takes_pipelined_requests_in_order', async () => {
    const answers = await server.raw(
      `GET ${neighbour} HTTP/1.1\r\nHost: x\r\n\r\nHEAD / HTTP/1.1\r\nHost: x\r\n\r\nGET /no-such-page/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`,
    );
    assert.deepEqual(answers.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 404']);
  });
});
