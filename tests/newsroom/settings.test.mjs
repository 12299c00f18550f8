// What is set for a site: its menu, its foot, who may call, where addresses lead; and which site is worked on.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, visibleText } from '../portal/vestnik.mjs';
import { atTheDesk, check, checkNarrow, newDesk, people } from './desk.mjs';

let newsroom, desk, page, api;
atTheDesk((made) => ({ newsroom, desk, page, api } = made));
const open = (part) => page.goto(`${desk.origin}/newsroom/settings/${part}`);
const notice = (text) => page.locator('.notices').getByText(text);
const saved = () => notice('Saved').first().waitFor();
const home = async () => (await newsroom.server.get('/')).text;

test('the menu of the site is made, ordered and seen by readers', async () => {
  await open('site');
  const menu = page.getByRole('group', { name: 'Menu of the site' });
  const labels = menu.getByRole('textbox', { name: 'Menu entry' });
  await menu.getByRole('button', { name: 'Add an entry' }).waitFor();
  await menu.getByRole('button', { name: 'Add an entry' }).click();
  await labels.last().fill('Редът на града');
  await menu.getByRole('textbox', { name: 'Leads to' }).last().fill('/tema/grad/');
  const up = page.getByRole('button', { name: 'Move up: Редът на града' });
  while (await up.isEnabled()) await up.click();
  await page.getByRole('textbox', { name: 'Tagline' }).fill('Новини от брега');
  await page.getByRole('textbox', { name: 'Profiles elsewhere' }).fill('https://example.org/a\nhttps://example.org/b');
  await check(desk, 'settings-site');
  await checkNarrow(desk, 'settings-site');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await saved();
  await eventually(async () => visibleText(await home()).includes('Редът на града'), 'the menu');
  assert.match(await home(), /Новини от брега/);
  const [site] = (await api.must('GET', 'sites')).sites;
  assert.equal(site.navigation[0].label, 'Редът на града');
  assert.deepEqual(site.social, ['https://example.org/a', 'https://example.org/b']);
});

test('the foot of every page has a menu of its own', async () => {
  const foot = async () => /<footer class="imprint">[\s\S]*<\/footer>/.exec(await home())[0];
  const sections = await foot();
  await open('site');
  const menu = page.getByRole('group', { name: 'Menu at the foot' });
  await menu.getByRole('button', { name: 'Add an entry' }).click();
  await menu.getByRole('textbox', { name: 'Menu entry' }).fill('За редакцията');
  await menu.getByRole('textbox', { name: 'Leads to' }).fill('/za-nas/');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await saved();
  await eventually(async () => (await foot()).includes('<a href="/za-nas/">За редакцията</a>'), 'the menu at the foot');
  assert.doesNotMatch((await foot()).match(/<nav[\s\S]*?<\/nav>/)[0], /href="\/(?!za-nas)/, 'and nothing else in it');
  await menu.getByRole('button', { name: 'Remove: За редакцията' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(async () => (await foot()) === sections, 'the sections again');
});

test('the look of the site is chosen, checked for contrast, and seen by readers at once', async () => {
  await open('site');
  const look = page.getByRole('group', { name: 'Look' });
  await look.getByRole('checkbox', { name: 'An accent colour of our own' }).check();
  await look.getByLabel('Accent colour', { exact: true }).fill('#ffe000');
  await look.getByText(/too little to be read/).waitFor();
  await look.getByRole('combobox', { name: 'Light or dark' }).selectOption({ label: 'Always dark' });
  await look.getByText(/too little to be read/).waitFor({ state: 'detached' });
  await look.getByRole('combobox', { name: 'Light or dark' }).selectOption({ label: 'As the reader’s device is set' });
  await look.getByRole('button', { name: 'Choose a logo' }).click();
  await page.getByRole('dialog').getByRole('listitem').getByRole('button').first().click();
  await look.getByRole('button', { name: 'Show the name instead' }).waitFor();
  await check(desk, 'settings-look');
  await checkNarrow(desk, 'settings-look');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(async () => /nameplate-logo/.test(await home()), 'the logo');

  const reader = await newDesk(desk.context.browser(), newsroom.server, { colorScheme: 'light' });
  const colours = () =>
    reader.page.evaluate(() => {
      const root = getComputedStyle(document.documentElement);
      return { accent: root.getPropertyValue('--accent').trim(), paper: root.getPropertyValue('--paper').trim() };
    });
  await reader.page.goto(reader.origin);
  const light = await colours();
  assert.equal(light.paper, '#fdfbf7');
  assert.match(light.accent, /^#[0-9a-f]{6}$/);
  assert.notEqual(light.accent, '#ffe000', 'made darker, so that it can be read');
  assert.ok(await reader.page.getByRole('img', { name: /./ }).first().isVisible());
  assert.ok((await reader.page.locator('.nameplate-logo').evaluate((image) => image.complete && image.naturalWidth)) > 0, 'the logo is there');
  await check(reader, 'look-light');
  await reader.page.emulateMedia({ colorScheme: 'dark' });
  assert.deepEqual(await colours(), { accent: '#ffe000', paper: '#151311' });
  await check(reader, 'look-dark');
  await look.getByRole('combobox', { name: 'Light or dark' }).selectOption({ label: 'Always light' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(async () => /content="light"/.test(await home()), 'the scheme');
  await reader.page.reload();
  assert.equal((await colours()).paper, '#fdfbf7', 'on a dark device too');
  assert.deepEqual(reader.complaints, []);

  await look.getByRole('button', { name: 'Show the name instead' }).click();
  await look.getByRole('checkbox', { name: 'An accent colour of our own' }).uncheck();
  await look.getByRole('combobox', { name: 'Light or dark' }).selectOption({ label: 'As the reader’s device is set' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(async () => !/nameplate-logo|\/assets\/look-/.test(await home()), 'the theme as it was');
  await reader.context.close();
});

test('a save of what somebody else has changed meanwhile overwrites nothing', async () => {
  await open('site');
  await page.getByRole('textbox', { name: 'Tagline' }).fill('Мое мото');
  const [site] = (await api.must('GET', 'sites')).sites;
  await api.must('PUT', `sites/${site.host}`, { tagline: 'Тяхно мото' });
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.locator('.notices .problem').waitFor();
  assert.equal((await api.must('GET', 'sites')).sites[0].tagline, 'Тяхно мото');
});

test('a redirect leads on, is found and taken away', async () => {
  await open('redirects');
  await page.getByRole('textbox', { name: 'From' }).fill('/staro/');
  await page.getByRole('textbox', { name: 'To', exact: true }).fill('/novo/');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await saved();
  assert.equal((await newsroom.server.get('/staro/')).status, 301);
  await page.getByRole('searchbox', { name: 'Search redirects' }).fill('staro');
  await page.getByRole('button', { name: 'Remove: /staro' }).click();
  await page.getByRole('cell', { name: '/staro', exact: true }).waitFor({ state: 'detached' });
  assert.equal((await newsroom.server.get('/staro/')).status, 404);
});

test('a token ends at its time, is told once, and taken away', async () => {
  await open('tokens');
  await page.getByRole('textbox', { name: 'Name' }).fill('Внос на агенция');
  await page.getByRole('textbox', { name: /^Expires at/ }).fill('31.12.2031 18:00');
  await page.getByRole('button', { name: 'Make a token' }).click();
  const token = await page.getByRole('textbox', { name: 'The token is shown this once:' }).inputValue();
  const call = () => newsroom.server.request('/api/v1/articles', { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await call()).status, 200);
  const line = page.getByRole('row').filter({ hasText: 'Внос на агенция' });
  assert.match(await line.innerText(), /31 Dec 2031, 18:00/);
  const { items } = await api.must('GET', 'tokens');
  assert.equal(items.find((each) => each.name === 'Внос на агенция').expires_at, '2031-12-31T16:00:00Z', 'on the clock of the site');
  await checkNarrow(desk, 'settings-tokens');
  await line.getByRole('button', { name: 'Revoke' }).click();
  await line.waitFor({ state: 'detached' });
  assert.equal((await call()).status, 401);
});

test('a section says whether reporters need an editor', async () => {
  await open('sections');
  await page.getByRole('button', { name: 'Edit: Общество' }).click();
  const box = page.getByRole('checkbox', { name: 'Reporters need an editor to publish here' });
  const before = await box.isChecked();
  await box.click();
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await saved();
  assert.equal((await api.must('GET', 'sections/obshtestvo')).needs_editor, !before);
});

test('what others have changed meanwhile stays, and what both have changed is told first', async () => {
  await api.must('PUT', 'authors/mara', { name: 'Мара Тодорова', bio: 'Пише за града.' });
  const author = () => api.must('GET', 'authors/mara');
  await open('authors');
  await page.getByRole('row').filter({ hasText: 'Мара Тодорова' }).getByRole('button', { name: 'Edit' }).click();
  const dialog = page.getByRole('dialog');
  const save = () => dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Biography' }).fill('Пише за пристанището.');
  await api.must('PUT', 'authors/mara', { name: 'Мара Тодорова-Илиева' });
  await save();
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual([(await author()).name, (await author()).bio], ['Мара Тодорова-Илиева', 'Пише за пристанището.']);

  await page.getByRole('row').filter({ hasText: 'Мара Тодорова' }).getByRole('button', { name: 'Edit' }).click();
  await dialog.getByRole('textbox', { name: 'Biography' }).fill('Пише за моста.');
  await api.must('PUT', 'authors/mara', { bio: 'Пише за двореца.' });
  await save();
  await notice(/Somebody else has changed the same meanwhile, to “Пише за двореца\.”/).waitFor();
  assert.equal((await author()).bio, 'Пише за двореца.');
  await save();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await author()).bio, 'Пише за моста.');

  // A new author is nobody who is there already.
  await page.getByRole('button', { name: 'New author' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Друга Мара');
  await dialog.getByRole('textbox', { name: 'Address part' }).fill('mara');
  await save();
  await notice(/there is one by this name already/i).waitFor();
  assert.equal((await author()).name, 'Мара Тодорова-Илиева');
  await page.keyboard.press('Escape');
});

test('a person has several roles, each where it belongs, and loses a second factor that is gone', async () => {
  await api.must('PUT', 'sections/kultura', { name: 'Култура' });
  await open('users');
  const person = page.getByRole('row').filter({ hasText: people.editor.email });
  await person.getByRole('button', { name: /^Access/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add a role' }).click();
  const second = dialog.getByRole('group', { name: 'Role 2' });
  await second.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Media' });
  await second.getByRole('combobox', { name: 'Section' }).selectOption({ label: 'Култура' });
  await check(desk, 'settings-access');
  await checkNarrow(desk, 'settings-access');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await person.getByText('Media · Култура').waitFor();
  const account = async () => (await api.must('GET', 'users')).users.find((each) => each.email === people.editor.email);
  assert.deepEqual((await account()).roles.map((grant) => [grant.role, grant.section]), [['editor', null], ['media', 'kultura']]);

  await person.getByRole('button', { name: /^Access/ }).click();
  await dialog.getByRole('button', { name: 'Remove: Role 2' }).click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await person.getByRole('button', { name: /^Access/ }).click();
  await dialog.getByRole('button', { name: 'Reset the two-step sign-in' }).click();
  await dialog.getByRole('button', { name: 'Reset it now' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.deepEqual((await account()).roles.map((grant) => grant.role), ['editor']);
});

test('the log tells who did all that', async () => {
  await open('audit');
  const lines = page.getByRole('row');
  await lines.filter({ hasText: 'putSite' }).first().waitFor();
  assert.match(await lines.filter({ hasText: 'removeToken' }).first().innerText(), /chief@example\.org|Мария/);
});

test('another site is chosen, and all that is shown is its own', async () => {
  await page.goto(`${desk.origin}/newsroom/`);
  assert.equal(await page.getByRole('combobox', { name: 'Site' }).count(), 0, 'with one site there is nothing to choose');
  await api.must('PUT', 'sites/vtori.example', { name: 'Втори вестник' });
  await api.must('PUT', 'sections/more?site=vtori.example', { name: 'Море' });
  await page.reload();
  await page.getByRole('combobox', { name: 'Site' }).selectOption({ label: 'Втори вестник' });
  await page.getByText('No articles here yet.').waitFor();
  await check(desk, 'second-site');
  await checkNarrow(desk, 'second-site');
  await page.getByRole('button', { name: 'New article' }).click();
  await page.getByRole('combobox', { name: 'Section' }).selectOption({ label: 'Море' });
  await page.getByRole('textbox', { name: 'Headline' }).fill('Първа на втория');
  await page.getByRole('status', { name: 'Saved', exact: true }).waitFor();
  const headlines = async (query) => (await api.must('GET', `articles?state=draft${query}`)).items.map((line) => line.headline);
  assert.deepEqual(await headlines('&site=vtori.example'), ['Първа на втория']);
  assert.ok(!(await headlines('')).includes('Първа на втория'));
});

test('an article that was begun for one site is made for it, whichever is chosen by then', async () => {
  const making = /\/api\/v1\/articles(\?.*)?$/;
  const [first] = (await api.must('GET', 'sites')).sites;
  await page.goto(`${desk.origin}/newsroom/`);
  await page.route(making, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()));
  await page.getByRole('button', { name: 'New article' }).click();
  await page.getByRole('textbox', { name: 'Headline' }).fill('Започната за втория');
  await page.getByRole('status', { name: /Offline/ }).waitFor();
  await page.goto(`${desk.origin}/newsroom/`);
  await page.getByRole('combobox', { name: 'Site' }).selectOption({ label: first.name });
  await page.waitForLoadState();
  await page.unroute(making);
  await page.getByRole('region', { name: 'Kept on this device' }).getByRole('link', { name: 'Започната за втория' }).click();
  await page.getByRole('status', { name: 'Saved', exact: true }).waitFor();
  const made = (await api.must('GET', 'articles?state=draft&site=vtori.example')).items.map((line) => line.headline);
  assert.ok(made.includes('Започната за втория'), made.join());
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
