// A crowd at a cold page, addresses that anybody can make up, and addresses that are made up to trick caches.
import assert from 'node:assert/strict';
import http from 'node:http';
import { after, before, describe, test } from 'node:test';
import {
  Vestnik, bodyOf, fetchedAhead, importWordpress, newFolder, newToken, removeFolders, seedExport,
} from './vestnik.mjs';

const article = '/ruskoto-vanshno-ministerstvo-rusiya-i-iran-ukrepvat-vrazkite-si/';

let server, api, token;
before(async () => {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  token = await newToken(data);
  server = await Vestnik.serve(data);
  api = server.api(token);
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

/** All at once, over so many connections. */
async function crowd(targets, connections) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
  try {
    return await Promise.all(targets.map((target) => server.get(target, { headers: fetchedAhead, agent })));
  } finally {
    agent.destroy();
  }
}

// Just after several publishes a page is packed with little work, and once more with all of it when they are over: its
// text stays, and it has another ETag then.
const most_tags = 2;

describe('a cold page', () => {
  test('gives_everybody_who_comes_at_once_the_same_answer', async () => {
    const fresh = await api.addPublished({ headline: 'Студена страница', section: 'svyat', body: bodyOf('Текст.') });
    for (const target of [fresh.address, article, '/svyat/', '/feed.xml']) {
      const answers = await crowd(Array(500).fill(target), 500);
      for (const answer of answers) {
        assert.equal(answer.status, 200);
        assert.ok(answer.body.equals(answers[0].body), target);
      }
      assert.ok(new Set(answers.map(({ headers }) => headers.etag)).size <= most_tags, target);
    }
  });

  test('that_is_published_amid_a_crowd_is_the_old_or_the_new_one_and_the_new_one_afterwards', async () => {
    const story = await api.addPublished({ headline: 'Преди', section: 'svyat', body: bodyOf('Текст.') });
    for (const headline of ['После', 'По-после', 'Най-после']) {
      const before = (await api.must('GET', `articles/${story.id}`)).headline;
      await api.save(story.id, { headline });
      const [answers] = await Promise.all([crowd(Array(300).fill(story.address), 100), api.publish(story.id)]);
      for (const answer of answers) {
        assert.equal(answer.status, 200);
        const shown = /<h1[^>]*>([^<]*)<\/h1>/.exec(answer.text)[1];
        assert.ok([before, headline].includes(shown), shown);
      }
      for (const answer of await crowd(Array(50).fill(story.address), 50)) assert.ok(answer.text.includes(`>${headline}</h1>`));
    }
  });
});

describe('made-up addresses', () => {
  const word = () => Math.random().toString(36).slice(2);

  test('by_query_are_the_same_page', async () => {
    const plain = await server.get(article, { headers: fetchedAhead });
    const answers = await crowd(Array.from({ length: 1_000 }, () => `${article}?${word()}=${word()}`), 32);
    for (const answer of answers) {
      assert.equal(answer.status, 200);
      assert.ok(answer.body.equals(plain.body));
    }
    assert.ok(new Set(answers.map(({ headers }) => headers.etag)).size <= most_tags);
  });

  test('by_path_are_404_and_leave_the_server_answering', async () => {
    const targets = Array.from({ length: 2_000 }, (_, index) =>
      [`/${word()}/`, `/svyat/${word()}/`, `/${word()}/${word()}/feed.xml`, `/media/${word()}.jpg`, `/topic/${word()}/?page=${index}`][index % 5]);
    for (const answer of await crowd(targets, 32)) assert.equal(answer.status, 404);
    assert.equal((await server.get(article)).status, 200);
    assert.equal((await server.get('/healthz')).status, 200);
  });

  test('by_page_number_end_where_the_list_does', async () => {
    for (const page of ['0', '-1', '2', '99999', '1e3', '18446744073709551617', 'x', '1;2', '%00', '']) {
      const { status } = await server.get(`/kriminalni/?page=${page}`);
      assert.equal(status, 404, page);
    }
    assert.equal((await server.get('/kriminalni/?page=1')).status, 200);
  });
});

describe('addresses that would trick a cache or a browser', () => {
  const secret = 'Чернова, която никой не бива да види';

  test('never_give_what_is_private_and_never_lead_to_another_host', async () => {
    const draft = await api.add({ headline: secret, section: 'svyat', slug: 'tayna', body: bodyOf(secret) });
    const id = draft.id;
    const targets = [
      '/newsroom/x.css', '/newsroom/%2e%2e/api/v1/articles', `/api/v1/articles/${id};.js`, `/api/v1/articles/${id}/x.css`,
      `/api/v1/articles/${id}%2fx.css`, `/api/v1/articles/${id}%00.js`, `/api/v1/articles/${id}%3f.css`, `/api/v1/articles/${id}%0a.css`,
      `/api/v1/articles/${id}.css`, `/api/v1/sites/x.js`, `/assets/..%2fapi/v1/articles/${id}`, `/assets/../api/v1/articles/${id}`,
      `/media/../api/v1/articles/${id}`, `/static/..%2f..%2fapi/v1/articles/${id}`, `//api/v1/articles/${id}`, `/API/v1/articles/${id}`,
      '/%2f', '/%2f/', '/%00', '/%00/', '/%2e%2e/', '/..%2f..%2f..%2fetc/passwd', '/media/..%2f..%2fvestnik.db', '/media/%2e%2e/vestnik.db',
      '//evil.example', '//evil.example/', '//evil.example/%2e%2e', '/%2fevil.example', '/%2f%2fevil.example/', '/\\evil.example', '/%5cevil.example/',
      '/%5c%5cevil.example/', '/.//evil.example/', '///evil.example/', '/svyat//evil.example', '/svyat/..//evil.example/', '//evil.example/svyat',
      '/%09/evil.example', '/svyat?//evil.example', '/svyat/%0d%0aLocation:%20https://evil.example/', '/search/?q=//evil.example',
      '/Svyat//', '//svyat/', '/%2fsvyat/', '/?p=//evil.example', '/?p=1000&x=//evil.example', '/index.php?p=//evil.example',
      '//2024', '//2024/', '//2024/05', '/%2f2024/05', '//2024/05/?page=1', '/2024//05',
      '/feed//evil.example', '//evil.example/feed/', '//evil.example/feed.xml', draft.address, `${draft.address}x.css`, `${draft.address}?preview=true`,
      `/?p=${id}&preview=true`, '/.git/config', '/vestnik.db', '/vestnik.toml', '/.env', '/wp-login.php', '/xmlrpc.php',
    ];
    const failures = [];
    for (const target of targets) {
      for (const headers of [{}, { authorization: `Bearer ${token}` }, { host: 'evil.example' }, { 'x-forwarded-host': 'evil.example' }]) {
        const answer = await server.get(target, { headers });
        const where = `${target} ${JSON.stringify(headers).slice(0, 30)}: ${answer.status}`;
        if (answer.status >= 500) failures.push(where);
        if (answer.text.includes(secret) && /public|max-age=[1-9]/.test(answer.headers['cache-control'] ?? '')) failures.push(`${where} is kept by caches`);
        if (answer.text.includes(secret) && !headers.authorization) failures.push(`${where} shows a draft`);
        if (/SQLite format|root:x:/.test(answer.text)) failures.push(`${where} shows a file`);
        if (answer.headers['set-cookie']) failures.push(`${where} sets a cookie`);
        const location = answer.headers.location;
        if (location !== undefined) {
          // As a browser resolves it, from the site's own address.
          const url = new URL(location, 'http://own.example/');
          if (url.host !== 'own.example') failures.push(`${where} leads to ${location}`);
        }
        if (headers.host || headers['x-forwarded-host']) {
          const html = answer.text.replaceAll(encodeURIComponent('//evil.example'), '');
          if (/(?:href|src|content|action)="(?:https?:)?\/\/evil\.example/.test(html)) failures.push(`${where} names the foreign host`);
        }
      }
    }
    assert.deepEqual(failures, []);
  });

  test('of_the_newsroom_are_never_kept_by_caches', async () => {
    for (const target of ['sites', 'authors', 'articles/1', 'articles/999999', 'no-such-thing.css']) {
      const answer = await api.call('GET', target);
      assert.match(answer.headers['cache-control'] ?? '', /no-store/, target);
      const stranger = await server.get(`/api/v1/${target}`);
      assert.equal(stranger.status, 401, target);
      assert.match(stranger.headers['cache-control'] ?? '', /no-store/, target);
    }
  });

  test('with_another_method_are_refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE']) {
      const { status } = await server.request('/', { method });
      assert.ok(status === 405 || status === 501 || status === 400, `${method}: ${status}`);
    }
  });
});

describe('after a start', () => {
  const figure = (name) => server.figure(name);
  const restart = async (...more) => {
    await server.stop();
    server = await Vestnik.serve(server.data, '--admin-listen', '127.0.0.1:0', ...more);
    api = server.api(token);
  };

  test('an_article_comes_as_it_was_and_is_not_made_again', async () => {
    await restart();
    const story = await api.addPublished({ headline: 'Дълга опашка', section: 'svyat', body: bodyOf('Текст.') });
    const first = await server.get(story.address, { headers: fetchedAhead });
    const kept = await figure('vestnik_kept_pages_bytes');
    assert.ok(kept > 0);
    await restart();
    const again = await server.get(story.address, { headers: fetchedAhead });
    assert.equal(again.status, 200);
    assert.equal(again.headers.etag, first.headers.etag);
    assert.ok(again.body.equals(first.body));
    assert.equal(await figure('vestnik_kept_pages_bytes'), kept);
  });

  test('what_was_changed_and_what_was_taken_back_does_not_come_from_the_disk', async () => {
    const story = await api.addPublished({ headline: 'Преди спирането', section: 'svyat', body: bodyOf('Старото.') });
    assert.ok((await server.get(story.address)).text.includes('Старото.'));
    await api.save(story.id, { headline: 'След пускането', body: bodyOf('Новото.') });
    await api.publish(story.id);
    await restart();
    const changed = await server.get(story.address);
    assert.ok(changed.text.includes('Новото.') && !changed.text.includes('Старото.'));
    await api.must('POST', `articles/${story.id}/unpublish`);
    await restart();
    assert.notEqual((await server.get(story.address)).status, 200);
  });

  test('without_room_for_it_nothing_is_kept', async () => {
    await restart('--kept-pages', '0');
    assert.equal((await server.get(article)).status, 200);
    assert.equal(await figure('vestnik_kept_pages_bytes'), 0);
  });
});
