// The newsroom in a hand: nothing of it lies beside the screen or is cut, and a link that opens nothing says so at once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atTheDesk, check, newDesk, people, run } from './desk.mjs';

const small = { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true, locale: 'bg-BG' };

let newsroom, browser;
atTheDesk((given) => ({ newsroom, browser } = given));

/** Signed in on a phone, in Bulgarian. */
async function inHand() {
  const desk = await newDesk(browser, newsroom.server, small);
  await desk.page.addInitScript(() => localStorage.setItem('vestnik.language', 'bg'));
  await desk.page.goto(`${desk.origin}/newsroom/`);
  await desk.page.locator('input[type=email]').fill(people.chief.email);
  await desk.page.locator('input[type=password]').fill(people.chief.password);
  await desk.page.locator('form button[type=submit]').click();
  await desk.page.locator('#main').waitFor();
  return desk;
}

test('lists of settings stand below one another instead of beside the screen', async () => {
  const desk = await inHand();
  for (const part of ['users', 'sections', 'authors', 'stories']) {
    await desk.page.goto(`${desk.origin}/newsroom/settings/${part}`);
    await desk.page.locator('tbody strong').first().waitFor();
    const beside = await desk.page.locator('.scroll').evaluateAll((lists) => lists.map((list) => list.scrollWidth - list.clientWidth));
    assert.deepEqual(beside, [0], part);
    await check(desk, `hand-settings-${part}`);
  }
  // Whoever looks at the foot sees that there is more than fits.
  const ends = await desk.page.locator('nav ul.many li').evaluateAll((places) => places.map((place) => place.getBoundingClientRect().right));
  assert.ok(ends.every((right) => Math.abs(right - small.viewport.width) > 4 || right === ends.at(-1)), `a place ends where the screen does: ${ends}`);
  assert.deepEqual(desk.complaints, []);
  await desk.context.close();
});

test('who signs in types at once', async () => {
  const desk = await newDesk(browser, newsroom.server, small);
  await desk.page.goto(`${desk.origin}/newsroom/`);
  await desk.page.locator('input[type=email]:focus').waitFor();
  await desk.page.keyboard.type(people.chief.email);
  await desk.page.keyboard.press('Tab');
  await desk.page.keyboard.type(people.chief.password);
  await desk.page.keyboard.press('Enter');
  await desk.page.locator('#main').waitFor();
  await desk.context.close();
});

test('the library that opens from an article shows what is looked for, and two pictures beside one another', async () => {
  const desk = await inHand();
  await desk.page.goto(`${desk.origin}/newsroom/articles/new`);
  await desk.page.getByRole('button', { name: 'Данни' }).click();
  await desk.page.getByRole('button', { name: 'Избери снимка' }).click();
  const dialog = desk.page.getByRole('dialog');
  const tiles = dialog.locator('li .tile');
  await tiles.nth(1).waitFor();
  const [first, second] = [await tiles.nth(0).boundingBox(), await tiles.nth(1).boundingBox()];
  assert.equal(Math.round(first.y), Math.round(second.y));
  const search = await dialog.getByRole('searchbox').boundingBox();
  assert.ok(search.width > 160, `${search.width} px`);
  await check(desk, 'hand-library');
  await desk.context.close();
});

test('that there is no connection is said to the end', async () => {
  const desk = await inHand();
  const { page } = desk;
  await page.getByRole('button', { name: 'Нова статия' }).click();
  await page.getByRole('textbox', { name: 'Заглавие', exact: true }).fill('Мостът при Белово');
  await page.getByRole('status', { name: 'Запазено', exact: true }).waitFor({ timeout: 30_000 });
  await desk.context.setOffline(true);
  await page.getByRole('textbox', { name: 'Заглавие', exact: true }).fill('Мостът при Белово отваря');
  const said = page.getByRole('status', { name: /Няма връзка/ });
  await said.waitFor({ timeout: 30_000 });
  const cut = await said.evaluate((line) => [line.scrollHeight - line.clientHeight, line.scrollWidth - line.clientWidth]);
  assert.ok(cut[0] <= 1 && cut[1] <= 1, `cut: ${cut}`);
  await check(desk, 'hand-offline');
  // Nor does it lie upon the buttons on a wider screen.
  for (const width of [600, 850, 1000, 1150]) {
    await page.setViewportSize({ width, height: small.viewport.height });
    const [line, ...buttons] = await page.evaluate(() => [...document.querySelectorAll('header [role=status], header button, header .badge')]
      .sort((a, b) => b.matches('[role=status]') - a.matches('[role=status]')).map((each) => each.getBoundingClientRect().toJSON()));
    const upon = buttons.filter((each) => each.left < line.right && each.right > line.left && each.top < line.bottom && each.bottom > line.top);
    assert.deepEqual(upon, [], `at ${width} px`);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} px`);
  }
  await page.setViewportSize(small.viewport);
  await desk.context.setOffline(false);
  await page.getByRole('status', { name: 'Запазено', exact: true }).waitFor({ timeout: 30_000 });
  await desk.context.close();
});

test('a one-time link says whose account it opens, and that it opens none any more, before a password is chosen', async () => {
  const desk = await newDesk(browser, newsroom.server, small);
  const { page, origin } = desk;
  const { stdout } = await run('user', 'add', 'nova@example.org', '--name', 'Нова', '--role', 'reporter', '--data', newsroom.data);
  const [address] = /#\/welcome\/\S+/.exec(stdout);
  await page.goto(`${origin}/newsroom/${address}`);
  await page.getByRole('button', { name: 'English' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Email' }).inputValue(), 'nova@example.org');
  await page.getByRole('textbox', { name: 'Password' }).fill('nine slow otters dive');
  await check(desk, 'hand-welcome');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('#main').waitFor();
  await page.goto('about:blank');
  await page.goto(`${origin}/newsroom/${address}`);
  await page.getByRole('alert').filter({ hasText: 'this link has been used or is too old' }).waitFor();
  assert.equal(await page.getByRole('textbox').count(), 0, 'nobody thinks of a password for nothing');
  await check(desk, 'hand-welcome-used');
  await page.getByRole('button', { name: 'To the sign-in page' }).click();
  await page.locator('#main').waitFor();
  assert.deepEqual(desk.complaints, []);
  await desk.context.close();
});

test('a screen that the network did not bring is asked for again when somebody comes back to it', async () => {
  const desk = await inHand();
  const { page, context } = desk;
  const foot = page.locator('nav').first();
  await context.setOffline(true);
  await foot.getByRole('link', { name: 'Медия' }).click();
  await page.getByRole('alert').filter({ hasText: 'Сървърът не отговаря' }).waitFor();
  await foot.getByRole('link', { name: 'Статии' }).click();
  await page.getByRole('heading', { name: 'Статии' }).waitFor();
  await context.setOffline(false);
  await foot.getByRole('link', { name: 'Медия' }).click();
  const tile = page.locator('.library .tile').first();
  await tile.waitFor({ timeout: 30_000 });
  // With its style, too.
  assert.equal(await tile.evaluate((each) => getComputedStyle(each).overflow), 'hidden');
  await context.close();
});
