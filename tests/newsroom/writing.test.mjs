// Writing an article: signed in, written, saved by itself, read again, published, scheduled, withdrawn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventually } from '../portal/vestnik.mjs';
import { atTheDesk, body, newArticle, newDesk, people, saved } from './desk.mjs';

let newsroom, browser, desk, page;
atTheDesk((made) => ({ newsroom, browser, desk, page } = made));

test('a wrong password is told and nothing more', async () => {
  const stranger = await newDesk(browser, newsroom.server);
  await stranger.page.goto(`${stranger.origin}/newsroom/articles`);
  await stranger.page.getByRole('textbox', { name: 'Email' }).fill(people.chief.email);
  await stranger.page.getByRole('textbox', { name: 'Password' }).fill('not this one');
  await stranger.page.getByRole('button', { name: 'Sign in' }).click();
  await stranger.page.getByRole('alert').waitFor();
  assert.equal(await stranger.page.getByRole('button', { name: 'New article' }).count(), 0);
  await stranger.context.close();
});

test('what is written is saved by itself, read again after a reload, and published', async () => {
  await newArticle(page, 'Мостът отваря в петък');
  await page.getByRole('textbox', { name: 'Deck' }).fill('Ремонтът приключи месец по-рано.');
  await page.getByRole('combobox', { name: 'Section' }).selectOption({ label: 'Общество' });
  await body(page).click();
  await page.keyboard.type('Кметът каза: "Готови сме". ');
  await page.keyboard.press('Enter');
  await page.keyboard.type('## Какво следва');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Движението тръгва в шест.');
  await saved(page);
  await page.reload();
  assert.match(await body(page).innerText(), /Кметът каза: „Готови сме“\./);
  assert.equal(await body(page).getByRole('heading', { level: 2 }).innerText(), 'Какво следва');
  assert.equal(await page.getByRole('textbox', { name: 'Headline' }).inputValue(), 'Мостът отваря в петък');

  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  const link = page.getByRole('link', { name: 'See it' });
  await link.waitFor();
  const address = new URL(await link.getAttribute('href'), desk.origin).pathname;
  const read = await newsroom.server.get(address);
  assert.equal(read.status, 200);
  assert.match(read.text, /Движението тръгва в шест\./);
});

test('a change after publishing is not public before it is published', async () => {
  const address = new URL(await page.getByRole('link', { name: 'See it' }).getAttribute('href'), desk.origin).pathname;
  await page.getByRole('textbox', { name: 'Deck' }).fill('Ново подзаглавие за читателите.');
  await saved(page);
  assert.doesNotMatch((await newsroom.server.get(address)).text, /Ново подзаглавие/);
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('button', { name: 'Publish now' }).click();
  await eventually(async () => /Ново подзаглавие/.test((await newsroom.server.get(address)).text), 'the new deck');
  await page.getByRole('button', { name: 'Withdraw' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Източникът оттегли твърдението си.');
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw' }).click();
  await eventually(async () => (await newsroom.server.get(address)).status === 410, 'the withdrawal');
});

test('who begins a story goes on typing while it gets its number', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  await page.getByRole('button', { name: 'New article' }).click();
  await body(page).waitFor();
  await page.keyboard.type('Водата спря');
  await page.waitForURL(/\/newsroom\/articles\/\d+$/);
  await saved(page);
  await page.keyboard.type(' в Белово');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Авария на главния водопровод.');
  assert.equal(await page.getByRole('textbox', { name: 'Headline' }).inputValue(), 'Водата спря в Белово');
  assert.match(await body(page).innerText(), /Авария на главния водопровод\./);
  await saved(page);
});

test('a block comes by typing its name after a slash', async () => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  const id = await newArticle(page, 'Каре с факти');
  await body(page).click();
  await page.keyboard.type('/fact');
  await page.getByRole('listbox').getByRole('option', { name: 'Fact box' }).waitFor();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Мостът е от 1936 г.');
  await saved(page);
  const kept = await page.evaluate((number) => fetch(`/api/v1/articles/${number}`).then((answer) => answer.json()), id);
  assert.ok(kept.body.content.some((block) => block.type === 'factBox'), JSON.stringify(kept.body));
});

test('a schedule is understood in the zone of the site, and shown', async () => {
  await page.getByRole('button', { name: 'Schedule' }).click();
  await page.getByRole('textbox', { name: 'Publish at' }).fill('tomorrow 18:30:05');
  await page.getByRole('dialog').getByRole('button', { name: 'Schedule' }).click();
  await page.getByText(/^Scheduled for .*18:30:05/).first().waitFor();
});

test('nothing was asked of anybody else, and no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
