// Hints about spelling, of both languages, for the eye and for the keyboard.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { atTheDesk, body, check, checkNarrow, newArticle, saved } from './desk.mjs';

let desk, page;
atTheDesk(async (made) => {
  ({ desk, page } = made);
  await newArticle(page, 'Правопис');
  await body(page).click();
});
const marked = () => body(page).locator('.misspelt');
const bar = () => page.getByRole('region', { name: 'Spelling' });

test('words that the dictionaries do not know are underlined, in both languages', async () => {
  await page.keyboard.type('Мсотовете са три. The brigdes are three. НАТО и мостовете също.');
  await marked().nth(1).waitFor();
  assert.deepEqual(await marked().allInnerTexts(), ['Мсотовете', 'brigdes']);
});

test('a suggestion takes the place of the word, by the keyboard alone', async () => {
  await page.getByRole('button', { name: 'Spelling' }).press('Enter');
  await bar().getByText('1 of 2').waitFor();
  await bar().getByRole('button', { name: 'Мостовете' }).waitFor();
  await check(desk, 'spelling');
  await checkNarrow(desk, 'spelling');
  await bar().getByRole('button', { name: 'Мостовете' }).press('Enter');
  await bar().getByText('brigdes').waitFor();
  await bar().getByRole('button', { name: 'bridges', exact: true }).press('Enter');
  await bar().getByText('No unknown words.').waitFor();
  assert.match(await body(page).innerText(), /^Мостовете са три\. The bridges are three\./);
  await page.keyboard.press('Escape');
  await saved(page);
});

test('a word of one’s own is marked no more, after a reload either', async () => {
  await page.keyboard.press('Control+End');
  await page.keyboard.type(' Талвегбург расте.');
  await marked().waitFor();
  await page.getByRole('button', { name: 'Spelling' }).click();
  await bar().getByRole('button', { name: 'Mark it no more' }).click();
  await marked().waitFor({ state: 'detached' });
  await saved(page);
  const asked = page.waitForResponse((answer) => answer.url().endsWith('/api/v1/spelling'));
  await page.reload();
  await asked;
  await page.getByRole('button', { name: 'Spelling' }).click();
  await bar().getByText('No unknown words.').waitFor();
  assert.equal(await marked().count(), 0);
});

test('the hints are nothing of the text', async () => {
  const id = Number(/(\d+)$/.exec(page.url())[1]);
  const kept = await page.evaluate((number) => fetch(`/api/v1/articles/${number}`).then((answer) => answer.json()), id);
  assert.doesNotMatch(JSON.stringify(kept.body), /misspelt/);
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
