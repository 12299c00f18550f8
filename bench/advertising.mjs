#!/usr/bin/env node
// A hot article page with ten campaigns running, against the same page without any.
//     bench/advertising.mjs [--articles=1000] [--seconds=8] [--rounds=3]
// Both are asked for by something that says it is a browser: to anything else no campaigns are served.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { copyOf, corpus, finish, get, load, newFolder, option, percentile, row, serve, token } from './lib.mjs';

const slots = ['top', 'text', 'rail', 'reading', 'section', 'footer'];
const day = 24 * 3600 * 1000;

/** Ten that run: half of them sold by share, half by number, each with more than can be shown here. */
async function book(server, data) {
  const keys = [await token(data, 'seller'), await token(data, 'checker')];
  const must = async (key, method, target, content) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
    const { status, body } = await get(server.port, `/api/v1/advertising/${target}`, { method, headers, body: content && JSON.stringify(content) });
    if (status > 299) throw new Error(`${method} ${target} was answered ${status}: ${body}`);
    return JSON.parse(body);
  };
  const { id: advertiser } = await must(keys[0], 'POST', 'advertisers', { name: 'Нива' });
  const campaigns = [];
  for (let at = 0; at < 10; ++at) {
    const sold = at % 2 === 0 ? { goal: 'share', amount: 3_000 } : { goal: 'impressions', amount: 1_000_000_000 };
    const { id } = await must(keys[0], 'POST', 'campaigns', {
      advertiser, name: `Кампания ${at}`, ...sold, per_page: 1, declaration: { political: false, by: 'И. Н.' },
      booking: { from: new Date(Date.now() - 10 * day).toISOString(), until: new Date(Date.now() + 10 * day).toISOString(), slots: [slots[at % slots.length], slots[(at + 1) % slots.length]], excluded_words: ['катастроф'] },
    });
    await must(keys[0], 'POST', `campaigns/${id}/creatives`, { kind: 'text', text: `Пресен хляб ${at}`, address: 'https://niva.example/' });
    await must(keys[0], 'POST', `campaigns/${id}/submit`);
    await must(keys[1], 'POST', `campaigns/${id}/approve`);
    campaigns.push(id);
  }
  return async () => {
    let shown = 0;
    for (const id of campaigns) shown += (await must(keys[0], 'GET', `campaigns/${id}`)).delivered;
    return shown;
  };
}

const { data, paths } = await corpus(option('articles', 1_000));
const target = paths[0];
const folder = await newFolder();
const script = path.join(folder, 'browser.lua');
await writeFile(script, 'wrk.headers["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"\n');
const [advertised, plain] = [await copyOf(data), await copyOf(data)];
const withAds = await serve(advertised);
const delivered = await book(withAds, advertised);
const without = await serve(plain);
const results = { with: [], without: [] };
let requests = 0;
const before = await delivered();
for (let round = 0; round < option('rounds', 3); ++round) {
  for (const [name, server] of [['without', without], ['with', withAds]]) {
    await load(server, { target, script, lasting: 1 });
    const result = await load(server, { target, script });
    if (result.errors > 0) console.log(`errors, ${name} campaigns: ${result.errors}`);
    results[name].push(result);
    if (name === 'with') requests += result.rate * option('seconds', 8);
  }
}
await new Promise((go) => setTimeout(go, 2_000)); // the books
const middle = (list, what) => percentile(list.map((each) => each[what]), 0.5);
row('ten campaigns: requests a second', middle(results.with, 'rate'), middle(results.without, 'rate'), 'the same page without', '/s', '>= 0.9');
row('ten campaigns: CPU of the server', middle(results.with, 'cpu'), middle(results.without, 'cpu'), 'the same page without', 'µs');
row('ten campaigns: p99', middle(results.with, 'p99'), middle(results.without, 'p99'), 'the same page without', 'ms');
// Warming up counts too: a little more than what was measured.
console.log(`advertisements a page: ${(((await delivered()) - before) / requests).toFixed(2)}`);
await finish();
