// What a reader chooses on a phone: too many files, one too large, the camera, sound, where the device is.
import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launch } from '../newsroom/desk.mjs';
import { newFolder, newToken, removeFolders, runWell, shared, Vestnik } from '../portal/vestnik.mjs';

const minutes = 60_000;
const pictures = process.env.REPORTS_PICTURES;
const phone = { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
let server, browser, api, folder, context, page;

before(async () => {
  folder = await newFolder();
  const data = path.join(folder, 'data');
  await runWell('demo', '--data', data);
  server = await Vestnik.serve(data);
  api = server.api(await newToken(data, 'chief'));
  browser = await launch();
  context = await browser.newContext(phone);
  page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await page.locator('html[data-program=ready]').waitFor();
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolders();
});

test('the camera opens directly, and a choice of files does not', { timeout: minutes }, async () => {
  // At the moment of the click: the phone's own program for it takes over then.
  await page.evaluate(() => {
    window.opened = [];
    HTMLInputElement.prototype.click = function () {
      window.opened.push([this.id, this.getAttribute('capture'), this.accept]);
    };
  });
  await page.getByRole('button', { name: 'Open the camera' }).click();
  await page.getByRole('button', { name: 'Choose files' }).click();
  assert.deepEqual(await page.evaluate(() => window.opened), [
    ['files', 'environment', 'image/*,video/*,audio/*'], ['files', null, 'image/*,video/*,audio/*']]);
});

test('where the device is is asked for when somebody wants it told, and not before', { timeout: minutes }, async () => {
  const other = await browser.newContext(phone);
  const asked = await other.newPage();
  await asked.addInitScript(() => {
    window.located = 0;
    navigator.geolocation.getCurrentPosition = () => ++window.located;
  });
  await asked.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await asked.locator('html[data-program=ready]').waitFor();
  await asked.getByRole('textbox', { name: 'What happened?' }).fill('Here');
  await asked.getByText('Where, when and who').click();
  assert.equal(await asked.evaluate(() => window.located), 0);
  await asked.getByRole('button', { name: 'Use where I am now' }).click();
  await asked.waitForFunction(() => window.located === 1);
  await other.close();
});

test('a file of more than 2 GB and the twenty-first file stay on the device, and the page says why', { timeout: 3 * minutes }, async () => {
  const large = path.join(folder, 'feature-film.mp4');
  await writeFile(large, 'x');
  await truncate(large, 2 * 1024 ** 3 + 1); // sparse
  await page.locator('#files').setInputFiles(large);
  await page.getByRole('alert').filter({ hasText: 'The file is larger than 2 GB: feature-film.mp4' }).waitFor({ timeout: minutes });
  assert.equal(await page.locator('.chosen').count(), 0);
  const notes = Array.from({ length: 21 }, (_, at) => ({ name: `${at}.wav`, mimeType: 'audio/wav', buffer: sound(at + 1) }));
  // What is said aloud, each time it changes.
  await page.evaluate(() => {
    window.told = [];
    new MutationObserver(() => window.told.push(document.querySelector('#file-list-said').textContent)).observe(document.querySelector('#file-list-said'), { childList: true });
  });
  await page.locator('#files').setInputFiles(notes.slice(0, 2));
  const said = (text) => page.locator('#file-list-said').filter({ hasText: text }).waitFor({ state: 'attached', timeout: minutes });
  await said('2 files are in the list');
  assert.deepEqual(await page.evaluate(() => window.told), ['2 files are being prepared…', '2 files are in the list; beside each stands what it tells about you.']);
  for (const { name } of notes.slice(0, 2)) await page.getByRole('button', { name: `Remove ${name}` }).click();
  // Said with the choice itself, before anything was looked into.
  assert.equal(await page.evaluate(() => {
    const input = document.querySelector('#files');
    const files = new DataTransfer();
    for (let at = 0; at < 21; ++at) files.items.add(new File(['x'], `${at}.wav`, { type: 'audio/wav' }));
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    return document.querySelector('#problem').textContent;
  }), 'At most 20 files go into one report.');
  await said('20 files are in the list');
  while (await page.locator('.chosen .remove').count()) await page.locator('.chosen .remove').first().click();
  await page.locator('#files').setInputFiles(notes);
  await page.getByRole('alert').filter({ hasText: 'At most 20 files go into one report.' }).waitFor({ timeout: minutes });
  assert.equal(await page.locator('.chosen').count(), 20);
  if (pictures) await page.screenshot({ path: path.join(pictures, 'choosing-twenty.png'), fullPage: true });
});

/** A second of a note. */
function sound(note) {
  const data = Buffer.from(Int16Array.from({ length: 8_000 }, (_, at) => 8_000 * Math.sin((at * note * 0.03))).buffer);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + data.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  [[1, 20], [1, 22], [2, 32], [16, 34]].forEach(([value, at]) => head.writeUInt16LE(value, at));
  head.writeUInt32LE(8_000, 24);
  head.writeUInt32LE(16_000, 28);
  head.write('data', 36);
  head.writeUInt32LE(data.length, 40);
  return Buffer.concat([head, data]);
}

test('sound is sent, twenty files at once, and every one arrives', { timeout: 4 * minutes }, async () => {
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Двадесет гласа');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /receipt/i }).waitFor({ timeout: 2 * minutes });
  await page.getByText('Everything has arrived').waitFor({ timeout: 2 * minutes });
  const [report] = (await api.must('GET', 'reports')).reports;
  assert.equal(report.files.length, 20, 'sound has no previews');
  assert.ok(report.files.every((file) => file.complete));
  if (pictures) await page.screenshot({ path: path.join(pictures, 'choosing-sent.png'), fullPage: true });
});

test('permission stands beside Send, and who has not decided about a file is led to that one', { timeout: minutes }, async () => {
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await page.locator('html[data-program=ready]').waitFor();
  assert.ok(await page.getByRole('checkbox', { name: 'You may publish what I add here' }).isVisible(), 'nothing has to be unfolded for it');
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Two photos');
  await page.locator('#files').setInputFiles(['DSCN0010.jpg', 'DSCN0042.jpg'].map((name) => path.join(shared, 'data/photos/gps', name)));
  await page.locator('.keep').nth(1).waitFor();
  await page.locator('.keep').first().getByRole('radio').first().check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'Decide first what happens to the details in DSCN0042.jpg' }).waitFor();
  assert.match(await page.evaluate(() => document.activeElement.closest('.chosen').textContent), /DSCN0042/);
});

test('the whole form fits a phone when a photo with a place was chosen', { timeout: minutes }, async () => {
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=bg`);
  await page.locator('#files').setInputFiles(path.join(shared, 'data/photos/gps/DSCN0010.jpg'));
  await page.locator('.keep').waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  if (pictures) await page.screenshot({ path: path.join(pictures, 'choosing-bg.png'), fullPage: true });
});
