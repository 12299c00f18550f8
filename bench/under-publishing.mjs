#!/usr/bin/env node
// Random pages while ten articles a second are published into one section, against the same server when quiet.
//     bench/under-publishing.mjs [--articles=10000] [--rate=10] [--seconds=8] [--in-place]
import { askOnce, copyOf, corpus, finish, inPlace, load, option, publish, randomly, row, sample, serve, stayWithLoad, token } from './lib.mjs';

const { data, paths } = await corpus(option('articles', 10_000));
const own = inPlace ? data : await copyOf(data);
const server = await serve(own);
const asked = sample(paths, 10_000);
await askOnce(server, asked);
const script = await randomly(asked);
await load(server, { script, lasting: 2 });
const quiet = await load(server, { script });
const key = await token(own);
await stayWithLoad();
let busy = true;
let published = 0;
const newsroom = (async () => {
  for (const began = performance.now(); busy; ) {
    await publish(server, key, 'politics', `Новина номер ${published} ${began}`);
    published += 1;
    const due = began + (published * 1000) / option('rate', 10);
    await new Promise((go) => setTimeout(go, Math.max(0, due - performance.now())));
  }
})();
const result = await load(server, { script });
busy = false;
await newsroom;
if (result.errors > 0) console.log(`errors: ${result.errors}`);
row(`while ${published} were published: requests a second`, result.rate, quiet.rate, 'quiet', '/s', '>= 0.9');
row(`while ${published} were published: p99`, result.p99, quiet.p99, 'quiet', 'ms');
await finish();
