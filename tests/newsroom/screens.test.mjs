// Every screen, large and small, light and dark, in both languages: axe finds nothing, the policy holds, nothing is
// wider than the screen. NEWSROOM_PICTURES=FOLDER keeps a picture of each.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { newToken, removeFolders } from '../portal/vestnik.mjs';
import { axe_file, launch, newDesk, newNewsroom, signIn } from './desk.mjs';

const pictures = process.env.NEWSROOM_PICTURES;
const sizes = {
  desktop: {},
  phone: { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true, locale: 'bg-BG', colorScheme: 'dark' },
};

let newsroom, browser, axe, article;
before(async () => {
  newsroom = await newNewsroom();
  browser = await launch();
  axe = await readFile(axe_file, 'utf8');
  const api = newsroom.server.api(await newToken(newsroom.data));
  article = await api.add({ headline: 'Първа версия на заглавието', deck: 'Подзаглавие', section: 'obshtestvo' });
  await api.save(article.id, { headline: 'Втора версия на заглавието' });
});
after(async () => {
  await browser?.close();
  await newsroom?.server.stop();
  await removeFolders();
});

async function check(desk, name) {
  const { page } = desk;
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name.replaceAll('/', '-')}.png`) });
  // The debugger's door: the page's own policy lets no script in.
  const result = await desk.debug.send('Runtime.evaluate', {
    expression: `${axe}; axe.run().then((found) => JSON.stringify(found.violations.map((each) => [each.id, each.nodes.map((node) => node.html)])))`,
    awaitPromise: true,
    returnByValue: true,
  });
  assert.deepEqual(JSON.parse(result.result.value), [], `${name}: axe`);
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= room + 1, `${name} is ${wide} px wide on a screen of ${room}`);
}

for (const [size, options] of Object.entries(sizes)) {
  test(`every screen on a ${size}`, async () => {
    const desk = await newDesk(browser, newsroom.server, options);
    desk.debug = await desk.context.newCDPSession(desk.page);
    await desk.page.goto(`${desk.origin}/newsroom/`);
    await desk.page.getByRole('textbox').first().waitFor();
    await check(desk, `${size}-sign-in`);
    if (size === 'phone') await desk.page.getByRole('button', { name: 'English' }).click();
    await signIn(desk);
    if (size === 'phone') await desk.page.evaluate(() => localStorage.setItem('vestnik.language', 'bg'));
    const screens = ['articles', 'overview', 'media', 'fronts', `articles/${article.id}`, `articles/${article.id}/revisions`,
      ...['account', 'sections', 'authors', 'site', 'redirects', 'users', 'tokens', 'audit'].map((part) => `settings/${part}`)];
    for (const screen of screens) {
      await desk.page.goto(`${desk.origin}/newsroom/${screen}`);
      await desk.page.locator('#main').waitFor();
      await desk.page.waitForLoadState('networkidle');
      await check(desk, `${size}-${screen}`);
    }
    assert.deepEqual(desk.complaints, []);
    await desk.context.close();
  });
}
