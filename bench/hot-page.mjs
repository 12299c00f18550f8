#!/usr/bin/env node
// A hot article page: processor time a page, requests a second and latency, against nginx and h2o with the very bytes as
// a packed static file.      bench/hot-page.mjs [--articles=1000] [--seconds=8]
import { corpus, finish, h2o, load, nginx, option, row, serve, staticTree } from './lib.mjs';

const { data, paths } = await corpus(option('articles', 1_000));
const target = paths[0];
const ours = await serve(data);
const files = await staticTree(ours, [target]);
const peers = [await nginx(files), await h2o(files)].filter(Boolean);
await load(ours, { target, lasting: 1 });
const result = await load(ours, { target });
for (const peer of peers) {
  await load(peer, { target, lasting: 1 });
  const theirs = await load(peer, { target });
  if (result.errors + theirs.errors > 0) console.log(`errors: ours ${result.errors}, ${peer.name} ${theirs.errors}`);
  const first = peer.name === 'nginx';
  row('hot page: CPU of the server', result.cpu, theirs.cpu, peer.name, 'µs', first ? '<= 0.65' : undefined);
  row('hot page: requests a second', result.rate, theirs.rate, peer.name, '/s', first ? '>= 1.2' : '>= 1.0');
  row('hot page: p99', result.p99, theirs.p99, peer.name, 'ms', '<= 1.0');
}
await finish();
