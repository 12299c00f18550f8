// An old site's every address answers from its export, and what was not public there is not public here.
import assert from 'node:assert/strict';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, describe, test } from 'node:test';
import { crawl } from './crawl.mjs';
import {
  Vestnik, decodeEntities, importWordpress, newFolder, removeFolders, run, runWell, seedExport, shared, visibleText,
} from './vestnik.mjs';
import { letters, ownTexts, readExport } from './wxr.mjs';

const folder = path.join(shared, 'data/wordpress');
const exports = (await readdir(folder)).filter((name) => name.endsWith('.xml')).sort();
assert.ok(exports.length > 5, 'the exports are there');

after(removeFolders);

const pathOf = (address) => {
  const url = new URL(address);
  return url.pathname + url.search;
};

/** The old addresses that must answer: {target, holds?: what the page that answers must say}. */
function oldAddresses(old) {
  const wanted = [];
  const add = (target, holds) => wanted.push({ target, holds });
  for (const item of old.published) {
    if (/^https?:/.test(item.link)) add(pathOf(item.link), item.title);
    // Exports that went through other sites keep the guid of the first one, whose numbers are not theirs.
    const guid = /^https?:.*\?(?:p|page_id)=(\d+)$/.exec(item.guid);
    if (guid?.[1] === item.number && old.hosts.includes(new URL(item.guid).host)) add(pathOf(item.guid), item.title);
    if (item.number) add(`${old.base}/?p=${item.number}`, item.title);
  }
  for (const item of old.attachments) {
    if (/^https?:/.test(item.link)) add(pathOf(item.link));
    if (item.number) add(`${old.base}/?attachment_id=${item.number}`);
    if (/^https?:/.test(item.attachment) && old.hosts.includes(new URL(item.attachment).host)) add(pathOf(item.attachment));
  }
  for (const slug of old.categories) add(`${old.base}/category/${slug}/`);
  for (const slug of old.tags) add(`${old.base}/tag/${slug}/`);
  // An author of whom nothing is published is the newsroom's: a page would tell who is at work.
  const signed = new Set(old.published.filter((item) => item.type === 'post').map((item) => item.creator));
  const authors = old.authors.filter((login) => signed.has(login) && /^[a-z0-9_-]+$/.test(login));
  for (const login of authors) add(`${old.base}/author/${login}/`);
  for (const below of ['', `/category/${old.categories[0]}`, `/tag/${old.tags[0]}`, `/author/${authors[0]}`]) {
    if (!below.includes('undefined') && /^[\w/%-]*$/.test(below)) add(`${old.base}${below}/feed/`);
  }
  return wanted;
}

const olds = await Promise.all(exports.map((name) => readExport(path.join(folder, name))));
const broken = (await readdir(path.join(folder, 'broken'))).filter((name) => name.endsWith('.xml')).sort();

for (const [index, name] of exports.entries()) {
  const file = path.join(folder, name);
  const old = olds[index];
  describe(name, () => {
    test('every_old_address_answers_and_nothing_hidden_is_seen', async (t) => {
      const data = await newFolder();
      const { stdout } = await importWordpress(file, data);
      assert.ok(stdout.trim(), 'the import ends with a report');
      const server = await Vestnik.serve(data);
      t.after(() => server.stop());

      const failures = [];
      for (const { target, holds } of oldAddresses(old)) {
        const answer = await server.follow(target);
        if (answer.status !== 200) {
          failures.push(`${target} → ${answer.target}: ${answer.status}`);
        } else if (holds && !letters(visibleText(answer.text)).includes(letters(holds))) {
          failures.push(`${target} → ${answer.target} does not say “${holds}”`);
        }
      }
      assert.deepEqual(failures, []);

      // Under a title of its own a hidden item's address might be a public one's; only what is its own counts.
      const published = [...old.published, ...old.attachments];
      const publicLinks = new Set(published.map((item) => item.link));
      for (const item of old.hidden) {
        const targets = item.number ? [`${old.base}/?p=${item.number}`, `${old.base}/?page_id=${item.number}`] : [];
        const atHome = /^https?:/.test(item.link) && !/^\/?$/.test(pathOf(item.link).slice(old.base.length));
        if (atHome && !publicLinks.has(item.link)) targets.push(pathOf(item.link));
        for (const target of targets) {
          const answer = await server.follow(target);
          // WordPress's query addresses fall back to the home front where there is nothing behind them.
          const nothing = answer.status === 404 || (target.startsWith(`${old.base}/?`) && /^\/(\?.*)?$/.test(answer.target));
          if (!nothing) failures.push(`${item.status} “${item.title}” ${target} → ${answer.target}: ${answer.status}`);
        }
      }
      const searches = old.hidden.flatMap((item) => [
        `/search?q=${encodeURIComponent(item.title)}`,
        `/search?q=${encodeURIComponent(item.content.replace(/<[^>]*>/g, ' ').slice(0, 60).trim())}`,
      ]);
      const answers = await crawl(server, { own: old.hosts, more: searches });
      for (const [target, answer] of answers) {
        if (answer.status >= 500) failures.push(`${target}: ${answer.status}`);
      }
      for (const item of old.hidden) {
        const secrets = ownTexts(item, published);
        for (const [target, answer] of answers) {
          // What was searched for stands in the search field.
          const query = new URL(target, 'http://own.invalid').searchParams.get('q') ?? '';
          const seen = visibleText(answer.text.replace(/<form[\s\S]*?<\/form>/g, '')).replaceAll(query || '\0', '');
          const all = target.startsWith('/search') ? seen : decodeEntities(answer.text);
          for (const secret of secrets) {
            if (all.includes(secret)) failures.push(`${target} shows “${secret}” of a ${item.status} item`);
          }
        }
      }
      assert.deepEqual(failures, []);
      assert.equal(await server.stop(), 0);
      assert.equal((await run('check', '--data', data)).status, 0);
    });
  });
}

describe('broken exports', () => {
  const cut = async (bytes) => {
    const file = path.join(await newFolder(), 'cut.xml');
    const whole = await readFile(path.join(folder, 'themeunittestdata.wordpress.xml'));
    await writeFile(file, whole.subarray(0, Math.floor(whole.length * bytes)));
    return file;
  };

  test('end_with_a_message_and_leave_the_site_as_it_was', async (t) => {
    const data = await newFolder();
    await importWordpress(seedExport, data);
    const server = await Vestnik.serve(data);
    t.after(() => server.stop());
    const shown = async () => {
      const answers = await crawl(server, { own: ['news24sofia.eu'] });
      // The search page's tag also tells how far the index has followed, the news sitemap's which two days it looks at.
      const tag = (target, answer) => (/^\/(search|news-sitemap)/.test(target) ? '' : answer.headers.etag);
      return new Map([...answers].map(([target, answer]) => [target, `${answer.status} ${tag(target, answer)} ${answer.text}`]));
    };
    const before = await shown();
    const files = broken.map((name) => path.join(folder, 'broken', name));
    for (const file of [...files, await cut(0.3), await cut(0.9)]) {
      const ended = await run('import', 'wordpress', file, '--data', data);
      assert.equal(ended.status, 1, `${file}: ${ended.stdout}`);
      assert.ok(ended.stderr.trim().length > 10, `${file} ends in a message`);
      const now = await shown();
      assert.deepEqual([...now.keys()].sort(), [...before.keys()].sort());
      const different = [...now].filter(([target, answer]) => answer !== before.get(target)).map(([target]) => target);
      assert.deepEqual(different, [], `${file} changed what readers get`);
    }
    assert.equal(await server.stop(), 0);
    await runWell('check', '--data', data);
  });

  test('leave_nothing_in_an_empty_folder_that_a_good_one_could_trip_over', async () => {
    const data = await newFolder();
    const ended = await run('import', 'wordpress', await cut(0.5), '--data', data);
    assert.equal(ended.status, 1);
    await importWordpress(seedExport, data);
    await runWell('check', '--data', data);
  });
});
