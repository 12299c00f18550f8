// The way of somebody who has read what the newsroom promises and nothing else: every name that is promised is found
// exactly as it is written, by its role, in the English interface.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { test } from 'node:test';
import { deflateSync, crc32 } from 'node:zlib';
import { eventually } from '../portal/vestnik.mjs';
import { atTheDesk, newDesk, people } from './desk.mjs';

let newsroom, browser, api;
atTheDesk((made) => ({ newsroom, browser, api } = made));

const by = (page) => (role, name) => page.getByRole(role, { name, exact: true });
// The status is the last thing that changes: until then it says that the text is not there yet.
const saved = (page) => by(page)('status', 'Saved').waitFor({ timeout: 30_000 });

async function signedIn() {
  const desk = await newDesk(browser, newsroom.server, { locale: 'en-US' });
  const is = by(desk.page);
  await desk.page.goto(`${desk.origin}/newsroom/`);
  await is('textbox', 'Email').fill(people.chief.email);
  await is('textbox', 'Password').fill(people.chief.password);
  await is('button', 'Sign in').click();
  await is('button', 'New article').waitFor();
  await is('searchbox', 'Search articles').waitFor();
  return { ...desk, is };
}

async function written({ page, is }, headline) {
  await is('button', 'New article').click();
  await is('textbox', 'Headline').fill(headline);
  await is('textbox', 'Deck').fill(`${headline}: the deck`);
  await is('textbox', 'Body').click();
  await page.keyboard.type('The first paragraph of the text.');
  await is('combobox', 'Section').selectOption({ index: 1 });
  await page.waitForURL(/\/newsroom\/articles\/\d+$/);
  await saved(page);
  const id = Number(/(\d+)$/.exec(page.url())[1]);
  await eventually(async () => {
    const kept = await api.must('GET', `articles/${id}`);
    return kept.section && kept.deck && JSON.stringify(kept.body).includes('The first paragraph');
  }, 'the whole text with the server');
  return id;
}

async function address_of(id) {
  const article = await api.must('GET', `articles/${id}`);
  return article.address;
}

// A picture of one colour, as any program writes it.
function png(width, height) {
  const chunk = (kind, bytes) => {
    const named = Buffer.concat([Buffer.from(kind, 'latin1'), bytes]);
    const frame = Buffer.alloc(8);
    frame.writeUInt32BE(bytes.length, 0);
    frame.writeUInt32BE(crc32(named), 4);
    return Buffer.concat([frame.subarray(0, 4), named, frame.subarray(4)]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Buffer.alloc((width * 3 + 1) * height, 90);
  for (let row = 0; row < height; ++row) rows[row * (width * 3 + 1)] = 0;
  return Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

test('sign in, write, publish: the public page shows it; withdraw: it is gone', async () => {
  const desk = await signedIn();
  const { page, is } = desk;
  const id = await written(desk, 'A stranger writes');
  for (const name of ['Publish', 'Schedule', 'Preview', 'Revisions']) await is('button', name).waitFor();
  await is('button', 'Publish').click();
  await is('button', 'Publish now').click();
  await eventually(async () => (await api.must('GET', `articles/${id}`)).state === 'published', 'the article published');
  const address = await address_of(id);
  const shown = await newsroom.server.get(address);
  assert.equal(shown.status, 200);
  for (const words of ['A stranger writes', 'A stranger writes: the deck', 'The first paragraph of the text.']) assert.ok(shown.text.includes(words), words);

  await is('button', 'Withdraw').click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox').fill('It was a trial.');
  await dialog.getByRole('button', { name: 'Withdraw', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await newsroom.server.get(address)).status, 410);
  assert.deepEqual(desk.complaints, []);
  await desk.context.close();
});

test('it is scheduled by typing a time, previewed as it will be, and its revisions are there', async () => {
  const desk = await signedIn();
  const { page, is } = desk;
  const id = await written(desk, 'A stranger waits');
  const at = new Date(Date.now() + 48 * 3_600_000);
  at.setUTCMinutes(0, 0, 0);
  await is('button', 'Preview').click();
  const dialog = page.getByRole('dialog');
  await dialog.waitFor();
  await page.keyboard.press('Escape');
  await is('button', 'Schedule').click();
  // Local time of the site, to the second.
  const field = is('textbox', 'Publish at');
  await field.fill('2099-03-29 12:30:15');
  await page.getByRole('dialog').getByRole('button', { name: 'Schedule', exact: true }).click();
  await eventually(async () => (await api.must('GET', `articles/${id}`)).state === 'scheduled', 'the schedule');
  assert.equal((await api.must('GET', `articles/${id}`)).scheduled_at, '2099-03-29T09:30:15Z');
  assert.equal((await newsroom.server.get(await address_of(id))).status, 404);
  await is('button', 'Revisions').click();
  await page.waitForURL(/\/revisions$/);
  assert.deepEqual(desk.complaints, []);
  await desk.context.close();
});

test('a picture is uploaded and told of', async () => {
  const desk = await signedIn();
  const { page, is } = desk;
  const folder = await mkdtemp(path.join(os.tmpdir(), 'vestnik-promised-'));
  const file = path.join(folder, 'bridge.png');
  await writeFile(file, png(640, 400));
  await page.goto(`${desk.origin}/newsroom/media`);
  const choosing = page.waitForEvent('filechooser');
  await is('button', 'Upload').click();
  await (await choosing).setFiles(file);
  await is('textbox', 'Credit').fill('A. Stranger');
  await is('textbox', 'Alt text').fill('One colour');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(async () => {
    const [newest] = (await api.must('GET', 'assets?limit=1')).items;
    return newest.credit === 'A. Stranger' && newest.alt === 'One colour';
  }, 'what is said of the picture with the server');
  assert.deepEqual(desk.complaints, []);
  await desk.context.close();
  await rm(folder, { recursive: true });
});
