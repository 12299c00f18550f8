// Nothing that a person has typed is ever lost: the server killed and the network cut in the middle of typing, a session
// that ends, a tab that is older than the server, two people in one article.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { newToken } from '../portal/vestnik.mjs';
import { atTheDesk, body, newArticle, newDesk, people, saved, servedAgain, signIn, withoutLine } from './desk.mjs';

const kills = 12, cuts = 12;

let newsroom, browser, desk, page;
const on_server = async (id) => {
  const api = newsroom.server.api(await newToken(newsroom.data));
  return api.must('GET', `articles/${id}`);
};
const words_of = (article) => JSON.stringify(article.body).match(/word\d+/g) ?? [];

atTheDesk((made) => ({ newsroom, browser, desk, page } = made));

test('the server is killed while somebody types: every word arrives', async () => {
  const id = await newArticle(page, 'Под напрежение');
  await body(page).click();
  const typed = [];
  for (let round = 0; round < kills; ++round) {
    const word = `word${round}`;
    // Some kills hit the pause before a save, some the save itself.
    await page.keyboard.type(`${word} `, { delay: 5 });
    typed.push(word);
    if (round % 2) await new Promise((resolve) => setTimeout(resolve, 500 + round * 25));
    await newsroom.server.kill();
    await page.keyboard.type(`word${round}00 `);
    typed.push(`word${round}00`);
    await servedAgain(newsroom);
  }
  await saved(page);
  assert.deepEqual(words_of(await on_server(id)), typed);
});

test('the network goes and comes while somebody types: every word arrives', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Без връзка');
  await body(page).click();
  const typed = [];
  for (let round = 0; round < cuts; ++round) {
    typed.push(`word${round}`);
    await page.keyboard.type(`word${round} `);
    await desk.context.setOffline(round % 2 === 0);
  }
  await desk.context.setOffline(false);
  await saved(page);
  assert.deepEqual(words_of(await on_server(id)), typed);
});

test('an article whose first answer was lost is made once, with all that was typed since', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  let lost = 0;
  await page.route('**/api/v1/articles', async (route) => {
    if (route.request().method() !== 'POST' || lost++) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByRole('button', { name: 'New article' }).click();
  await page.getByRole('textbox', { name: 'Headline' }).fill('Само веднъж');
  await page.getByRole('status', { name: /Offline/ }).waitFor();
  await body(page).click();
  await page.keyboard.type('word1 word2');
  await saved(page);
  await page.waitForURL(/\/newsroom\/articles\/\d+$/);
  await page.unroute('**/api/v1/articles');
  const id = Number(/(\d+)$/.exec(page.url())[1]);
  assert.deepEqual(words_of(await on_server(id)), ['word1', 'word2']);
  const drafts = await page.evaluate(() => fetch('/api/v1/articles?state=draft&limit=20').then((answer) => answer.json()));
  assert.equal(drafts.items.filter((line) => line.headline === 'Само веднъж').length, 1);
});

test('a save whose answer was lost is no conflict', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Изгубен отговор');
  let lost = 0;
  await page.route(`**/api/v1/articles/${id}`, async (route) => {
    if (route.request().method() !== 'PUT' || lost++) return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await body(page).click();
  await page.keyboard.type('word1 word2');
  await page.getByRole('status', { name: /Offline/ }).waitFor();
  await page.keyboard.press('Home');
  await page.keyboard.type('word0 ');
  await saved(page);
  await page.unroute(`**/api/v1/articles/${id}`);
  assert.deepEqual(words_of(await on_server(id)), ['word0', 'word1', 'word2']);
  assert.equal(await page.getByText('Somebody else saved this article').count(), 0);
});

test('offline is said, and what was typed survives a closed tab', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Затворен раздел');
  await newsroom.server.kill();
  await body(page).click();
  await page.keyboard.type('word1 word2');
  await page.getByRole('status', { name: /Offline/ }).waitFor();
  await page.close({ runBeforeUnload: false });
  await servedAgain(newsroom);
  page = desk.page = await desk.context.newPage();
  await page.goto(`${desk.origin}/newsroom/articles/${id}`);
  await saved(page);
  assert.match(await body(page).innerText(), /word1 word2/);
  assert.deepEqual(words_of(await on_server(id)), ['word1', 'word2']);
});

test('a session that ends leaves the text; signing in again saves it', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Изтекла сесия');
  await desk.context.clearCookies();
  await body(page).click();
  await page.keyboard.type('word7');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Password' }).fill(people.chief.password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await saved(page);
  assert.deepEqual(words_of(await on_server(id)), ['word7']);
});

test('somebody else who signs in over ended work saves nothing of it, and its writer finds it again', async () => {
  await withoutLine(desk); // which goes on with the session that it began with
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Чужда сесия');
  await desk.context.clearCookies();
  await body(page).click();
  await page.keyboard.type('word8');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Email' }).fill(people.editor.email);
  await dialog.getByRole('textbox', { name: 'Password' }).fill(people.editor.password);
  const begun = page.waitForEvent('load');
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await begun;
  await body(page).waitFor();
  assert.doesNotMatch(await body(page).innerText(), /word8/);
  assert.deepEqual(words_of(await on_server(id)), []);
  await desk.context.clearCookies();
  await signIn(desk, people.chief, `articles/${id}`);
  await body(page).getByText('word8').waitFor();
  await saved(page);
  assert.deepEqual(words_of(await on_server(id)), ['word8']);
});

test('text whose story is out of reach by now opens as a new draft', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Отнета статия');
  const refuse = (route) => route.fulfill({ status: 403, contentType: 'application/problem+json', body: JSON.stringify({ title: 'Forbidden', status: 403, detail: 'this is not yours' }) });
  await page.route(`**/api/v1/articles/${id}`, refuse);
  await body(page).click();
  await page.keyboard.type('word1 word2');
  await page.getByRole('status', { name: /Not saved/ }).waitFor();
  await page.reload();
  await page.getByText(`Kept from article ${id}`).waitFor();
  await page.waitForURL((url) => /\/articles\/\d+$/.test(url.pathname) && !url.pathname.endsWith(`/${id}`));
  await saved(page);
  await page.unroute(`**/api/v1/articles/${id}`, refuse);
  const made = Number(/(\d+)$/.exec(page.url())[1]);
  assert.deepEqual(words_of(await on_server(made)), ['word1', 'word2']);
  assert.equal((await on_server(made)).headline, 'Отнета статия');
});

test('a stale tab brings its change into the newer state and overwrites nothing', async () => {
  const other = await newDesk(browser, newsroom.server);
  // With a line they write together (together.test.mjs).
  await Promise.all([withoutLine(desk), withoutLine(other)]);
  await signIn(other, people.editor);
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Двама пишат');
  await body(page).click();
  await page.keyboard.type('word1');
  await page.keyboard.press('Enter');
  await page.keyboard.type('word2');
  await saved(page);
  await other.page.goto(`${other.origin}/newsroom/articles/${id}`);
  await body(other.page).getByText('word2').waitFor();
  await body(other.page).getByText('word1').click();
  await other.page.keyboard.press('End');
  await other.page.keyboard.type(' word11');
  await saved(other.page);
  // This page still shows the older state.
  await body(page).getByText('word2').click();
  await page.keyboard.press('End');
  await page.keyboard.type(' word22');
  await body(page).getByText('word1 word11').waitFor();
  await saved(page);
  assert.deepEqual(words_of(await on_server(id)), ['word1', 'word11', 'word2', 'word22']);
  await other.context.close();
});

test('where both changed the same words, both are shown and one chooses', async () => {
  await withoutLine(desk);
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Същото изречение');
  await body(page).click();
  await page.keyboard.type('word1');
  await saved(page);
  const api = newsroom.server.api(await newToken(newsroom.data));
  const theirs = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'word3' }] }] };
  await api.save(id, { body: theirs });
  await body(page).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('word2');
  const dialog = page.getByRole('dialog');
  await dialog.getByText('word3').waitFor();
  await dialog.getByRole('radio', { name: 'Keep both' }).check();
  await dialog.getByRole('button', { name: 'Apply' }).click();
  await saved(page);
  assert.deepEqual(words_of(await on_server(id)), ['word2', 'word3']);
});

test('nothing was asked of anybody else, and no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
