// Going from the list into an article and back: what was typed last is in the list, which stands as it was searched.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf } from '../portal/vestnik.mjs';
import { addPerson, atTheDesk, body, check, newArticle, newDesk, people, saved, signIn } from './desk.mjs';

let newsroom, browser, desk, page, api;
atTheDesk((made) => ({ newsroom, browser, desk, page, api } = made));

const all = () => page.getByRole('link', { name: 'All articles' });
const box = () => page.getByRole('searchbox', { name: 'Search articles' });

test('who leaves an article right after typing finds it in the list, which is as it was', async () => {
  await page.goto(`${desk.origin}/newsroom/articles?state=draft`);
  await page.getByRole('button', { name: 'New article' }).click();
  await page.getByRole('textbox', { name: 'Headline' }).fill('Оставена веднага');
  await all().click();
  await page.getByRole('link', { name: /Оставена веднага/ }).waitFor();
  assert.match(page.url(), /\/articles\?state=draft$/);
});

test('a search that is left by the menu leaves its box too', async () => {
  await box().fill('мост');
  await page.waitForURL(/q=/);
  await page.getByRole('link', { name: 'Articles', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('input[type="search"]').value === '');
});

test('no Escape puts away the dialog of an ended session', async () => {
  await newArticle(page, 'Сесия');
  await desk.context.clearCookies();
  await page.getByRole('textbox', { name: 'Deck' }).fill('Написано след края');
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  for (let i = 0; i < 3; ++i) await page.keyboard.press('Escape');
  await dialog.waitFor();
  await dialog.getByRole('textbox', { name: 'Password' }).fill(people.chief.password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'detached' });
  await saved(page);
});

test('a dialog and the buttons under it are not taken for one another', async () => {
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  const at = page.getByRole('textbox', { name: 'Publish at' });
  assert.equal(await at.evaluate((field) => field.validity.valueMissing), true, 'nothing is no time');
  await at.fill('2099-01-05 09:00');
  await check(desk, 'schedule');
  await page.getByRole('button', { name: 'Schedule', exact: true }).click();
  await page.getByRole('button', { name: 'Schedule', exact: true }).waitFor();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await api.must('GET', `articles/${/(\d+)$/.exec(page.url())[1]}`)).state, 'scheduled');
});

test('a server that cannot take the text now is not said to be out of reach', async () => {
  await page.route('**/api/v1/articles/*', (route) =>
    route.request().method() === 'PUT' ? route.fulfill({ status: 503, contentType: 'application/problem+json', json: { detail: 'too much is waiting already' } }) : route.continue());
  await page.getByRole('textbox', { name: 'Deck' }).fill('Още едно');
  await page.getByRole('status', { name: 'Kept on this device: too much is waiting already' }).waitFor();
  await page.unroute('**/api/v1/articles/*');
  await saved(page);
});

test('a link to an article of ours where nothing is marked reads as its headline', async () => {
  const { id } = await api.addPublished({ headline: 'Гарата на залива', section: 'obshtestvo', body: bodyOf('Дума.') });
  const { address } = await api.must('GET', `articles/${id}`);
  await body(page).click();
  await page.keyboard.press('Control+K');
  await page.getByRole('textbox', { name: 'Address, or words of an article' }).fill(address);
  await page.getByRole('button', { name: 'Apply' }).click();
  await body(page).getByRole('link', { name: address }).waitFor();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Control+K');
  const field = page.getByRole('textbox', { name: 'Address, or words of an article' });
  const found = page.getByRole('dialog').getByRole('button', { name: /Гарата на залива/ });
  // The index follows.
  for (let tries = 0; tries < 60 && !(await found.count()); ++tries) {
    await field.fill('');
    await field.fill('Гарата на залива');
    await found.waitFor({ timeout: 1_000 }).catch(() => {});
  }
  await found.click();
  await body(page).getByRole('link', { name: 'Гарата на залива' }).waitFor();
});

test('Ctrl+F leads back to a search that is open', async () => {
  await body(page).click();
  await page.keyboard.press('Control+F');
  const find = page.getByRole('searchbox', { name: 'Find' });
  await find.fill('залив');
  await body(page).click();
  await page.keyboard.press('Control+F');
  await page.waitForFunction(() => document.activeElement?.getAttribute('aria-label') === 'Find');
  assert.deepEqual(await find.evaluate((field) => [field.selectionStart, field.selectionEnd]), [0, 5]);
});

test('who may not write is not asked to begin an article', async () => {
  const person = { email: 'media@example.org', name: 'Медия', role: 'media', password: 'nine small otters swim' };
  await addPerson(newsroom, person);
  const other = await newDesk(browser, newsroom.server);
  await signIn(other, person);
  await other.page.getByRole('searchbox', { name: 'Search articles' }).waitFor();
  assert.equal(await other.page.getByRole('button', { name: 'New article' }).count(), 0);
  await other.context.close();
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
