// Everything by keyboard: what has the focus is seen, menus and pictures open and close, nothing traps. And what others
// offer to show is asked for only when the reader says so.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inPairs, launch, newReader, open, watch } from './browser.mjs';
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

async function at(name, options) {
  const context = await newReader(browser, options);
  const page = await context.newPage();
  await open(page, server.origin + pages.find((each) => each.name === name).path);
  return page;
}

/** The element that has the focus: what it is, where it is, how its focus is shown. */
const focused = (page) =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return null;
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    const x = Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1);
    const y = Math.min(Math.max(box.y + Math.min(box.height / 2, innerHeight), 0), innerHeight - 1);
    const top = document.elementFromPoint(x, y);
    return {
      what: `${element.tagName} “${(element.getAttribute('aria-label') ?? element.textContent).trim().slice(0, 50)}”`,
      outlined: outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2,
      inside: box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
      // Another link may lie over the text of a card, never over another focus.
      covered: !!top && !element.contains(top) && !top.contains(element) && !!top.closest('dialog, .menu-panel, .skip'),
      order: [...document.querySelectorAll('*')].indexOf(element),
    };
  });

describe('by keyboard', () => {
  for (const screen of ['phone', 'desktop']) {
    test(`the_focus_is_seen_goes_down_the_page_and_out_of_it_on_a_${screen}`, async () => {
      const faults = await inPairs(pages, async ({ name, path }) => {
        // Without motion: a page that glides to what has the focus is measured before it is there.
        const context = await newReader(browser, { screen, reducedMotion: 'reduce' });
        const page = await context.newPage();
        await open(page, server.origin + path);
        const stops = await page.evaluate(() =>
          [...document.querySelectorAll('a[href], button, input, select, summary')].filter(
            (element) => element.checkVisibility({ contentVisibilityAuto: true }) && !element.closest('dialog, details:not([open]) > :not(summary)')).length);
        const found = [];
        let last = -1, count = 0;
        for (; count < stops + 30; ++count) {
          await page.keyboard.press('Tab');
          const now = await focused(page);
          if (!now || now.order < last) break;
          last = now.order;
          if (!now.outlined) found.push(`no outline: ${now.what}`);
          if (!now.inside) found.push(`out of sight: ${now.what}`);
          if (now.covered) found.push(`covered: ${now.what}`);
        }
        // A date field has a stop for each of its parts.
        if (count < stops || count > stops + 20) found.push(`${count} stops of ${stops}`);
        await context.close();
        return found.slice(0, 5).map((fault) => `${name}: ${fault}`);
      });
      assert.deepEqual(faults.flat(), []);
    });
  }

  test('the_first_stop_leads_to_the_content', async () => {
    const page = await at('news');
    await page.keyboard.press('Tab');
    const skip = await focused(page);
    assert.match(skip.what, /Към съдържанието/);
    assert.ok(skip.inside && skip.outlined);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)));
    await page.context().close();
  });

  test('the_menu_opens_leads_on_and_closes_by_escape', async () => {
    const page = await at('home', { screen: 'phone' });
    const summary = page.locator('details.menu > summary');
    await summary.focus();
    await page.keyboard.press('Enter');
    assert.ok(await page.locator('details.menu[open] .menu-panel').isVisible());
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.name), 'q');
    await page.keyboard.press('Escape');
    assert.ok(!(await page.locator('.menu-panel').isVisible()));
    assert.ok(await summary.evaluate((element) => element === document.activeElement));
    await page.keyboard.press('Enter');
    const first = page.locator('.menu-list a').first();
    const address = await first.getAttribute('href');
    await first.focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(server.origin + address);
    await page.context().close();
  });

  test('pictures_of_a_gallery_open_turn_and_close', async () => {
    const page = await at('gallery');
    const enlarge = page.locator('.enlarge').first();
    await enlarge.focus();
    assert.ok((await enlarge.getAttribute('aria-label')).length > 3);
    await page.keyboard.press('Enter');
    const dialog = page.locator('dialog.lightbox');
    assert.ok(await dialog.isVisible());
    assert.equal(await dialog.getAttribute('aria-label'), 'Снимки');
    assert.ok(await page.evaluate(() => document.querySelector('dialog').contains(document.activeElement)), 'the focus is in the dialog');
    const shown = () => dialog.locator('img').evaluate(async (image) => {
      await image.decode();
      return { file: image.currentSrc, alt: image.alt, wide: image.getBoundingClientRect().width, window: innerWidth };
    });
    const one = await shown();
    assert.ok(one.wide > 200 && one.wide <= one.window, JSON.stringify(one));
    await page.keyboard.press('ArrowRight');
    const two = await shown();
    assert.notEqual(two.file, one.file);
    await page.keyboard.press('ArrowLeft');
    assert.equal((await shown()).file, one.file);
    await page.keyboard.press('Escape');
    assert.ok(!(await dialog.isVisible()));
    assert.ok(await enlarge.evaluate((element) => element === document.activeElement), 'the focus is back');
    await page.context().close();
  });

  test('copying_the_address_is_told_of_beside_its_button_and_where_it_is_refused_the_address_is_shown', async () => {
    const page = await at('news');
    const problems = [];
    page.on('pageerror', (problem) => problems.push(problem.message));
    const button = page.locator('[data-copy]');
    const label = await button.textContent();
    for (const [refused, said] of [[false, 'data-done'], [true, 'data-copy']]) {
      await page.evaluate((refused) => {
        navigator.clipboard.writeText = () => (refused ? Promise.reject(new Error('refused')) : Promise.resolve());
      }, refused);
      await button.press('Enter');
      await page.locator('[data-copy] + [role=status]', { hasText: await button.getAttribute(said) }).waitFor();
      assert.equal(await button.textContent(), label);
    }
    assert.deepEqual(problems, []);
    await page.context().close();
  });

  test('a_search_is_sent_and_its_hits_are_reached', async () => {
    const page = await at('search');
    await page.locator('main input[type=search]').focus();
    await page.keyboard.type('море');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?q=/);
    assert.ok((await page.locator('.search-hits .card').count()) > 0);
    assert.ok((await page.locator('.search-hits mark').count()) > 0);
    await page.context().close();
  });
});

describe('an embed', () => {
  for (const name of ['video', 'news with an embed']) {
    test(`contacts_nobody_before_it_is_asked_for_on_the_page_${name.replaceAll(' ', '_')}`, async () => {
      const context = await newReader(browser);
      const page = await context.newPage();
      const elsewhere = [];
      await page.route((url) => url.origin !== server.origin, (route) => {
        elsewhere.push(new URL(route.request().url()));
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>player</title>' });
      });
      const complaints = await watch(page, server.origin);
      await open(page, server.origin + pages.find((each) => each.name === name).path);
      const card = page.locator('[data-frame]').first();
      const hints = await page.evaluate(() => document.querySelectorAll('link[rel~=preconnect], link[rel~=dns-prefetch], iframe').length);
      assert.deepEqual([complaints, hints], [[], 0]);
      const asked = new URL(await card.getAttribute('data-frame'));
      await card.locator('button').focus();
      await page.keyboard.press('Enter');
      const frame = card.locator('iframe');
      await frame.waitFor();
      await page.waitForLoadState('networkidle');
      assert.deepEqual(elsewhere.map(String), [asked.href]);
      assert.ok((await frame.getAttribute('title')).length > 3);
      assert.ok(await frame.evaluate((element) => element === document.activeElement), 'the focus follows');
      assert.deepEqual(complaints.filter((line) => !line.startsWith('elsewhere: ')), []);
      await context.close();
    });
  }
});
