// What readers said under articles: shown, hidden, removed, and what readers then see of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually, visibleText } from '../portal/vestnik.mjs';
import { atTheDesk, check, checkNarrow, newDesk, people, phone, signIn } from './desk.mjs';

let newsroom, browser, desk, page, api;
atTheDesk((made) => ({ newsroom, browser, desk, page, api } = made));

const open = (path = 'comments') => page.goto(`${desk.origin}/newsroom/${path}`);
const list = () => page.getByRole('list', { name: 'Readers’ comments' });
const line = (text) => list().getByRole('listitem').filter({ hasText: text });
const choose = (label) => page.getByRole('combobox', { name: 'State' }).selectOption({ label });
const all = async (state) => (await api.must('GET', `readers-comments?state=${state}&limit=200`)).items;
// An article with two comments and more, and the texts of its first two.
async function commented() {
  const shown = await all('shown');
  const article = shown.map((each) => each.article).find((id, at, ids) => ids.indexOf(id) !== at);
  const [first, second] = shown.filter((each) => each.article === article);
  const { address } = await api.must('GET', `articles/${article}`);
  return { article, first, second, address };
}
const read = async (address) => visibleText((await newsroom.server.get(address)).text);
const start = (comment) => comment.text.slice(0, 30).trim();

test('a comment is hidden with the keyboard, and shown again', async () => {
  const { first, address } = await commented();
  await page.getByRole('navigation', { name: 'Menu' }).getByRole('link', { name: 'Comments' }).click();
  await page.getByText('No comments here.').waitFor();
  await choose('Shown');
  await line(start(first)).getByRole('link', { name: first.headline }).waitFor();
  await check(desk, 'comments');
  await checkNarrow(desk, 'comments');
  assert.ok((await read(address)).includes(start(first)));
  await line(start(first)).getByRole('button', { name: `Hide: ${first.name}` }).press('Enter');
  await line(start(first)).waitFor({ state: 'detached' });
  assert.match(await page.evaluate(() => document.activeElement.id), /^comment-\d+$/, 'the keyboard goes on in the list');
  await eventually(async () => !(await read(address)).includes(start(first)), 'the page without it');
  await choose('Hidden');
  await line(start(first)).getByRole('button', { name: `Show: ${first.name}` }).press('Enter');
  await page.getByText('No comments here.').waitFor();
  await eventually(async () => (await read(address)).includes(start(first)), 'the page with it');
});

test('one is removed for good from the comments of its article, after a question', async () => {
  const { article, first, second, address } = await commented();
  await open(`articles/${article}`);
  await page.getByRole('button', { name: 'More', exact: true }).click();
  await page.getByRole('button', { name: 'Readers’ comments' }).click();
  await line(start(second)).waitFor();
  await line(start(first)).getByRole('button', { name: `Remove: ${first.name}` }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/This cannot be undone/).waitFor();
  await check(desk, 'comment-removed');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'detached' });
  assert.equal(await line(start(first)).count(), 1);
  await line(start(first)).getByRole('button', { name: `Remove: ${first.name}` }).click();
  await dialog.getByRole('button', { name: 'Remove for good' }).click();
  await line(start(first)).waitFor({ state: 'detached' });
  await eventually(async () => !(await read(address)).includes(start(first)), 'the page without it');
  assert.ok(!(await all('hidden')).some((each) => each.id === first.id));
  await line(start(second)).getByRole('button', { name: `Hide: ${second.name}` }).click();
  await line(start(second)).getByText('Hidden', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'To the article' }).click();
  await page.getByRole('textbox', { name: 'Headline' }).waitFor();
});

test('on a phone, in Bulgarian', async () => {
  const small = await newDesk(browser, newsroom.server, phone);
  await small.page.goto(`${small.origin}/newsroom/`);
  await small.page.getByRole('button', { name: 'English' }).click();
  await signIn(small, people.editor, 'comments?state=shown');
  await small.page.evaluate(() => localStorage.setItem('vestnik.language', 'bg'));
  await small.page.reload();
  await small.page.getByRole('button', { name: /^Скрий: / }).first().waitFor();
  await check(small, 'comments-small');
  await small.page.getByRole('navigation', { name: 'Меню' }).getByRole('link', { name: 'Коментари' }).waitFor();
  assert.deepEqual(small.complaints, []);
  await small.context.close();
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
