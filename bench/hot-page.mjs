#!/usr/bin/env node
// A hot article page: processor time a page, requests a second and latency, against nginx and h2o with the very bytes as
// a packed static file.      bench/hot-page.mjs [--articles=1000] [--seconds=8]
import path from 'node:path';
import { bareLoop, corpus, finish, h2o, load, nginx, nginxKeepingOpen, option, row, serve, staticTree } from './lib.mjs';

const { data, paths } = await corpus(option('articles', 1_000));
const target = paths[0];
const ours = await serve(data);
const files = await staticTree(ours, [target]);
// The goals are against the first; the others say how much of a page's time is left to anybody.
const goals = {
  nginx: { cpu: '<= 0.65', rate: '>= 1.2', p99: '<= 1.0' },
  h2o: { rate: '>= 1.0', p99: '<= 1.0' },
};
const peers = [await nginx(files), await h2o(files), await nginxKeepingOpen(files), await bareLoop(path.join(files, target, 'index.html.gz'))].filter(Boolean);
// Each peer has its own run of ours just before it: what else the machine does changes within a minute.
await load(ours, { target, lasting: 1 });
for (const peer of peers) {
  const result = await load(ours, { target });
  await load(peer, { target, lasting: 1 });
  const theirs = await load(peer, { target });
  if (result.errors + theirs.errors > 0) console.log(`errors: ours ${result.errors}, ${peer.name} ${theirs.errors}`);
  row('hot page: CPU of the server', result.cpu, theirs.cpu, peer.name, 'µs', goals[peer.name]?.cpu);
  row('hot page: requests a second', result.rate, theirs.rate, peer.name, '/s', goals[peer.name]?.rate);
  row('hot page: p99', result.p99, theirs.p99, peer.name, 'ms', goals[peer.name]?.p99);
}
await finish();
