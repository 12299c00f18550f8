// Photos without what they tell about their maker (trust.md A8): every real photo that we have, as the page sends it
// when the reader asks for that, and as the desk publishes it.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';

import { shared } from '../portal/vestnik.mjs';
import { requireFromWeb } from './seal.mjs';

const web = path.dirname(requireFromWeb.resolve('./package.json'));
const { build } = createRequire(requireFromWeb.resolve('vite'))('esbuild');
const photos = path.join(shared, 'data/photos');
let folder, stripped, exifr;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'vestnik-stripping-'));
  const outfile = path.join(folder, 'metadata.mjs');
  await build({
    stdin: {
      contents: "export * from './metadata.ts'; export { default as exifr } from 'exifr';",
      resolveDir: path.join(web, 'report'), loader: 'ts',
    },
    bundle: true, format: 'esm', platform: 'node', outfile, logLevel: 'error',
  });
  ({ stripped, exifr } = await import(pathToFileURL(outfile).href));
});
after(() => rm(folder, { recursive: true, force: true }));

/** What a JPEG's segments are called, up to the picture itself. */
function segments(bytes) {
  const found = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff; at += 2 + bytes.readUInt16BE(at + 2)) {
    found.push(bytes[at + 1]);
    if (bytes[at + 1] === 0xda) break;
  }
  return found;
}

const tells = /ns\.adobe\.com|Photoshop 3\.0|jumb|c2pa|GPS|NIKON|Canon|SONY|Apple|<x:xmpmeta/;

test('every photo that we have is freed of what it tells, and keeps its side up', { timeout: 120_000 }, async () => {
  let freed = 0;
  for (const name of await readdir(photos, { recursive: true })) {
    if (!/\.jpe?g$/i.test(name) || name.startsWith('invalid')) continue;
    const bytes = await readFile(path.join(photos, name));
    const blob = await stripped(new Blob([bytes], { type: 'image/jpeg' }));
    assert.ok(blob, name);
    const clean = Buffer.from(await blob.arrayBuffer());
    // Of application segments only colours (JFIF, ICC, Adobe) and our bare orientation are left, and no comment.
    const left = segments(clean).filter((marker) => (marker >= 0xe0 && marker <= 0xef) || marker === 0xfe);
    assert.deepEqual(left.filter((marker) => ![0xe0, 0xe1, 0xe2, 0xee].includes(marker)), [], name);
    const head = clean.subarray(0, clean.indexOf(Buffer.from([0xff, 0xda])));
    assert.doesNotMatch(head.toString('latin1').replace(/ICC_PROFILE[\s\S]{0,70000}/g, ''), tells, name);
    const told = await exifr.parse(clean, { tiff: true, exif: true, gps: true, xmp: true, iptc: true, translateValues: false });
    assert.deepEqual(Object.keys(told ?? {}).filter((key) => key !== 'Orientation'), [], name);
    const side = async (file) => (await exifr.orientation(file).catch(() => undefined)) ?? 1;
    const [before, after] = [await side(bytes), await side(clean)];
    if (before >= 1 && before <= 8) assert.equal(after, before, `${name} lies on another side`);
    ++freed;
  }
  assert.ok(freed >= 20, `${freed} photos`);
});

test('what is cut off or no picture is refused, never passed through', async () => {
  const whole = await readFile(path.join(photos, 'gps/DSCN0010.jpg'));
  for (const bytes of [whole.subarray(0, 300), whole.subarray(0, 3000), Buffer.from('\xff\xd8no picture', 'latin1')]) {
    assert.equal(await stripped(new Blob([bytes], { type: 'image/jpeg' })), undefined);
  }
});
