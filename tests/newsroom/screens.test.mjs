// Every screen, large and small, light and dark, in both languages: axe finds nothing, the policy holds, nothing is
// wider than the screen. NEWSROOM_PICTURES=FOLDER keeps a picture of each.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { newToken, removeFolders } from '../portal/vestnik.mjs';
import { check, desktop, launch, newDesk, newNewsroom, phone, signIn } from './desk.mjs';

const sizes = { desktop, phone };

let newsroom, browser, article;
before(async () => {
  newsroom = await newNewsroom();
  browser = await launch();
  const api = newsroom.server.api(await newToken(newsroom.data));
  article = await api.add({ headline: 'Първа версия на заглавието', deck: 'Подзаглавие', section: 'obshtestvo' });
  await api.save(article.id, { headline: 'Втора версия на заглавието' });
});
after(async () => {
  await browser?.close();
  await newsroom?.server.stop();
  await removeFolders();
});

for (const [size, options] of Object.entries(sizes)) {
  test(`every screen on a ${size}`, async () => {
    const desk = await newDesk(browser, newsroom.server, options);
    await desk.page.goto(`${desk.origin}/newsroom/`);
    await desk.page.getByRole('textbox').first().waitFor();
    await check(desk, `${size}-sign-in`);
    if (size === 'phone') await desk.page.getByRole('button', { name: 'English' }).click();
    await signIn(desk);
    if (size === 'phone') await desk.page.evaluate(() => localStorage.setItem('vestnik.language', 'bg'));
    const screens = ['articles', 'overview', 'media', 'fronts', 'comments', `articles/${article.id}`, `articles/${article.id}/revisions`,
      ...['account', 'sections', 'stories', 'authors', 'site', 'redirects', 'users', 'tokens', 'audit'].map((part) => `settings/${part}`)];
    for (const screen of screens) {
      await desk.page.goto(`${desk.origin}/newsroom/${screen}`);
      await desk.page.locator('#main').waitFor();
      await desk.page.waitForLoadState('networkidle');
      await check(desk, `${size}-${screen}`);
      const hidden = await desk.page.locator('nav [aria-current="page"]').evaluateAll((links) =>
        links.map((link) => link.getBoundingClientRect()).filter(({ left, right }) => left < -1 || right > innerWidth + 1).length);
      assert.equal(hidden, 0, `${screen}: one sees where one is`);
    }
    assert.deepEqual(desk.complaints, []);
    await desk.context.close();
  });
}
