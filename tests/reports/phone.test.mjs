// A reader with a small phone and a bad network: what the page weighs, how it fits, and what it says when something goes
// wrong. REPORTS_PICTURES=FOLDER keeps pictures.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';

import { launch } from '../newsroom/desk.mjs';
import { newFolder, newToken, removeFolders, runWell, shared, Vestnik } from '../portal/vestnik.mjs';

const minutes = 60_000;
const axe = await readFile(createRequire(new URL('../../web/package.json', import.meta.url)).resolve('axe-core/axe.min.js'), 'utf8');
const pictures = process.env.REPORTS_PICTURES;
let server, browser, api;

before(async () => {
  const data = path.join(await newFolder(), 'data');
  await runWell('demo', '--data', data);
  server = await Vestnik.serve(data);
  api = server.api(await newToken(data, 'chief'));
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolders();
});

const address = (language) => `http://127.0.0.1:${server.port}/report/?lang=${language}`;
const small = { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
async function open(options = {}, language = 'bg') {
  const context = await browser.newContext({ ...small, ...options });
  const page = await context.newPage();
  await page.goto(address(language));
  if (options.javaScriptEnabled !== false) await page.locator('html[data-program=ready]').waitFor();
  return { context, page };
}

/** Nothing is wider than the screen, nothing is cut off, axe finds nothing. */
async function fits({ context, page }, name) {
  if (pictures) await page.screenshot({ path: path.join(pictures, `phone-${name}.png`), fullPage: true });
  // Of the device: what is too wide makes a phone's window wider.
  const { width } = page.viewportSize();
  const wide = await page.evaluate((width) => [...document.querySelectorAll('main *, header *')]
    .filter((each) => !each.closest('.unseen, .decoy, .skip') && each.getBoundingClientRect().right > width + 1 && each.getClientRects().length)
    .map((each) => `${each.tagName}.${each.className} ${Math.round(each.getBoundingClientRect().right)}`), width);
  assert.deepEqual(wide, [], name);
  // Only machines see it.
  assert.deepEqual(await page.evaluate(() => [...document.querySelectorAll('.decoy, .decoy *')]
    .map((each) => each.getBoundingClientRect().right).filter((right) => right > 0)), [], name);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth) <= width, name);
  const cdp = await context.newCDPSession(page);
  const { result } = await cdp.send('Runtime.evaluate', {
    expression: `${axe}; axe.run(document, { resultTypes: ['violations'] }).then((found) => JSON.stringify(found.violations.map((each) => each.id + ': ' + each.nodes.map((node) => node.target).join(' '))))`,
    awaitPromise: true, returnByValue: true,
  });
  assert.deepEqual(JSON.parse(result.value), [], name);
}

test('the page fits the smallest phones, with text twice as large too, in both languages', { timeout: 4 * minutes }, async () => {
  for (const language of ['bg', 'en']) {
    for (const [name, options, enlarged] of [['plain', {}, ''], ['dark', { colorScheme: 'dark' }, ''], ['large', {}, '200%'], ['no-script', { javaScriptEnabled: false }, '']]) {
      const opened = await open(options, language);
      if (options.javaScriptEnabled === false) {
        // What needs JavaScript is not there.
        for (const each of ['Изберете файлове', 'Choose files', 'Отворете камерата', 'Open the camera']) {
          assert.ok(await opened.page.getByRole('button', { name: each }).isHidden(), each);
        }
        assert.equal(await opened.page.getByRole('button').count(), 1, 'to send');
        if (pictures) await opened.page.screenshot({ path: path.join(pictures, `phone-${language}-${name}.png`), fullPage: true });
        await opened.context.close();
        continue;
      }
      if (enlarged) await opened.page.evaluate((size) => (document.documentElement.style.fontSize = size), enlarged);
      await opened.page.evaluate(() => document.querySelectorAll('details').forEach((each) => (each.open = true)));
      await opened.page.locator('input[type=file]').first().setInputFiles(path.join(shared, 'data/photos/gps/DSCN0010.jpg'));
      await opened.page.locator('.keep').waitFor();
      await fits(opened, `${language}-${name}`);
      await opened.context.close();
    }
  }
});

test('what is needed before a word can be written is small', async () => {
  const weight = async (target, encoding = 'gzip') => (await server.get(target, { headers: { 'accept-encoding': encoding } })).body.length;
  const page = (await server.get('/report/?lang=bg')).text;
  const first = [...page.matchAll(/<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"/g)].map((found) => found[1] ?? found[2]);
  let bytes = await weight('/report/?lang=bg');
  for (const each of first) bytes += await weight(each);
  console.log(`# ${bytes} bytes to write, ${await weight('/report/sealing.js')} more to seal`);
  assert.ok(bytes < 60_000, `${bytes} bytes`);
  assert.ok((await weight('/report/report.js')) < 10_000);
  assert.ok((await weight('/report/sealing.js')) < 300_000);
});

test('what seals comes when somebody begins, and not before', { timeout: minutes }, async () => {
  const context = await browser.newContext(small);
  const page = await context.newPage();
  const asked = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(address('en'), { waitUntil: 'networkidle' });
  assert.ok(asked.includes('/report/report.js'));
  assert.ok(!asked.includes('/report/sealing.js'), 'nobody has touched the page');
  const came = page.waitForResponse('**/report/sealing.js');
  await page.getByRole('textbox', { name: 'What happened?' }).press('A');
  await came;
  await context.close();
});

test('what is done before that has come is done when it is there', { timeout: 3 * minutes }, async () => {
  const context = await browser.newContext(small);
  const page = await context.newPage();
  let arrive;
  const held = new Promise((done) => (arrive = done));
  await page.route('**/report/sealing.js', async (route) => {
    await held;
    await route.continue();
  });
  const sent = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await page.goto(address('en'));
  await page.locator('html[data-program=ready]').waitFor();
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Quicker than the network');
  for (const name of ['DSCN0010.jpg', 'DSCN0042.jpg']) {
    const chosen = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Choose files' }).click();
    await (await chosen).setFiles(path.join(shared, 'data/photos/gps', name));
    // At once, by name and size, for eyes and ears.
    await page.locator('.chosen').filter({ hasText: new RegExp(`${name}.*[0-9] KB.*Being prepared`, 's') }).waitFor({ timeout: 5_000 });
    assert.match(await page.locator('#file-list-said[role=status]').textContent(), new RegExp(`^${name}, [0-9]+ KB: Being prepared`));
  }
  // One that was chosen by mistake is taken back already.
  const third = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choose files' }).click();
  await (await third).setFiles({ name: 'mistake.txt', mimeType: 'image/png', buffer: Buffer.from('x') });
  await page.getByRole('button', { name: 'Remove mistake.txt' }).click();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-label')), 'Remove DSCN0042.jpg');
  await fits({ context, page }, 'being-prepared');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('button', { name: 'Sealing…' }).waitFor();
  assert.ok(await page.getByRole('button', { name: 'Sealing…' }).isDisabled(), 'once is enough');
  assert.deepEqual(sent, [], 'nothing leaves unsealed');
  arrive();
  // Both photos are looked into, and what they tell is asked about before anything is sent.
  await page.getByRole('alert').filter({ hasText: 'Decide first what happens to the details in DSCN0010.jpg' }).waitFor({ timeout: minutes });
  assert.equal(await page.locator('.chosen').count(), 2);
  assert.equal(await page.getByText('Being prepared…').count(), 0);
  assert.deepEqual(await page.locator('.chosen strong').allTextContents(), ['DSCN0010.jpg', 'DSCN0042.jpg'], 'in the order in which they were chosen');
  for (const at of [0, 1]) await page.getByLabel('Send without these details').nth(at).check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Everything has arrived').waitFor({ timeout: 2 * minutes });
  await context.close();
});

test('a network that goes before what seals has come is waited for too', { timeout: 3 * minutes }, async () => {
  const context = await browser.newContext(small);
  const page = await context.newPage();
  await page.goto(address('bg'));
  await page.locator('html[data-program=ready]').waitFor();
  await context.setOffline(true);
  await page.getByRole('textbox', { name: 'Какво се случи?' }).fill('Тунелът дойде по-рано.');
  await page.getByRole('button', { name: 'Изпратете', exact: true }).click();
  await page.getByRole('button', { name: 'Изчакване на мрежата…' }).waitFor({ timeout: minutes });
  await context.setOffline(false);
  await page.locator('#words li').nth(6).waitFor({ timeout: 2 * minutes });
  await context.close();
});

test('every form of the program that is served is the one whose digest is published', async () => {
  const digest = (bytes) => createHash('sha256').update(bytes).digest('hex');
  const list = (await server.get('/report/program.sha256')).text;
  const page = (await server.get('/report/')).text;
  assert.ok(page.includes(digest(list)), 'the page shows the digest of the list');
  const rows = list.trim().split('\n').map((line) => line.split('  '));
  assert.ok(rows.length >= 5, list);
  for (const [sha, name] of rows) {
    for (const [encoding, unpack] of [['identity', (bytes) => bytes], ['gzip', gunzipSync], ['br', brotliDecompressSync]]) {
      const answer = await server.get(`/report/${name}`, { headers: { 'accept-encoding': encoding } });
      const packed = answer.headers['content-encoding'] !== undefined;
      assert.equal(digest(packed ? unpack(answer.body) : answer.body), sha, `${name}, ${encoding}`);
    }
  }
  // What the page's first file brings, it runs with the digest that it names itself.
  const sealing = Buffer.from(rows.find((row) => row[1] === 'sealing.js')[0], 'hex').toString('base64');
  assert.ok((await server.get('/report/report.js')).text.includes(`sha256-${sealing}`));
  // What runs in the page runs with the digest that the page names.
  for (const [, name, named] of page.matchAll(/src="\/report\/([^"]+)" integrity="sha256-([^"]+)"/g)) {
    assert.equal(Buffer.from(named, 'base64').toString('hex'), rows.find((row) => row[1] === name)[0], name);
  }
});

test('a network that is gone is waited for, and the report goes out when it is back', { timeout: 3 * minutes }, async () => {
  const count = async () => (await api.must('GET', 'reports')).reports.length;
  const before = await count();
  const { context, page } = await open({}, 'bg');
  await page.getByRole('textbox', { name: 'Какво се случи?' }).fill('От тунела.');
  // The words and the worker have come, the answers of the server do not.
  await context.route(/\/report\/(desk|letters)$/, (route) => route.abort('internetdisconnected'));
  await page.getByRole('button', { name: 'Изпратете', exact: true }).click();
  await page.getByRole('button', { name: 'Изчакване на мрежата…' }).waitFor();
  assert.equal(await page.locator('#sending').textContent(), 'Изчакване на мрежата…', 'and a screen reader is told');
  assert.equal(await page.getByRole('textbox', { name: 'Какво се случи?' }).inputValue(), 'От тунела.');
  await context.unroute(/\/report\/(desk|letters)$/);
  await page.locator('#words li').nth(6).waitFor({ timeout: 2 * minutes });
  assert.equal(await count(), before + 1);
  await fits({ context, page }, 'receipt');
  // What a screen reader hears first is the heading of what has come.
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'receipt-title');
  await context.close();
});

test('what goes wrong is said in the language of the page, and nothing that was written is lost', { timeout: 3 * minutes }, async () => {
  for (const [language, label, send, full] of [
    ['bg', 'Какво се случи?', 'Изпратете', 'няма място за сигнали'], ['en', 'What happened?', 'Send', 'no room for reports'],
  ]) {
    const { context, page } = await open({}, language);
    await page.getByRole('textbox', { name: label }).fill('Текст');
    await context.route(/\/report\/letters$/, (route) => route.fulfill({ status: 507, contentType: 'application/problem+json', body: '{"detail":"the disk"}' }));
    await page.getByRole('button', { name: send, exact: true }).click();
    const alert = page.getByRole('alert');
    await alert.filter({ hasText: full }).waitFor({ timeout: minutes });
    assert.doesNotMatch(await alert.textContent(), /disk|507/);
    assert.equal(await page.getByRole('textbox', { name: label }).inputValue(), 'Текст');
    assert.ok(await page.getByRole('button', { name: send, exact: true }).isEnabled());
    await context.close();
  }
});

test('the page can be walked through by keyboard in the order in which it is read', { timeout: minutes }, async () => {
  const { context, page } = await open({ hasTouch: false, isMobile: false }, 'en');
  const seen = [];
  for (let step = 0; step < 12; ++step) {
    await page.keyboard.press('Tab');
    seen.push(await page.evaluate(() => document.activeElement?.id || document.activeElement?.textContent?.trim() || ''));
  }
  const order = ['text', 'choose', 'camera', 'send'].map((id) => seen.indexOf(id));
  assert.ok(order.every((at, index) => at >= 0 && (index === 0 || at > order[index - 1])), seen.join(', '));
  await context.close();
});
