// The newsroom's application as its people meet it: the whole program on a free port with two accounts, and Debian's
// Chromium in front of it. A watch notes whatever a page may not do.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before } from 'node:test';
import { newFolder, newToken, removeFolders, run, runWell, Vestnik } from '../portal/vestnik.mjs';

const packages = createRequire(new URL('../../web/package.json', import.meta.url));
const { chromium } = packages('playwright-core');
const axe_file = packages.resolve('axe-core/axe.min.js');

export const people = {
  chief: { email: 'chief@example.org', name: 'Мария Иванова', role: 'administrator', password: 'seven quiet herons wade' },
  editor: { email: 'editor@example.org', name: 'Петър Димов', role: 'editor', password: 'eleven loud sparrows sing' },
};

/** One more person, who has chosen their password. */
export async function addPerson({ data, server }, person) {
  const { stdout } = await runWell('user', 'add', person.email, '--name', person.name, '--role', person.role, '--data', data);
  const code = decodeURIComponent(/#\/welcome\/(\S+)/.exec(stdout)[1]);
  const answer = await server.request('/api/v1/invitations/accept', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, password: person.password }),
  });
  if (answer.status !== 200) throw new Error(`the invitation answered ${answer.status}: ${answer.text}`);
}

/** An installation with a site, sections and two people who have chosen their passwords. */
export async function newNewsroom() {
  const data = await newFolder();
  const told = await runWell('demo', '--data', data);
  const server = await Vestnik.serve(data);
  for (const person of Object.values(people)) await addPerson({ data, server }, person);
  return { data, server, passphrase: /passphrase of the report desk: (\S+)/.exec(told.stdout)?.[1] };
}

/** Serves the same folder on the same port again, as an operator would after a power cut. */
export async function servedAgain(newsroom) {
  const port = newsroom.server.port;
  newsroom.server = await Vestnik.serve(newsroom.data, '--listen', `127.0.0.1:${port}`);
  return newsroom.server;
}

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  });

/** A page of its own browser context. `complaints` grows with whatever a page of ours may not do. */
export async function newDesk(browser, server, { host = '127.0.0.1', ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB', ...options });
  const page = await context.newPage();
  const origin = `http://${host}:${server.port}`;
  const complaints = [];
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${origin}/`) && !/^(data|blob):/.test(url)) complaints.push(`elsewhere: ${url}`);
  });
  await page.exposeBinding('vestnikComplain', (_, text) => complaints.push(text));
  await page.addInitScript(() => {
    const tell = globalThis.vestnikComplain;
    addEventListener('securitypolicyviolation', (event) => {
      tell(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return { context, page, origin, complaints };
}

/** From the next page on no WebSocket comes about, as behind a proxy that knows none. */
export const withoutLine = ({ page }) =>
  page.addInitScript(() => {
    globalThis.WebSocket = class {
      constructor() {
        setTimeout(() => this.onclose?.(), 10);
      }
      close() {}
    };
  });

export async function signIn({ page, origin }, person = people.chief, path = '') {
  await page.goto(`${origin}/newsroom/${path}`);
  await page.getByRole('textbox', { name: 'Email' }).fill(person.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('#main').waitFor();
}

/**
 * For all tests of a file: a newsroom, a browser, and the chief signed in at a desk, with an administrator's API beside
 * it. `begin` gets them before the first test; all of it ends after the last.
 */
export function atTheDesk(begin) {
  let newsroom, browser;
  before(async () => {
    newsroom = await newNewsroom();
    browser = await launch();
    const api = newsroom.server.api(await newToken(newsroom.data));
    const desk = await newDesk(browser, newsroom.server);
    await signIn(desk);
    await begin({ newsroom, browser, api, desk, page: desk.page });
  });
  after(async () => {
    await browser?.close();
    await newsroom?.server.stop();
    await removeFolders();
  });
}

export const saved = (page) => page.getByRole('status', { name: 'Saved', exact: true }).waitFor({ timeout: 30_000 });

/** Starts an article; answers its number when the server has it. */
export async function newArticle(page, headline) {
  await page.getByRole('button', { name: 'New article' }).click();
  await page.getByRole('textbox', { name: 'Headline' }).fill(headline);
  await saved(page);
  await page.waitForURL(/\/newsroom\/articles\/\d+$/);
  return Number(/(\d+)$/.exec(page.url())[1]);
}

export const desktop = {};
export const phone = { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true, locale: 'bg-BG', colorScheme: 'dark' };
const pictures = process.env.NEWSROOM_PICTURES;

/** What stands on the screen now: axe finds nothing, nothing is wider than the screen. NEWSROOM_PICTURES=FOLDER keeps a picture. */
export async function check(desk, name) {
  const { context, page } = desk;
  if (pictures) await page.screenshot({ path: path.join(pictures, `${name.replaceAll('/', '-')}.png`) });
  const axe = await readFile(axe_file, 'utf8');
  // The debugger's door: the page's own policy lets no script in.
  desk.debug ??= await context.newCDPSession(page);
  const result = await desk.debug.send('Runtime.evaluate', {
    expression: `${axe}; axe.run().then((found) => JSON.stringify(found.violations.map((each) => [each.id, each.nodes.map((node) => node.html)])))`,
    awaitPromise: true,
    returnByValue: true,
  });
  assert.deepEqual(JSON.parse(result.result.value), [], `${name}: axe`);
  const [wide, room] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.ok(wide <= room + 1, `${name} is ${wide} px wide on a screen of ${room}`);
}

/** The same on a screen of a phone; the page is as it was afterwards. */
export async function checkNarrow(desk, name) {
  const before = desk.page.viewportSize();
  await desk.page.setViewportSize(phone.viewport);
  await check(desk, `${name}-phone`);
  await desk.page.setViewportSize(before);
}

export const body = (page) => page.getByRole('textbox', { name: 'Body' });
export { run };
