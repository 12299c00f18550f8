// The home front looks composed whatever share of its stories has a picture, however long headlines are, and however few
// stories there are: no part of the desktop's page stays empty.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Vestnik, newFolder, removeFolders, runWell, shared } from '../portal/vestnik.mjs';
import { launch, newReader } from './browser.mjs';

const photos = path.join(shared, 'data/photos/orientation');
const words = 'мостът общината реката водата срокът пътят проектът жители работници отново училище високоскоростната сесия'.split(' ');
const sections = ['Общество', 'Политика', 'Свят', 'Култура', 'Спорт'];
const phrase = (count, from) => Array.from({ length: count }, (_, i) => words[(from * 5 + i * 3) % words.length]).join(' ');

/** `pictured` of every ten stories have a picture; headlines have 2 to 14 words, a third of the stories no deck. */
function story(i, pictured) {
  return {
    slug: `story-${i}`,
    headline: `№ ${i} ${phrase([2, 4, 6, 9, 14][(i * 7) % 5], i)}`,
    deck: i % 3 === 2 ? '' : phrase([5, 10, 18][i % 3], i + 1),
    html: `<p>${phrase(40, i)}</p>`,
    section: { slug: `section-${(i * i) % sections.length}`, name: sections[(i * i) % sections.length] },
    authors: [{ slug: 'ana', name: 'Ана' }],
    topics: [],
    published_at: new Date(Date.UTC(2026, 4, 20) - i * 3_600_000).toISOString(),
    ...((i * 3) % 10 < pictured && { image: { file: 'landscape_1.jpg', credit: 'Снимка: архив', alt: 'Изглед' } }),
  };
}

let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await removeFolders();
});

/** Columns of the top that end far above the others, and columns of zones in which nothing stands. */
const emptyParts = (page) =>
  page.evaluate(() => {
    const found = [];
    const bottom = (element) => Math.max(...[...element.querySelectorAll('h2, h3, p, img')].map((each) => each.getBoundingClientRect().bottom));
    const columns = [...document.querySelectorAll('.front > *')];
    const top = Math.min(...columns.map((column) => column.getBoundingClientRect().top));
    const end = Math.max(...columns.map(bottom));
    for (const column of columns) {
      const hole = end - bottom(column);
      if (hole > Math.max(120, 0.45 * (end - top))) found.push(`${column.className}: ${Math.round(hole)} px of ${Math.round(end - top)} are empty`);
    }
    for (const zone of document.querySelectorAll('.zone-stories')) {
      const { left, width } = zone.getBoundingClientRect();
      const cards = [...zone.children].map((card) => card.getBoundingClientRect());
      for (let twelfth = 0; twelfth < 12; ++twelfth) {
        const x = left + ((twelfth + 0.5) * width) / 12;
        if (!cards.some((card) => card.left - 40 <= x && x <= card.right + 40)) {
          found.push(`${zone.parentElement.className} with ${cards.length}: nothing in the twelfth ${twelfth + 1}`);
          break;
        }
      }
    }
    return found;
  });

describe('a front', () => {
  for (const stories of [1, 3, 7, 15, 60]) {
    for (const pictured of [0, 4, 10]) {
      test(`of_${stories}_with_${pictured * 10}_percent_of_pictures_has_no_empty_part`, async () => {
        const data = await newFolder();
        const file = path.join(await newFolder(), 'stories.jsonl');
        await writeFile(file, Array.from({ length: stories }, (_, i) => JSON.stringify(story(i, pictured))).join('\n'));
        await runWell('import', 'jsonl', file, '--media', photos, '--data', data);
        const server = await Vestnik.serve(data);
        const found = [];
        for (const width of [1024, 1280, 1920]) {
          const context = await newReader(browser, { viewport: { width, height: 900 } });
          const page = await context.newPage();
          for (const address of ['/', '/section-0/story-0/']) {
            await page.goto(`http://127.0.0.1:${server.port}${address}`, { waitUntil: 'domcontentloaded' });
            await page.waitForFunction(() => [...document.styleSheets].length > 0);
            found.push(...(await emptyParts(page)).map((each) => `${width}: ${address} ${each}`));
            const wide = await page.evaluate(() => document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth);
            if (wide > 0) found.push(`${width}: ${address} is ${wide} px too wide`);
          }
          await context.close();
        }
        await server.stop();
        assert.deepEqual(found, []);
      });
    }
  }
});
