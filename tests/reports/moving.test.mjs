// Moving pictures are freed of what they tell and go on moving: GIF, WebP and APNG.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { crc32, deflateSync } from 'node:zlib';

import { requireFromWeb } from './seal.mjs';

const web = path.dirname(requireFromWeb.resolve('./package.json'));
const { build } = createRequire(requireFromWeb.resolve('vite'))('esbuild');
let folder, stripped, canBeFreed;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'vestnik-moving-'));
  const outfile = path.join(folder, 'metadata.mjs');
  await build({
    stdin: { contents: "export * from './metadata.ts';", resolveDir: path.join(web, 'report'), loader: 'ts' },
    bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error',
  });
  ({ stripped, canBeFreed } = await import(pathToFileURL(outfile).href));
});
after(() => rm(folder, { recursive: true, force: true }));

const latin = (text) => Buffer.from(text, 'latin1');
const secret = 'Ivan Petrov, 42.6977, 23.3219';

// ---- GIF ----
const blocks = (bytes) => Buffer.concat([Buffer.from([bytes.length]), bytes, Buffer.from([0])]);
const screen = Buffer.concat([latin('GIF89a'), Buffer.from([1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255])]);
const loop = Buffer.concat([Buffer.from([0x21, 0xff, 11]), latin('NETSCAPE2.0'), Buffer.from([3, 1, 0, 0, 0])]);
const comment = Buffer.concat([Buffer.from([0x21, 0xfe]), blocks(latin(secret))]);
const xmp = Buffer.concat([Buffer.from([0x21, 0xff, 11]), latin('XMP DataXMP'), blocks(latin(secret))]);
const frame = Buffer.from([0x21, 0xf9, 4, 0, 10, 0, 0, 0, 0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 1, 0]);
const gif = (...parts) => Buffer.concat([screen, ...parts, Buffer.from([0x3b])]);

// ---- WebP ----
function chunk(name, bytes) {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(bytes.length);
  return Buffer.concat([latin(name), length, bytes, Buffer.alloc(bytes.length % 2)]);
}
function riff(...chunks) {
  const body = Buffer.concat([latin('WEBP'), ...chunks]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([latin('RIFF'), length, body]);
}
const anmf = (...inner) => chunk('ANMF', Buffer.concat([Buffer.alloc(16), ...inner]));
const picture = chunk('VP8L', Buffer.from([0x2f, 0, 0, 0, 0]));

// ---- APNG ----
function part(name, bytes) {
  const length = Buffer.alloc(4), sum = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  sum.writeUInt32BE(crc32 ? crc32(Buffer.concat([latin(name), bytes])) : 0);
  return Buffer.concat([length, latin(name), bytes, sum]);
}
const pixels = deflateSync(Buffer.from([0, 0]));
const png = (...parts) => Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), part('IHDR', Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])), ...parts, part('IEND', Buffer.alloc(0))]);
const moves = part('acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]));

const freed = async (bytes, type) => {
  const blob = new Blob([bytes], { type });
  const clean = await stripped(blob);
  assert.equal(await canBeFreed(blob), clean !== undefined);
  return clean && Buffer.from(await clean.arrayBuffer());
};

test('a moving GIF keeps its frames and how often they come, and nothing that was written into it', async () => {
  const clean = await freed(Buffer.concat([gif(loop, comment, frame, xmp, frame, comment), latin(secret)]), 'image/gif');
  assert.deepEqual(clean, gif(loop, frame, frame));
});

test('a moving WebP keeps its frames, and neither EXIF nor XMP, outside of them or within', async () => {
  const vp8x = (flags) => chunk('VP8X', Buffer.from([flags, 0, 0, 0, 0, 0, 0, 0, 0, 0]));
  const anim = chunk('ANIM', Buffer.alloc(6));
  const told = riff(vp8x(0x02 | 0x08 | 0x04), anim, anmf(picture, chunk('NOTE', latin(secret))), anmf(picture), chunk('EXIF', latin(secret)), chunk('XMP ', latin(secret)));
  assert.deepEqual(await freed(Buffer.concat([told, latin(secret)]), 'image/webp'), riff(vp8x(0x02), anim, anmf(picture), anmf(picture)));
});

test('a moving PNG keeps its frames and no text', async () => {
  const data = part('IDAT', pixels), next = [part('fcTL', Buffer.alloc(26)), part('fdAT', Buffer.concat([Buffer.alloc(4), pixels]))];
  const clean = await freed(Buffer.concat([png(moves, part('tEXt', latin(`Author\0${secret}`)), data, ...next), latin(secret)]), 'image/png');
  assert.deepEqual(clean, png(moves, data, ...next));
});

test('one that is cut off is not freed, rather than stopped', async () => {
  assert.equal(await freed(gif(loop, frame, frame).subarray(0, -3), 'image/gif'), undefined);
  const webp = riff(chunk('VP8X', Buffer.from([2, 0, 0, 0, 0, 0, 0, 0, 0, 0])), anmf(picture));
  assert.equal(await freed(webp.subarray(0, -4), 'image/webp'), undefined);
});
