#!/usr/bin/env node
// From the call to publish until the section's page shows the story, with many articles against a thousand.
//     bench/publish-visible.mjs [--articles=10000] [--times=100] [--in-place]
import { gunzipSync } from 'node:zlib';
import { copyOf, corpus, finish, get, inPlace, option, percentile, publish, row, serve, token } from './lib.mjs';

async function visible(count) {
  const { data } = await corpus(count);
  const own = inPlace && count > 1_000 ? data : await copyOf(data);
  const server = await serve(own);
  const key = await token(own);
  const times = [];
  for (let index = 0; index < option('times', 100); ++index) {
    const headline = `Видима новина ${index} от ${count}`;
    const publishing = await publish(server, key, 'politics', headline);
    const started = performance.now();
    const page = await get(server.port, '/politics/');
    const text = page.headers['content-encoding'] === 'gzip' ? gunzipSync(page.body).toString() : page.body.toString();
    if (!text.includes(headline)) throw new Error(`the next request does not show ${headline}`);
    times.push(publishing + performance.now() - started);
  }
  await server.stop();
  return times;
}

const few = await visible(1_000);
const count = option('articles', 10_000);
const many = await visible(count);
row(`publish to visible of ${count}: median`, percentile(many, 0.5), percentile(few, 0.5), 'of 1000', 'ms');
row(`publish to visible of ${count}: p99`, percentile(many, 0.99), percentile(few, 0.99), 'of 1000', 'ms', '<= 1.5');
await finish();
