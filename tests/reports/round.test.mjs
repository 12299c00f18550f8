// The whole round in a real browser: a reader sends, the desk opens, asks back, the reader answers. And nothing of what
// was sent is anywhere on the server (trust.md A1, A6, A10).
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { newToken, runWell, Vestnik } from '../portal/vestnik.mjs';
import { answerReport, openFile, openReport, sendReport, unlockDesk } from './client.mjs';
import { clip, marker, photo } from './files.mjs';
import { requireFromWeb, seal } from './seal.mjs';
import { dumpCore, formsOf, tracesOf } from './traces.mjs';

const { chromium } = requireFromWeb('playwright-core');
const minutes = 60_000;
const folder = mkdtempSync(path.join(os.tmpdir(), 'vestnik-reports-'));
const data = path.join(folder, 'data');
const userAgent = `Mozilla/5.0 ${marker('agent')}`;
let server, browser, api, passphrase, desk;

before(async () => {
  const { stdout } = await runWell('demo', '--data', data);
  passphrase = /passphrase of the report desk: (\S+)/.exec(stdout)?.[1];
  const token = await newToken(data, 'chief');
  server = await Vestnik.serve(data, '--trusted-proxy', '127.0.0.1');
  api = server.api(token);
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
});
after(async () => {
  await browser?.close();
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const markers = { text: marker('text'), name: marker('name'), exif: marker('exif'), udta: marker('udta'), body: marker('body'), place: marker('place') };
const sentPhoto = photo(markers.exif);
const sentClip = clip(markers.udta, markers.body);
let words, id, page;
const wire = []; // every byte that the sending browser gave to the network

/** A line to the server that is listened to. */
const listened = () => new Promise((done) => {
  const line = net.createServer((client) => {
    const behind = net.connect(server.port, '127.0.0.1');
    client.on('data', (bytes) => wire.push(bytes));
    client.pipe(behind).pipe(client);
    for (const [from, to] of [[client, behind], [behind, client]]) from.on('error', () => to.destroy());
  }).listen(0, '127.0.0.1', () => done(line));
});

test('a reader sends text, a photo and a clip', { timeout: 5 * minutes }, async () => {
  const line = await listened();
  const origin = `http://127.0.0.1:${line.address().port}`;
  const context = await browser.newContext({ userAgent, viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  const elsewhere = [], problems = [];
  page.on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('blob:')) elsewhere.push(request.url());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && problems.push(message.text()));
  await page.goto(`${origin}/report/?lang=en`);
  await page.getByRole('textbox', { name: 'What happened?' }).fill(`Пожар в склада. ${markers.text}`);
  await page.locator('input[type=file]').first().setInputFiles([
    { name: `${markers.name}.jpg`, mimeType: 'image/jpeg', buffer: sentPhoto },
    { name: `${markers.name}.mp4`, mimeType: 'video/mp4', buffer: sentClip },
  ]);
  await page.getByRole('listitem').getByText(/place 43\.\d+, 11\.\d+/).waitFor();
  await page.getByText('Where, when and who').click();
  await page.getByLabel('Where did it happen?').fill(markers.place);

  // Nothing leaves before the reader has decided about what the files tell.
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByText(/Decide first/).waitFor();
  await page.getByLabel('Send as it is').first().check();
  await page.getByLabel('Send without these details').nth(1).check();
  await page.getByRole('button', { name: 'Send', exact: true }).click();

  await page.getByRole('heading', { name: /receipt/i }).waitFor({ timeout: 3 * minutes });
  words = (await page.locator('#words li').allTextContents()).join(' ');
  assert.equal(words.split(' ').length, 7);
  await page.getByText('Everything has arrived').waitFor({ timeout: 3 * minutes });
  assert.deepEqual(elsewhere, [], 'requests to other hosts');
  assert.deepEqual(problems, []);
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
  line.close();
});

/** Asks from an address that nobody else has, then ends the connection. */
const askFrom = (localAddress, agent, target, more) => new Promise((done, failed) => {
  http.get({ host: '127.0.0.1', port: server.port, path: target, localAddress, agent: false, headers: { 'user-agent': agent, ...more } },
    (answer) => answer.resume().on('end', () => done(answer.statusCode))).on('error', failed);
});

test('nothing of it is anywhere on the server', { timeout: 5 * minutes }, async () => {
  // REPORTS_FULL=1: 10,000 requests from 1,000 addresses.
  const [addresses, times] = process.env.REPORTS_FULL === '1' ? [1_000, 2] : [60, 1];
  const address = '127.213.', curl = marker('curl'), forwarded = '198.18.';
  const targets = ['/report/', '/report/desk', '/report/letters', '/report/report.js', '/report/nothing'];
  for (let at = 0; at < addresses * times; ++at) {
    const own = `${at % 250}.${1 + Math.floor(at / 250) % 250}`;
    // By themselves, and behind the proxy that speaks for them.
    for (const target of targets) {
      await askFrom(`${address}${own}`, curl, target, {});
      await askFrom('127.0.0.1', curl, target, { 'x-forwarded-for': `${forwarded}${own}` });
    }
  }
  const core = dumpCore(server.child.pid, folder);
  const passed = Buffer.concat(wire);
  assert.ok(passed.length > sentPhoto.length + sentClip.length && passed.includes('POST /report/letters'), 'the line was listened to');
  for (const [name, text] of Object.entries({ ...markers, words })) {
    for (const { how, bytes } of formsOf(text)) assert.ok(!passed.includes(bytes), `${name} (${how}) on the wire`);
  }
  const found = tracesOf({ ...markers, agent: userAgent.split(' ')[1], words, address, forwarded, curl }, { folder: data, log: server.log, core });
  rmSync(core);
  assert.deepEqual(found, []);
});

test('the desk opens it with its passphrase', { timeout: 2 * minutes }, async () => {
  desk = await unlockDesk(api, passphrase);
  const { reports } = await api.must('GET', 'reports');
  assert.equal(reports.length, 1);
  id = reports[0].id;
  const { report, contents } = await openReport(api, desk, id);
  assert.ok(contents[0].text.includes(markers.text));
  assert.equal(contents[0].place, markers.place);
  assert.ok(report.files.every((file) => file.complete));
  const [ofPhoto, ofClip] = contents[0].files.filter((file) => file.role === 'original');
  assert.equal(ofPhoto.name, `${markers.name}.jpg`);
  assert.equal(ofPhoto.metadata, 'kept');
  assert.deepEqual(await openFile(api, id, ofPhoto), sentPhoto);
  assert.equal(ofClip.metadata, 'removed');
  const cleared = await openFile(api, id, ofClip);
  assert.equal(cleared.length, sentClip.length);
  assert.ok(!cleared.includes(markers.udta) && cleared.includes(markers.body));
  const preview = contents[0].files.find((file) => file.role === 'preview');
  assert.deepEqual((await openFile(api, id, preview)).subarray(0, 2), Buffer.from([0xff, 0xd8]));
});

test('asks back, and the reader reads it with the seven words and adds', { timeout: 5 * minutes }, async () => {
  await answerReport(api, desk, id, 'Кога точно беше?');
  await page.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await page.getByText('You have written to us before?').click();
  await page.getByLabel('The seven words').fill(words.split(' ').slice(1).join(' '));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('These are not seven words of ours').waitFor();
  await page.getByLabel('The seven words').fill(`  ${words.toUpperCase()} `);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await page.getByText('Кога точно беше?').waitFor({ timeout: 2 * minutes });
  await page.getByLabel('Add to your report').fill('В осем без пет.');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('Added.').waitFor({ timeout: 2 * minutes });
  const { contents } = await openReport(api, desk, id);
  assert.equal(contents.at(-1).text, 'В осем без пет.');
});

test('an addition comes once, however often it is asked for and whatever answer is lost; files and consent go without text', { timeout: 5 * minutes }, async () => {
  const letters = async () => (await openReport(api, desk, id)).contents;
  const before = (await letters()).length;
  const add = page.getByRole('button', { name: 'Add', exact: true });
  const added = page.locator('#adding').filter({ hasText: 'Added.' });
  await page.getByLabel('Add to your report').fill('Два пъти натиснато.');
  await add.dblclick();
  await added.waitFor({ timeout: 2 * minutes });
  assert.equal((await letters()).length, before + 1);

  // It arrives; the answer does not, nor any other for a while.
  let gone = false;
  await page.route('**/report/letters', async (route) => {
    if (gone) return route.abort('internetdisconnected');
    if (route.request().method() !== 'POST') return route.continue();
    gone = true;
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.getByLabel('Add to your report').fill('Без отговор.');
  await add.click();
  await page.locator('#adding').filter({ hasText: 'Waiting for the network' }).waitFor();
  assert.ok(await add.isDisabled());
  await page.unroute('**/report/letters');
  await added.waitFor({ timeout: 2 * minutes });
  const twice = await letters();
  assert.equal(twice.length, before + 2);
  assert.deepEqual([twice.at(-1).text, twice.at(-1).publish], ['Без отговор.', undefined]);

  await add.click();
  await page.locator('#adding').filter({ hasText: 'Write what happened' }).waitFor();
  // Whoever is asked for a picture may take it there and then.
  assert.equal(await page.evaluate(() => {
    let capture;
    const input = document.querySelector('#addition-files');
    input.click = () => (capture = input.getAttribute('capture'));
    document.querySelector('#addition-camera').click();
    return capture;
  }), 'environment');
  const sound = Buffer.from('#!AMR\n and what was heard');
  await page.locator('#addition-files').setInputFiles({ name: 'a.amr', mimeType: 'audio/amr', buffer: sound });
  await page.locator('#addition-list .chosen').waitFor();
  await page.getByLabel('You may publish all that I have sent').check();
  await add.click();
  await added.waitFor({ timeout: 2 * minutes });
  const last = (await letters()).at(-1);
  assert.deepEqual([last.text, last.publish], ['', true]);
  assert.deepEqual(await openFile(api, id, last.files[0]), sound);
});

test('text alone works without JavaScript, and the page says what that means', { timeout: minutes }, async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`http://127.0.0.1:${server.port}/report/?lang=en`);
  await plain.getByText('it is sealed when it arrives instead of in your browser').waitFor();
  const told = marker('plain');
  await plain.getByRole('textbox', { name: 'What happened?' }).fill(`Без скрипт. ${told}`);
  await plain.getByRole('button', { name: 'Send', exact: true }).click();
  await plain.getByRole('heading', { name: 'Your text has been sealed' }).waitFor();
  const { reports } = await api.must('GET', 'reports');
  const sealed = reports.find((report) => report.sealed_on_arrival);
  const { contents } = await openReport(api, desk, sealed.id);
  assert.ok(contents[0].text.includes(told));
  await context.close();
  const core = dumpCore(server.child.pid, folder);
  assert.deepEqual(tracesOf({ told }, { folder: data, log: server.log, core }), []);
  rmSync(core);
});

test('nothing is sent unsealed while the program is on its way; where it does not come, the page says so', { timeout: minutes }, async () => {
  const context = await browser.newContext();
  const slow = await context.newPage();
  let arrive;
  const held = new Promise((done) => (arrive = done));
  await slow.route('**/report/report.js', async (route) => {
    await held;
    await route.abort();
  });
  const sent = [];
  slow.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  await slow.goto(`http://127.0.0.1:${server.port}/report/?lang=en`, { waitUntil: 'commit' });
  await slow.getByRole('textbox', { name: 'What happened?' }).fill('Too early');
  await slow.getByRole('button', { name: 'Send', exact: true }).click();
  assert.ok(await slow.getByText('it is sealed when it arrives').isHidden());
  assert.deepEqual(sent, []);
  arrive();
  await slow.getByText('it is sealed when it arrives').waitFor();
  await slow.getByRole('button', { name: 'Send', exact: true }).click();
  await slow.getByRole('heading', { name: 'Your text has been sealed' }).waitFor();
  await context.close();
});

test('without the seal the markers are found: the search does look', { timeout: 5 * minutes }, async () => {
  const told = marker('unsealed');
  const open = `VL1\x01`;
  const { authorization } = await sendReport(server, {}, {
    letter: (publicKey) => Buffer.concat([
      Buffer.from(open, 'latin1'), Buffer.from(seal.keyIdOf(publicKey)), Buffer.alloc(80 + 24),
      Buffer.from(JSON.stringify({ text: told })), Buffer.alloc(1100, 32),
    ]),
  });
  const body = Buffer.from(`${told} in a file`);
  const answer = await server.request('/report/uploads', {
    method: 'POST', body,
    headers: {
      authorization, 'tus-resumable': '1.0.0', 'upload-length': String(body.length), 'upload-metadata': 'number MA==',
      'content-type': 'application/offset+octet-stream', 'content-length': String(body.length),
    },
  });
  assert.equal(answer.status, 201);
  const core = dumpCore(server.child.pid, folder);
  const found = tracesOf({ told }, { folder: data, log: '', core });
  rmSync(core);
  assert.ok(found.some((line) => line.includes('(raw) in ') && !line.includes('core.')), 'in the upload');
  assert.ok(found.some((line) => line.includes('(base64url) in vestnik.db')), 'in the database');
  writeFileSync(path.join(folder, 'control'), found.join('\n'));
});

test('the page is one of ours at its purest', async () => {
  for (const target of ['/report/', '/report/?lang=bg', '/report/report.js', '/report/sealing.js', '/report/desk', '/report/letters']) {
    // Not over a connection that the server may be ending just now: dumping a core takes longer than it keeps one.
    const answer = await server.get(target, { agent: false });
    assert.match(answer.headers['content-security-policy'], /default-src 'none'/);
    assert.equal(answer.headers['referrer-policy'], 'no-referrer');
    assert.match(answer.headers['cache-control'], target.endsWith('.js') ? /no-cache/ : /no-store/);
    assert.equal(answer.headers['set-cookie'], undefined);
  }
  assert.equal((await server.get('/report')).status, 301);
  assert.match((await server.get('/report/')).text, /lang="bg"[\s\S]*Сигнал до редакцията/);
});

test('what is no sealed letter, or has no proof of work, is refused and kept nowhere', async () => {
  const told = marker('refused');
  const headers = { authorization: `Receipt ${'A'.repeat(43)}`, report: '0'.repeat(32), letter: '0' };
  const refused = await server.request('/report/letters', { method: 'POST', headers, body: told });
  assert.equal(refused.status, 400);
  const sealed = seal.sealLetter(seal.LetterKind.report, { told }, {
    report: new Uint8Array(16), number: 0, previous: seal.noPrevious() }, { desk: desk.publicKey });
  const unproved = await server.request('/report/letters', { method: 'POST', headers, body: Buffer.from(sealed) });
  assert.equal(unproved.status, 403);
  assert.equal((await server.get('/report/letters', { headers })).status, 404);
  assert.deepEqual(tracesOf({ told }, { folder: data, log: server.log }), []);
});

test('a report is destroyed with proof', async () => {
  await api.must('PUT', `reports/${id}`, { label: 'verified', assigned: 'Мария', keep_days: 30 });
  assert.equal((await api.must('GET', 'reports?label=verified')).reports.length, 1);
  const { thread } = await api.must('GET', `reports/${id}`);
  // The ciphertext too: pieces as they lie in the database.
  const sealed = Object.fromEntries(thread.map(({ letter, number }) => [`letter ${number}`, letter.slice(400, 460)]));
  assert.ok(tracesOf(sealed, { folder: data, log: '' }).length > 0, 'the search does look');
  await api.must('DELETE', `reports/${id}`);
  assert.equal((await api.call('GET', `reports/${id}`)).status, 404);
  const { destroyed, sound } = await api.must('GET', 'reports/destroyed');
  assert.equal(destroyed.at(-1).report, id);
  assert.ok(sound);
  assert.match((await runWell('check', '--data', data)).stdout, /agree/);
  await server.stop();
  server = undefined;
  assert.deepEqual(tracesOf(sealed, { folder: data, log: '' }), []);
});
