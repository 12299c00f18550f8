// Two states of an article side by side, with the words marked that differ; one is restored.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf } from '../portal/vestnik.mjs';
import { atTheDesk, check, checkNarrow } from './desk.mjs';

let desk, page, api, article;
atTheDesk(async (made) => {
  ({ desk, page, api } = made);
  article = await api.add({ headline: 'Мостът отваря в петък', section: 'obshtestvo', body: bodyOf('Движението тръгва в шест.', 'Кметът ще пререже лентата.') });
  await api.save(article.id, { headline: 'Мостът отваря в събота', body: bodyOf('Движението тръгва в седем.', 'Кметът ще пререже лентата.', 'Духов оркестър свири.') });
});

test('the words that differ are marked on either side', async () => {
  await page.goto(`${desk.origin}/newsroom/articles/${article.id}`);
  await page.getByRole('button', { name: 'Revisions' }).click();
  await page.getByRole('insertion').first().waitFor();
  assert.deepEqual((await page.getByRole('deletion').allInnerTexts()).map((text) => text.trim()), ['петък', 'шест']);
  assert.deepEqual((await page.getByRole('insertion').allInnerTexts()).map((text) => text.trim()), ['събота', 'седем', 'Духов оркестър свири.']);
  await check(desk, 'revisions');
  await checkNarrow(desk, 'revisions');
});

test('an earlier state is restored, and the later one is kept', async () => {
  await page.getByRole('button', { name: 'Restore: Revision 1' }).click();
  await page.getByRole('textbox', { name: 'Headline' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Headline' }).inputValue(), 'Мостът отваря в петък');
  await page.getByRole('button', { name: 'Revisions' }).click();
  await page.getByRole('button', { name: /^Revision 3/ }).waitFor();
  assert.equal((await api.must('GET', `articles/${article.id}/revisions/2`)).headline, 'Мостът отваря в събота');
});

test('either of two earlier states is restored', async () => {
  await page.getByRole('button', { name: /^Revision 2/ }).click();
  await page.getByRole('button', { name: 'Restore: Revision 1' }).waitFor();
  await page.getByRole('button', { name: 'Restore: Revision 2' }).click();
  await page.getByRole('textbox', { name: 'Headline' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Headline' }).inputValue(), 'Мостът отваря в събота');
});

test('every state is reached, those of one sitting behind their last', async () => {
  const many = await api.add({ headline: 'Първо състояние', section: 'obshtestvo', body: bodyOf('Дума.') });
  for (let i = 2; i <= 205; ++i) await api.save(many.id, { headline: `Състояние ${i}` });
  await page.goto(`${desk.origin}/newsroom/articles/${many.id}/revisions`);
  await page.getByRole('button', { name: /^Revision 205/ }).waitFor();
  assert.equal(await page.getByRole('button', { name: /^Revision 6 / }).count(), 0);
  await page.getByRole('button', { name: 'Earlier' }).click();
  await page.getByRole('button', { name: 'Earlier' }).waitFor({ state: 'detached' });
  await page.getByRole('button', { name: '204 saves before it' }).click();
  await page.getByRole('button', { name: /^Revision 1 / }).click();
  await page.getByRole('button', { name: 'Restore: Revision 1' }).waitFor();
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
