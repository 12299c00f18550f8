#!/usr/bin/env node
// Random pages of many articles, against nginx on a tree of as many packed files (--tree of them at most).
//     bench/random-pages.mjs [--articles=10000] [--tree=10000] [--seconds=8]
import { corpus, finish, load, nginx, option, randomly, row, sample, serve, staticTree } from './lib.mjs';

const { data, paths } = await corpus(option('articles', 10_000));
const ours = await serve(data);
const tree = sample(paths, option('tree', 10_000));
const peer = await nginx(await staticTree(ours, tree));
const [every, some] = [await randomly(paths), await randomly(tree)];
await load(ours, { script: every, lasting: 2 });
const result = await load(ours, { script: every });
await load(peer, { script: some, lasting: 2 });
const theirs = await load(peer, { script: some });
if (result.errors + theirs.errors > 0) console.log(`errors: ours ${result.errors}, nginx ${theirs.errors}`);
row(`random pages of ${paths.length}: requests a second`, result.rate, theirs.rate, 'nginx', '/s', '>= 1.0');
row(`random pages of ${paths.length}: CPU of the server`, result.cpu, theirs.cpu, 'nginx', 'µs');
row(`random pages of ${paths.length}: p99`, result.p99, theirs.p99, 'nginx', 'ms');
await finish();
