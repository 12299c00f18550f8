// Every kind of page on every screen and in both schemes: nothing that axe or the browser complains about, nothing that
// goes elsewhere or stays behind, nothing that jumps.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { inPairs, launch, measureShifts, newReader, open, schemes, screens, watch } from './browser.mjs';
import { everyPage, serveDemo } from './demo.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let server, browser, pages;
before(async () => {
  server = await serveDemo();
  pages = await everyPage(server);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'];

/** What axe-core finds by all its rules for WCAG 2.2 AA and its best practices. */
async function accessibilityFaults(page) {
  await page.evaluate(axe);
  return page.evaluate(async (runOnly) => {
    const { violations } = await globalThis.axe.run(document, {
      runOnly, resultTypes: ['violations'],
      rules: { 'target-size': { enabled: true } },  // of WCAG 2.2; axe leaves it out unless asked
    });
    return violations.map(({ id, nodes }) =>
      `${id}: ${nodes.slice(0, 3).map(({ target, failureSummary }) => `${target.join(' ')} (${failureSummary})`).join('; ')}`);
  }, standards);
}

async function leftBehind(context, page) {
  const stored = await page.evaluate(async () => [
    ...Object.keys(localStorage).map((key) => `local ${key}`),
    ...Object.keys(sessionStorage).map((key) => `session ${key}`),
    ...(await indexedDB.databases()).map(({ name }) => `database ${name}`),
    ...(await navigator.serviceWorker?.getRegistrations() ?? []).map(({ scope }) => `worker ${scope}`),
  ]);
  return [...stored, ...(await context.cookies()).map(({ name }) => `cookie ${name}`)];
}

describe('every page', () => {
  for (const screen of Object.keys(screens)) {
    for (const scheme of schemes) {
      test(`is_accessible_calm_and_keeps_to_itself_on_a_${screen}_in_the_${scheme}`, async () => {
        const faults = await inPairs(pages, async ({ name, path, status }) => {
          const context = await newReader(browser, { screen, scheme });
          const page = await context.newPage();
          const complaints = await watch(page, server.origin, status);
          const shifts = await measureShifts(page);
          await open(page, server.origin + path);
          const found = [...complaints, ...(await leftBehind(context, page))];
          const { sum, shifts: each } = await shifts();
          if (sum >= 0.01) found.push(`jumps by ${sum}: ${JSON.stringify(each.slice(0, 3))}`);
          found.push(...(await accessibilityFaults(page)));
          await context.close();
          return found.map((fault) => `${name}: ${fault}`);
        });
        assert.deepEqual(faults.flat(), []);
      });
    }
  }
});
