// Pages fit: the narrowest screens, zoom, larger text, wider spacing, no script, no motion, paper.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newToken, squeeze } from '../portal/vestnik.mjs';
import { inPairs, launch, newReader, open } from './browser.mjs';
import { everyPage, serveDemo } from './demo.mjs';

let server, browser, pages;
before(async () => {
  server = await serveDemo();
  pages = await everyPage(server);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

/** Visits every page with such a browser; what `look(page, name)` answers are faults, prefixed with the page's name. */
async function faultsOfEveryPage(options, look, which = () => true) {
  const faults = await inPairs(pages.filter(which), async ({ name, path }) => {
    const context = await newReader(browser, options);
    const page = await context.newPage();
    await open(page, server.origin + path);
    const found = await look(page, name);
    await context.close();
    return found.map((fault) => `${name}: ${fault}`);
  });
  return faults.flat();
}

/** What is wider than the window, and text that is cut off by its own box. */
const tooWide = (page) =>
  page.evaluate(() => {
    const root = document.scrollingElement;
    const found = [];
    if (root.scrollWidth > root.clientWidth) {
      // Inside a box that scrolls by itself, width is no fault.
      const scrolls = (element) => /auto|scroll|clip|hidden/.test(getComputedStyle(element).overflowX);
      for (const element of document.body.querySelectorAll('*')) {
        const { right, width } = element.getBoundingClientRect();
        if (right <= root.clientWidth + 0.5 || width === 0) continue;
        let parent = element.parentElement;
        while (parent !== document.body && !scrolls(parent)) parent = parent.parentElement;
        if (parent === document.body) found.push(`${element.tagName}.${element.className} ends at ${Math.round(right)}`);
      }
      found.unshift(`${root.scrollWidth} px wide in ${root.clientWidth}`);
    }
    for (const element of document.querySelectorAll('h1, h2, h3, p, a, button, label, summary, figcaption, li, th, td')) {
      const { overflowX, overflowY, clipPath, position } = getComputedStyle(element);
      if (clipPath !== 'none' || position === 'absolute') continue;
      if (overflowY === 'hidden' && element.scrollHeight > element.clientHeight + 1) found.push(`cut off: ${element.textContent}`);
      if (overflowX === 'hidden' && element.scrollWidth > element.clientWidth + 1) found.push(`cut off: ${element.textContent}`);
    }
    return found.slice(0, 6);
  });

const viewport = (width, height) => ({ viewport: { width, height }, deviceScaleFactor: 1 });

describe('a page fits', () => {
  test('a_screen_of_320_px', async () => {
    assert.deepEqual(await faultsOfEveryPage({ screen: 'phone', ...viewport(320, 640) }, tooWide), []);
  });

  // A zoomed window is a window of fewer, larger pixels (1280 by 800 at 200 and 400 %).
  for (const [zoom, width, height] of [[200, 640, 400], [400, 320, 200]]) {
    test(`at_a_zoom_of_${zoom}_percent`, async () => {
      assert.deepEqual(await faultsOfEveryPage(viewport(width, height), tooWide), []);
    });
  }

  test('text_of_twice_the_size', async () => {
    const faults = await faultsOfEveryPage(viewport(360, 740), async (page) => {
      await page.evaluate(() => (document.documentElement.style.fontSize = '200%'));
      return tooWide(page);
    });
    assert.deepEqual(faults, []);
  });

  test('the_spacing_that_readers_may_ask_for', async () => {
    const faults = await faultsOfEveryPage(viewport(360, 740), async (page) => {
      await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(
          '* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }' +
            'p { margin-bottom: 2em !important }',
        );
        document.adoptedStyleSheets = [sheet];
      });
      return tooWide(page);
    });
    assert.deepEqual(faults, []);
  });
});

/** What a reader can read, without what script brings and takes. */
const readable = async (page) =>
  squeeze(
    await page.evaluate(() => {
      const text = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const element = node.parentElement;
        if (element.closest('script, .embed-show, .lightbox, .share li:has(button), .enlarge')) continue;
        if (element.checkVisibility({ visibilityProperty: true })) text.push(node.data);
      }
      return text.join(' ');
    }),
  );

describe('a page is read', () => {
  test('without_script_as_with_it', async () => {
    const texts = new Map();
    await faultsOfEveryPage({}, async (page, name) => (texts.set(name, await readable(page)), []));
    const faults = await faultsOfEveryPage({ javaScriptEnabled: false }, async (page, name) => {
      const bare = await readable(page);
      const full = texts.get(name);
      const pictures = await page.evaluate(() => [...document.images].filter((image) => image.naturalWidth === 0).map(({ src }) => src));
      return [...(bare === full ? [] : [`reads “${bare.slice(0, 200)}” for “${full.slice(0, 200)}”`]), ...pictures];
    });
    assert.deepEqual(faults, []);
    for (const [name, text] of texts) assert.ok(text.length > 200, `${name} says little: ${text}`);
  });

  test('whole_soon_after_its_first_screens_and_at_once_without_script', async () => {
    const skipped = () => [...document.querySelectorAll('main *, footer')]
      .filter((part) => part.checkVisibility() && part.firstElementChild && !part.firstElementChild.checkVisibility({ contentVisibilityAuto: true })).length;
    for (const { script, javaScriptEnabled = true } of [{ script: 'comes' }, { script: 'is lost' }, { script: 'is off', javaScriptEnabled: false }]) {
      const context = await newReader(browser, { screen: 'phone', javaScriptEnabled });
      const page = await context.newPage();
      if (script === 'is lost') await page.route('**/assets/site.*', (route) => route.abort());
      await page.goto(server.origin + '/', { waitUntil: 'load' });
      if (script === 'comes') await page.waitForFunction(`(${skipped})() === 0`, undefined, { timeout: 20_000 });
      else assert.equal(await page.evaluate(skipped) > 0, script === 'is lost', script);
      await context.close();
    }
  });

  test('without_motion_where_the_reader_wants_none', async () => {
    const faults = await faultsOfEveryPage({ reducedMotion: 'reduce' }, (page) =>
      page.evaluate(() => {
        const found = [];
        if (getComputedStyle(document.documentElement).scrollBehavior !== 'auto') found.push('scrolls smoothly');
        for (const animation of document.getAnimations()) found.push(`moves: ${animation.effect.target.outerHTML.slice(0, 80)}`);
        for (const element of document.body.querySelectorAll('*')) {
          const { animationName, transitionDuration } = getComputedStyle(element);
          if (animationName !== 'none' || parseFloat(transitionDuration) > 0) found.push(`would move: ${element.className}`);
        }
        return found.slice(0, 5);
      }));
    assert.deepEqual(faults, []);
  });

  test('in_forced_colours', async () => {
    // Chromium's own palette: a page that is drawn with its background would vanish.
    const faults = await faultsOfEveryPage({ forcedColors: 'active' }, (page) =>
      page.evaluate(() => {
        const background = getComputedStyle(document.body).backgroundColor;
        return [...document.querySelectorAll('h1, h2, h3, p, a')]
          .filter((element) => element.checkVisibility() && getComputedStyle(element).color === background)
          .map((element) => `unseen: ${element.textContent}`)
          .slice(0, 5);
      }));
    assert.deepEqual(faults, []);
  });

  test('on_white_paper_where_the_screen_is_dark', async () => {
    const faults = await faultsOfEveryPage({ colorScheme: 'dark' }, async (page) => {
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
      return page.evaluate(() => {
        const luminance = (colour) => {
          const [r, g, b] = colour.match(/[\d.]+/g).map((part) => (part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        // Browsers leave backgrounds away on paper unless they are told otherwise: everything has to be read on white.
        return [...document.querySelectorAll('h1, h2, h3, p, a, li, figcaption, time, td, mark')]
          .filter((element) => element.checkVisibility() && element.textContent.trim() && !element.closest('.breaking-sign'))
          .filter((element) => 1.05 / (luminance(getComputedStyle(element).color) + 0.05) < 4.5)
          .map((element) => `pale: ${element.tagName}.${element.className} ${element.textContent.slice(0, 40)}`)
          .slice(0, 4);
      });
    }, ({ name }) => !/^(search|4)/.test(name));
    assert.deepEqual(faults, []);
  });

  test('on_paper_to_the_last_column_of_a_table', async () => {
    const paragraph = (text) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
    const row = (words) => ({ type: 'tableRow', content: words.map((word) => ({ type: 'tableCell', content: [paragraph(word)] })) });
    const columns = Array.from({ length: 14 }, (_, i) => `Показател ${i}`);
    const { address } = await server.api(await newToken(server.data)).addPublished({
      headline: 'Таблица с много колони', section: 'politika',
      body: { type: 'doc', content: [
        { type: 'table', content: [row(columns), row(columns)] },
        { type: 'codeBlock', content: [{ type: 'text', text: 'без_край_'.repeat(40) }] },
      ] },
    });
    const context = await newReader(browser, viewport(700, 1000));
    const page = await context.newPage();
    await page.goto(server.origin + address);
    const hidden = () => [...document.querySelectorAll('.body .table, .body pre')].filter((box) => box.scrollWidth > box.clientWidth).length;
    assert.equal(await page.evaluate(hidden), 2, 'on a screen both are scrolled');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.evaluate(hidden), 0);
    await context.close();
  });

  test('on_paper_without_navigation_and_advertising', async () => {
    const printed = ({ name }) => !/^(search|4)/.test(name);
    const faults = await faultsOfEveryPage({}, async (page) => {
      await page.emulateMedia({ media: 'print' });
      const found = await page.evaluate(() =>
        ['nav', '.slot', '.menu', '.masthead-search', '.share', '.skip', '.imprint', 'form', 'button']
          .flatMap((selector) => [...document.querySelectorAll(selector)])
          .filter((element) => element.checkVisibility() && element.getBoundingClientRect().height > 0)
          .map((element) => `printed: ${element.tagName}.${element.className}`));
      const shown = await page.evaluate(() => [...document.querySelectorAll('h1, .story-headline, .body p, .nameplate')]
        .filter((element) => !element.checkVisibility()).map((element) => `not printed: ${element.textContent.slice(0, 60)}`));
      const bytes = (await page.pdf({ format: 'A4' })).length;
      return [...found, ...shown.slice(0, 3), ...(bytes > 10_000 ? [] : [`${bytes} bytes of PDF`])];
    }, printed);
    assert.deepEqual(faults, []);
  });
});
