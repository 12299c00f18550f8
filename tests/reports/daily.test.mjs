// A day at the report desk, with a phone in hand: filters, who works on what, notes, a clip frame by frame, keeping,
// destroying with proof, and locking. English, then Bulgarian. REPORTS_PICTURES=FOLDER keeps pictures.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launch, newDesk, newNewsroom, people, phone, signIn } from '../newsroom/desk.mjs';
import { newToken } from '../portal/vestnik.mjs';
import { newFile, sendFile, sendReport } from './client.mjs';
import { seal } from './seal.mjs';

const minutes = 60_000;
const pictures = process.env.REPORTS_PICTURES;
let newsroom, browser, chief, api, ids;

/** Two seconds of a moving square, as a browser records it: it does not say how long it is. */
async function recorded() {
  const page = await browser.newPage();
  const base64 = await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 160, height: 90 });
    const context = canvas.getContext('2d');
    let at = 0;
    const draw = setInterval(() => {
      context.fillStyle = '#234';
      context.fillRect(0, 0, 160, 90);
      context.fillStyle = '#fd0';
      context.fillRect((at += 3) % 140, 30, 20, 20);
    }, 40);
    const recorder = new MediaRecorder(canvas.captureStream(25), { mimeType: 'video/webm;codecs=vp8' });
    const parts = [];
    recorder.ondataavailable = ({ data }) => parts.push(data);
    recorder.start(200);
    await new Promise((done) => setTimeout(done, 3000));
    await new Promise((done) => ((recorder.onstop = done), recorder.stop()));
    clearInterval(draw);
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text);
  });
  await page.close();
  return Buffer.from(base64, 'base64');
}

async function report(text, bytes, about) {
  const file = bytes && newFile(bytes, 0, { role: 'original', metadata: 'none', ...about });
  const sent = await sendReport(newsroom.server, { text, ...(file ? { files: [file.named] } : {}) });
  if (file) await sendFile(newsroom.server, sent, file);
  return seal.toHex(sent.report);
}

before(async () => {
  newsroom = await newNewsroom();
  api = newsroom.server.api(await newToken(newsroom.data, 'chief'));
  browser = await launch();
  ids = {
    clip: await report('A clip from the bridge.', await recorded(), { name: 'bridge.webm', type: 'video/webm' }),
    road: await report('The road has sunk.'),
    mast: await report('A mast leans over the school.'),
  };
  chief = await newDesk(browser, newsroom.server, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
  await signIn(chief, people.chief, 'reports');
});
after(async () => {
  await browser?.close();
  await newsroom?.server.stop();
});

const keepPicture = async (name) => {
  if (pictures) await chief.page.screenshot({ path: path.join(pictures, `daily-${name}.png`), fullPage: true });
};
const unlock = async (label = 'Passphrase of the desk', button = 'Unlock') => {
  await chief.page.getByLabel(label).fill(newsroom.passphrase);
  await chief.page.getByRole('button', { name: button, exact: true }).click();
};
const toInbox = async () => {
  await chief.page.getByRole('link', { name: 'To the inbox' }).click();
  await chief.page.getByLabel('Search in what is open').waitFor();
};
/** As many reports stand in the inbox. */
const shows = async (count) => {
  await chief.page.locator('.inbox strong').nth(count - 1).waitFor();
  await chief.page.locator('.inbox strong').nth(count).waitFor({ state: 'detached' });
};
const shown = async () => (await chief.page.locator('.inbox strong').allTextContents()).sort();
const fits = async (name) => {
  await keepPicture(name);
  assert.ok(await chief.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${name} is wider than a phone`);
};

test('reports are taken, labelled, kept and noted, and the inbox is sifted by that', { timeout: 4 * minutes }, async () => {
  const { page } = chief;
  await fits('locked');
  await unlock();
  await page.getByText('The road has sunk.').waitFor();
  assert.equal((await shown()).length, 3);
  await page.getByText('The road has sunk.').click();
  await page.getByLabel('Label').selectOption('checking');
  const before = (await api.must('GET', `reports/${ids.road}`)).destroyed_at;
  await page.getByLabel('Keep for another (days)').fill('200');
  await page.getByRole('button', { name: 'I take it' }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  const kept = await api.must('GET', `reports/${ids.road}`);
  assert.deepEqual([kept.label, kept.assigned.length > 0], ['checking', true]);
  assert.ok(kept.destroyed_at > before, 'kept for longer');
  await page.getByLabel('Note of the desk').fill('Asked the road office.');
  await page.getByRole('button', { name: 'Keep the note' }).click();
  await page.getByText('Asked the road office.').waitFor();
  assert.ok(!JSON.stringify(await api.must('GET', `reports/${ids.road}`)).includes('road office'), 'sealed too');
  await fits('opened');
  await toInbox();

  await page.getByLabel('Label').selectOption('checking');
  await shows(1);
  assert.deepEqual(await shown(), ['The road has sunk.']);
  await page.getByLabel('Label').selectOption('');
  await shows(3);
  await page.getByLabel('Works on it').selectOption({ label: 'I' });
  await shows(1);
  await page.getByLabel('Works on it').selectOption('');
  await shows(3);
  await page.getByLabel('Search in what is open').fill('MAST');
  assert.deepEqual(await shown(), ['A mast leans over the school.']);
  await page.getByLabel('Search in what is open').fill('');
  await fits('inbox');
});

test('a clip that does not say how long it is is shown frame by frame all the same', { timeout: 4 * minutes }, async () => {
  const { page } = chief;
  await page.getByText('A clip from the bridge.').click();
  const bench = page.getByRole('region', { name: 'bridge.webm' });
  await bench.getByRole('button', { name: 'Open', exact: true }).click();
  await bench.getByRole('button', { name: 'Show frames' }).click();
  const frames = bench.getByRole('list', { name: 'Frames' }).getByRole('img');
  await frames.nth(11).waitFor({ timeout: minutes });
  const times = await frames.evaluateAll((all) => all.map((each) => each.alt));
  assert.ok(new Set(times).size > 3, times.join(' '));
  await bench.getByRole('button', { name: 'One frame on' }).click();
  await bench.getByRole('button', { name: 'Keep this frame' }).click();
  await bench.getByRole('link', { name: 'Save the original' }).first().waitFor();
  await fits('frames');
});

test('a report is destroyed by hand, with proof', { timeout: 3 * minutes }, async () => {
  const { page } = chief;
  await toInbox();
  await page.getByText('A mast leans over the school.').click();
  page.once('dialog', (dialog) => dialog.dismiss());
  await page.getByRole('button', { name: 'Destroy now' }).click();
  assert.equal((await api.call('GET', `reports/${ids.mast}`)).status, 200, 'asked first');
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Destroy now' }).click();
  await page.getByRole('heading', { name: 'Reports', exact: true }).waitFor();
  assert.equal((await api.call('GET', `reports/${ids.mast}`)).status, 404);
  await shows(2);
  const { destroyed } = await api.must('GET', 'reports/destroyed');
  await page.getByRole('link', { name: 'Keys and members' }).click();
  await page.getByText('The chain of proof holds.').waitFor();
  await page.getByRole('cell', { name: 'by the desk' }).waitFor();
  await page.getByText(destroyed.at(-1).digest.slice(0, 16)).waitFor();
  await fits('proof');
});

test('a locked desk shows nothing, and opens in Bulgarian too', { timeout: 3 * minutes }, async () => {
  const { page } = chief;
  await toInbox();
  await page.getByText('The road has sunk.').waitFor();
  await page.getByRole('button', { name: 'Lock', exact: true }).click();
  await page.getByLabel('Passphrase of the desk').waitFor();
  assert.equal(await page.getByText('The road has sunk.').count(), 0);
  await fits('locked-again');

  const bulgarian = await newDesk(browser, newsroom.server, { ...phone, storageState: await chief.context.storageState() });
  await bulgarian.page.goto(`${bulgarian.origin}/newsroom/reports/${ids.road}`);
  await bulgarian.page.getByLabel('Парола на бюрото').fill(newsroom.passphrase);
  await bulgarian.page.getByRole('button', { name: 'Отключете', exact: true }).click();
  await bulgarian.page.getByText('Asked the road office.').waitFor();
  assert.ok(await bulgarian.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
  if (pictures) await bulgarian.page.screenshot({ path: path.join(pictures, 'daily-bg.png'), fullPage: true });
  assert.deepEqual([...chief.complaints, ...bulgarian.complaints], []);
});
