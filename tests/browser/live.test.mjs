// A page that stays open: what is new is said, shown when the reader asks, and nothing moves before.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { bodyOf, newToken } from '../portal/vestnik.mjs';
import { launch, newReader, watch } from './browser.mjs';
import { serveDemo } from './demo.mjs';

let server, browser, api;
before(async () => {
  server = await serveDemo();
  api = server.api(await newToken(server.data));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const entry = (minute, text) => ({
  type: 'liveEntry',
  attrs: { at: `2026-11-27T10:${String(minute).padStart(2, '0')}:00+02:00` },
  content: bodyOf(text).content,
});
// Newest first, enough of them for a page that scrolls.
const coverage = (newest) => ({
  headline: 'Изборната нощ минута по минута', section: 'politika', kind: 'live',
  body: { type: 'doc', content: Array.from({ length: newest + 1 }, (_, i) => entry(newest - i, `Съобщение ${newest - i}. ` + 'Дълъг ред. '.repeat(60))) },
});

/** A reader's page whose stream is open. */
async function at(path, options) {
  const context = await newReader(browser, options);
  const page = await context.newPage();
  const complaints = await watch(page, server.origin);
  const asked = [];
  page.on('request', (request) => request.url().includes('/events?') && asked.push(request.url()));
  const opened = page.waitForResponse((answer) => answer.url().includes('/events?'));
  await page.goto(server.origin + path);
  assert.equal((await opened).status(), 200);
  return { context, page, complaints, asked, bar: page.locator('[data-events] button') };
}

describe('a page that stays open', () => {
  test('new_entries_of_live_coverage_come_in_without_moving_what_is_read', async () => {
    const { id, address } = await api.addPublished(coverage(9));
    const { context, page, complaints, bar } = await at(address);
    assert.equal(await page.locator('[data-events]').getAttribute('role'), 'status');
    const reading = page.getByText('Съобщение 4.');
    await reading.scrollIntoViewIfNeeded();
    const place = () => reading.evaluate((element) => element.getBoundingClientRect().top);
    const before = await place();
    await api.save(id, coverage(11));
    await api.publish(id);
    await bar.waitFor();
    assert.equal(await bar.textContent(), '2 нови съобщения – покажи');
    assert.equal(await page.locator('.live-entry').count(), 10, 'not before the reader asks');
    assert.ok(Math.abs((await place()) - before) < 1, 'what is read has moved');
    assert.equal(await page.evaluate(() => document.activeElement === document.body), true, 'nor has the focus');
    await page.evaluate(() => (document.sameDocument = true));
    // As scripts do to galleries, and a reader to a film that is shown when asked for.
    await reading.evaluate((element) => element.append(Object.assign(document.createElement('b'), { id: 'opened' })));
    await bar.click();
    const first = page.locator('.live-entry').first();
    await first.getByText('Съобщение 11.').waitFor();
    assert.equal(await page.locator('.live-entry').count(), 12);
    assert.equal(await page.evaluate(() => document.sameDocument), true, 'no reload');
    assert.ok(await first.evaluate((element) => element === document.activeElement), 'the focus is where the new begins');
    assert.equal(await page.locator('#opened').count(), 1, 'what has not changed is left as it is');
    assert.equal(await bar.count(), 0);
    const order = await page.locator('.live-entry').evaluateAll((all) => all.map(({ id }) => id));
    assert.deepEqual(order, [...order].sort().reverse());
    assert.deepEqual(complaints, []);
    await context.close();
  });

  test('a_front_says_how_many_headlines_are_new', async () => {
    const { context, page, complaints, bar } = await at('/');
    await api.addPublished({ headline: 'Съвсем нова новина', section: 'politika', body: bodyOf('Текст.') });
    await bar.waitFor();
    assert.equal(await bar.textContent(), '1 ново заглавие – покажи');
    assert.equal(await page.getByText('Съвсем нова новина').count(), 0);
    await bar.click();
    await page.getByText('Съвсем нова новина').first().waitFor();
    assert.deepEqual(complaints.filter((line) => !/failed: .*\/events\?.*ABORTED/.test(line)), []);
    await context.close();
  });

  test('only_what_is_looked_at_is_told', async () => {
    const { context, page, asked, bar } = await at('/obshtestvo/');
    const hide = (hidden) => page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
    await hide(true);
    await api.addPublished({ headline: 'Докато никой не гледа', section: 'obshtestvo', body: bodyOf('Текст.') });
    await page.waitForTimeout(500);
    assert.equal(await bar.count(), 0);
    await hide(false);
    await bar.waitFor();
    assert.equal(asked.length, 2);
    assert.match(asked[1], /since=\d+/);
    await context.close();
  });

  test('who_saves_data_is_left_alone', async () => {
    const context = await newReader(browser);
    const page = await context.newPage();
    await page.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { saveData: true } }));
    let asked = false;
    page.on('request', (request) => (asked ||= request.url().includes('/events')));
    await page.goto(server.origin + '/');
    await page.waitForTimeout(4000);
    assert.equal(asked, false);
    await context.close();
  });

  test('pages_that_nothing_comes_to_do_not_have_the_script', async () => {
    for (const [path, has] of [['/', true], ['/obshtestvo/', true], ['/obshtestvo/?page=2', false], ['/search', false], ['/svyat/vlakat-lisabon-talin/', false]]) {
      const { text, status } = await server.get(path);
      if (status === 200) assert.equal(/\/assets\/live\./.test(text), has, path);
    }
  });
});
