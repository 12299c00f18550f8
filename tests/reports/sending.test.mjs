// Sending from the page where something goes otherwise: no place to keep anything, a full disk, clips that cannot be shown.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';

import { launch } from '../newsroom/desk.mjs';
import { newToken, removeFolders, Vestnik } from '../portal/vestnik.mjs';
import { sentReport, unlockDesk } from './client.mjs';
import { arrived, openPage, sendIt } from './page.mjs';
import { seal } from './seal.mjs';

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
  await removeFolders();
});

const sound = (name, size) => ({ name: `${name}.opus`, mimeType: 'audio/ogg', buffer: randomBytes(size) });

test('a browser that lets pages keep nothing sends all the same', { timeout: 4 * minutes }, async () => {
  const problems = [], file = sound('a', 2 << 20);
  const page = await openPage(browser, server, {
    text: 'Без памет', files: [file],
    before: async (page) => {
      page.on('pageerror', (error) => problems.push(error.message));
      await page.addInitScript(() => {
        Object.defineProperty(window, 'sessionStorage', { get: () => { throw new DOMException('forbidden', 'SecurityError'); } });
      });
    },
  });
  await sendIt(page);
  await arrived(page);
  assert.deepEqual(problems, []);
  assert.deepEqual((await sentReport(api, desk, 'Без памет')).bytes, [file.buffer]);
  await page.context().close();
});

test('a file that is refused holds up no other, and can be sent later', { timeout: 4 * minutes }, async () => {
  const files = ['first', 'second'].map((name) => sound(name, 1 << 20));
  const page = await openPage(browser, server, { text: 'Пълен диск', files });
  let full = true;
  await page.route('**/report/uploads', async (route) => {
    if (full && route.request().headers()['upload-metadata'] === 'number MA==') return route.fulfill({ status: 507, body: '' });
    return route.continue();
  });
  await sendIt(page);
  await page.getByText('These files did not arrive').waitFor({ timeout: 2 * minutes });
  const unsent = await page.locator('#unsent').textContent();
  assert.match(unsent, /first\.opus.*no room for this file.*text has arrived/);
  assert.ok(!unsent.includes('second.opus'), unsent);
  full = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await arrived(page);
  assert.deepEqual((await sentReport(api, desk, 'Пълен диск')).bytes, files.map((file) => file.buffer));
  await page.context().close();
});

test('clips that cannot be shown hold up neither the text nor each other', { timeout: 4 * minutes }, async () => {
  const files = Array.from({ length: 20 }, (_, at) => ({ name: `${at}.webm`, mimeType: 'video/webm', buffer: randomBytes(5000) }));
  const page = await openPage(browser, server, {
    text: 'Двадесет клипа', files,
    // They neither load nor fail.
    before: (page) => page.addInitScript(() => Object.defineProperty(HTMLMediaElement.prototype, 'src', { set: () => undefined })),
  });
  await sendIt(page);
  await arrived(page);
  const { content, bytes } = await sentReport(api, desk, 'Двадесет клипа');
  assert.equal(content.files.length, 20, 'without previews');
  assert.deepEqual(bytes, files.map((file) => file.buffer));
  await page.context().close();
});

test('a place that the device told can be taken back', { timeout: 4 * minutes }, async () => {
  const page = await openPage(browser, server, { text: 'Без място', files: [] });
  await page.context().grantPermissions(['geolocation']);
  await page.context().setGeolocation({ latitude: 42.6977, longitude: 23.3219 });
  await page.getByText('Where, when and who').click();
  await page.getByRole('button', { name: 'Use where I am now' }).click();
  await page.getByText('Added: 42.6977, 23.3219').waitFor();
  await page.getByRole('button', { name: 'Remove 42.6977, 23.3219' }).click();
  assert.equal(await page.locator('#located').textContent(), '');
  await sendIt(page);
  assert.equal((await sentReport(api, desk, 'Без място')).content.position, undefined);
  await page.context().close();
});

test('what a raw picture tells cannot be taken out: the page says so, and waits for the reader', { timeout: 4 * minutes }, async () => {
  const dng = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0\x01\0\x3b\x01\x02\0\x0c\0\0\0\x1a\0\0\0\0\0\0\0Ivan Petrov\0', 'latin1'), randomBytes(3000)]);
  const page = await openPage(browser, server, { text: 'Сурова снимка', files: [{ name: 'a.dng', mimeType: 'image/x-adobe-dng', buffer: dng }] });
  const entry = page.locator('.chosen');
  await entry.getByText(/Tells about you:.*Ivan Petrov/).waitFor();
  await entry.getByText(/cannot take these details out/).waitFor();
  assert.equal(await entry.getByRole('radio').count(), 1, 'what cannot be done is not offered');
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText('Decide first what happens to the details in a.dng.').waitFor();
  await entry.getByLabel('Send as it is, with these details').check();
  await sendIt(page);
  await arrived(page);
  const { originals, bytes } = await sentReport(api, desk, 'Сурова снимка');
  assert.equal(originals[0].metadata, 'kept');
  assert.deepEqual(bytes, [dng]);
  await page.context().close();
});

test('empty files arrive too, and a file chosen a moment before is not left behind', { timeout: 4 * minutes }, async () => {
  const page = await openPage(browser, server, {
    text: 'Празен', files: [],
    // Looking into a file takes a while.
    before: (page) => page.addInitScript(() => {
      const read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = async function () {
        await new Promise((done) => setTimeout(done, 1500));
        return read.call(this);
      };
    }),
  });
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.getByRole('button', { name: 'Choose files' }).first().click()]);
  await chooser.setFiles({ name: 'empty.txt', mimeType: 'text/plain', buffer: Buffer.alloc(0) });
  await sendIt(page);
  await arrived(page);
  const { originals, bytes } = await sentReport(api, desk, 'Празен');
  assert.deepEqual([originals[0].size, bytes[0].length], [0, 0]);
  await page.context().close();
});

test('nothing is sealed for a key whose fingerprint the page has not shown', { timeout: 4 * minutes }, async () => {
  const { sodium } = seal;
  const pair = sodium.crypto_box_keypair();
  const other = { public_key: seal.toBase64(pair.publicKey), key: seal.toHex(seal.digest(pair.publicKey).slice(0, 8)) };
  const page = await openPage(browser, server, { text: 'За друг ключ', files: [] });
  const honest = await page.locator('#fingerprint').textContent();
  let posted = 0, told = { public_key: other.public_key };
  await page.route('**/report/letters', (route) => (++posted, route.continue()));
  await page.route('**/report/desk', async (route) => {
    const answer = await route.fetch();
    return route.fulfill({ json: { ...(await answer.json()), ...told } });
  });
  const send = page.getByRole('button', { name: 'Send', exact: true });
  // Under the honest fingerprint.
  await send.click();
  await page.getByText(/not the one that its fingerprint names/).waitFor();
  // Under its own: it is shown first.
  told = other;
  await send.click();
  await page.getByText(new RegExp(`another key.*${other.key}`)).waitFor();
  assert.equal(await page.locator('#fingerprint').textContent(), other.key);
  assert.notEqual(honest, other.key);
  assert.equal(posted, 0, 'a letter went out');
  assert.equal(await page.getByRole('textbox', { name: 'What happened?' }).inputValue(), 'За друг ключ');
  await page.context().close();
});

test('a form that a browser filled in by itself is not thrown away in silence', { timeout: minutes }, async () => {
  const count = async () => (await api.must('GET', 'reports')).total;
  const post = (fields) => server.request('/report/?lang=en', {
    method: 'POST', body: new URLSearchParams(fields).toString(), headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  const before = await count();
  const refused = await post({ text: 'Запълнено поле', website: 'https://me.example' });
  assert.equal(refused.status, 400);
  assert.match(refused.text, /send it once more/);
  assert.match(refused.text, /Запълнено поле/, 'the text is still there');
  assert.doesNotMatch(refused.text, /me\.example/);
  assert.equal(await count(), before);
  assert.equal((await post({ text: 'Запълнено поле', website: '' })).status, 200);
  assert.equal(await count(), before + 1);
});

test('what is typed goes to no browser’s spelling or translating service, and nobody leaves unasked before the receipt', { timeout: 4 * minutes }, async () => {
  const page = await openPage(browser, server, { text: 'Не си отивай', files: [] });
  for (const id of ['text', 'place', 'name', 'addition', 'receipt']) {
    assert.equal(await page.locator(`#${id}`).evaluate((field) => field.spellcheck), false, id);
  }
  for (const id of ['words', 'letters']) assert.equal(await page.locator(`#${id}`).evaluate((list) => list.translate), false, id);
  const leaves = () => page.evaluate(() => window.dispatchEvent(new Event('beforeunload', { cancelable: true })));
  let pass;
  const held = new Promise((done) => (pass = done));
  await page.route('**/report/letters', async (route) => {
    await held;
    return route.continue();
  });
  assert.equal(await leaves(), true);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.locator('#sending', { hasText: 'Asking for a place in the queue' }).waitFor({ state: 'attached', timeout: minutes });
  assert.equal(await leaves(), false, 'the letter is on its way');
  pass();
  await page.getByRole('heading', { name: /receipt/i }).waitFor({ timeout: minutes });
  assert.equal(await leaves(), true);
  await page.context().close();
});

test('a network that is gone before a megabyte has passed still lets a file through', { timeout: 4 * minutes }, async () => {
  const file = sound('slow', 3 << 20);
  const page = await openPage(browser, server, { text: 'Слаба мрежа', files: [file] });
  let cut = 0;
  await page.route('**/report/uploads/*', (route) => {
    const large = route.request().method() === 'PATCH' && (route.request().postDataBuffer()?.length ?? 0) > 300_000;
    cut += large ? 1 : 0;
    return large ? route.abort() : route.continue();
  });
  await sendIt(page);
  await arrived(page);
  assert.ok(cut >= 2);
  assert.deepEqual((await sentReport(api, desk, 'Слаба мрежа')).bytes, [file.buffer]);
  await page.context().close();
});

test('a file that the device does not give any more is told of, and holds up no other', { timeout: 4 * minutes }, async () => {
  const files = ['moved', 'there'].map((name) => sound(name, 3 << 20));
  const page = await openPage(browser, server, {
    text: 'Преместен', files,
    before: (page) => page.addInitScript(() => {
      const read = Blob.prototype.arrayBuffer;
      Blob.prototype.arrayBuffer = function () {
        return window.moved ? Promise.reject(new DOMException('moved', 'NotReadableError')) : read.call(this);
      };
    }),
  });
  let first = '';
  await page.route('**/report/uploads/*', async (route) => {
    first ||= route.request().url();
    // After the first piece, until its file is given up.
    await page.evaluate((moved) => (window.moved = moved), route.request().url() === first);
    return route.continue();
  });
  await page.route('**/report/uploads', async (route) => {
    await page.evaluate(() => (window.moved = false));
    return route.continue();
  });
  await sendIt(page);
  await page.getByText('These files did not arrive').waitFor({ timeout: minutes });
  const unsent = await page.locator('#unsent').textContent();
  assert.match(unsent, /moved\.opus.*does not let this page read the file/);
  assert.ok(!unsent.includes('there.opus'), unsent);
  await page.context().close();
});
