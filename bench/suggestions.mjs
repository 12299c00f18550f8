#!/usr/bin/env node
// Suggestions while somebody types: the first letters of headlines of the corpus, one reader after the other, against the
// same question over a thousand articles. The goal is in ms: 5 at a million.
//     bench/suggestions.mjs [--articles=10000] [--seconds=8]
import { corpus, finish, get, lines, load, option, randomly, row, serve } from './lib.mjs';

async function typed(count) {
  const { data, file, paths } = await corpus(count);
  const every = Math.max(1, Math.floor(paths.length / 5_000));
  const targets = new Set();
  let at = 0;
  for await (const line of lines(file)) {
    if (at++ % every !== 0) continue;
    const words = JSON.parse(line).headline.split(' ');
    // What the script asks: two letters and more of a word, or a word and the beginning of the next.
    const text = at % 3 === 0 ? words[0].slice(0, 2 + (at % 5)) : `${words[0]} ${(words[1] ?? '').slice(0, 1 + (at % 4))}`;
    targets.add(`/search/suggest?q=${encodeURIComponent(text.toLowerCase())}`);
  }
  const server = await serve(data);
  const script = await randomly([...targets]);
  const first = await get(server.port, [...targets][0]);
  if (first.status !== 200) throw new Error(`suggestions answered ${first.status}`);
  await load(server, { script, connections: 1, lasting: 2 });
  const result = await load(server, { script, connections: 1 });
  if (result.errors > 0) console.log(`errors: ${result.errors}`);
  await server.stop();
  return result;
}

const few = await typed(1_000);
const count = option('articles', 10_000);
const many = await typed(count);
row(`suggestions over ${count}: median`, many.p50, few.p50, 'of 1000', 'ms');
row(`suggestions over ${count}: p99`, many.p99, few.p99, 'of 1000', 'ms');
row(`suggestions over ${count}: p99 against what is promised`, many.p99, 5, 'goal', 'ms', '<= 1.0');
await finish();
