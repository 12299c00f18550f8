// Two walls before a reader's browser, each tried without the other. The sanitiser: attacks that came in by an export, by
// JSON lines or by the API, opened with the policy off. The policy: the same attacks put raw into a page that the portal
// sends. Through neither wall anything runs; without both, it does.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Vestnik, importWordpress, newFolder, newToken, removeFolders, runWell } from '../portal/vestnik.mjs';
import { Arena, attacks } from './attacks.mjs';
import { launch, newReader } from './browser.mjs';

const all = await attacks();

/** What runs when `items` are opened, two at a time: [name: run]. */
async function runsOf(browser, origin, items, options) {
  const runs = [];
  let next = 0;
  const worker = async () => {
    const context = await newReader(browser, options);
    const arena = await Arena.open(context, origin);
    while (next < items.length) {
      const { name, address } = items[next++];
      for (const run of await arena.attempt(origin + address)) runs.push({ name, run });
    }
    await context.close();
  };
  await Promise.all([worker(), worker()]);
  return runs;
}

const cdata = (text) => `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;

function wordpressExport() {
  const items = all.map(({ html }, at) => {
    const id = at + 1;
    const content = (at % 2 ? '<!-- wp:html -->' : '') + html + `\n\n[caption id="x" caption="${html}"]<img src="x.jpg">${html}[/caption]`;
    return `<item><title>${cdata(html)}</title><link>https://old.example/wxr-${id}/</link><pubDate>Tue, 24 Nov 2026 10:00:00 +0000</pubDate>
      <dc:creator>ed</dc:creator><content:encoded>${cdata(content)}</content:encoded><excerpt:encoded>${cdata(html)}</excerpt:encoded>
      <wp:post_id>${id}</wp:post_id><wp:post_date>2026-11-24 12:00:00</wp:post_date><wp:post_date_gmt>2026-11-24 10:00:00</wp:post_date_gmt>
      <wp:post_name>wxr-${id}</wp:post_name><wp:status>publish</wp:status><wp:post_type>post</wp:post_type>
      <category domain="category" nicename="novini">Новини</category><category domain="post_tag" nicename="t${id}">${cdata(html)}</category>
      <wp:comment><wp:comment_id>${id}</wp:comment_id><wp:comment_author>${cdata(html)}</wp:comment_author><wp:comment_author_url>${cdata(html)}</wp:comment_author_url>
      <wp:comment_date_gmt>2026-11-24 11:00:00</wp:comment_date_gmt><wp:comment_content>${cdata(`т ${html}`)}</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment></item>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
    xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
    <channel><title>Стар сайт</title><link>https://old.example</link><language>bg</language><wp:wxr_version>1.2</wp:wxr_version>
    <wp:base_site_url>https://old.example</wp:base_site_url><wp:base_blog_url>https://old.example</wp:base_blog_url>
    <wp:author><wp:author_login>ed</wp:author_login><wp:author_display_name>${cdata('<img src=x onerror=alert(1)>')}</wp:author_display_name></wp:author>
    ${items.map((item) => item.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g, '')).join('\n')}</channel></rss>`;
}

const inNames = '<img src=x onerror=alert(1)>"onload="alert(1)';
const jsonLines = () =>
  all.map(({ html }, at) => JSON.stringify({
    slug: `jsonl-${at + 1}`, headline: 'Х', html: `<p>Х</p>${html}`, section: { slug: 'svyat', name: 'Свят' },
    authors: [{ slug: 'author', name: `Х ${inNames}` }], topics: [{ slug: 'topic', name: `Х ${inNames}` }],
    published_at: '2026-11-24T10:00:00Z',
  })).join('\n');

/** Bodies as the newsroom's API takes them, with an attack in every place that holds text or an address. */
const bodies = ({ html }) => [
  { type: 'rawHtml', attrs: { html } },
  { type: 'paragraph', content: [{ type: 'text', text: html.slice(0, 900) || 'x' }] },
  { type: 'paragraph', content: [{ type: 'text', text: 'X', marks: [{ type: 'link', attrs: { href: html.slice(0, 900) } }] }] },
  { type: 'image', attrs: { src: html.slice(0, 900), href: html.slice(0, 900), alt: html.slice(0, 200), caption: html.slice(0, 200), credit: html.slice(0, 200) } },
  { type: 'embed', attrs: { url: html.slice(0, 900), provider: 'youtube', title: html.slice(0, 200) } },
].map((block) => ({ type: 'doc', content: [block] }));

/** Serves real pages of `server` with its own headers; under /raw/N with attack N in place of the article's text. */
async function withoutSanitiser(server, article) {
  const proxy = http.createServer(async (request, response) => {
    const raw = /^\/raw\/(\d+)$/.exec(request.url);
    const answer = await server.get(raw ? article : request.url);
    let { body } = answer;
    if (raw) {
      const from = answer.text.indexOf('<div class="body">'), to = answer.text.indexOf('<div class="story-foot">');
      assert.ok(from > 0 && to > from, 'the page has an article');
      body = `${answer.text.slice(0, from)}<div class="body">${all[raw[1]].html}</div>${answer.text.slice(to)}`;
    }
    const { 'content-length': _, etag: __, connection: ___, ...headers } = answer.headers;
    response.writeHead(answer.status, headers).end(body);
  });
  await new Promise((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${proxy.address().port}`, close: () => (proxy.closeAllConnections(), proxy.close()) };
}

let server, origin, browser, raw;
before(async () => {
  const data = await newFolder();
  const exported = path.join(data, '..', `${path.basename(data)}.xml`), lines = exported.replace('.xml', '.jsonl');
  await writeFile(exported, wordpressExport());
  await writeFile(lines, jsonLines());
  await importWordpress(exported, data);
  await runWell('import', 'jsonl', lines, '--data', data);
  const token = await newToken(data);
  server = await Vestnik.serve(data);
  server.token = token;
  origin = `http://127.0.0.1:${server.port}`;
  browser = await launch();
  raw = await withoutSanitiser(server, '/svyat/jsonl-1/');
});
after(async () => {
  raw?.close();
  await browser?.close();
  await server?.stop();
  await removeFolders();
});

const off = { bypassCSP: true };
const rawItems = () => all.map(({ name }, at) => ({ name, address: `/raw/${at}` }));

async function answering(items) {
  for (const { address } of items) assert.equal((await server.get(address)).status, 200, address);
  return items;
}

/** Whether this page's text is not among `bodies`, to which it is added: what renders alike is opened once. */
function isNew(bodies, html) {
  const from = html.indexOf('<div class="body">'), to = html.indexOf('<div class="story-foot">');
  assert.ok(from > 0 && to > from, html.slice(0, 400));
  const before = bodies.size;
  return bodies.add(html.slice(from, to)).size > before;
}

describe('with the policy off nothing runs', () => {
  test('of_what_an_export_brought', async () => {
    const items = await answering(all.map(({ name }, at) => ({ name, address: `/wxr-${at + 1}/` })));
    assert.deepEqual(await runsOf(browser, origin, items, off), []);
  });

  test('of_what_json_lines_brought', async () => {
    const items = [], seen = new Set();
    for (const [at, { name }] of all.entries()) {
      const address = `/svyat/jsonl-${at + 1}/`;
      if (isNew(seen, (await server.get(address)).text)) items.push({ name, address });
    }
    assert.ok(items.length > all.length / 3, `${items.length} pages`);
    assert.deepEqual(await runsOf(browser, origin, items, off), []);
  });

  test('of_what_the_newsroom_sent', async () => {
    const api = server.api(server.token);
    const items = [], seen = new Set();
    const publish = async (body) => {
      const answer = await api.call('POST', 'articles', { headline: 'х', section: 'svyat', body });
      if (answer.status === 400) return null;
      assert.equal(answer.status, 201, answer.text);
      const { address } = await api.publish(answer.json().id);
      return { address, type: body.content[0].type, page: (await server.get(address)).text };
    };
    for (const attack of all) {
      for (const made of await Promise.all(bodies(attack).map(publish))) {
        if (made && isNew(seen, made.page)) items.push({ name: `${attack.name} as ${made.type}`, address: made.address });
      }
    }
    assert.ok(items.length > all.length, `${items.length} pages`);
    assert.deepEqual(await runsOf(browser, origin, items, off), []);
  });
});

describe('with the sanitiser off', () => {
  test('the_policy_lets_nothing_run', async () => {
    assert.deepEqual(await runsOf(browser, raw.origin, rawItems(), {}), []);
  });

  test('and_the_policy_off_too_attacks_do_run', async () => {
    const ran = new Set((await runsOf(browser, raw.origin, rawItems(), off)).map(({ name }) => name));
    const silent = all.filter(({ name, runs }) => runs && !ran.has(name)).map(({ name, html }) => `${name}: ${html}`);
    assert.deepEqual(silent, [], 'the watch sees what it should');
    assert.ok(ran.size > 80, `${ran.size} of ${all.length} attacks ran`);
  });
});
