#!/usr/bin/env node
// How quickly articles are imported, and the memory it takes; a restart of the server over them.
//     bench/import.mjs [--articles=10000]
import { readFile } from 'node:fs/promises';
import { begin, binary, corpus, finish, get, memory, newFolder, option, start } from './lib.mjs';

const count = option('articles', 10_000);
const { file } = await corpus(count);
const data = `${await newFolder()}/data`;
let peak = 0;
const started = performance.now();
const child = start(binary, ['import', 'jsonl', file, '--data', data], { core: '0,1' });
const watch = setInterval(async () => {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => '');
  peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0));
}, 50);
if ((await child.ended) !== 0) throw new Error(child.text);
clearInterval(watch);
const took = (performance.now() - started) / 1000;
console.log(`import of ${count}: ${(count / took).toFixed(0)} articles/s, peak ${(peak / 1024).toFixed(0)} MB`);

const began = performance.now();
const server = await begin(data);
await get(server.port, '/');
console.log(`start to first answer with ${count}: ${((performance.now() - began) / 1000).toFixed(2)} s, memory ${((await memory(server.pid)) / (1 << 20)).toFixed(0)} MB, ${((await memory(server.pid)) / count).toFixed(0)} bytes an article with everything`);
await finish();
