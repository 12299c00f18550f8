// Running stories: begun and joined where an article is written, kept in the settings, read on the story's page.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../portal/vestnik.mjs';
import { addPerson, atTheDesk, check, checkNarrow, newArticle, newDesk, people, saved, signIn } from './desk.mjs';

let newsroom, browser, desk, page, api;
atTheDesk((made) => ({ newsroom, browser, desk, page, api } = made));

const field = (on = page) => on.getByRole('combobox', { name: 'Stories' });
const option = (name, on = page) => on.getByRole('option', { name, exact: true });
const kept = async (id) => (await api.must('GET', `articles/${id}`)).stories;
const story_page = async (slug) => newsroom.server.get(`/story/${slug}/`);
let first;

test('a story is begun from an article, and says what the article adds to it', async () => {
  first = await newArticle(page, 'Мостът падна');
  await page.getByRole('combobox', { name: 'Section' }).selectOption({ label: 'Общество' });
  await field().fill('Мостът при Искър');
  await option('New story: Мостът при Искър').click();
  await page.getByRole('button', { name: 'Remove: Мостът при Искър' }).waitFor();
  await page.getByRole('textbox', { name: 'What it adds, for the timeline: Мостът при Искър' }).fill('Падна в осем сутринта');
  await page.getByRole('checkbox', { name: /Key moment.*Мостът при Искър/ }).check();
  const expected = [{ story: 'mostat-pri-iskar', note: 'Падна в осем сутринта', key: true }];
  await eventually(async () => JSON.stringify(await kept(first)) === JSON.stringify(expected), 'the story with the article');
  await saved(page);
  await check(desk, 'article-stories');
  await checkNarrow(desk, 'article-stories');
  assert.equal((await story_page('mostat-pri-iskar')).status, 404, 'a draft shows nothing');

  await page.reload();
  await page.getByRole('button', { name: 'Remove: Мостът при Искър' }).waitFor();
  await api.publish(first);
  const { status, text } = await story_page('mostat-pri-iskar');
  assert.equal(status, 200);
  assert.ok(text.includes('Падна в осем сутринта'));
});

test('another article joins it by the keyboard alone, and leaves it', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const second = await newArticle(page, 'Мостът се строи');
  await field().focus();
  await page.keyboard.type('мостът при');
  await option('Мостът при Искър').waitFor();
  await check(desk, 'article-stories-offered');
  assert.equal(await field().getAttribute('aria-expanded'), 'true');
  const active = await field().getAttribute('aria-activedescendant');
  assert.equal(await page.locator(`[id="${active}"]`).innerText(), 'Мостът при Искър');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await eventually(async () => (await kept(second))[0]?.story === 'mostat-pri-iskar', 'the story with the article');
  await page.keyboard.press('Backspace');
  await eventually(async () => (await kept(second)).length === 0, 'the article alone');
});

test('a name that is typed faster than the answer comes joins that story and begins no other', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const third = await newArticle(page, 'Мостът е готов');
  await field().fill('мостът при Искър');
  await field().press('Enter');
  await page.getByRole('button', { name: 'Remove: Мостът при Искър' }).waitFor();
  await eventually(async () => (await kept(third))[0]?.story === 'mostat-pri-iskar', 'the story with the article');
  assert.equal(await page.getByRole('alert').count(), 0);
  const { items } = await api.must('GET', `stories?q=${encodeURIComponent('мостът при')}`);
  assert.equal(items.length, 1);
});

test('an article is part of so many stories and no more, and a page of none', async () => {
  for (const name of ['Втора', 'Трета', 'Четвърта']) await api.must('POST', 'stories', { name: `${name} история` });
  for (const name of ['Втора', 'Трета', 'Четвърта']) {
    await field().fill(`${name} история`);
    await option(`${name} история`).click();
  }
  await page.getByRole('alert').filter({ hasText: '3' }).waitFor();
  assert.equal(await page.getByRole('checkbox', { name: /Key moment/ }).count(), 3);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Page' });
  await field().waitFor({ state: 'detached' });
});

test('reporters join stories and begin none', async () => {
  const reporter = { email: 'reporter@example.org', name: 'Иво Тодоров', role: 'reporter', password: 'nine green lizards nap' };
  await addPerson(newsroom, reporter);
  const other = await newDesk(browser, newsroom.server);
  await signIn(other, reporter);
  await newArticle(other.page, 'Репортаж от моста');
  await field(other.page).fill('Съвсем нова');
  await field(other.page).press('Enter');
  await field(other.page).fill('при Искър');
  await option('Мостът при Искър', other.page).click();
  await other.page.getByRole('button', { name: 'Remove: Мостът при Искър' }).waitFor();
  assert.equal((await api.must('GET', `stories?q=${encodeURIComponent('Съвсем')}`)).items.length, 0);
  await other.page.goto(`${other.origin}/newsroom/settings/stories`);
  await other.page.getByText('Мостът при Искър').waitFor();
  assert.equal(await other.page.getByRole('button', { name: 'New story' }).count(), 0);
  assert.equal(await other.page.getByRole('button', { name: /^Edit: / }).count(), 0);
  assert.deepEqual(other.complaints, []);
  await other.context.close();
});

test('the stories screen tells what happened, closes a story and renames it, by the keyboard alone', async () => {
  await page.goto(`${desk.origin}/newsroom/settings/stories`);
  const search = page.getByRole('searchbox', { name: 'Search stories' });
  await search.focus();
  await page.keyboard.type('ИСКЪР');
  await page.getByText('/story/vodata-koy-ya-meri/').waitFor({ state: 'detached' });
  await check(desk, 'settings-stories');
  await checkNarrow(desk, 'settings-stories');
  await page.keyboard.press('Tab');
  const edit = page.getByRole('button', { name: 'Edit: Мостът при Искър' });
  assert.ok(await edit.evaluate((button) => button === document.activeElement), 'the list is next');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Мостът при Искър' });
  const told = () => dialog.getByRole('textbox', { name: 'What it adds, for the timeline: Мостът падна' });
  await told().waitFor();
  assert.equal(await told().inputValue(), 'Падна в осем сутринта');
  await check(desk, 'settings-story');
  await checkNarrow(desk, 'settings-story');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'detached' });
  assert.ok(await edit.evaluate((button) => button === document.activeElement), 'back where one was');
  await page.keyboard.press('Enter');
  await told().waitFor();
  await dialog.getByRole('textbox', { name: 'What has happened so far' }).focus();
  await page.keyboard.type('Мостът падна.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('После го построиха.');
  await page.keyboard.press('Tab');
  await page.keyboard.press('End'); // the last of the states
  await page.keyboard.press('Tab');
  await page.keyboard.type('iskar');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  const { status, text } = await story_page('iskar');
  assert.equal(status, 200);
  for (const words of ['<p>Мостът падна.</p>', '<p>После го построиха.</p>', 'Приключи']) assert.ok(text.includes(words), words);
  assert.equal((await story_page('mostat-pri-iskar')).status, 301);
});

test('what another has changed of a story meanwhile is told, not lost', async () => {
  await page.getByRole('button', { name: 'Edit: Мостът при Искър' }).click();
  const dialog = page.getByRole('dialog', { name: 'Мостът при Искър' });
  await api.must('PUT', 'stories/iskar', { summary: 'Отстрани.' });
  await dialog.getByRole('textbox', { name: 'What has happened so far' }).fill('Мое.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.locator('.notices').getByText('Отстрани.').waitFor();
  assert.equal((await api.must('GET', 'stories/iskar')).summary, 'Отстрани.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal((await api.must('GET', 'stories/iskar')).summary, 'Мое.');
  assert.deepEqual(desk.complaints, []);
});

test('what an article is to a story is said where the story is, and readers have it at once', async () => {
  await api.must('PUT', `articles/${first}`, { headline: 'Чернова на нов заглавен ред' });
  await page.goto(`${desk.origin}/newsroom/settings/stories`);
  await page.getByRole('button', { name: 'Edit: Мостът при Искър' }).click();
  const dialog = page.getByRole('dialog', { name: 'Мостът при Искър' });
  const note = dialog.getByRole('textbox', { name: 'What it adds, for the timeline: Мостът падна' });
  await note.fill('Срути се в осем');
  await dialog.getByRole('checkbox', { name: /Key moment.*Мостът падна/ }).uncheck();
  await check(desk, 'settings-story-parts');
  await checkNarrow(desk, 'settings-story-parts');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'detached' });
  const { text } = await story_page('iskar');
  assert.ok(text.includes('Срути се в осем'));
  assert.ok(!text.includes('Чернова на нов'), 'what waits in the article goes on waiting');
  assert.deepEqual((await kept(first))[0], { story: 'iskar', note: 'Срути се в осем', key: false });
  assert.equal((await api.must('GET', `articles/${first}`)).headline, 'Чернова на нов заглавен ред');
});

test('a story is deleted after a question, its articles stay, and its address leads where it was told to', async () => {
  await page.getByRole('button', { name: 'Edit: Мостът при Искър' }).click();
  const dialog = page.getByRole('dialog', { name: 'Мостът при Искър' });
  await dialog.getByRole('button', { name: 'Delete the story' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the story' });
  await check(desk, 'settings-story-delete');
  await checkNarrow(desk, 'settings-story-delete');
  const { address } = await api.must('GET', `articles/${first}`);
  // Somebody goes on writing in it meanwhile: that is told first.
  await question.getByRole('textbox', { name: 'Where its address leads' }).waitFor();
  await api.must('PUT', 'stories/iskar', { summary: 'Още нещо.' });
  await question.getByRole('textbox', { name: 'Where its address leads' }).fill('/obshtestvo/');
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.locator('.notices .problem').first().waitFor();
  assert.equal((await story_page('iskar')).status, 200);
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await dialog.waitFor({ state: 'detached' });
  await page.getByText('/story/iskar/').waitFor({ state: 'detached' });
  const led = await story_page('iskar');
  assert.equal(led.status, 301);
  assert.equal(led.headers.location, '/obshtestvo/');
  assert.equal((await story_page('mostat-pri-iskar')).status, 301);
  const left = await newsroom.server.get(address);
  assert.equal(left.status, 200);
  assert.ok(!left.text.includes('/story/iskar/'));
  assert.deepEqual(await kept(first), []);

  await api.must('POST', 'stories', { name: 'Сбъркана' });
  await page.reload();
  await page.getByRole('button', { name: 'Edit: Сбъркана' }).click();
  await page.getByRole('button', { name: 'Delete the story' }).click();
  assert.equal(await question.getByRole('textbox').count(), 0, 'nobody knows where it was');
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Edit: Сбъркана' }).waitFor({ state: 'detached' });
  assert.equal((await story_page('sbarkana')).status, 404);
  assert.deepEqual(desk.complaints, []);
});

test('a story of which only a former address is left is asked where that leads', async () => {
  await api.must('POST', 'stories', { name: 'Забравена', slug: 'zabravena' });
  const part = (await api.must('POST', 'articles', { headline: 'Единствена', section: 'obshtestvo', stories: ['zabravena'] })).id;
  await api.publish(part);
  await api.must('PUT', 'stories/zabravena', { slug: 'pomnena' });
  await api.must('POST', `articles/${part}/unpublish`);
  await page.reload();
  await page.getByRole('button', { name: 'Edit: Забравена' }).click();
  await page.getByRole('button', { name: 'Delete the story' }).click();
  const question = page.getByRole('dialog', { name: 'Delete the story' });
  await question.getByRole('textbox', { name: 'Where its address leads' }).fill('/obshtestvo/');
  await check(desk, 'settings-story-delete-former');
  await question.getByRole('button', { name: 'Delete', exact: true }).click();
  await page.getByRole('button', { name: 'Edit: Забравена' }).waitFor({ state: 'detached' });
  for (const slug of ['zabravena', 'pomnena']) assert.equal((await story_page(slug)).headers.location, '/obshtestvo/', slug);
  assert.deepEqual(desk.complaints, []);
});
