// Everything that a stranger can reach: pages, feeds and sitemaps, by following every address of the site.
import { addressesIn, decodeEntities, fetchedAhead } from './vestnik.mjs';

const doors = [
  '/', '/feed.xml', '/feed.atom', '/feed.json', '/sitemap.xml', '/news-sitemap.xml', '/robots.txt', '/ads.txt',
  '/manifest.webmanifest', '/search?q=', '/no-such-page/',
];

/** target → answer; pictures and the theme's files are left out. `own` are the hosts that mean this site. */
export async function crawl(server, { own, more = [], most = 3_000 }) {
  const answers = new Map();
  const waiting = [...doors, ...more];
  const known = new Set(waiting);
  const add = (address, base) => {
    let url;
    try {
      url = new URL(address, new URL(base, 'http://own.invalid'));
    } catch {
      return;
    }
    if (!/^https?:$/.test(url.protocol) || !(url.host === 'own.invalid' || own.includes(url.host))) return;
    const target = url.pathname + url.search;
    if (/^\/(media|assets)\//.test(target) || known.has(target)) return;
    known.add(target);
    waiting.push(target);
  };
  const visitor = async () => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      if (answers.size >= most) throw new Error(`more than ${most} addresses`);
      answers.set(target, null);
      const answer = await server.get(target, { headers: fetchedAhead });
      answers.set(target, answer);
      if (answer.headers.location) add(answer.headers.location, target);
      for (const address of addressesIn(answer.text)) add(address, target);
      for (const [, address] of answer.text.matchAll(/<(?:loc|link|id)>([^<]*)</g)) add(decodeEntities(address), target);
      if (target.endsWith('.json')) {
        for (const [, address] of answer.text.matchAll(/"(https?:[^"]*)"/g)) add(address, target);
      }
    }
  };
  // Those that find nothing to do while the others still read come again.
  while (waiting.length > 0) await Promise.all(Array.from({ length: 6 }, visitor));
  return answers;
}
