#!/usr/bin/env node
// Bytes of pages as they are sent, against gzip -9 of the whole page.     bench/page-bytes.mjs [--articles=1000] [--pages=100]
import { gunzipSync, gzipSync } from 'node:zlib';
import { corpus, finish, get, option, row, sample, serve } from './lib.mjs';

const { data, paths } = await corpus(option('articles', 1_000));
const server = await serve(data);
let [sent, packed, worst] = [0, 0, 0];
for (const path of sample(paths, option('pages', 100))) {
  const { body } = await get(server.port, path);
  const whole = gzipSync(gunzipSync(body), { level: 9 }).length;
  sent += body.length;
  packed += whole;
  worst = Math.max(worst, body.length / whole);
}
row('bytes of an article page', sent / 1000, packed / 1000, 'gzip -9', 'KB', '<= 1.08');
console.log(`the largest ratio of one page: ${worst.toFixed(3)}`);
await finish();
