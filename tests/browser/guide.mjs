// The pictures of the guide for sellers (docs/sellers.md, docs/sellers.bg.md): the advertising desk of the demo portal as a
// seller sees it, in both languages.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { eventually, newToken, runWell } from '../portal/vestnik.mjs';
import { newReader } from './browser.mjs';

const seller = { email: 'ads@example.org', name: 'Ана Продавач', password: 'nine calm otters glide' };
const reader = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const languages = {
  bg: { locale: 'bg-BG', email: 'Имейл', password: 'Парола', enter: 'Вход' },
  en: { locale: 'en-GB', email: 'Email', password: 'Password', enter: 'Sign in' },
};

async function addSeller(server) {
  const { stdout } = await runWell('user', 'add', seller.email, '--name', seller.name, '--role', 'advertising', '--data', server.data);
  const code = decodeURIComponent(/#\/welcome\/(\S+)/.exec(stdout)[1]);
  const answer = await server.request('/api/v1/invitations/accept', {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ code, password: seller.password }),
  });
  if (answer.status !== 200) throw new Error(`the invitation answered ${answer.status}: ${answer.text}`);
}

/** To `folder` as sellers-NAME-LANGUAGE.webp; `photograph` makes a picture of what stands on the screen. */
export async function photographGuide(server, browser, folder, photograph) {
  await addSeller(server);
  const api = server.api(await newToken(server.data));
  const { campaigns } = await api.must('GET', 'advertising/campaigns');
  const political = campaigns.find(({ declaration }) => declaration?.political);
  for (let i = 0; i < 40; ++i) await server.get('/', { headers: reader });
  const shown = await eventually(async () => (await api.must('GET', 'advertising/campaigns')).campaigns.find(({ delivered }) => delivered > 0), 'the books', 60_000);
  // Of each: its path, and what is at the top of the screen; nothing: the page's own top.
  const screens = {
    campaigns: ['advertising', ''],
    campaign: [`advertising/${shown.id}`, ''],
    political: [`advertising/${political.id}`, 'fieldset.declaration'],
    calendar: ['advertising/calendar', ''],
    votes: ['advertising/votes', ''],
    own: ['advertising/own', ''],
    figures: [`advertising/${shown.id}`, 'section[aria-labelledby="figures"]'],
  };
  for (const [language, words] of Object.entries(languages)) {
    const context = await newReader(browser, { locale: words.locale, reducedMotion: 'reduce' });
    const page = await context.newPage();
    await page.goto(`${server.origin}/newsroom/advertising`);
    await page.getByRole('textbox', { name: words.email }).fill(seller.email);
    await page.getByRole('textbox', { name: words.password }).fill(seller.password);
    await page.getByRole('button', { name: words.enter, exact: true }).click();
    await page.locator('#main').waitFor();
    for (const [name, [target, first]] of Object.entries(screens)) {
      await page.goto(`${server.origin}/newsroom/${target}`, { waitUntil: 'networkidle' });
      await page.locator('#main h1').first().waitFor();
      if (first) await page.locator(first).first().evaluate((part) => part.scrollIntoView({ block: 'start' }));
      await writeFile(path.join(folder, `sellers-${name}-${language}.webp`), await photograph(page, { whole: false }));
    }
    await context.close();
  }
}
