// What is going on: the calendar of what comes out, on the clock of the site.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { atTheDesk, check, checkNarrow } from './desk.mjs';

let desk, page, api;
atTheDesk((made) => ({ desk, page, api } = made));

// The fifteenth of the month after next is never far from the middle of its sheet.
const now = new Date();
const day = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 2, 15)).toISOString().slice(0, 10);
const calendar = () => page.getByRole('region', { name: 'Calendar' });
const cell = (wanted) => calendar().getByRole('cell').filter({ has: page.locator(`time[datetime="${wanted}"]`) });

test('a schedule and the end of an embargo stand on their day in the zone of the site', async () => {
  const story = await api.add({ headline: 'Насрочена за полунощ', section: 'obshtestvo' });
  // Half an hour past midnight in Sofia is still the day before in London.
  await api.must('POST', `articles/${story.id}/schedule`, { at: `${day}T00:30` });
  const held = await api.add({ headline: 'Доклад под ембарго', section: 'obshtestvo' });
  await api.must('PUT', `articles/${held.id}`, { embargo_until: `${day}T09:00:00+02:00` });
  await page.goto(`${desk.origin}/newsroom/overview`);
  await calendar().getByRole('button', { name: 'Next month' }).click();
  await calendar().getByRole('button', { name: 'Next month' }).click();
  await cell(day).getByRole('link', { name: /00:30 Насрочена за полунощ/ }).waitFor();
  await cell(day).getByRole('link', { name: /Embargo until: Доклад под ембарго/ }).waitFor();
  assert.deepEqual(await cell(day).getByRole('listitem').evaluateAll((lines) => lines.map((line) => line.className.split(' ')[0])), ['scheduled', 'embargo']);
  await check(desk, 'calendar');
  await checkNarrow(desk, 'calendar');
});

test('today is marked, and found again', async () => {
  await calendar().getByRole('button', { name: 'Today' }).click();
  const marked = calendar().locator('[aria-current="date"] time');
  const today = await page.evaluate(() => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Sofia' }).format(new Date()));
  assert.equal(await marked.getAttribute('datetime'), today);
  assert.equal(await calendar().getByText('Насрочена за полунощ').count(), 0);
});

test('a story is opened from its day by the keyboard', async () => {
  await calendar().getByRole('button', { name: 'Next month' }).press('Enter');
  await calendar().getByRole('button', { name: 'Next month' }).press('Enter');
  await cell(day).getByRole('link').first().press('Enter');
  await page.getByRole('textbox', { name: 'Headline' }).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Headline' }).inputValue(), 'Насрочена за полунощ');
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
