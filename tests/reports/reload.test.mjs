// A page that is loaded anew while files are on their way: the text has arrived, and the files go on where they stopped.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { launch } from '../newsroom/desk.mjs';
import { newToken, Vestnik } from '../portal/vestnik.mjs';
import { openFile, openReport, sentReport, unlockDesk } from './client.mjs';
import { photo } from './files.mjs';
import { arrived, openPage, sendIt } from './page.mjs';

const minutes = 60_000;
let server, browser, api, desk;

before(async () => {
  server = await Vestnik.demo();
  api = server.api(await newToken(server.data, 'chief'));
  desk = await unlockDesk(api, server.passphrase);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

const opened = (text) => sentReport(api, desk, text);

test('a reload loses nothing, and nothing is sent twice', { timeout: 4 * minutes }, async () => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const page = await context.newPage();
  page.on('dialog', (dialog) => dialog.accept());
  const bytes = randomBytes(6 << 20);
  const file = { name: 'звук.opus', mimeType: 'audio/ogg', buffer: bytes };
  // After three pieces the network holds its breath.
  let pieces = 0, sent = 0, held = true, hold;
  const holding = new Promise((done) => (hold = done));
  await page.route('**/report/uploads/*', async (route) => {
    const request = route.request();
    if (request.method() !== 'PATCH') return route.continue();
    if (held && ++pieces > 3) return hold();
    sent += request.postDataBuffer()?.length ?? 0;
    return route.continue();
  });
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await page.getByRole('textbox', { name: 'What happened?' }).fill('Запис от събранието.');
  await page.locator('#files').setInputFiles(file);
  await page.getByRole('listitem').getByText('We cannot look into this kind of file').waitFor();
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('heading', { name: /receipt/i }).waitFor({ timeout: 2 * minutes });
  await holding;
  // What a reload must not lose stays in this tab, and tells nothing of what was sent.
  const kept = await page.evaluate(() => JSON.stringify(Object.entries(sessionStorage)));
  assert.ok(!kept.includes('звук') && !kept.includes('Запис'), kept);

  held = false;
  await page.reload();
  await page.getByRole('heading', { name: 'Your files did not all arrive' }).waitFor();
  await page.getByLabel('The same files').setInputFiles({ ...file, buffer: randomBytes(1000) });
  await page.getByText(/could not be sent/).waitFor();
  await page.getByLabel('The same files').setInputFiles(file);
  await page.getByText('Everything has arrived').waitFor({ timeout: 2 * minutes });
  assert.ok(sent < bytes.length * 1.2, `${sent} bytes went out for ${bytes.length}`);
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);

  const [{ id }] = (await api.must('GET', 'reports')).reports;
  const { contents } = await openReport(api, desk, id);
  assert.deepEqual(await openFile(api, id, contents[0].files[0]), bytes);
  await context.close();
});

test('what the reader wished removed stays removed after a reload, wherever in the file it stands', { timeout: 4 * minutes }, async () => {
  const secret = '+42.6977+023.3219/';
  const box = (type, ...parts) => {
    const body = Buffer.concat(parts), head = Buffer.alloc(8);
    head.writeUInt32BE(body.length + 8);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, body]);
  };
  const head = box('ftyp', Buffer.from('isom\x00\x00\x02\x00isom')), film = box('moov', box('udta', box('\xa9xyz', Buffer.from(secret))));
  const pictures = box('mdat', randomBytes(6 << 20));
  for (const [text, parts] of [['Отпред', [head, film, pictures]], ['Отзад', [head, pictures, film]]]) {
    const bytes = Buffer.concat(parts);
    const file = { name: 'clip.mp4', mimeType: 'video/mp4', buffer: bytes };
    const page = await openPage(browser, server, { text, files: [file], most: 3 });
    await page.getByLabel('Send without these details').check();
    await sendIt(page);
    await page.held;
    page.pass();
    await page.reload();
    await page.getByLabel('The same files').setInputFiles(file);
    await arrived(page);
    const there = await opened(text);
    assert.equal(there.originals[0].metadata, 'removed');
    assert.equal(there.bytes[0].length, bytes.length);
    assert.ok(!there.bytes[0].includes(secret), text);
    assert.ok(there.bytes[0].includes(pictures), text);
    await page.context().close();
  }
});

test('a photo freed of what it tells is known again after a reload, before its first byte went out too', { timeout: 4 * minutes }, async () => {
  const file = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: photo('Ivan Petrov') };
  const page = await openPage(browser, server, { text: 'Снимка', files: [file], most: 0 });
  await page.getByLabel('Send without these details').check();
  await sendIt(page);
  await page.held;
  page.pass();
  await page.reload();
  await page.getByRole('heading', { name: 'Your files did not all arrive' }).waitFor();
  assert.equal(await page.locator('#missing li').count(), 1, 'its preview is not asked for');
  await page.getByLabel('The same files').setInputFiles(file);
  await arrived(page);
  const { bytes } = await opened('Снимка');
  assert.ok(bytes[0].length < file.buffer.length && !bytes[0].includes('Ivan Petrov'));
  assert.equal(await page.evaluate(() => sessionStorage.length), 0);
  await page.context().close();
});

test('files of one size are told apart by what is in them', { timeout: 4 * minutes }, async () => {
  const files = ['a', 'b'].map((name) => ({ name: `${name}.opus`, mimeType: 'audio/ogg', buffer: randomBytes(3 << 20) }));
  const page = await openPage(browser, server, { text: 'Два записа', files, most: 1 });
  await sendIt(page);
  await page.held;
  page.pass();
  await page.reload();
  const again = page.getByLabel('The same files');
  await again.setInputFiles({ ...files[0], buffer: randomBytes(3 << 20) });
  await page.getByText(/could not be sent/).waitFor();
  await again.setInputFiles([...files].reverse());
  await arrived(page);
  const { originals, bytes } = await opened('Два записа');
  assert.deepEqual(originals.map((file) => file.name), ['a.opus', 'b.opus']);
  assert.deepEqual(bytes, files.map((file) => file.buffer));
  await page.context().close();
});

test('what a tab has kept for three days is forgotten', { timeout: minutes }, async () => {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  for (const [hours, left] of [[71, 1], [73, 0]]) {
    await page.evaluate((hours) => sessionStorage.setItem('vestnik-report', JSON.stringify({
      report: '', fetch: '', hour: Math.floor(Date.now() / 3_600_000) - hours,
      files: [{ number: 0, key: '', header: '', bytes: 5, digest: '', removed: false }],
    })), hours);
    await page.reload();
    await page.locator('html[data-program=ready]').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.length), left, `${hours} hours`);
  }
  await context.close();
});
