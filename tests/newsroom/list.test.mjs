// The list of articles and its search: what is looked for is found, also by who does not wait.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atTheDesk, newArticle, saved } from './desk.mjs';

let page, desk, api;
atTheDesk((given) => ({ page, desk, api } = given));

const box = () => page.getByRole('searchbox', { name: 'Search articles' });
const open_list = async () => {
  await page.goto(`${desk.origin}/newsroom/`);
  await box().waitFor();
};

test('a draft is found by a word of its body', async () => {
  await open_list();
  await newArticle(page, 'Гарата в шест сутринта');
  await page.getByRole('textbox', { name: 'Body' }).click();
  await page.keyboard.type('Чакаха двеста пътници и една виолончелистка.');
  await page.waitForTimeout(50); // the text is on its way, so that "Saved" is of it
  await saved(page);
  await open_list();
  const hit = page.getByRole('link', { name: /Гарата в шест/ });
  for (let tries = 0; tries < 20 && (await hit.count()) === 0; ++tries) {
    await box().fill('');
    await box().fill('виолончелистки');
    await page.waitForTimeout(500);
  }
  assert.equal(await hit.count(), 1);
});

test('an article that is begun right after typing into the search stays open', async () => {
  await open_list();
  await box().fill('мост');
  await page.getByRole('button', { name: 'New article' }).click();
  const headline = page.getByRole('textbox', { name: 'Headline' });
  await headline.fill('Започната веднага');
  await page.waitForTimeout(600);
  assert.equal(await headline.inputValue(), 'Започната веднага');
  await saved(page);
  assert.match(page.url(), /\/articles\/\d+$/);
});

test('what was taken off the site is a draft again, and found by its state as every state is', async () => {
  const { id } = await api.addPublished({ headline: 'Свалена от сайта', section: 'obshtestvo' });
  await open_list();
  const state = page.getByRole('combobox', { name: 'State' });
  const found = page.getByRole('link', { name: /Свалена от сайта/ });
  await state.selectOption({ label: 'Published' });
  await found.waitFor();
  await api.must('POST', `articles/${id}/unpublish`);
  await state.selectOption({ label: 'Draft' });
  await found.waitFor();
  // What an old site kept private comes in with a state that no step of the newsroom leads to.
  await state.selectOption({ label: 'Hidden' });
  await found.waitFor({ state: 'detached' });
});

test('a search that is given up shows everything again', async () => {
  await open_list();
  const all = await page.locator('main li').count();
  await box().fill('несъществуващадума');
  await page.waitForURL(/\?q=/);
  await box().fill('');
  await page.waitForURL(/\/articles$/);
  await page.waitForFunction((count) => document.querySelectorAll('main li').length >= count, all);
});
