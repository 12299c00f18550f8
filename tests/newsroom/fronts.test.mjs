// Fronts: a story is put into a zone until a time, looked at as a phone and a desk show it, and published.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, eventually, newToken, visibleText } from '../portal/vestnik.mjs';
import { addPerson, atTheDesk, check, checkNarrow, newDesk, people, signIn } from './desk.mjs';

const headline = 'Мостът, който всички чакат';

let newsroom, browser, desk, page, api, story;
atTheDesk(async (made) => {
  ({ newsroom, browser, desk, page, api } = made);
  // An old story, so that no rule brings it to the front.
  story = await api.add({ headline, section: 'obshtestvo', body: bodyOf('Отваря в петък.'), published_at: '2020-01-01T00:00:00Z' });
  await api.publish(story.id);
  await page.goto(`${desk.origin}/newsroom/fronts`);
});
const home = async () => visibleText((await newsroom.server.get('/')).text);
const preview = () => page.frameLocator('iframe[title="Preview"]');

test('a front is seen as phone and desktop before readers see it', async () => {
  assert.ok(!(await home()).includes(headline));
  const field = page.getByRole('combobox', { name: 'Add a story' }).first();
  await field.fill('всички чакат');
  await page.getByRole('option', { name: headline }).click();
  await page.getByRole('button', { name: 'Preview' }).click();
  await preview().getByRole('link', { name: headline }).first().waitFor();
  assert.equal(await preview().locator('html').evaluate(() => innerWidth), 390);
  await check(desk, 'front-preview');
  await page.getByRole('button', { name: 'Desktop' }).click();
  await eventually(async () => (await preview().locator('html').evaluate(() => innerWidth)) === 1280, 'the wide screen');
  await check(desk, 'front-preview-wide');
  await checkNarrow(desk, 'front-preview-wide');
  assert.ok(!(await home()).includes(headline), 'readers see what they saw');
});

test('the link of a front is secret and for no search engine', async () => {
  const address = await page.getByRole('link', { name: 'Open' }).getAttribute('href');
  const seen = await newsroom.server.get(address);
  assert.equal(seen.status, 200);
  assert.ok(visibleText(seen.text).includes(headline));
  assert.match(seen.headers['x-robots-tag'], /noindex/);
  assert.equal(seen.headers['cache-control'], 'no-store');
  assert.match(seen.headers['content-security-policy'], /frame-ancestors 'self'/);
  assert.equal((await newsroom.server.get(`${address.slice(0, -3)}x/`)).status, 404);
  await page.keyboard.press('Escape');
});

test('a pin holds until its time', async () => {
  const until = page.getByLabel(`Pinned until: ${headline}`);
  await until.fill('2031-05-06T07:08');
  await until.blur();
  await check(desk, 'fronts');
  await checkNarrow(desk, 'fronts');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Readers see it already.').waitFor();
  assert.ok((await home()).includes(headline));
  const kept = await api.must('GET', 'fronts/home');
  assert.deepEqual(kept.zones[0].pins, [{ article: story.id, until: '2031-05-06T04:08:00Z' }], 'on the clock of the site');
  await page.reload();
  assert.equal(await page.getByLabel(`Pinned until: ${headline}`).inputValue(), '2031-05-06T07:08');
  await page.getByLabel(`Pinned until: ${headline}`).fill('2026-01-01T00:00');
  await page.getByRole('button', { name: 'Publish' }).click();
  await eventually(async () => !(await home()).includes(headline), 'the pin to end');
});

test('what was arranged stays where somebody else publishes the front meanwhile, and after a reload', async () => {
  const title = page.getByRole('textbox', { name: 'Title' }).first();
  const shown = async () => (await api.must('GET', 'fronts/home')).zones[0].title;
  await page.goto(`${desk.origin}/newsroom/fronts`);
  await title.fill('Подредено тук');
  await page.reload();
  await page.getByText('What you had arranged and not published is here again.').waitFor();
  assert.equal(await title.inputValue(), 'Подредено тук');
  await api.must('PUT', 'fronts/home', { zones: [{ title: 'Подредено другаде', rule: 'newest', stories: 5, pins: [] }] });
  await page.getByRole('button', { name: 'Publish' }).click();
  const told = page.getByText('Somebody else has changed this front meanwhile');
  await told.waitFor();
  await check(desk, 'front-overtaken');
  assert.equal(await title.inputValue(), 'Подредено тук');
  assert.equal(await shown(), 'Подредено другаде');
  await page.getByRole('button', { name: 'Show the other one' }).click();
  assert.equal(await title.inputValue(), 'Подредено другаде');
  await title.fill('Подредено наново');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Readers see it already.').waitFor();
  assert.equal(await shown(), 'Подредено наново');
  await page.reload();
  await title.waitFor();
  assert.equal(await told.count(), 0);
});

test('a zone is filled up with the stories of a topic', async () => {
  await api.addPublished({ headline: 'За мостовете', section: 'obshtestvo', topics: [{ slug: 'mostove', name: 'Мостове над реката' }], body: bodyOf('Много са.') });
  await page.goto(`${desk.origin}/newsroom/fronts`);
  await page.getByRole('combobox', { name: 'Filled up with' }).first().selectOption({ label: 'A topic' });
  const field = page.getByRole('combobox', { name: 'Topic' });
  await field.fill('мостове');
  await page.getByRole('option', { name: 'Мостове над реката' }).click();
  await check(desk, 'front-topic');
  await checkNarrow(desk, 'front-topic');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Readers see it already.').waitFor();
  const [zone] = (await api.must('GET', 'fronts/home')).zones;
  assert.deepEqual([zone.rule, zone.topic], ['topic', 'mostove']);
  await page.reload();
  await page.getByRole('button', { name: 'Remove: Мостове над реката' }).waitFor();
});

test('who does not arrange a front looks at it', async () => {
  const rada = { email: 'rada@example.org', name: 'Рада Колева', role: 'reporter', password: 'nine brave ducks whistle' };
  await addPerson(newsroom, rada);
  const other = await newDesk(browser, newsroom.server);
  await signIn(other, rada, 'fronts');
  await other.page.getByText('You can look at this front.').waitFor();
  assert.equal(await other.page.getByRole('button', { name: 'Publish' }).count(), 0);
  assert.ok(await other.page.getByRole('combobox', { name: 'Add a story' }).first().isDisabled());
  await check(other, 'front-of-others');
  await other.context.close();
});

test('a reporter sees no front before it is published', async () => {
  const reporter = newsroom.server.api(await newToken(newsroom.data, 'reporter'));
  assert.equal((await reporter.call('POST', 'fronts/home/preview', { zones: [] })).status, 403);
  const chief = await api.call('POST', 'fronts/home/preview', { zones: [{ rule: 'no such' }] });
  assert.equal(chief.status, 400, people.chief.email);
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
