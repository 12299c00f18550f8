#!/usr/bin/env node
// Random pages of many articles, against nginx on a tree of as many packed files (--tree of them at most).
// With --asked, that many of the articles are asked for instead of all, evenly chosen: a million take half an hour to be
// rendered for the first time, and both sides then have pages of as many bytes to keep in memory.
//     bench/random-pages.mjs [--articles=10000] [--asked=10000] [--tree=10000] [--seconds=8]
import { askOnce, corpus, cpuTime, finish, load, nginx, nginxKeepingOpen, option, randomly, row, sample, serve, staticTree } from './lib.mjs';

const { data, paths: all } = await corpus(option('articles', 10_000));
const paths = sample(all, option('asked', all.length));
const name = `random pages of ${all.length}${paths.length < all.length ? ` (${paths.length} of them)` : ''}`;
const room = ['--kept-pages', '40000'];
// Rendered, and kept.
const first = await serve(data, ...room);
const before = await cpuTime(first.pid);
await askOnce(first, paths);
const rendering = (((await cpuTime(first.pid)) - before) / paths.length) * 1e6;
await first.stop();
// After a start: what was rendered is on the disk, as the peer's files are.
const ours = await serve(data, ...room);
const tree = sample(paths, option('tree', 10_000));
const files = await staticTree(ours, tree);
const [every, some] = [await randomly(paths), await randomly(tree)];
await load(ours, { script: every, lasting: 2 });
for (const peer of [await nginx(files), await nginxKeepingOpen(files)]) {
  const result = await load(ours, { script: every });
  await load(peer, { script: some, lasting: 2 });
  const theirs = await load(peer, { script: some });
  if (result.errors + theirs.errors > 0) console.log(`errors: ours ${result.errors}, ${peer.name} ${theirs.errors}`);
  row(`${name}: requests a second`, result.rate, theirs.rate, peer.name, '/s', peer.name === 'nginx' ? '>= 1.0' : undefined);
  row(`${name}: CPU of the server`, result.cpu, theirs.cpu, peer.name, 'µs');
  row(`${name}: p99`, result.p99, theirs.p99, peer.name, 'ms');
  row('the same, asked for the first time: CPU', rendering, theirs.cpu, peer.name, 'µs');
}
await finish();
