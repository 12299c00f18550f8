// The pictures of the guides: the demo's newsroom as its people see it, in both languages, to docs/pictures/.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newToken, removeFolders, root } from '../portal/vestnik.mjs';
import { launch, newDesk, newNewsroom, signIn } from './desk.mjs';

const folder = path.join(root, 'docs/pictures');
const words = {
  bg: { headline: 'Мостът при Белово отваря два дни по-рано', deck: 'Ремонтът свърши преди срока', text: 'Мостът отваря в събота сутринта.', publish: 'Публикувай' },
  en: { headline: 'The bridge at Belovo opens two days early', deck: 'Works ended ahead of time', text: 'The bridge opens on Saturday morning.', publish: 'Publish' },
};

const newsroom = await newNewsroom();
const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  const api = newsroom.server.api(await newToken(newsroom.data));
  const { items: [told] } = await api.must('GET', 'articles?state=published&section=obshtestvo&limit=1');
  for (const [language, said] of Object.entries(words)) {
    const draft = await api.add({
      headline: said.headline, deck: said.deck, section: 'obshtestvo', language,
      body: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: said.text }] }] },
    });
    const desk = await newDesk(browser, newsroom.server);
    await signIn(desk);
    await desk.page.evaluate((chosen) => localStorage.setItem('vestnik.language', chosen), language);
    const photograph = async (name) => {
      const session = await desk.context.newCDPSession(desk.page);
      const { data } = await session.send('Page.captureScreenshot', { format: 'webp', quality: 70 });
      await writeFile(path.join(folder, `newsroom-${name}-${language}.webp`), Buffer.from(data, 'base64'));
    };
    const show = async (screen) => {
      await desk.page.goto(`${desk.origin}/newsroom/${screen}`);
      await desk.page.locator('#main').waitFor();
      await desk.page.waitForLoadState('networkidle');
      // Pictures of the library are made when they are first asked for.
      await desk.page.waitForFunction(() => [...document.images].every((image) => image.complete), undefined, { timeout: 120_000 });
    };
    const screens = { articles: 'articles', editor: `articles/${told.id}`, media: 'media', users: 'settings/users' };
    for (const [name, screen] of Object.entries(screens)) {
      await show(screen);
      await photograph(name);
    }
    await show(`articles/${draft.id}`);
    await desk.page.getByRole('button', { name: said.publish, exact: true }).click();
    await desk.page.getByRole('dialog').waitFor();
    await photograph('publish');
    await desk.context.close();
  }
} finally {
  await browser.close();
  await newsroom.server.stop();
  await removeFolders();
}
