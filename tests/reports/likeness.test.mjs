// What the desk's bench makes of pictures that look alike (web/newsroom/reports/likeness.ts), without a browser.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { requireFromWeb } from './seal.mjs';

const web = path.dirname(requireFromWeb.resolve('./package.json'));
const { build } = createRequire(requireFromWeb.resolve('vite'))('esbuild');
let folder, likeness, hash;

// What the page around it would be asked for.
const pages = new Map();
const asked = [];
globalThis.pageOfHashes = async (target) => {
  asked.push(target);
  return pages.get(target);
};

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'vestnik-likeness-'));
  const outfile = path.join(folder, 'likeness.mjs');
  await build({
    stdin: { contents: "export * as likeness from './likeness.ts'; export * as hash from './picture_hash.ts';", resolveDir: path.join(web, 'newsroom/reports'), loader: 'ts' },
    bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error',
    plugins: [{
      name: 'alone',
      setup(building) {
        building.onResolve({ filter: /api\/client$|desk\.svelte$/ }, (about) => ({ path: about.path, namespace: 'alone' }));
        building.onLoad({ filter: /.*/, namespace: 'alone' }, () => ({
          contents: 'export const get = (target) => globalThis.pageOfHashes(target); export const desk = {}; export const files_of = () => [];',
        }));
      },
    }],
  });
  ({ likeness, hash } = await import(pathToFileURL(outfile).href));
});
after(() => rm(folder, { recursive: true, force: true }));

const hex = (bits) => bits.toString(16).padStart(16, '0');

test('bits are counted on both halves', () => {
  assert.equal(hash.bits_apart('0000000000000000', 'ffffffffffffffff'), 64);
  assert.equal(hash.bits_apart('8000000080000000', '0000000000000000'), 2);
  assert.equal(hash.bits_apart('0123456789abcdef', '0123456789abcdef'), 0);
});

test('a hash is of what falls from left to right, and an even picture has no bit', () => {
  const pixels = (grey) => Uint8ClampedArray.from({ length: 36 * 32 * 4 }, (_, at) => (at % 4 === 3 ? 255 : grey(Math.floor(at / 4) % 36, Math.floor(at / 144))));
  assert.equal(hash.hash_of_pixels(pixels(() => 200)), '0000000000000000');
  assert.equal(hash.hash_of_pixels(pixels((x) => 255 - 7 * x)), 'ffffffffffffffff');
  assert.equal(hash.hash_of_pixels(pixels((x) => 7 * x)), '0000000000000000');
  // Bright on the left of the upper half alone.
  assert.equal(hash.hash_of_pixels(pixels((x, y) => (y < 16 && x < 4 ? 255 : 0))), '8080808000000000');
  assert.ok(hash.tells_nothing('0000000000000000') && hash.tells_nothing('fffffffffffffffe'));
  assert.ok(!hash.tells_nothing('0123456789abcdef'));
});

test('the whole library is asked for, by parts, whatever its size', async () => {
  const parts = 40, each = 5_000; // two hundred thousand pictures; the first one is the oldest
  for (let part = 0; part < parts; ++part) {
    const rows = Array.from({ length: each }, (_, at) => ({ id: part * each + at + 1, hash: hex((BigInt(part * each + at) * 0x9e3779b97f4a7c15n) & 0xffffffffffffffffn) }));
    if (part === 3) rows[7].hash = null;
    if (part === 4) rows[7].hash = '';
    pages.set(part === 0 ? 'reports/picture-hashes' : `reports/picture-hashes?cursor=${part}`, { hashes: rows, next: part + 1 < parts ? String(part + 1) : null });
  }
  const oldest = pages.get('reports/picture-hashes').hashes[0].hash = '0123456789abcdef';
  const library = await likeness.library_hashes();
  assert.equal(asked.length, parts);
  assert.equal(library.hashes.length, parts * each - 2);
  assert.equal(library.waiting, 1);
  assert.equal(library.cut, false);
  assert.equal(await likeness.library_hashes(), library, 'once in a minute is enough');
  assert.equal(asked.length, parts);
  assert.deepEqual(likeness.like_among(oldest, library.hashes)[0], { what: 'asset', id: '1', bits: 0 });
});

test('the nearest are shown first, and no more than somebody looks at', () => {
  const near = (count) => (1n << BigInt(count)) - 1n;
  const pictures = Array.from({ length: 500 }, (_, at) => ({ id: at, hash: hex(near(at % 20)) }));
  const found = likeness.like_among(hex(0n), pictures);
  assert.equal(found.length, likeness.most_shown);
  assert.ok(found.every((each, at) => at === 0 || each.bits >= found[at - 1].bits));
  assert.equal(found[0].bits, 0);
  assert.deepEqual(likeness.like_among('0123456789abcdef', [{ id: 1, hash: 'fedcba9876543210' }]), []);
});
