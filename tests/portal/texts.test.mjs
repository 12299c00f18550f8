// Whatever a client sends as a body gets the right status, and whatever a writer types is kept and shown as text.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { crawl } from './crawl.mjs';
import {
  Vestnik, bodyOf, decodeEntities, importWordpress, newFolder, newToken, removeFolders, seedExport, shared, squeeze,
} from './vestnik.mjs';

let server, api;
before(async () => {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  const token = await newToken(data);
  server = await Vestnik.serve(data);
  api = server.api(token);
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

describe('a body', () => {
  test('that_is_no_JSON_is_400_and_never_an_error_of_ours', async () => {
    const folder = path.join(shared, 'data/json');
    const names = await readdir(folder);
    assert.ok(names.length > 50);
    const failures = [];
    for (const name of names.sort()) {
      const bytes = await readFile(path.join(folder, name));
      const wrapped = Buffer.concat([Buffer.from('{"headline":"JSON","unknown":'), bytes, Buffer.from('}')]);
      const [bare, inside] = [await api.call('POST', 'articles', bytes), await api.call('POST', 'articles', wrapped)];
      // None of them is an article; inside one the parsable ones are a member that nobody knows.
      const fits = {
        n: bare.status === 400 && inside.status === 400,
        y: bare.status === 400 && inside.status === 201,
        i: bare.status === 400 && [201, 400].includes(inside.status),
      }[name[0]];
      if (!fits) failures.push(`${name}: ${bare.status}, inside an article ${inside.status}`);
      for (const answer of [bare, inside]) {
        if (answer.status < 400) continue;
        assert.match(answer.headers['content-type'], /^application\/problem\+json/, name);
        const problem = answer.json();
        assert.equal(problem.status, answer.status, name);
        assert.ok(problem.title || problem.detail, name);
      }
    }
    assert.deepEqual(failures, []);
  });

  test('of_the_wrong_shape_is_400', async () => {
    const wrong = [
      [], 'text', 1, null, {}, { headline: 1 }, { headline: ['x'] }, { headline: '' }, { headline: ' \n' }, { headline: 'x'.repeat(2_000) },
      { headline: 'x', section: 'no-such-section' }, { headline: 'x', authors: 'kalina' }, { headline: 'x', authors: ['nobody'] },
      { headline: 'x', lead_image: 999_999 }, { headline: 'x', body: { type: 'paragraph' } }, { headline: 'x', body: 'text' },
      { headline: 'x', body: { type: 'doc', content: [{ type: 'no-such-block' }] } }, { headline: 'x', kind: 'poem' },
      { headline: 'x', published_at: 'yesterday' }, { headline: 'x', canonical_url: 'javascript:alert(1)' },
    ];
    for (const given of wrong) {
      const answer = await api.call('POST', 'articles', JSON.stringify(given));
      assert.equal(answer.status, 400, JSON.stringify(given).slice(0, 80));
      assert.match(answer.headers['content-type'], /^application\/problem\+json/);
    }
    assert.equal((await api.call('GET', 'articles/999999')).status, 404);
    assert.equal((await api.call('GET', 'articles/x')).status, 404);
    assert.equal((await api.call('PATCH', 'articles/1')).status, 405);
    assert.equal((await api.call('GET', 'no-such-thing')).status, 404);
  });
});

describe('naughty strings', () => {
  // What XML forbids or HTML does is left out when it comes in (base/text.h); everything else stays as it is.
  const kept = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g, '');
  const shown = (html) => squeeze(decodeEntities(html));
  const wild = (html) => {
    // Attributes' values cannot open a tag; what is left of a tag must be the theme's.
    const bare = html.replace(/="[^"]*"/g, '=""').replace(/<script type=""[^>]*>[\s\S]*?<\/script>/g, '');
    return /<script(?! src="" (?:defer|type))|<[a-z][^<>]*\son[a-z]+\s*=|<(?:iframe|object|embed|svg onload|img src=x)\b/i.exec(bare);
  };

  test('come_back_byte_by_byte_and_stand_on_the_page_as_text', async () => {
    const strings = JSON.parse(await readFile(path.join(shared, 'data/attacks/naughty-strings.json'), 'utf8'));
    assert.ok(strings.length > 400);
    const failures = [];
    const saw = (what, got, want, text) => {
      if (got !== want) failures.push(`${what} of ${JSON.stringify(text)}: ${JSON.stringify(got)}`);
    };
    for (const text of strings) {
      const want = kept(text);
      const given = { headline: text, deck: text, section: 'svyat', body: text ? bodyOf(text) : undefined };
      const answer = await api.call('POST', 'articles', given);
      if (squeeze(want).length === 0 || Buffer.byteLength(want) > 1_000) {
        if (![400, 201].includes(answer.status)) failures.push(`${answer.status} for ${JSON.stringify(text)}`);
        if (answer.status === 400) continue;
      }
      if (answer.status !== 201) {
        failures.push(`${answer.status} for ${JSON.stringify(text)}`);
        continue;
      }
      const { id, address } = answer.json();
      const article = await api.must('GET', `articles/${id}`);
      saw('headline', article.headline, want, text);
      saw('deck', article.deck, want, text);
      saw('paragraph', article.body.content[0]?.content?.[0]?.text, want, text);
      await api.publish(id);
      const page = await server.get(address);
      if (page.status !== 200) {
        failures.push(`${address} answers ${page.status}`);
        continue;
      }
      const headline = /<h1 class="story-headline">([\s\S]*?)<\/h1>/.exec(page.text)?.[1] ?? '';
      const deck = /<p class="deck">([\s\S]*?)<\/p>/.exec(page.text)?.[1] ?? '';
      const paragraph = /<div class="body">\s*<p[^>]*>([\s\S]*?)<\/p>/.exec(page.text)?.[1] ?? '';
      saw('headline shown', shown(headline), squeeze(want), text);
      saw('deck shown', shown(deck), squeeze(want), text);
      saw('paragraph shown', shown(paragraph.replace(/<br>/g, '\n')), squeeze(want), text);
      const broken = wild(page.text);
      if (broken) failures.push(`${JSON.stringify(text)} runs on its page: ${broken[0]}`);
    }
    assert.deepEqual(failures, []);
    for (const [target, answer] of await crawl(server, { own: ['news24sofia.eu'] })) {
      assert.ok(answer.status < 500, target);
      if (!/^text\/html/.test(answer.headers['content-type'] ?? '')) continue;
      const broken = wild(answer.text);
      assert.equal(broken, null, `${target}: ${broken?.[0]}`);
    }
    JSON.parse((await server.get('/feed.json')).text);
  });
});
