// What editors do about a story, and what readers see of it at the next request.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Vestnik, bodyOf, eventually, importWordpress, newFolder, newToken, removeFolders, seedExport, shared, visibleText } from './vestnik.mjs';

let server, api;
before(async () => {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  server = await Vestnik.serve(data);
  api = server.api(await newToken(data));
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

let count = 0;
const story = (more = {}) => ({ headline: `Новина за редактори ${++count}`, section: 'svyat', body: bodyOf('Мостът е дълъг 20 метра.'), ...more });
const upload = async (name) =>
  api.must('POST', 'assets', await readFile(path.join(shared, 'data/photos/orientation', name)), { 'content-type': 'image/jpeg' });
const picturesIn = (html) => [...html.matchAll(/\/media\/[0-9a-f]{64}\/[^"\s,]+/g)].map(([address]) => address);

describe('a preview', () => {
  test('shows_the_page_as_it_will_be_to_who_has_the_link', async () => {
    const picture = await upload('landscape_1.jpg');
    await api.must('PUT', `assets/${picture.id}`, { credit: 'Снимка: Тайна', alt: 'Мост' });
    const article = await api.add(story({ lead_image: picture.id, deck: 'Подзаглавие' }));
    const { url, expires_at } = await api.must('POST', `articles/${article.id}/preview`, {});
    assert.ok(Date.parse(expires_at) > Date.now());
    const preview = await server.get(url);
    assert.equal(preview.status, 200);
    assert.match(preview.headers['x-robots-tag'], /noindex/);
    assert.equal(preview.headers['cache-control'], 'no-store');
    assert.equal(preview.headers['referrer-policy'], 'no-referrer');
    assert.ok(visibleText(preview.text).includes('Снимка: Тайна'));
    const [own] = /\/preview\/[^"\s,]*\/media\/[^"\s,]+\.jpg/.exec(preview.text);
    assert.equal((await server.get(own)).status, 200, 'its picture is shown');
    assert.equal((await server.get(own.replace(/^\/preview\/[^/]+/, ''))).status, 404, 'to nobody else');
    assert.equal((await server.get(article.address)).status, 404);
    for (const wrong of ['/preview/', '/preview/x/', url.slice(0, -2) + 'x/', url + 'x']) assert.equal((await server.get(wrong)).status, 404, wrong);

    await api.publish(article.id);
    const page = await server.get(article.address);
    const words = (html) => visibleText(html).replaceAll(/\d{1,2}:\d\d/g, '');
    assert.equal(words(preview.text), words(page.text));
  });
});

describe('a correction', () => {
  test('stands_under_the_article_and_on_its_page_at_once', async () => {
    const article = await api.addPublished(story());
    await server.get('/corrections/');
    const text = 'Мостът е на Искър, не на Дунав.';
    const added = await api.must('POST', `articles/${article.id}/corrections`, { text });
    const page = await server.get(article.address);
    assert.ok(visibleText(page.text).includes(text));
    assert.ok(page.text.includes('CorrectionComment'));
    const all = await server.get('/corrections/');
    assert.equal(all.status, 200);
    assert.ok(all.text.includes(text) && all.text.includes(article.headline));
    assert.equal((await server.get('/corrections')).status, 301);
    await api.must('POST', `articles/${article.id}/unpublish`);
    assert.ok(!(await server.get('/corrections/')).text.includes(text));
    await api.publish(article.id);
    assert.equal((await api.call('DELETE', `articles/${article.id}/corrections/${added.id}`)).status, 204);
    assert.ok(!(await server.get(article.address)).text.includes(text));
  });
});

describe('the past of an article', () => {
  test('can_be_compared_by_readers_as_far_as_it_was_published', async () => {
    const article = await api.addPublished(story());
    const history = `${article.address}history/`;
    assert.equal((await server.get(history)).status, 404);
    await api.save(article.id, { body: bodyOf('Мостът е дълъг 200 метра.') });
    await api.save(article.id, { body: bodyOf('Мостът е дълъг 300 метра.') });
    await api.publish(article.id);
    assert.ok((await server.get(article.address)).text.includes(history));
    const page = await server.get(history);
    assert.equal(page.status, 200);
    assert.match(page.text, /<del>20\s*<\/del><ins>300\s*<\/ins>/);
    assert.ok(!page.text.includes('200'), 'what was never published is the newsroom’s');
    await api.must('PUT', `articles/${article.id}/history/1`, { hidden: true });
    assert.equal((await server.get(history)).status, 404);
  });
});

describe('a withdrawal', () => {
  test('tells_readers_why', async () => {
    const article = await api.addPublished(story());
    await api.must('POST', `articles/${article.id}/withdraw`, { reason: 'Източникът се отрече от думите си.' });
    const page = await server.get(article.address);
    assert.equal(page.status, 410);
    assert.ok(visibleText(page.text).includes('Източникът се отрече от думите си.'));
  });
});

describe('a picture', () => {
  test('has_its_new_credit_in_pages_and_in_files_at_once', async () => {
    const picture = await upload('portrait_1.jpg');
    await api.must('PUT', `assets/${picture.id}`, { credit: 'Old Agency', alt: 'Стар текст' });
    const article = await api.addPublished(story({ lead_image: picture.id }));
    const old = picturesIn((await server.get(article.address)).text).find((address) => address.endsWith('.jpg'));
    assert.ok((await server.get(old)).body.includes('Old Agency'));
    await api.must('PUT', `assets/${picture.id}`, { credit: 'New Agency', alt: 'Нов текст' });
    const page = (await server.get(article.address)).text;
    assert.ok(page.includes('New Agency') && page.includes('Нов текст') && !page.includes('Old Agency'));
    const fresh = picturesIn(page).find((address) => address.endsWith('.jpg'));
    assert.notEqual(fresh, old);
    const bytes = (await server.get(fresh)).body;
    assert.ok(bytes.includes('New Agency') && !bytes.includes('Old Agency'));
    const moved = await server.get(old);
    assert.equal(moved.status, 302);
    assert.equal((await server.get(moved.headers.location)).status, 200);
  });

  test('shows_what_was_cut_out_of_it_everywhere_at_once_and_the_whole_again', async () => {
    const picture = await upload('landscape_1.jpg');
    const shown = (asset) => [asset.width, asset.height].join('x');
    const whole = shown(picture);
    const article = await api.addPublished(story({ lead_image: picture.id }));
    const jpegs = async () => picturesIn((await server.get(article.address)).text).filter((address) => address.includes(picture.digest) && address.endsWith('.jpg'));
    const before = await jpegs();
    assert.equal((await server.get(before[0])).status, 200);
    const former = (await api.must('GET', `assets/${picture.id}`)).placeholder;

    const crop = { left: 100, top: 40, width: 500, height: 260 };
    const cut = await api.must('PUT', `assets/${picture.id}`, { crop });
    assert.deepEqual(cut.crop, crop);
    assert.equal(shown(cut), whole, 'the original is as it was');
    const page = (await server.get(article.address)).text;
    const after = await jpegs();
    for (const address of after) assert.ok(!before.includes(address), address);
    assert.match(page, /<img[^>]+width="500"[^>]+height="260"/);
    for (const address of after) assert.equal((await server.get(address)).status, 200, address);
    const card = /<meta property="og:image" content="[^"]*?(\/media\/[^"]+)"/.exec(page)[1];
    assert.ok(!before.includes(card) && (await server.get(card)).status === 200, 'the social card');
    const fed = /\/media\/[0-9a-f]{64}\/[^"<\s]+/.exec((await server.get('/feed.json')).text)[0];
    assert.equal((await server.get(fed)).status, 200, 'the feed');
    // Who has a former address, of a width that is not offered any more, gets the picture as it is now.
    for (const address of before) {
      const moved = await server.get(address);
      assert.equal(moved.status, 302, address);
      assert.equal((await server.get(moved.headers.location)).status, 200, moved.headers.location);
    }

    const again = await api.must('PUT', `assets/${picture.id}`, { crop: null });
    assert.equal(again.crop, null);
    assert.equal(again.placeholder, former);
    assert.deepEqual(await jpegs(), before);
    assert.equal((await server.get(before[0])).status, 200);
  });

  test('is_not_cropped_to_what_it_does_not_have', async () => {
    const picture = await upload('landscape_3.jpg');
    for (const crop of [
      { left: 0, top: 0, width: picture.width + 1, height: 100 },
      { left: picture.width - 50, top: 0, width: 51, height: 100 },
      { left: -1, top: 0, width: 100, height: 100 },
      { left: 0, top: 0, width: 10, height: 100 },
      { left: 0, top: 0, width: 100 },
      { left: 0.5, top: 0, width: 100, height: 100 },
      'all',
    ]) {
      const answer = await api.call('PUT', `assets/${picture.id}`, { crop });
      assert.equal(answer.status, 400, JSON.stringify(crop));
      assert.equal(answer.json().pointer, '/crop', answer.text);
    }
    assert.equal((await api.must('GET', `assets/${picture.id}`)).crop, null);
  });

  test('leaves_every_page_at_the_hour_its_rights_end', async () => {
    const picture = await upload('landscape_3.jpg');
    const inBody = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Текст.' }] }, { type: 'image', attrs: { asset: picture.id } }] };
    const article = await api.addPublished(story({ lead_image: picture.id, body: inBody }));
    const page = (await server.get(article.address)).text;
    const [address] = picturesIn(page).filter((each) => each.includes(picture.digest));
    assert.equal((await server.get(address)).status, 200);
    await api.must('PUT', `assets/${picture.id}`, { rights_expire_at: new Date(Date.now() + 1500).toISOString() });
    await eventually(async () => !(await server.get(article.address)).text.includes(picture.digest), 'the page without the picture');
    for (const target of ['/', '/svyat/', '/feed.xml', '/feed.json', '/sitemap.xml', '/news-sitemap.xml']) {
      assert.ok(!(await server.get(target)).text.includes(picture.digest), target);
    }
    assert.equal((await server.get(address)).status, 404);
    const known = await api.must('GET', `assets/${picture.id}`);
    assert.ok(known.used_in.articles.some(({ id }) => id === article.id), 'the newsroom still knows where it was');
  });

  test('sent_twice_is_the_same_asset', async () => {
    const first = await upload('portrait_3.jpg');
    const again = await upload('portrait_3.jpg');
    assert.equal(again.id, first.id);
    assert.equal(again.duplicate, true);
    assert.ok((await api.must('GET', 'assets?limit=200')).items.some(({ id }) => id === first.id));
  });
});

describe('a front', () => {
  test('is_as_editors_arranged_it_at_the_next_request', async () => {
    const old = await api.addPublished(story({ published_at: '2020-01-02T03:04:05Z' }));
    for (let newer = 0; newer < 12; ++newer) await api.addPublished(story());
    assert.ok(!(await server.get('/')).text.includes(old.headline));
    const front = await api.call('GET', 'fronts/home');
    const zones = [{ title: '', rule: 'newest', stories: 5, pins: [{ article: old.id }] }];
    await api.must('PUT', 'fronts/home', { zones }, { 'if-match': front.headers.etag });
    const home = (await server.get('/')).text;
    assert.ok(home.includes(old.headline));
    assert.ok(home.indexOf(old.headline) < home.indexOf('class="latest"'), 'at the top');
    assert.equal((await api.call('PUT', 'fronts/home', { zones: [] }, { 'if-match': front.headers.etag })).status, 412);
    const until = new Date(Date.now() + 1500).toISOString();
    await api.must('PUT', 'fronts/home', { zones: [{ ...zones[0], pins: [{ article: old.id, until }] }] });
    await eventually(async () => !(await server.get('/')).text.includes(old.headline), 'the pin gone');

    const draft = await api.add(story());
    await api.must('PUT', 'fronts/svyat', { zones: [{ rule: 'none', pins: [{ article: draft.id }, { article: old.id }] }] });
    const section = (await server.get('/svyat/')).text;
    assert.ok(section.includes(old.headline) && !section.includes(draft.headline));
    await api.must('PUT', 'fronts/home', { zones: [] });
    await api.must('PUT', 'fronts/svyat', { zones: [] });
  });
});

describe('an embargo', () => {
  test('holds_whoever_publishes_and_leaks_nothing', async () => {
    const article = await api.add(story({ embargo_until: '2099-01-01T00:00:00Z' }));
    for (const [step, body] of [['publish', undefined], ['schedule', { at: '2098-01-01T00:00:00Z' }]]) {
      assert.equal((await api.call('POST', `articles/${article.id}/${step}`, body)).status, 409, step);
    }
    assert.equal((await server.get(article.address)).status, 404);
  });
});

describe('the lists', () => {
  test('find_drafts_and_what_is_published', async () => {
    const draft = await api.add(story({ headline: 'Чернова за жирафи' }));
    const shown = await api.addPublished(story({ headline: 'Публикувано за жирафи' }));
    await eventually(async () => {
      const { items } = await api.must('GET', `articles?q=${encodeURIComponent('жирафи')}`);
      return items.some(({ id }) => id === draft.id) && items.some(({ id }) => id === shown.id);
    }, 'both in the search');
    const overview = await api.must('GET', 'overview');
    assert.ok(overview.in_work.some(({ id }) => id === draft.id));
    assert.ok(overview.counts.draft > 0);
  });
});
