// Every form of address that WordPress answers under: 200, or one redirect to what answers 200; what never was ours is
// a plain 404. Of a fictional portal, and of the exports that others wrote.
import assert from 'node:assert/strict';
import { readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { Vestnik, importWordpress, localPath, newFolder, removeFolders, runWell, seedExport, shared } from './vestnik.mjs';
import { readExport } from './wxr.mjs';

after(removeFolders);

const host = 'https://staryat-glas.example';
const cyrillic = encodeURIComponent('иван-петров').toLowerCase();

const item = (number, name, { type = 'post', link = `${host}/2024/01/${name}/`, status = 'publish', content = '<p>Текст.</p>', date = '2024-01-15', further = '' } = {}) =>
  `<item><title>Новина ${number}</title><link>${link}</link><dc:creator><![CDATA[Иван Петров]]></dc:creator>
<guid>${host}/?p=${number}</guid><content:encoded><![CDATA[${content}]]></content:encoded><wp:post_id>${number}</wp:post_id>
<wp:post_date_gmt>${date} 10:00:00</wp:post_date_gmt><wp:post_name>${name}</wp:post_name><wp:status>${status}</wp:status>
<wp:post_type>${type}</wp:post_type>${further}</item>`;
const term = (domain, slug) => `<category domain="${domain}" nicename="${slug}">${slug}</category>`;

const portal = () => {
  const filed = term('category', 'evropa') + term('post_tag', 'most') + term('oblast', 'burgas');
  const posts = Array.from({ length: 45 }, (_, at) => item(100 + at, `novina-${at}`, { further: filed }));
  return `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Старият глас</title>
<link>${host}</link><language>bg-BG</language><wp:wxr_version>1.2</wp:wxr_version><wp:base_site_url>${host}</wp:base_site_url>
<wp:base_blog_url>${host}</wp:base_blog_url>
<wp:author><wp:author_id>5</wp:author_id><wp:author_login>Иван Петров</wp:author_login><wp:author_display_name>Иван Петров</wp:author_display_name></wp:author>
<wp:category><wp:term_id>2</wp:term_id><wp:category_nicename>svyat</wp:category_nicename><wp:cat_name>Свят</wp:cat_name></wp:category>
<wp:category><wp:term_id>3</wp:term_id><wp:category_nicename>evropa</wp:category_nicename><wp:category_parent>svyat</wp:category_parent><wp:cat_name>Европа</wp:cat_name></wp:category>
<wp:tag><wp:term_id>4</wp:term_id><wp:tag_slug>most</wp:tag_slug><wp:tag_name>Мост</wp:tag_name></wp:tag>
<wp:term><wp:term_id>6</wp:term_id><wp:term_taxonomy>oblast</wp:term_taxonomy><wp:term_slug>burgas</wp:term_slug><wp:term_name>Бургас</wp:term_name></wp:term>
${posts.join('\n')}
${item(300, 'dalga', { content: '<p>Едно</p><!--nextpage--><p>Две</p>', further: filed })}
${item(301, 'snimka', { type: 'attachment', status: 'inherit', link: `${host}/2024/01/dalga/snimka/`, further: `<wp:post_parent>300</wp:post_parent><wp:attachment_url>${host}/wp-content/uploads/2024/01/most.jpg</wp:attachment_url>` })}
${item(302, 'razgovor', { type: 'interview', link: `${host}/intervyuta/razgovor/` })}
${item(303, 'za-nas', { type: 'page', link: `${host}/za-nas/` })}
</channel></rss>`;
};

/** What is wrong with an old address; '' where nothing is. `to`: where it must lead. */
async function wrong(server, target, to) {
  const first = await server.get(target);
  if (first.status === 200) return to && to !== target ? `${target} answers itself, not ${to}` : '';
  if (first.status !== 301) return `${target}: ${first.status}`;
  const led = localPath(first.headers.location);
  if (to && led !== to) return `${target} → ${led}, not ${to}`;
  const end = await server.get(led);
  return end.status === 200 ? '' : `${target} → ${led}: ${end.status}`;
}

test('every_form_of_address_costs_one_redirect_at_most', async (t) => {
  const file = path.join(await newFolder(), 'portal.xml');
  await writeFile(file, portal());
  const data = await newFolder();
  await importWordpress(file, data);
  const server = await Vestnik.serve(data);
  t.after(() => server.stop());
  const author = localPath((await server.get('/?author=5')).headers.location);
  const story = '/2024/01/dalga/';
  const wanted = {
    [story]: story, '/2024/01/dalga': story, '/?p=300': story, '/?p=300&page=2': story, [`${story}2/`]: story,
    [`${story}comment-page-2/`]: story, [`${story}amp/`]: story, [`${story}?amp=1`]: `${story}?amp=1`, [`${story}feed/`]: story,
    [`${story}feed/atom/`]: story, [`${story}embed/`]: story, [`${story}trackback/`]: story, [`${story}?page=2`]: story,
    [`${story}snimka/`]: story, '/?attachment_id=301': story, '/index.php/2024/01/dalga/': story,
    '/wp-content/uploads/2024/01/most.jpg': story, '/wp-content/uploads/2024/01/most-300x200.jpg': story,
    '/wp-content/uploads/2024/01/most.jpg.webp': story,
    '/?cat=3': '/evropa/', '/?cat=3&feed=rss2': '/evropa/feed.xml', '/category/svyat/evropa/': '/evropa/',
    '/category/evropa/': '/evropa/', '/category/svyat/evropa/page/2/': '/evropa/?page=2', '/svyat/evropa/': '/evropa/',
    '/category/svyat/evropa/page/40/': '/evropa/?page=3', '/category/svyat/evropa/feed/': '/evropa/feed.xml',
    '/category/svyat/evropa/feed/rss2/': '/evropa/feed.xml', '/?cat=3&paged=2': '/evropa/?page=2', '/category/evropa/?paged=2': '/evropa/?page=2',
    '/tag/most/': '/topic/most/', '/?tag=most': '/topic/most/', '/?tag_id=4': '/topic/most/',
    '/tag/most/feed/': '/topic/most/feed.xml', '/tag/most/page/2/': '/topic/most/?page=2',
    '/oblast/burgas/': '/topic/burgas/', '/?oblast=burgas': '/topic/burgas/',
    [`/author/${cyrillic}/`]: author, [`/author/${cyrillic}/feed/`]: `${author}feed.xml`,
    [`/author/${cyrillic}/page/2/`]: `${author}?page=2`, [`/?author_name=${cyrillic}`]: author,
    '/intervyuta/razgovor/': '/intervyuta/razgovor/', '/intervyuta/': '/intervyuta/', '/?post_type=interview': '/intervyuta/',
    '/feed/': '/feed.xml', '/feed/atom/': '/feed.atom', '/feed/rss2/': '/feed.xml', '/?feed=atom': '/feed.atom',
    '/?feed=rss2': '/feed.xml', '/comments/feed/': '/feed.xml', '/amp/': '/',
    '/page/3/': '/?page=3', '/page/300/': '/?page=3', '/?paged=2': '/?page=2',
    '/?m=202401': '/2024/01/', '/?m=2024': '/2024/', '/2024/01/': '/2024/01/', '/2024/': '/2024/', '/2024/01/15/': '/2024/01/15/',
    '/2024/01/page/2/': '/2024/01/?page=2', '/2024/01/feed/': '/2024/01/', '/?s=мост': '',
    '/za-nas/': '/za-nas/', '/?page_id=303': '/za-nas/',
  };
  const failures = [];
  for (const [target, to] of Object.entries(wanted)) failures.push(await wrong(server, encodeURI(decodeURI(target)), to));
  assert.deepEqual(failures.filter(Boolean), []);
  for (const none of ['/wp-json/wp/v2/posts', '/wp-login.php', '/xmlrpc.php', '/wp-admin/', '/wp-cron.php']) {
    assert.equal((await server.get(none)).status, 404, none);
  }
  // The old name with "www." costs no second redirect.
  const www = await server.request('/?p=300', { headers: { host: 'www.staryat-glas.example' } });
  assert.equal(www.status, 301);
  assert.equal(www.headers.location, `${host}${story}`);
  assert.equal(await server.stop(), 0);
});

const folder = path.join(shared, 'data/wordpress');
const exports = [...(await readdir(folder)).filter((name) => name.endsWith('.xml')).map((name) => path.join(folder, name)), seedExport];

describe('exports that others wrote', () => {
  for (const file of exports) {
    test(path.basename(file), async (t) => {
      const old = await readExport(file);
      const data = await newFolder();
      await importWordpress(file, data);
      const server = await Vestnik.serve(data);
      t.after(() => server.stop());
      const targets = ['/feed/', '/feed/atom/', '/comments/feed/', '/?feed=rss2', '/?feed=atom', '/amp/', '/page/2/', '/?paged=2'];
      for (const one of old.published) {
        if (one.number) targets.push(`/?p=${one.number}`, `/?p=${one.number}&page=2`);
        const link = /^https?:/.test(one.link) ? new URL(one.link) : null;
        if (!link || link.search || link.pathname === '/') continue;
        const below = link.pathname.replace(/\/?$/, '/');
        targets.push(link.pathname, below, `${below}feed/`, `${below}feed/rss2/`, `${below}amp/`, `${below}comment-page-1/`, `${below}?amp=1`, `${below}embed/`);
        const pages = one.content.split('<!--nextpage-->').length;
        for (let page = 2; page <= pages; ++page) targets.push(`${below}${page}/`);
        const month = /^(\/(\d{4})\/(\d{2}))\//.exec(below.slice(old.base.length));
        if (month) targets.push(`${month[1]}/`, `/${month[2]}/`, `/?m=${month[2]}${month[3]}`);
      }
      for (const one of old.attachments) {
        if (one.number) targets.push(`/?attachment_id=${one.number}`);
        if (!/^https?:/.test(one.attachment) || !old.hosts.includes(new URL(one.attachment).host)) continue;
        const { pathname } = new URL(one.attachment);
        targets.push(pathname);
        if (/\.(jpe?g|png)$/.test(pathname)) targets.push(pathname.replace(/(\.\w+)$/, '-300x200$1'), `${pathname}.webp`);
      }
      for (const slug of old.categories) {
        for (const rest of ['', 'feed/', 'feed/rss2/', 'page/2/', 'amp/']) targets.push(`${old.base}/category/${slug}/${rest}`);
      }
      for (const slug of old.tags) {
        for (const rest of ['', 'feed/', 'page/2/']) targets.push(`${old.base}/tag/${slug}/${rest}`);
      }
      const failures = [];
      for (const target of new Set(targets)) failures.push(await wrong(server, target));
      assert.deepEqual(failures.filter(Boolean), []);
      assert.equal(await server.stop(), 0);
      await runWell('check', '--data', data);
    });
  }
});
