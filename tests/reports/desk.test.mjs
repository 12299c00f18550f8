// The report desk in a real browser: opening, checking, using, and people who come and go (trust.md A11, A13, B8).
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { launch, newDesk, newNewsroom, people, signIn } from '../newsroom/desk.mjs';
import { crawl } from '../portal/crawl.mjs';
import { newToken, runWell, shared } from '../portal/vestnik.mjs';
import { addTo, newFile, sendFile, sendReport } from './client.mjs';
import { marker, photo as photoTelling } from './files.mjs';
import { seal } from './seal.mjs';
import { formsOf, tracesOf } from './traces.mjs';

const minutes = 60_000;
const own = { chief: 'four calm otters cross rivers', editor: 'nine brave wrens guard towers', second: 'six old owls count the bells', third: 'two grey herons guard the bay', fourth: 'ten small foxes cross the field' };
let newsroom, browser, chief, editor, api, sheet;

before(async () => {
  newsroom = await newNewsroom();
  api = newsroom.server.api(await newToken(newsroom.data, 'chief'));
  browser = await launch();
  chief = await newDesk(browser, newsroom.server);
  editor = await newDesk(browser, newsroom.server, { host: 'localhost' }); // passkeys want a name
  await withPasskeys(editor);
});
after(async () => {
  await browser?.close();
  await newsroom?.server.stop();
});

/** A device with passkeys that keep secrets (WebAuthn PRF), and a finger on it. */
async function withPasskeys({ context, page }) {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', ctap2Version: 'ctap2_1', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      hasPrf: true, isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
}

const photo = (name) => readFileSync(path.join(shared, 'data/photos', name));
const original = (name) => ({ role: 'original', type: 'image/jpeg', name, metadata: 'kept' });

/** A report with these pictures, each with itself as its preview. */
async function report(content, pictures = []) {
  const files = pictures.flatMap((name, index) => [
    newFile(photo(name), 2 * index, original(path.basename(name))),
    newFile(photo(name), 2 * index + 1, { role: 'preview', type: 'image/jpeg', of: 2 * index }),
  ]);
  const sent = await sendReport(newsroom.server, { ...content, files: files.map((file) => file.named) });
  for (const file of files) await sendFile(newsroom.server, sent, file);
  return Buffer.from(sent.report).toString('hex');
}

/** REPORTS_PICTURES=FOLDER keeps what stands on the screen. */
const keepPicture = async (page, name) => {
  if (process.env.REPORTS_PICTURES) await page.screenshot({ path: path.join(process.env.REPORTS_PICTURES, `${name}.png`), fullPage: true });
};

const unlock = async ({ page }, passphrase) => {
  await page.getByLabel('Passphrase of the desk').fill(passphrase);
  await page.getByRole('button', { name: 'Unlock', exact: true }).click();
};
const toInbox = async ({ page, origin }) => {
  await page.goto(`${origin}/newsroom/reports`);
  await page.locator('#main').waitFor();
};

test('the desk opens with the passphrase that the demo prints, and with no other', { timeout: 3 * minutes }, async () => {
  await report({
    text: 'Наводнение на площада.\nВодата стига до колене.', place: 'Арецо', publish: true, credit: 'name', name: 'Елена П.',
    position: { latitude: 43.4676, longitude: 11.8851, accuracy: 20 }, happened: '2008-10-22T16:28',
  }, ['gps/DSCN0010.jpg', 'c2pa/adobe-20220124-CA.jpg', 'c2pa/adobe-20220124-E-sig-CA.jpg']);
  await report({ text: 'И аз видях водата.' }, ['gps/DSCN0010.jpg']);
  await signIn(chief, people.chief, 'reports');
  await unlock(chief, 'not the passphrase at all');
  await chief.page.getByText('The passphrase does not open the desk.').waitFor();
  await unlock(chief, newsroom.passphrase);
  await chief.page.getByText('Наводнение на площада.').waitFor();
  await chief.page.getByText('И аз видях водата.').waitFor();
});

test('the bench shows what a file says beside what the reader says, and what else it looks like', { timeout: 4 * minutes }, async () => {
  const { page } = chief;
  await page.getByText('Наводнение на площада.').click();
  const bench = page.getByRole('region', { name: 'DSCN0010.jpg' }).first();
  await bench.getByRole('button', { name: 'Open', exact: true }).click();
  const where = bench.getByRole('row', { name: /^Where/ });
  await where.waitFor();
  assert.match(await where.textContent(), /Арецо.*43\.4676, 11\.8851.*43\.46\d\d, 11\.88\d\d.*0(\.\d)? km/s);
  assert.match(await bench.getByRole('row', { name: /^When/ }).textContent(), /2008.*2008.* h/s);
  assert.ok((await bench.getByRole('img', { name: 'Where the file says it was made' }).locator('path').getAttribute('d')).length > 1000);
  await bench.getByText('The file carries none.').waitFor();
  await bench.getByRole('button', { name: 'Error levels' }).click();
  await bench.getByText('What was pasted in').waitFor();
  await keepPicture(page, 'bench');
  // The same photo is in the library, and the server has looked at it.
  const made = await fetch(`http://127.0.0.1:${newsroom.server.port}/api/v1/assets?file_name=flood.jpg`, {
    method: 'POST', headers: { authorization: `Bearer ${api.token}`, 'content-type': 'image/jpeg' }, body: photo('gps/DSCN0010.jpg'),
  });
  const asset = (await made.json()).id;
  let theirs;
  for (let tries = 0; !theirs && tries < 120; ++tries) {
    theirs = (await api.must('GET', 'reports/picture-hashes')).hashes.find((each) => each.id === asset)?.hash;
    if (!theirs) await new Promise((done) => setTimeout(done, 500));
  }
  // The server's and the browser's say the same of the same picture.
  const ours = await bench.locator('code').textContent();
  const apart = (BigInt(`0x${theirs}`) ^ BigInt(`0x${ours}`)).toString(2).replaceAll('0', '').length;
  assert.ok(apart <= 3, `${theirs} ${ours}`);
  const bodies = [];
  page.on('request', (request) => bodies.push(`${request.url()} ${request.postData() ?? ''}`));
  await bench.getByRole('button', { name: 'Compare' }).click();
  await bench.getByRole('link', { name: 'И аз видях водата.' }).waitFor({ timeout: minutes });
  await bench.getByRole('link', { name: `№ ${asset}` }).waitFor();
  await bench.getByText(/Compared with the reports that are open here and with \d+ pictures of the library/).waitFor();
  assert.deepEqual(bodies.filter((each) => each.includes(ours)), [], 'what a sealed picture looks like leaves the browser for nowhere');
  await keepPicture(page, 'bench-alike');
});

test('content credentials are read offline: whole, broken, none', { timeout: 4 * minutes }, async () => {
  const { page } = chief;
  for (const [name, verdict] of [
    ['adobe-20220124-CA.jpg', /The signature is whole/], ['adobe-20220124-E-sig-CA.jpg', /The signature is broken/],
  ]) {
    const bench = page.getByRole('region', { name }).first();
    await bench.getByRole('button', { name: 'Open', exact: true }).click();
    await bench.getByText(verdict).waitFor({ timeout: minutes });
  }
});

test('two reports of one event are merged in the inbox', { timeout: 2 * minutes }, async () => {
  const { page } = chief;
  await page.getByLabel('Merge with').waitFor();
  await toInbox(chief);
  await unlock(chief, newsroom.passphrase);
  await page.getByText('И аз видях водата.').click();
  await page.getByLabel('Merge with').selectOption({ label: 'Наводнение на площада.\nВодата стига до колене.' });
  await page.getByRole('button', { name: 'Merge', exact: true }).click();
  await page.getByRole('button', { name: 'Take apart' }).waitFor();
  await page.getByRole('link', { name: 'To the inbox' }).click();
  await page.getByText('together with 1').waitFor();
  await keepPicture(page, 'inbox');
  assert.equal(await page.getByText('И аз видях водата.').count(), 0);
});

test('only what is verified is used; readers see who reported and how it was checked', { timeout: 4 * minutes }, async () => {
  const { page } = chief;
  await page.getByText('Наводнение на площада.').click();
  const bench = page.getByRole('region', { name: 'DSCN0010.jpg' }).first();
  await bench.getByRole('checkbox', { name: 'Use in an article' }).check();
  await page.getByRole('button', { name: 'Use in an article' }).click();
  await page.getByText('Only what is labelled verified goes into an article.').waitFor();
  await page.getByLabel('Label').selectOption('verified');
  await page.getByRole('button', { name: 'I take it' }).click();
  await page.getByText('Saved').waitFor();
  await page.getByLabel('How it was checked').fill('Мястото е потвърдено от втори читател.');
  for (const check of ['It is known who made it', 'The place is right', 'The time is right']) await page.getByLabel(check).check();
  await page.getByRole('button', { name: 'Use in an article' }).click();
  const link = page.getByRole('link', { name: /^№ \d+$/ });
  await link.waitFor({ timeout: 2 * minutes });
  const id = Number(/\d+/.exec(await link.textContent())[0]);

  const article = await api.must('GET', `articles/${id}`);
  const picture = await api.must('GET', `assets/${article.lead_image}`);
  assert.equal(picture.credit, 'Елена П.');
  const sections = (await api.must('GET', 'sections')).sections;
  await api.must('PUT', `articles/${id}`, { ...article, section: sections[0].slug, headline: 'Наводнение в Арецо' });
  await api.must('PUT', `assets/${article.lead_image}`, { alt: 'Наводнен площад' });

  // Not everything is checked, and one person alone does not publish what readers send.
  const refused = async (path) => {
    const answer = await api.call('POST', `articles/${id}/${path}`, path === 'schedule' ? { at: '2099-01-01T00:00:00Z' } : {});
    assert.equal(answer.status, 409, answer.text);
    return answer.text;
  };
  assert.match(await refused('publish'), /elsewhere second_person/);
  await refused('schedule');
  assert.equal((await api.call('POST', `articles/${id}/reader-material/confirm`, {})).status, 403, 'a token is nobody');
  await page.goto(`${chief.origin}/newsroom/articles/${id}`);
  const dialog = page.getByRole('dialog');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await dialog.getByText('Something is not checked yet.').waitFor();
  await dialog.getByLabel('It was not seen elsewhere before').check();
  await dialog.getByRole('button', { name: 'Keep what is checked' }).click();
  await dialog.getByText('A second person has to look').waitFor();
  assert.ok(await dialog.getByRole('button', { name: 'Publish now' }).isDisabled());
  assert.equal(await dialog.getByRole('button', { name: 'I have looked too' }).count(), 0);
  assert.match(await refused('publish'), /"input":"second_person"/);
  await keepPicture(page, 'gate');

  await signIn(editor, people.editor, `articles/${id}`);
  await editor.page.getByRole('button', { name: 'Publish', exact: true }).click();
  await editor.page.getByRole('dialog').getByRole('button', { name: 'I have looked too' }).click();
  await editor.page.getByRole('dialog').getByText(`${people.editor.email} has looked too.`).waitFor();
  await editor.page.getByRole('button', { name: 'Publish now' }).click();
  await editor.page.getByText('Published', { exact: true }).first().waitFor();
  // Every step is in the log, whose chain `vestnik check` follows.
  const log = JSON.stringify(await newsroom.server.api(await newToken(newsroom.data)).must('GET', 'audit'));
  for (const step of ['addArticle', 'putReaderMaterial', 'confirmReaderMaterial', 'publishArticle']) assert.ok(log.includes(step), step);
  await runWell('check', '--data', newsroom.data);
  // The picture is a reader's wherever it is put: two look at every article that shows it, and nothing else may.
  const other = await api.add({ headline: 'Друга история', section: sections[0].slug, lead_image: article.lead_image });
  assert.equal((await api.call('POST', `articles/${other.id}/publish`)).status, 409);
  const unsettled = await api.must('GET', `articles/${other.id}/reader-material`);
  assert.deepEqual([unsettled.from_reader, unsettled.missing.includes('taken_over')], [true, true]);
  assert.equal((await api.call('PUT', 'authors/somebody', { name: 'Някой', picture: article.lead_image })).status, 409);
  const published = await api.must('GET', `articles/${id}`);
  const { text } = await newsroom.server.get(new URL(published.address, chief.origin).pathname);
  assert.match(text, /source-note[^>]*>По сигнал на читател\. Мястото е потвърдено от втори читател\./);
  const bytes = (await newsroom.server.get(/\/media\/[^"' ,]+\.jpe?g/.exec(text)[0])).body;
  assert.ok(!bytes.includes('GPS') && !bytes.includes('NIKON'), 'the published picture tells nothing of its maker');
});

/** Every answer of the API to this role that an id of ours leads to: {target, status, body}. */
async function everyAnswer(role, { article, asset, report: id }) {
  const asking = newsroom.server.api(await newToken(newsroom.data, role));
  const { paths } = (await newsroom.server.get('/api/v1/openapi.json')).json();
  const answers = [];
  for (const [address, operations] of Object.entries(paths)) {
    if (!operations.get) continue;
    const own = address.includes('/assets/') ? asset : address.includes('/reports/') ? id : article;
    const target = address.replace(/^.*\/api\/v1\//, '').replace('{id}', own).replace('{number}', '0').replace(/\{\w+\}/g, '1');
    for (const query of target.endsWith('picture') ? ['?width=1280', '?width=320&crop=square'] : ['']) {
      const answer = await asking.call('GET', target + query);
      answers.push({ target: `${role}: ${target}${query}`, status: answer.status, body: answer.body });
    }
  }
  return answers;
}

test('what a reader wishes hidden leaves by no address, for nobody: no name, no place, no hour, no file name', { timeout: 5 * minutes }, async () => {
  const hidden = { name: marker('name'), place: marker('place'), file: marker('file'), exif: marker('exif') };
  const figures = ['43.46764213', '11.88513017', '2008-10-22'];
  const file = newFile(photoTelling(hidden.exif), 0, original(`${hidden.file}.jpg`));
  const preview = newFile(photo('gps/DSCN0010.jpg'), 1, { role: 'preview', type: 'image/jpeg', of: 0 });
  const sent = await sendReport(newsroom.server, {
    text: 'Без име, моля.', place: hidden.place, publish: true, credit: 'anonymous', name: hidden.name,
    position: { latitude: Number(figures[0]), longitude: Number(figures[1]), accuracy: 20 }, happened: `${figures[2]}T16:29`,
    files: [file.named, preview.named],
  });
  for (const each of [file, preview]) await sendFile(newsroom.server, sent, each);

  const { page } = chief;
  await toInbox(chief);
  await unlock(chief, newsroom.passphrase);
  await page.getByText('Без име, моля.').click();
  await page.getByText(hidden.place).first().waitFor();
  await page.getByLabel('Label').selectOption('verified');
  await page.getByRole('button', { name: 'I take it' }).click();
  await page.getByText('Saved').waitFor();
  for (const check of ['It is known who made it', 'The place is right', 'The time is right', 'It was not seen elsewhere before']) await page.getByLabel(check).check();
  await page.getByRole('region', { name: `${hidden.file}.jpg` }).first().getByRole('checkbox', { name: 'Use in an article' }).check();
  await page.getByRole('button', { name: 'Use in an article' }).click();
  const link = page.getByRole('link', { name: /^№ \d+$/ });
  await link.waitFor({ timeout: 2 * minutes });
  const article = Number(/\d+/.exec(await link.textContent())[0]);
  const draft = await api.must('GET', `articles/${article}`);
  const { sections } = await api.must('GET', 'sections');
  await api.must('PUT', `articles/${article}`, { ...draft, section: sections[0].slug });

  const ids = { article, asset: draft.lead_image, report: seal.toHex(sent.report) };
  const forms = [...Object.entries(hidden), ...figures.map((figure) => [figure, figure])]
    .flatMap(([what, text]) => formsOf(text).map(({ bytes }) => ({ what, bytes })));
  const leaks = (answers) => answers.flatMap(({ target, body }) =>
    forms.filter(({ bytes }) => body.includes(bytes)).map(({ what }) => `${what} in ${target}`));
  const roles = ['reporter', 'editor', 'chief', 'media', 'advertising', 'administrator'];
  const swept = async () => {
    const answers = (await Promise.all(roles.map((role) => everyAnswer(role, ids)))).flat();
    for (const [target, answer] of await crawl(newsroom.server, { own: ['127.0.0.1', 'localhost'] })) answers.push({ target, body: answer.body });
    return answers;
  };
  assert.deepEqual(leaks(await swept()), []);
  // Whoever is not of the desk gets nothing of a report, sealed or not.
  for (const role of ['media', 'advertising']) {
    const answers = (await everyAnswer(role, ids)).filter(({ target }) => target.includes(': reports'));
    assert.ok(answers.length > 3 && answers.every(({ status }) => status === 403), JSON.stringify(answers.map(({ target, status }) => [target, status])));
  }

  await editor.page.goto(`${editor.origin}/newsroom/articles/${article}`);
  await editor.page.getByRole('button', { name: 'Publish', exact: true }).click();
  await editor.page.getByRole('dialog').getByRole('button', { name: 'I have looked too' }).click();
  await editor.page.getByRole('button', { name: 'Publish now' }).click();
  await editor.page.getByText('Published', { exact: true }).first().waitFor();
  const answers = await swept();
  const { address } = await api.must('GET', `articles/${article}`);
  const shown = await newsroom.server.get(new URL(address, chief.origin).pathname);
  assert.match(shown.text, /Без име, моля\./);
  for (const [, picture] of shown.text.matchAll(/"(\/media\/[^"' ,]+)/g)) answers.push({ target: picture, body: (await newsroom.server.get(picture)).body });
  assert.deepEqual(leaks(answers), []);
  // At rest it is in the seal alone, and nowhere else rounded or whole.
  assert.deepEqual(tracesOf({ ...hidden, latitude: figures[0], longitude: figures[1] }, { folder: newsroom.data, log: newsroom.server.log }), []);
});

test('what a reader allows later counts, for the files that came before too', { timeout: 4 * minutes }, async () => {
  const file = newFile(photo('gps/DSCN0010.jpg'), 0, original('later.jpg'));
  const sent = await sendReport(newsroom.server, { text: 'Питайте ме после.', publish: false, files: [file.named] });
  await sendFile(newsroom.server, sent, file);
  const { page } = chief;
  const consent = page.locator('dt:has-text("May be published") + dd');
  const open = async () => {
    await toInbox(chief);
    await unlock(chief, newsroom.passphrase);
    await page.getByText('Питайте ме после.').click();
    await consent.waitFor();
  };
  await open();
  assert.equal(await consent.textContent(), 'no');
  await addTo(newsroom.server, sent, { text: 'Да, може.', publish: true });
  await open();
  assert.equal(await consent.textContent(), 'yes');
  await page.getByLabel('Label').selectOption('verified');
  await page.getByRole('button', { name: 'I take it' }).click();
  await page.getByText('Saved').waitFor();
  await page.getByRole('region', { name: 'later.jpg' }).first().getByRole('checkbox', { name: 'Use in an article' }).check();
  await page.getByRole('button', { name: 'Use in an article' }).click();
  const link = page.getByRole('link', { name: /^№ \d+$/ });
  await link.waitFor({ timeout: 2 * minutes });
  const draft = await api.must('GET', `articles/${/\d+/.exec(await link.textContent())[0]}`);
  assert.ok(draft.lead_image, 'with its file');
});

test('somebody asks, is let in after the fingerprints are compared, and reads with an own passphrase', { timeout: 4 * minutes }, async () => {
  await toInbox(editor);
  await editor.page.getByText('You cannot open the desk yet?').click();
  await editor.page.getByLabel(/A new passphrase/).fill(own.editor);
  await editor.page.getByLabel('The same once more').fill(own.editor);
  await editor.page.getByRole('button', { name: 'Ask', exact: true }).click();
  const fingerprint = await editor.page.getByText('You have asked to be let in').locator('code').textContent();
  await unlock(editor, own.editor);
  await editor.page.getByText('The passphrase does not open the desk.').waitFor({ timeout: minutes });

  await chief.page.goto(`${chief.origin}/newsroom/reports/keys`);
  await unlock(chief, newsroom.passphrase);
  const row = chief.page.getByRole('listitem').filter({ hasText: people.editor.email });
  assert.ok((await row.textContent()).includes(fingerprint));
  await row.getByRole('button', { name: 'Let in' }).click();
  await row.getByText('asks to be let in').waitFor({ state: 'detached', timeout: minutes });

  await toInbox(editor);
  await unlock(editor, own.editor);
  await editor.page.getByText('Наводнение на площада.').waitFor({ timeout: minutes });
});

test('a passkey opens the desk beside the passphrase', { timeout: 3 * minutes }, async () => {
  const { page } = editor;
  await page.goto(`${editor.origin}/newsroom/reports/keys`);
  await unlock(editor, own.editor);
  await page.getByText('You have none here.').waitFor({ timeout: minutes });
  await page.getByRole('button', { name: 'Add a passkey for the desk' }).click();
  await page.getByText('You have one here.').waitFor({ timeout: minutes });
  await keepPicture(page, 'keys');
  await toInbox(editor);
  await keepPicture(page, 'unlock');
  await page.getByRole('button', { name: 'Unlock with a passkey' }).click();
  await page.getByText('Наводнение на площада.').waitFor({ timeout: minutes });
  // The server has no secret of it: a public key, and the desk's key sealed to that.
  const { members } = await api.must('GET', 'reports/desk');
  const [passkey] = JSON.parse(members.find((each) => each.member === people.editor.email).wrapped).passkeys;
  assert.deepEqual(Object.keys(passkey).sort(), ['credential', 'public', 'sealed', 'voucher']);
});

/** The desk's key is changed by the chief; what the new recovery sheet says. */
async function rotate(passphrase) {
  const { page } = chief;
  page.once('dialog', (dialog) => dialog.accept());
  await page.getByLabel(/A new passphrase/).fill(passphrase);
  await page.getByLabel('The same once more').fill(passphrase);
  await page.getByRole('button', { name: 'Change the key of the desk' }).click();
  await page.getByRole('heading', { name: 'Recovery sheet' }).waitFor({ timeout: 2 * minutes });
  const said = await page.locator('.letters').textContent();
  await page.getByRole('button', { name: 'It is printed and put away' }).click();
  return said;
}

test('after a change of the key members open what is new; who was removed does not', { timeout: 6 * minutes }, async () => {
  await rotate(own.chief);
  await report({ text: 'След първата смяна.' });
  await toInbox(editor);
  await unlock(editor, own.editor);
  await editor.page.getByText('След първата смяна.').waitFor({ timeout: minutes });
  await toInbox(editor);
  await editor.page.getByRole('button', { name: 'Unlock with a passkey' }).click();
  await editor.page.getByText('След първата смяна.').waitFor({ timeout: minutes });
  // A passkey that the server puts beside the member's is not given the next key.
  const desk = await api.must('GET', 'reports/desk');
  const inUse = desk.keys.find((key) => key.in_use).id;
  const row = desk.members.find((each) => each.member === people.editor.email && each.key === inUse);
  const forged = JSON.parse(row.wrapped);
  forged.passkeys.push({ ...forged.passkeys[0], credential: 'AAAA', public: seal.toBase64(seal.sodium.crypto_box_keypair().publicKey) });
  await api.must('PUT', `reports/desk/members/${people.editor.email}`, { key: inUse, wrapped: JSON.stringify(forged) });
  await toInbox(chief);
  await chief.page.goto(`${chief.origin}/newsroom/reports/keys`);
  await unlock(chief, own.chief);
  await rotate(own.third);
  const after = await api.must('GET', 'reports/desk');
  const next = after.keys.find((key) => key.in_use).id;
  assert.notEqual(next, inUse);
  const given = JSON.parse(after.members.find((each) => each.member === people.editor.email && each.key === next).wrapped);
  assert.equal(given.passkeys.length, 1);

  chief.page.once('dialog', (dialog) => dialog.accept());
  await chief.page.getByRole('button', { name: `Remove ${people.editor.email}` }).click();
  await chief.page.getByRole('listitem').filter({ hasText: people.editor.email }).waitFor({ state: 'detached' });
  sheet = await rotate(own.second);
  await report({ text: 'След втората смяна.' });
  // The keys in an unlocked page stay what they were: the new report is closed to them.
  await editor.page.getByRole('button', { name: 'Look again' }).click();
  await editor.page.getByText('Cannot be opened').waitFor();
  assert.equal(await editor.page.getByText('След втората смяна.').count(), 0);

  await toInbox(chief);
  await unlock(chief, own.second);
  await chief.page.getByText('След втората смяна.').waitFor({ timeout: minutes });
  await chief.page.getByText('Наводнение на площада.').waitFor();
  assert.equal(await chief.page.getByText('was not made by anybody').count(), 0, 'every key was made by who could open the one before');
});

test('when every passphrase is lost the recovery sheet opens what came for its key', { timeout: 3 * minutes }, async () => {
  await toInbox(chief);
  await chief.page.getByText('The passphrase is lost?').click();
  await chief.page.getByLabel('What the sheet says').fill(sheet.replace(/^./, (digit) => (digit === '0' ? '1' : '0')));
  await chief.page.getByRole('button', { name: 'Open with the sheet' }).click();
  await chief.page.getByText('This is no recovery sheet of this desk.').waitFor();
  await chief.page.getByLabel('What the sheet says').fill(sheet);
  await chief.page.getByRole('button', { name: 'Open with the sheet' }).click();
  await chief.page.getByText('След втората смяна.').waitFor();
});

test('the recovery sheet is shown even where the server is away as soon as the key is made', { timeout: 4 * minutes }, async () => {
  const { page } = chief;
  await page.goto(`${chief.origin}/newsroom/reports/keys`);
  await unlock(chief, own.second);
  await page.getByRole('heading', { name: 'Keys and members' }).waitFor({ timeout: minutes });
  let made = false;
  const watch = (request) => { made ||= request.method() === 'POST' && request.url().includes('/reports/desk/keys'); };
  const asked = /\/api\/v1\/reports\/desk(\?|$)/;
  page.on('request', watch);
  await page.route(asked, (route) => (made ? route.abort() : route.continue()));
  await rotate(own.chief);
  assert.ok(made);
  page.off('request', watch);
  await page.unroute(asked);
  const { keys, members } = await api.must('GET', 'reports/desk');
  for (const { id } of keys) assert.ok(members.some((each) => each.key === id && each.member === people.chief.email), id);
  await toInbox(chief);
  await unlock(chief, own.chief);
  await page.getByText('След втората смяна.').waitFor({ timeout: minutes });
});

test('a key that somebody else has put into the place of the desk’s is told of, and gives the next one to nobody', { timeout: 5 * minutes }, async () => {
  const desk = await api.must('GET', 'reports/desk');
  const inUse = desk.keys.find((key) => key.in_use).id;
  const row = JSON.parse(desk.members.find((each) => each.member === people.chief.email && each.key === inUse).wrapped);
  const pair = seal.sodium.crypto_box_keypair();
  const members = [{ member: 'mole', wrapped: JSON.stringify(seal.letIn(seal.askToJoin('a mole under the garden wall'), 'mole', pair)) }];
  await api.must('POST', 'reports/desk/keys', {
    public_key: seal.toBase64(pair.publicKey), member: people.chief.email, members,
    // With the proof of another key.
    wrapped: JSON.stringify({ ...seal.letIn(row, people.chief.email, pair), after: row.after }),
  });
  const { page } = chief;
  await page.goto(`${chief.origin}/newsroom/reports/keys`);
  await unlock(chief, own.chief);
  await page.getByRole('alert').getByText(new RegExp(`${seal.toHex(seal.keyIdOf(pair.publicKey))}.*was not made by anybody`)).waitFor({ timeout: minutes });
  await rotate(own.fourth);
  const after = await api.must('GET', 'reports/desk');
  const next = after.keys.find((key) => key.in_use).id;
  assert.deepEqual(after.members.filter((each) => each.key === next).map((each) => each.member), [people.chief.email]);
  assert.equal(await page.getByText('was not made by anybody').count(), 0);
  await toInbox(chief);
  await unlock(chief, own.fourth);
  await page.getByText('След втората смяна.').waitFor({ timeout: minutes });
});

test('signing out locks the desk: whoever comes next in the same tab opens nothing', { timeout: 3 * minutes }, async () => {
  const { page } = chief;
  await page.getByText('След втората смяна.').waitFor();
  await page.locator('.navigation .person summary').click();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('textbox', { name: 'Email' }).fill(people.editor.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(people.editor.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  // By a link of the application: the page itself is the one that was open before.
  await page.getByRole('link', { name: 'Reports', exact: true }).click();
  await page.getByRole('heading', { name: 'Unlock the report desk' }).waitFor({ timeout: minutes });
  assert.equal(await page.getByText('След втората смяна.').count(), 0);
});

test('the pages did nothing that they may not do', () => {
  assert.deepEqual([...chief.complaints, ...editor.complaints], []);
});
