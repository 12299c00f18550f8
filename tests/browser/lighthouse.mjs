// Lighthouse as its makers run it for phones (simulated slow 4G, a slow processor), over the kinds of pages whose
// scores we promise.
import { launch as launchChrome } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { launchArguments } from './browser.mjs';

export const measured = {
  home: '/',
  section: '/obshtestvo/',
  article: '/obshtestvo/most-osam-lovech-peshehodtsi/',
  search: '/search',
  // Results ask not to be indexed: docs/decisions/020-search-and-crawlers.md
  'search with hits': '/search?q=' + encodeURIComponent('море'),
  report: '/report/',
};

/** {scores: {category: 0…100}, figures: {audit: text}, faults: [audits that are not perfect]} of each page. */
export async function measure(origin, categories) {
  const chrome = await launchChrome({
    chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromeFlags: ['--headless=new', ...launchArguments],
  });
  try {
    const results = {};
    for (const [name, path] of Object.entries(measured)) {
      const { lhr } = await lighthouse(origin + path, {
        port: chrome.port, onlyCategories: categories, logLevel: 'silent',
        skipAudits: name === 'search with hits' ? ['is-crawlable'] : [],
      });
      if (lhr.runtimeError) throw new Error(`${path}: ${lhr.runtimeError.message}`);
      results[name] = summary(lhr);
    }
    return results;
  } finally {
    chrome.kill();
  }
}

const figures = ['first-contentful-paint', 'largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift', 'speed-index', 'total-byte-weight'];

function summary({ categories, audits }) {
  const scores = Object.fromEntries(Object.values(categories).map(({ id, score }) => [id, Math.round(score * 100)]));
  const faults = Object.values(categories).flatMap(({ id, auditRefs }) =>
    auditRefs
      .map((ref) => ({ ...ref, ...audits[ref.id] }))
      .filter(({ weight, score }) => (id === 'performance' || weight > 0) && score !== null && score < 0.9)
      .map(({ id: audit, title, displayValue, details }) =>
        `${audit}: ${title} ${displayValue ?? ''} ${JSON.stringify(details?.items?.slice(0, 3) ?? []).slice(0, 600)}`));
  return {
    scores, faults,
    figures: Object.fromEntries(figures.filter((id) => audits[id]).map((id) => [id, audits[id].displayValue])),
  };
}
