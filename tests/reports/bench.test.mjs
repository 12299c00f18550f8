// What the desk's bench reads out of clips (web/newsroom/reports/bench.ts), without a browser.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { clip } from './files.mjs';
import { requireFromWeb } from './seal.mjs';

const web = path.dirname(requireFromWeb.resolve('./package.json'));
const { build } = createRequire(requireFromWeb.resolve('vite'))('esbuild');
let folder, says_of, kilometres;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'vestnik-bench-'));
  const outfile = path.join(folder, 'bench.mjs');
  await build({
    stdin: { contents: "export * from './bench.ts';", resolveDir: path.join(web, 'newsroom/reports'), loader: 'ts' },
    bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error',
  });
  ({ says_of, kilometres } = await import(pathToFileURL(outfile).href));
});
after(() => rm(folder, { recursive: true, force: true }));

const since1904 = 2_082_844_800;
const made = new Date('2026-11-24T16:30:00Z');

/** A clip whose head says when it was made, in 32 bits or in 64. */
function film({ told = '', wide = false, seconds = made.getTime() / 1000 + since1904 } = {}) {
  const bytes = clip(told, 'pictures and sound');
  const at = bytes.indexOf('mvhd') + 4;
  if (wide) {
    bytes[at] = 1;
    bytes.writeBigUInt64BE(BigInt(seconds), at + 4);
  } else {
    bytes.writeUInt32BE(seconds, at + 4);
  }
  return new Blob([bytes], { type: 'video/mp4' });
}

test('a clip says where and when it was made, in numbers that a map and a clock can use', async () => {
  for (const wide of [false, true]) {
    const says = await says_of(film({ wide }));
    assert.deepEqual([says.latitude, says.longitude], [42.6977, 23.3219]);
    assert.deepEqual(says.time, made);
    assert.ok(says.rows.some(([name, value]) => name === 'CreateDate' && value === '2026-11-24 16:30:00'), JSON.stringify(says.rows));
    assert.ok(kilometres({ latitude: says.latitude, longitude: says.longitude }, { latitude: 42.7, longitude: 23.32 }) < 1);
  }
});

test('a time that the camera wrote out goes before the one of the film’s head', async () => {
  const says = await says_of(film({ told: '2025-05-06T07:08:09' }));
  assert.deepEqual(says.time, new Date('2025-05-06T07:08:09'));
});

test('a clip without a clock, and one that is cut off, say no time', async () => {
  assert.equal((await says_of(film({ seconds: 0 }))).time, undefined);
  const whole = film();
  for (const bytes of [20, 40, 50]) {
    assert.equal((await says_of(whole.slice(0, bytes, 'video/mp4'))).time, undefined, String(bytes));
  }
});

// ---- Matroska and WebM ----

const ebml = Buffer.from('1a45dfa380', 'hex');
/** An element with its size in eight bytes; `open`: of unknown size. */
function element(id, body, open = false) {
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(open ? 0x01ff_ffff_ffff_ffffn : 0x0100_0000_0000_0000n | BigInt(body.length));
  return Buffer.concat([Buffer.from(id, 'hex'), size, body]);
}
function dated(time, ...before) {
  const nanoseconds = Buffer.alloc(8);
  nanoseconds.writeBigInt64BE(BigInt(time - Date.UTC(2001, 0, 1)) * 1_000_000n);
  return element('1549a966', Buffer.concat([...before, element('4461', nanoseconds)]));
}
const webm = (...parts) => new Blob([ebml, element('18538067', Buffer.concat(parts), true)], { type: 'video/webm' });
const pictures = element('1f43b675', Buffer.alloc(100, 7));

test('WebM says when it was made', async () => {
  const seek = element('114d9b74', Buffer.alloc(40, 1)), title = element('7ba9', Buffer.from('title'));
  for (const clip of [webm(dated(+made)), webm(seek, dated(+made, title), pictures)]) {
    const says = await says_of(clip);
    assert.deepEqual(says.time, made);
    assert.ok(says.rows.some(([name, value]) => name === 'CreateDate' && value === '2026-11-24 16:30:00'), JSON.stringify(says.rows));
  }
});

test('WebM without a clock, cut off, damaged or endless says no time, and soon', async () => {
  const short = element('1549a966', element('4461', Buffer.alloc(4, 1)));
  const empties = Buffer.concat(Array.from({ length: 5000 }, () => element('ec', Buffer.alloc(1))));
  const whole = webm(dated(+made));
  for (const clip of [
    webm(dated(Date.UTC(2001, 0, 1))), webm(pictures, dated(+made)), webm(short), webm(empties, dated(+made)), webm(),
    whole.slice(0, whole.size - 3, 'video/webm'), new Blob([ebml, Buffer.alloc(1000)], { type: 'video/webm' }),
  ]) {
    assert.equal((await says_of(clip)).time, undefined);
  }
});
