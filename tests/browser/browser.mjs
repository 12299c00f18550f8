// Debian's Chromium as a reader's browser: the screens and schemes that pages are held to, and a watch over what a
// page does behind the reader's back.
import { chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
export const launchArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

export const launch = () => chromium.launch({ executablePath, args: launchArguments });

export const screens = {
  phone: { viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
  desktop: { viewport: { width: 1280, height: 800 } },
};
export const schemes = ['light', 'dark'];

/** A reader who has never been here: no cookies, no cache. Options are Playwright's. */
export function newReader(browser, { screen = 'desktop', scheme = 'light', ...more } = {}) {
  return browser.newContext({
    ...screens[screen], colorScheme: scheme, locale: 'bg-BG', timezoneId: 'Europe/Sofia', ...more,
  });
}

/** Goes there and waits until everything that comes by itself has come, lazy pictures too. */
export async function open(page, address) {
  const answer = await page.goto(address, { waitUntil: 'load' });
  await scrollThrough(page);
  // Renditions are made when they are first asked for, which takes its time on a busy machine.
  const drawn = () => [...document.images].every((image) => image.complete && image.naturalWidth > 0);
  await page.waitForFunction(drawn, undefined, { timeout: 120_000 });
  return answer;
}

/** Down to the last line and back, as a reader does; asks for lazy pictures and moves what would move. */
export async function scrollThrough(page) {
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    document.documentElement.style.scrollBehavior = 'auto';
    for (let at = 0; at < document.documentElement.scrollHeight; at += innerHeight * 0.8) {
      scrollTo(0, at);
      await frame();
      await frame();
    }
    scrollTo(0, 0);
    document.documentElement.style.scrollBehavior = '';
  });
}

/**
 * Everything that a page should not do, one line each, in a list that grows while it is read: messages on the console,
 * errors, violations of the policy, requests that fail or go elsewhere. `expected` is the page's own status.
 */
export async function watch(page, origin, expected = 200) {
  const complaints = [];
  page.on('console', (message) => {
    // Chromium reports the page's own 404 as an error of the console.
    if (expected !== 200 && message.location().url === page.url() && /status of/.test(message.text())) return;
    complaints.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}: ${request.failure()?.errorText}`));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin + '/') && !url.startsWith('data:')) complaints.push(`elsewhere: ${url}`);
  });
  page.on('response', (response) => {
    const wanted = response.request().isNavigationRequest() ? expected : 200;
    if (response.status() !== wanted && response.status() !== 304) {
      complaints.push(`${response.status()} for ${response.url()}`);
    }
  });
  await page.exposeBinding('vestnikComplain', (_, text) => complaints.push(text));
  await page.addInitScript(() => {
    const tell = globalThis.vestnikComplain;
    addEventListener('securitypolicyviolation', (event) => {
      tell(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  return complaints;
}

/** Makes a page add up its layout shifts; the function that it answers tells the sum so far. */
export async function measureShifts(page) {
  await page.addInitScript(() => {
    globalThis.vestnikShifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        if (entry.hadRecentInput) continue;
        const moved = entry.sources.map(({ node }) => node?.nodeName + '.' + (node?.className ?? '')).join(' ');
        globalThis.vestnikShifts.push([entry.value, moved]);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });
  return async () => {
    const shifts = await page.evaluate(() => globalThis.vestnikShifts);
    return { sum: shifts.reduce((sum, [value]) => sum + value, 0), shifts };
  };
}

/** Runs `work` for each of `items`, two at a time: what two cores can do. Answers the results in order. */
export async function inPairs(items, work) {
  const results = [];
  let next = 0;
  const worker = async () => {
    while (next < items.length) {
      const at = next++;
      results[at] = await work(items[at], at);
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}
