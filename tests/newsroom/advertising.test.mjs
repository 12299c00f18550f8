// The advertising desk as two people who sell meet it: one books, the other approves, readers see it, its advertiser
// reads the figures.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { eventually, newToken, runWell, visibleText } from '../portal/vestnik.mjs';
import { atTheDesk, check, checkNarrow, newDesk, phone, signIn } from './desk.mjs';

const sellers = {
  first: { email: 'ads@example.org', name: 'Ана Продавач', role: 'advertising', password: 'nine calm otters glide' },
  second: { email: 'ads2@example.org', name: 'Борис Контрольор', role: 'advertising', password: 'four brave storks nest' },
};
let newsroom, browser, desk, page, api, checker;
atTheDesk(async (made) => {
  ({ newsroom, browser, api } = made);
  for (const person of Object.values(sellers)) {
    const { stdout } = await runWell('user', 'add', person.email, '--name', person.name, '--role', person.role, '--data', newsroom.data);
    const code = decodeURIComponent(/#\/welcome\/(\S+)/.exec(stdout)[1]);
    const answer = await newsroom.server.request('/api/v1/invitations/accept', {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, password: person.password }),
    });
    assert.equal(answer.status, 200, answer.text);
  }
  desk = await newDesk(browser, newsroom.server, { reducedMotion: 'reduce' });
  page = desk.page;
  await signIn(desk, sellers.first, 'advertising');
  checker = await newDesk(browser, newsroom.server, { ...phone, reducedMotion: 'reduce' });
  await checker.page.goto(`${checker.origin}/newsroom/advertising`);
  await checker.page.getByRole('textbox', { name: 'Имейл' }).fill(sellers.second.email);
  await checker.page.getByRole('textbox', { name: 'Парола' }).fill(sellers.second.password);
  await checker.page.getByRole('button', { name: 'Вход', exact: true }).click();
  await checker.page.locator('#main').waitFor();
});
const reader = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const home = async () => (await newsroom.server.get('/', { headers: reader })).text;
// Others are booked there too: on one page of some.
const on_pages = async () => {
  for (let i = 0; i < 12; ++i) if ((await home()).includes('Баница с тиква от Нива')) return true;
  return false;
};
const go = (path) => page.goto(`${desk.origin}/newsroom/${path}`);
const field = (name, within = page) => within.getByRole('textbox', { name, exact: true });
const amount = (name) => page.getByRole('spinbutton', { name, exact: true });
const choice = (name, within = page) => within.getByRole('combobox', { name, exact: true });
const clean = (each) => assert.deepEqual(each.complaints, []);
let address;

test('a seller books a campaign, adds what is shown and asks for approval', async () => {
  await page.getByRole('link', { name: 'Ново утро: банер в началото' }).waitFor();
  await check(desk, 'advertising-list');
  await checkNarrow(desk, 'advertising-list');
  await page.getByRole('link', { name: 'Advertisers' }).click();
  await page.getByRole('button', { name: 'New advertiser' }).click();
  await field('Name', page.getByRole('dialog')).fill('Баничарница „Златица“');
  await check(desk, 'advertising-advertiser');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Баничарница „Златица“').waitFor();

  await page.getByRole('link', { name: 'New campaign' }).click();
  await field('Name').fill('Баници, пролет');
  await choice('Advertiser').selectOption({ label: 'Баничарница „Златица“' });
  await choice('Sold by').selectOption({ label: 'share of voice' });
  await amount('Share in %').fill('100');
  await amount('Price, EUR').fill('1200');
  await field('From').fill('2026-01-01 00:00');
  await field('Until').fill('2036-01-01 00:00');
  await page.getByRole('checkbox', { name: 'At the bottom' }).check();
  await choice('Is it political?').selectOption({ label: 'not political' });
  await field('Who declared it').fill('И. Нива');
  await page.getByText('Keep away from').click();
  await page.getByLabel('Headlines with these words').fill('катастроф, пожар');
  await check(desk, 'advertising-booking');
  await checkNarrow(desk, 'advertising-booking');
  await page.getByRole('button', { name: 'What can still be sold there?' }).click();
  await page.getByText('Availability').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/advertising\/\d+$/);
  address = new URL(page.url()).pathname.replace('/newsroom/', '');

  await page.getByRole('button', { name: 'Add a creative' }).click();
  const dialog = page.getByRole('dialog');
  await choice('Kind', dialog).selectOption({ label: 'Text' });
  await field('Text', dialog).fill('Баница с тиква от Нива');
  await dialog.getByRole('textbox', { name: 'Where a click leads' }).fill('https://niva.example/hlyab');
  await check(desk, 'advertising-creative');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });

  const [shown] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Preview on the page: Баница с тиква от Нива' }).click()]);
  await shown.waitForURL(/advertisement=/);
  await shown.getByText('Баница с тиква от Нива').first().waitFor();
  await shown.close();
  assert.equal(await on_pages(), false, 'nobody else sees it yet');

  await page.getByRole('button', { name: 'Ask for approval' }).click();
  await page.locator('.badge').getByText('waits for approval').waitFor();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByRole('alert').filter({ hasText: 'a second person has to approve it' }).waitFor();
  clean(desk);
});

test('a second person approves it on a phone, in Bulgarian, and readers see it at the next request', async () => {
  const { page: theirs } = checker;
  await theirs.goto(`${checker.origin}/newsroom/advertising`);
  await theirs.locator('.badge').getByText('чака одобрение').waitFor();
  await check(checker, 'advertising-list-bg-phone');
  await theirs.getByRole('link', { name: 'Баници, пролет' }).click();
  await theirs.getByRole('button', { name: 'Одобряване' }).click();
  await theirs.locator('.badge').getByText('върви').waitFor();
  await check(checker, 'advertising-campaign-bg-phone');
  assert.equal(await on_pages(), true);
  clean(checker);
});

test('the figures are there as a drawing, tables and CSV, and under a link that can be taken back', async () => {
  for (let i = 0; i < 20; ++i) await home();
  const id = Number(address.split('/')[1]);
  await eventually(async () => (await api.must('GET', `advertising/campaigns/${id}`)).delivered >= 5, 'the books', 60_000);
  await go(address);
  const slots = page.getByRole('table', { name: 'By slot' });
  await slots.waitFor();
  assert.match(await slots.innerText(), /At the bottom\s+\d+/);
  await page.getByRole('img', { name: 'Shown, hour by hour' }).waitFor();
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'All as CSV' }).click()]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  await page.getByRole('button', { name: 'Make a link' }).click();
  const link = await page.locator('.secret').innerText();
  await check(desk, 'advertising-figures');
  await page.locator('summary').getByText('By hour').click();
  await checkNarrow(desk, 'advertising-figures');
  const open = async () => newsroom.server.get(new URL(link).pathname);
  assert.match(visibleText((await open()).text), /Баници, пролет/);
  const theirs = await newDesk(browser, newsroom.server);
  await theirs.page.goto(`${theirs.origin}${new URL(link).pathname}`);
  await check(theirs, 'advertising-report-of-the-advertiser');
  await checkNarrow(theirs, 'advertising-report-of-the-advertiser');
  clean(theirs);
  await page.getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('No link works now.').waitFor();
  assert.equal((await open()).status, 404);
});

test('a creative is switched off at once, and on with the consent of somebody else', async () => {
  await page.getByRole('button', { name: 'Switch off: Баница с тиква от Нива' }).click();
  await page.getByRole('button', { name: 'Switch on: Баница с тиква от Нива' }).waitFor();
  await page.locator('.badge').getByText('off', { exact: true }).waitFor();
  await page.locator('.badge').getByText('running').waitFor();
  assert.equal(await on_pages(), false);
  assert.equal(await page.getByRole('button', { name: 'Remove: Баница с тиква от Нива' }).count(), 0, 'readers have seen it');
  await check(desk, 'advertising-switched-off');
  await checkNarrow(desk, 'advertising-switched-off');
  await page.getByRole('button', { name: 'Switch on: Баница с тиква от Нива' }).click();
  await page.locator('.badge').getByText('waits for approval').waitFor();
  assert.equal(await on_pages(), false, 'not yet');
  await api.must('POST', `advertising/campaigns/${address.split('/')[1]}/approve`);
  assert.equal(await on_pages(), true);
  clean(desk);
});

test('an HTML5 file of an agency says itself how large it is', async () => {
  await go(address);
  await page.getByRole('button', { name: 'Add a creative' }).click();
  const dialog = page.getByRole('dialog');
  await choice('Kind', dialog).selectOption({ label: 'HTML5 (in a sandbox)' });
  const code = '<!DOCTYPE html><html><head><meta name="ad.size" content="width=970,height=250"></head><body>Баница</body></html>';
  await dialog.getByLabel('HTML file from the agency').setInputFiles({ name: 'index.html', mimeType: 'text/html', buffer: Buffer.from(code) });
  await eventually(async () => (await dialog.getByRole('spinbutton', { name: 'Width, px' }).inputValue()) === '970', 'the width');
  assert.equal(await dialog.getByRole('spinbutton', { name: 'Height, px' }).inputValue(), '250');
  assert.equal(await field('Code', dialog).inputValue(), code);
  await check(desk, 'advertising-html');
  await checkNarrow(desk, 'advertising-html');
  await page.keyboard.press('Escape');
  clean(desk);
});

test('a film comes with the document of its agency', async () => {
  const bound = 'between';
  // The head of an MP4 file: what the library looks at.
  const clip = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\u0000\u0000\u0002\u0000isomiso2'), Buffer.alloc(64)]);
  const form = Buffer.concat([Buffer.from(`--${bound}\r\ncontent-disposition: form-data; name="file"; filename="hlyab-720.mp4"\r\ncontent-type: video/mp4\r\n\r\n`), clip, Buffer.from(`\r\n--${bound}--\r\n`)]);
  await api.must('POST', 'assets', form, { 'content-type': `multipart/form-data; boundary=${bound}` });
  const advertiser = await api.must('POST', 'advertising/advertisers', { name: 'Мелница „Златно зърно“' });
  const film = await api.must('POST', 'advertising/campaigns', { advertiser: advertiser.id, name: 'Филм за брашно', amount: 1000, booking: { from: '2026-01-01T00:00:00Z', until: '2036-01-01T00:00:00Z', slots: ['text'] } });
  await go(`advertising/${film.id}`);
  await page.getByRole('button', { name: 'Add a creative' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a creative' });
  await choice('Kind', dialog).selectOption({ label: 'Video' });
  const document = dialog.getByLabel('VAST 4 document from the agency');
  const xml = (name, text) => ({ name, mimeType: 'application/xml', buffer: Buffer.from(text) });
  const inline = await readFile(new URL('../../fuzz/seeds/vast/inline.xml', import.meta.url), 'utf8');
  await document.setInputFiles(xml('twice.xml', inline.replace(/<(MediaFile|ClosedCaptionFile) .*<\/\1>/g, '$&$&')));
  for (const name of ['hlyab-720.mp4', 'hlyab.vtt']) await dialog.getByText(name).nth(1).waitFor();
  await document.setInputFiles(xml('wrapper.xml', '<VAST version="4.0"><Ad><Wrapper/></Ad></VAST>'));
  await dialog.getByRole('alert').filter({ hasText: 'wrapper' }).waitFor();
  await document.setInputFiles(xml('inline.xml', inline));
  await dialog.getByText('hlyab-720.mp4').waitFor();
  await dialog.getByText('2 addresses of other counters stand in it').waitFor();
  assert.equal(await field('What it says (alternative text)', dialog).inputValue(), 'Как се пече хляб');
  assert.equal(await dialog.getByRole('textbox', { name: 'Where a click leads' }).inputValue(), 'https://niva.example/hlyab?a=1&b=2');
  await dialog.getByLabel('Captions (WebVTT)').setInputFiles({ name: 'hlyab.vtt', mimeType: 'text/vtt', buffer: Buffer.from('WEBVTT\n\n00:00.000 --> 00:02.000\nЩе покажем как се пече хляб.\n') });
  await dialog.getByRole('button', { name: 'No captions' }).waitFor();
  await check(desk, 'advertising-vast');
  await checkNarrow(desk, 'advertising-vast');
  await dialog.getByRole('button', { name: 'Choose a clip' }).click();
  await page.getByRole('dialog').last().getByRole('button', { name: /hlyab-720/ }).click();
  await dialog.getByText('Clip: hlyab-720.mp4').waitFor();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByRole('textbox', { name: 'Page', exact: true }).fill(/href="(\/[a-z-]+\/[a-z0-9-]{12,}\/)"/.exec(await home())[1]);
  const [shown] = await Promise.all([page.waitForEvent('popup'), page.getByRole('button', { name: 'Preview on the page: Как се пече хляб' }).click()]);
  await shown.waitForURL(/advertisement=/);
  const player = shown.locator('.slot-text video');
  await player.scrollIntoViewIfNeeded();
  assert.deepEqual(await player.evaluate((video) => [video.controls, video.autoplay, video.preload, video.textTracks[0]?.language, video.paused]), [true, false, 'none', 'bg', true]);
  await shown.close();
  clean(desk);
});

test('the calendar shows bookings and the silence before a vote', async () => {
  await go('advertising/votes');
  await page.getByRole('button', { name: 'New vote' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Short name for addresses' }).fill('izbori');
  await dialog.getByRole('textbox', { name: 'Name in Bulgarian' }).fill('Избори за Народно събрание');
  await dialog.getByRole('textbox', { name: 'Name in English' }).fill('Parliamentary election');
  const polling = new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10);
  await dialog.getByRole('textbox', { name: 'Polling day, from 00:00' }).fill(`${polling} 00:00`);
  await dialog.getByRole('textbox', { name: 'Polling day, from 00:00' }).blur();
  await dialog.getByRole('textbox', { name: 'Official address' }).fill('https://cik.example/');
  assert.match(await dialog.getByRole('textbox', { name: 'Silence until' }).inputValue(), new RegExp(`${polling} 20:00`), 'Bulgaria’s, by itself');
  await check(desk, 'advertising-vote');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Parliamentary election').first().waitFor();
  // Another one of that short name is refused beside what was typed, and takes nobody's place.
  await page.getByRole('button', { name: 'New vote' }).click();
  await dialog.getByRole('textbox', { name: 'Short name for addresses' }).fill('izbori');
  await dialog.getByRole('textbox', { name: 'Name in Bulgarian' }).fill('Местни избори');
  await dialog.getByRole('textbox', { name: 'Name in English' }).fill('Local election');
  await dialog.getByRole('textbox', { name: 'Polling day, from 00:00' }).fill(`${polling} 00:00`);
  await dialog.getByRole('textbox', { name: 'Polling day, from 00:00' }).blur();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').filter({ hasText: 'there is one by this name already' }).waitFor();
  assert.equal(await dialog.getByRole('textbox', { name: 'Name in English' }).inputValue(), 'Local election');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  assert.equal((await api.must('GET', 'advertising/votes')).votes.find(({ slug }) => slug === 'izbori').name_en, 'Parliamentary election');
  await go('advertising/calendar');
  await page.getByText('Silence: Parliamentary election').waitFor();
  await page.getByRole('link', { name: 'Баници, пролет' }).waitFor();
  await check(desk, 'advertising-calendar');
  await checkNarrow(desk, 'advertising-calendar');
});

test('a month reads as that month in lists, and what was chosen before a campaign was political can be taken back', async () => {
  const { advertisers } = await api.must('GET', 'advertising/advertisers');
  const { id } = await api.must('POST', 'advertising/campaigns', {
    advertiser: advertisers[0].id, name: 'Цял май', goal: 'impressions', amount: 1000,
    booking: { from: '2035-04-30T21:00:00Z', until: '2035-05-31T21:00:00Z', devices: ['phone'] }, declaration: { political: false, by: 'И. Н.' },
  });
  await go('advertising');
  await page.locator('li').filter({ hasText: 'Цял май' }).getByText('1 May 2035 – 31 May 2035').waitFor();
  await go(`advertising/${id}`);
  await choice('Is it political?').selectOption({ label: 'political' });
  await page.getByRole('checkbox', { name: 'tablets' }).check();
  await page.getByRole('checkbox', { name: 'desktops' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Still missing before it may be shown').waitFor();
  assert.equal(await page.getByText('booking.devices').count(), 0);
  await page.locator('.history summary').click();
  await page.locator('.history').getByText(/· made$/).waitFor();
  clean(desk);
});

test('a political campaign is told, article by article, what is missing', async () => {
  await go(address);
  await choice('Is it political?').selectOption({ label: 'political' });
  await field('Name', page.getByRole('group', { name: 'Sponsor', exact: true })).fill('Партия „Утро“');
  // What the label has room for is said while one types, not when one has saved.
  const process = field('Legislative or regulatory process');
  await page.getByText(`${Math.ceil(Buffer.from('Партия „Утро“').length / 2)} letters together, of 90`).waitFor();
  await process.fill('Закон за изменение на закона '.repeat(4));
  await page.getByRole('status').filter({ hasText: 'long for a label' }).waitFor();
  assert.match(await process.evaluate((input) => document.getElementById(input.getAttribute('aria-describedby')).textContent), /of 90 that fit/);
  await check(desk, 'advertising-label');
  await process.fill('');
  await page.getByText('long for a label').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Still missing before it may be shown').waitFor();
  await page.getByText('Article 12(1)(f)').waitFor();
  await check(desk, 'advertising-political');
  await checkNarrow(desk, 'advertising-political');
  assert.equal(await on_pages(), false, 'off the pages');
});

test('who takes an entry out by the keyboard goes on at the next one, and hears which is gone', async () => {
  const add = page.getByRole('button', { name: 'Add an entry' });
  for (let count = 0; count < 3; ++count) await add.click();
  const entry = (number) => page.getByRole('group', { name: `New entry no. ${number}`, exact: true });
  const out = (number) => page.getByRole('button', { name: `Take it out: no. ${number}`, exact: true });
  const has_focus = (button) => eventually(() => button.evaluate((shown) => shown === document.activeElement), 'the focus');
  for (const number of [1, 2, 3]) await entry(number).getByRole('textbox', { name: 'From whom' }).fill(`Платец ${number}`);
  await out(1).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Entry no. 1 was taken out.' }).waitFor({ state: 'attached' });
  await has_focus(out(1));
  assert.equal(await entry(1).getByRole('textbox', { name: 'From whom' }).inputValue(), 'Платец 2', 'the one behind it');
  await out(2).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('status').filter({ hasText: 'Entry no. 2 was taken out.' }).waitFor({ state: 'attached' });
  await has_focus(out(1)); // the one before, where there is none behind
  await page.keyboard.press('Enter');
  await has_focus(add);
  assert.equal(await page.getByRole('group', { name: /^New entry/ }).count(), 0);
});

test('what was received is entered payment by payment and corrected beside what stands', async () => {
  await page.getByRole('button', { name: 'Add an entry' }).click();
  const entry = page.getByRole('group', { name: 'New entry no. 1' });
  await entry.getByRole('spinbutton').fill('1200.50');
  assert.equal(await entry.getByRole('textbox', { name: 'From whom' }).inputValue(), 'Партия „Утро“', 'the sponsor, until somebody says otherwise');
  await entry.getByRole('combobox', { name: 'The money is' }).selectOption({ label: 'private' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('an entry says whether it comes from inside or outside the Union').first().waitFor();
  await entry.getByRole('combobox', { name: 'It comes from' }).selectOption({ label: 'inside the Union' });
  await check(desk, 'advertising-ledger-entry');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const ledger = page.getByRole('region', { name: 'What was received' });
  await ledger.getByText('€1,200.50').waitFor();
  await ledger.getByRole('button', { name: 'Correct entry no. 1' }).click();
  const correction = page.getByRole('group', { name: 'No. 2, in the place of no. 1' });
  await correction.getByRole('spinbutton').fill('1300');
  await correction.getByRole('textbox', { name: 'Why it is corrected' }).fill('втора вноска');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await ledger.getByText('in the place of no. 1: втора вноска').waitFor();
  await ledger.getByText('corrected by no. 2').waitFor();
  assert.equal(await ledger.getByRole('button').count(), 1, 'only what stands can be corrected');
  assert.match(await page.getByRole('group', { name: 'What was received', exact: true }).innerText(), /For this advertisement, money\s+€1,300\.00/);
  await check(desk, 'advertising-ledger');
  await checkNarrow(desk, 'advertising-ledger');
  clean(desk);
});

test('a reader’s report is answered with reasons', async () => {
  const sent = await newsroom.server.request('/advertising/flag/', {
    method: 'POST', headers: { ...reader, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ advertisement: address.split('/')[1], reasons: 'Няма етикет', name: 'Читател', email: 'r@example.org' }).toString(),
  });
  assert.equal(sent.status, 303);
  await go('advertising/flags');
  await page.getByText('Няма етикет').waitFor();
  await check(desk, 'advertising-flags');
  await page.getByRole('button', { name: 'Answer: Няма етикет' }).click();
  await page.getByRole('dialog').getByRole('radio', { name: 'No breach found' }).check();
  await page.getByRole('dialog').getByLabel('Reasons for the reader').fill('Етикетът стои отгоре.');
  await page.getByRole('dialog').getByRole('button', { name: 'Answer' }).click();
  await page.getByText('No reports are waiting.').waitFor();
  assert.match(visibleText((await newsroom.server.get(sent.headers.location)).text), /Етикетът стои отгоре\./);
});

test('what a reader is right about leaves the pages, and its page says why', async () => {
  const advertiser = await api.must('POST', 'advertising/advertisers', { name: 'Печатница „Буква“' });
  const given = { advertiser: advertiser.id, name: 'Брошури', goal: 'share', amount: 1, booking: { from: '2026-01-01T00:00:00Z', until: '2036-01-01T00:00:00Z' }, declaration: { political: false, by: 'Б. Буква' } };
  const campaign = await api.must('POST', 'advertising/campaigns', given);
  await api.must('POST', `advertising/campaigns/${campaign.id}/creatives`, { kind: 'text', text: 'Брошури за кандидати', address: 'https://bukva.example/' });
  const sent = await newsroom.server.request('/advertising/flag/', {
    method: 'POST', headers: { ...reader, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ advertisement: String(campaign.id), reasons: 'Това е агитация', name: 'Читател', email: 'r@example.org' }).toString(),
  });
  assert.equal(sent.status, 303);
  await go('advertising/flags');
  await page.getByRole('button', { name: 'Answer: Това е агитация' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'The reader is right' }).check();
  await dialog.getByText('leaves the pages at the next request').waitFor();
  await dialog.getByLabel('Reasons for the reader').fill('Призовава за гласуване.');
  await check(desk, 'advertising-upheld');
  await dialog.getByRole('button', { name: 'Answer' }).click();
  await page.getByText('No reports are waiting.').waitFor();
  await go(`advertising/${campaign.id}`);
  await page.getByText('A reader has reported it, and was right').waitFor();
  await page.getByText('Призовава за гласуване.').first().waitFor();
  assert.equal(await choice('Is it political?').inputValue(), '', 'nobody’s declaration holds any more');
  clean(desk);
});

test('the newspaper’s own advertisements are added, changed, moved and taken away', async () => {
  const { sites } = await api.must('GET', 'sites');
  const site = `sites/${sites[0].host}`;
  await go('advertising/own');
  await page.locator('li.card').nth(sites[0].house_advertisements.length - 1).waitFor();
  await check(desk, 'advertising-own');
  await checkNarrow(desk, 'advertising-own');
  await api.must('PUT', site, { house_advertisements: [] });
  await page.reload();
  await page.getByText('Nothing of our own').waitFor();
  const front = async () => (await newsroom.server.get('/')).text;
  const add = async (text, address) => {
    await page.getByRole('button', { name: 'Add one of our own' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Slot').selectOption('top');
    await dialog.getByLabel('Text', { exact: true }).fill(text);
    await dialog.getByLabel('Where a click leads').fill(address);
    await dialog.getByRole('button', { name: 'Save' }).click();
    return dialog;
  };
  const refused = await add('Абонирайте се', 'https://elsewhere.example/');
  await refused.getByRole('alert').filter({ hasText: 'a page of our own' }).waitFor(); // not behind the dialog
  assert.equal(await refused.getByLabel('Text', { exact: true }).inputValue(), 'Абонирайте се', 'what was typed stays');
  await refused.getByLabel('Where a click leads').fill('/abonament/');
  await refused.getByRole('button', { name: 'Save' }).click();
  await refused.waitFor({ state: 'detached' });
  await eventually(async () => (await front()).includes('Абонирайте се'), 'on the front');
  await (await add('Пратете сигнал', '/report/')).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Move up: Пратете сигнал' }).click();
  await page.locator('li.card').first().filter({ hasText: 'Пратете сигнал' }).waitFor();
  await page.getByRole('button', { name: 'Change: Абонирайте се' }).click();
  await page.getByRole('dialog').getByLabel('Text', { exact: true }).fill('Абонирайте се днес');
  await check(desk, 'advertising-own-dialog');
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Абонирайте се днес').waitFor();
  // Two at once: mine replaces what I had opened, wherever it stands by now.
  await page.getByRole('button', { name: 'Change: Абонирайте се днес' }).click();
  await page.getByRole('dialog').getByLabel('Text', { exact: true }).fill('Дълъг текст, който не се побира. '.repeat(4));
  await page.getByRole('dialog').getByText('Too long for the smallest slot').waitFor();
  await page.getByRole('dialog').getByLabel('Text', { exact: true }).fill('Абонирайте се сега');
  const mine = { slot: 'top', address: '/abonament/', text: 'Абонирайте се днес', image: null };
  await api.must('PUT', site, { house_advertisements: [mine, { ...mine, text: 'Пратете сигнал', address: '/report/' }] });
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByRole('dialog').getByRole('alert').filter({ hasText: 'changed' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Абонирайте се сега').waitFor();
  const texts = (await api.must('GET', 'sites')).sites[0].house_advertisements.map(({ text }) => text);
  assert.deepEqual(texts, ['Абонирайте се сега', 'Пратете сигнал']);
  for (const text of ['Абонирайте се сега', 'Пратете сигнал']) {
    await page.getByRole('button', { name: `Remove: ${text}` }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.locator('li.card').filter({ hasText: text }).waitFor({ state: 'detached' });
  }
  await eventually(async () => !(await front()).includes('Абонирайте се'), 'taken away');
  await api.must('PUT', site, { house_advertisements: sites[0].house_advertisements });
  clean(desk);
});

test('ads.txt and sellers.json are edited and mistakes are named', async () => {
  await go('advertising/files');
  await field('ads.txt').fill('exchange.example, pub-1, WHATEVER');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.locator('.notices .problem').filter({ hasText: 'DIRECT or RESELLER' }).waitFor();
  await field('ads.txt').fill('exchange.example, pub-1, DIRECT');
  await page.getByRole('button', { name: 'Save' }).click();
  await eventually(async () => (await newsroom.server.get('/ads.txt')).text.includes('pub-1, DIRECT'), 'ads.txt');
  await page.locator('.notices').getByText('Saved').waitFor();
  await check(desk, 'advertising-files');
  clean(desk);
});

test('what is typed outlives the screen, and what a colleague has saved meanwhile is taken over and told', async () => {
  const { advertisers } = await api.must('GET', 'advertising/advertisers');
  const booking = { from: '2027-01-01T00:00:00Z', until: '2027-02-01T00:00:00Z', slots: ['footer'] };
  const { id } = await api.must('POST', 'advertising/campaigns', { advertiser: advertisers[0].id, name: 'Кифли', goal: 'share', amount: 2500, booking });
  const { id: bread } = await api.must('POST', 'advertising/campaigns', { advertiser: advertisers[0].id, name: 'Цял хляб', goal: 'share', amount: 10000, booking, declaration: { political: false, by: 'И. Н.' } });
  await api.must('POST', `advertising/campaigns/${bread}/creatives`, { kind: 'text', text: 'Пресен хляб', address: 'https://niva.example/' });
  await api.must('POST', `advertising/campaigns/${bread}/submit`);
  await go(`advertising/${id}`);
  await field('Name').fill('Кифли и мекици');
  await field('Until').fill('31.05.2027');
  await field('Until').blur();
  await page.locator('header').getByRole('link', { name: 'Campaigns' }).click();
  await page.getByRole('link', { name: 'Кифли', exact: true }).click();
  await page.getByText('What you had typed and not saved stands here again.').waitFor();
  assert.equal(await field('Name').inputValue(), 'Кифли и мекици');
  assert.equal(await field('Until').inputValue(), '2027-06-01 00:00', 'to the end of that day');

  await field('Until').fill('01.12.2026');
  await field('Until').blur();
  await page.getByText('It ends before it begins.').waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  assert.equal(await field('Until').evaluate((input) => input === document.activeElement), true);
  assert.equal(await page.getByText('It ends before it begins.').count(), 1, 'said once');
  await field('Until').fill('31.05.2027');
  await field('Until').blur();

  await api.must('PUT', `advertising/campaigns/${id}`, { amount: 5000, name: 'Кифлички' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByRole('alert').filter({ hasText: 'Changed by both of you: Name (there now: Кифлички)' }).waitFor();
  assert.equal(await field('Name').inputValue(), 'Кифли и мекици');
  assert.equal(await amount('Share in %').inputValue(), '50', 'changed there alone');
  await check(desk, 'advertising-meanwhile');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.notices').getByText('Saved').waitFor();
  const saved = await api.must('GET', `advertising/campaigns/${id}`);
  assert.deepEqual([saved.name, saved.amount, saved.booking.until], ['Кифли и мекици', 5000, '2027-05-31T21:00:00Z']);
  // The bread has the whole slot, and others have some of it too.
  assert.equal(saved.oversold.with.find((other) => other.id === bread).amount, 10000);
  assert.ok(saved.oversold.sum >= 15000);
  await page.getByText(`come to ${saved.oversold.sum / 100} %`).waitFor();
  await checkNarrow(desk, 'advertising-meanwhile');
});

test('somebody who does not sell finds no advertising desk', async () => {
  assert.equal((await newsroom.server.api(await newToken(newsroom.data, 'reporter')).call('GET', 'advertising/register')).status, 403);
});
