// The pictures of the README and of the guide for sellers, or of any pages named as NAME=PATH.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../portal/vestnik.mjs';
import { launch, newReader, open, schemes, screens } from './browser.mjs';
import { serveDemo } from './demo.mjs';
import { photographGuide } from './guide.mjs';

const readme = {
  home: '/',
  section: '/nauka/',
  article: '/obshtestvo/most-osam-lovech-peshehodtsi/',
};
const named = Object.fromEntries(process.argv.slice(2).map((each) => each.split(/=(.*)/s)));
const asked = Object.keys(named).length > 0;
const folder = path.join(root, asked ? 'build/screenshots' : 'docs/pictures');

const server = await serveDemo();
const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  for (const [name, address] of Object.entries(asked ? named : readme)) {
    for (const screen of Object.keys(screens)) {
      for (const scheme of schemes) {
        const context = await newReader(browser, { screen, scheme });
        const page = await context.newPage();
        // Once to fetch the faces, once more to be read in them: docs/decisions/021-fonts-wait-for-the-next-page.md
        await open(page, server.origin + address);
        await open(page, server.origin + address);
        const file = path.join(folder, `${name}-${screen}-${scheme}.webp`);
        await writeFile(file, await photograph(page, { whole: asked }));
        await context.close();
      }
    }
  }
  if (!asked) await photographGuide(server, browser, folder, photograph);
} finally {
  await browser.close();
  await server.close();
}

/** WebP through the browser's own protocol: a fifth of a PNG. */
async function photograph(page, { whole }) {
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format: 'webp', quality: 80, captureBeyondViewport: whole,
  });
  return Buffer.from(data, 'base64');
}
