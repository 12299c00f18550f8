// What readers are given at /report/ is what was built (trust.md A14): `vestnik report check` notices one byte that
// somebody between the server and its readers has turned, and browsers do not run it.
import assert from 'node:assert/strict';
import http from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { newFolder, removeFolders, run, runWell, Vestnik } from '../portal/vestnik.mjs';
import { requireFromWeb } from './seal.mjs';

const { chromium } = requireFromWeb('playwright-core');
const minutes = 60_000;
let server, proxy, change;

before(async () => {
  const data = path.join(await newFolder(), 'data');
  await runWell('demo', '--data', data);
  server = await Vestnik.serve(data);
  // A cache or a proxy of somebody else's: `change(request, answer)` may turn what passes.
  proxy = http.createServer(async (asked, answered) => {
    const answer = await server.request(asked.url, { method: asked.method, headers: asked.headers });
    const seen = { status: answer.status, headers: { ...answer.headers }, body: answer.body };
    change?.(asked, seen);
    delete seen.headers['transfer-encoding'];
    delete seen.headers['content-length'];
    answered.writeHead(seen.status, seen.headers).end(seen.body);
  });
  await new Promise((listening) => proxy.listen(0, '127.0.0.1', listening));
});
after(async () => {
  proxy?.close();
  await server?.stop();
  await removeFolders();
});

/** What sending without JavaScript means has the focus, and comes into view. */
const unsealedTold = (page) =>
  page.waitForFunction(() => {
    const told = document.querySelector('.report-plain');
    const { top, bottom } = told.getBoundingClientRect();
    return document.activeElement === told && top >= 0 && bottom <= innerHeight;
  }, null, { timeout: 10_000 });
const check = () => run('report', 'check', `http://127.0.0.1:${proxy.address().port}`);
const flipped = (body, at) => {
  const copy = Buffer.from(body);
  copy[at] ^= 1;
  return copy;
};
const replaced = (body, from, to) => {
  const text = body.toString('utf8');
  assert.ok(text.includes(from), from);
  return Buffer.from(text.replace(from, to));
};
const plain = (asked) => (asked.headers['accept-encoding'] ?? 'identity') === 'identity';

test('an honest address passes', { timeout: minutes }, async () => {
  change = undefined;
  const { status, stdout } = await check();
  assert.equal(status, 0, stdout);
  assert.match(stdout, /readers are given this program: [0-9a-f]{64}/);
});

const turns = {
  'one byte of the program': [/report\.js \(identity\)/, (asked, seen) => {
    if (asked.url === '/report/report.js' && plain(asked)) seen.body = flipped(seen.body, 1000);
  }],
  'one byte of what brotli holds, for those who ask for it': [/worker\.js \(br\)/, (asked, seen) => {
    if (asked.url === '/report/worker.js' && asked.headers['accept-encoding'] === 'br') seen.body = flipped(seen.body, seen.body.length >> 1);
  }],
  'one word of the lists that receipts are made of': [/bg\.js \(gzip\)/, (asked, seen) => {
    if (asked.url !== '/report/bg.js' || asked.headers['accept-encoding'] !== 'gzip') return;
    delete seen.headers['content-encoding'];
    seen.body = Buffer.from('export default ["мост"]');
  }],
  'the list of digests': [/program\.sha256/, (asked, seen) => {
    if (asked.url === '/report/program.sha256') seen.body = flipped(seen.body, 0);
  }],
  'another script in the page': [/lang=en \(identity\) is another page from byte \d+ on: <script src="\/report\/extra\.js">/, (asked, seen) => {
    if (asked.url.startsWith('/report/?lang=en') && plain(asked)) seen.body = replaced(seen.body, '</head>', '<script src="/report/extra.js"></script></head>');
  }],
  'a digest in the page': [/lang=bg \(identity\) is another page from byte \d+ on: <script type="module" fetchpriority="low" src="\/report\/report\.js">/, (asked, seen) => {
    if (asked.url.startsWith('/report/?lang=bg') && plain(asked)) seen.body = replaced(seen.body, /src="\/report\/report\.js" integrity="[^"]+"/.exec(seen.body.toString())[0], 'src="/report/report.js"');
  }],
  'a policy that lets more in': [/another content security policy/, (asked, seen) => {
    if (asked.url.startsWith('/report/?')) seen.headers['content-security-policy'] = `${seen.headers['content-security-policy']}; script-src *`;
  }],
  'a page that sends its readers elsewhere': [/lang=en \(br\) comes with a field of its own, refresh: 0; url=https:\/\/other\.example\//, (asked, seen) => {
    if (asked.url.startsWith('/report/?')) seen.headers.refresh = '0; url=https://other.example/';
  }],
  'a page that is gone': [/answered with 404/, (asked, seen) => {
    if (asked.url.startsWith('/report/?')) seen.status = 404;
  }],
};
for (const [what, [expected, turn]] of Object.entries(turns)) {
  test(`noticed: ${what}`, { timeout: minutes }, async () => {
    change = turn;
    const { status, stdout, stderr } = await check();
    assert.equal(status, 1, stdout + stderr);
    assert.match(stdout, expected);
  });
}

test('an address where nobody answers is no proof of anything', { timeout: minutes }, async () => {
  const { status, stderr } = await run('report', 'check', 'http://127.0.0.1:1');
  assert.equal(status, 1);
  assert.match(stderr, /asking an address/);
});

for (const turned of ['report.js', 'sealing.js']) test(`a browser does not run a ${turned} with one byte turned, and nothing is sent as if it were sealed`, { timeout: 2 * minutes }, async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    change = (asked, seen) => {
      if (!asked.url.startsWith(`/report/${turned}`)) return;
      // Still a program: a line more, which anybody's cache could add.
      seen.body = Buffer.concat([Buffer.from('window.turned = true;\n'), seen.body]);
    };
    const page = await browser.newPage({ extraHTTPHeaders: { 'accept-encoding': 'identity' } });
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(`http://127.0.0.1:${proxy.address().port}/report/?lang=en`);
    if (turned === 'sealing.js') {
      // Comes with the first key, and is tried again: a network that is gone looks alike.
      await page.getByRole('textbox', { name: 'What happened?' }).fill('To the desk alone');
      await page.getByRole('button', { name: 'Send', exact: true }).click();
    }
    await page.getByText('Your browser runs no JavaScript here.').waitFor({ timeout: minutes });
    assert.ok(new URL(page.url()).pathname === '/report/' && (await page.getByRole('heading', { name: /sealed|receipt/i }).count()) === 0);
    assert.equal(await page.evaluate(() => 'turned' in window), false);
    assert.ok(said.some((line) => line.includes('integrity')), said.join('\n'));
    assert.ok(await page.getByText('Sealed on your device before it leaves.').isHidden());
    if (turned === 'sealing.js') await unsealedTold(page); // before Send is pressed again
  } finally {
    await browser.close();
  }
});

test('who writes on while what seals cannot come sends nothing unsealed before it was told', { timeout: 2 * minutes }, async () => {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: process.getuid() === 0 ? ['--no-sandbox'] : [],
  });
  try {
    change = (asked, seen) => {
      if (asked.url.startsWith('/report/sealing.js')) seen.status = 404;
    };
    const page = await browser.newPage({ viewport: { width: 360, height: 400 } });
    const sent = [];
    await page.route('**/*', (route) => {
      if (route.request().method() !== 'POST') return route.continue();
      sent.push(new URLSearchParams(route.request().postData()).get('text'));
      return route.fulfill({ contentType: 'text/plain', body: 'It went.' });
    });
    await page.goto(`http://127.0.0.1:${proxy.address().port}/report/?lang=en`);
    await page.getByRole('textbox', { name: 'What happened?' }).fill('To the desk alone');
    await page.locator('html:not([data-program])').waitFor({ timeout: minutes });
    const send = page.getByRole('button', { name: 'Send', exact: true });
    await send.click();
    await unsealedTold(page);
    assert.deepEqual(sent, []);
    await send.click();
    await page.getByText('It went.').waitFor({ timeout: minutes });
    assert.deepEqual(sent, ['To the desk alone']);
  } finally {
    await browser.close();
  }
});
