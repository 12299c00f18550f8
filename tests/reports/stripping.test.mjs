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
let folder, stripped, exifr, outfile;

before(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'vestnik-stripping-'));
  outfile = path.join(folder, 'metadata.mjs');
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

const metadata = () => import(pathToFileURL(outfile).href);

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

// ---- sound, open containers, and tracks that cameras write beside pictures and sound ----

const secret = Buffer.from('Ivan Petrov, Canon 5D, 42.6977 23.3219');
const u32 = (value, big = true) => {
  const bytes = Buffer.alloc(4);
  if (big) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
};
const samples = [];
const free = async (bytes, type = 'audio/mpeg') => {
  if (bytes.includes(secret)) samples.push([bytes, type]);
  const blob = await stripped(new Blob([bytes], { type }));
  return blob && Buffer.from(await blob.arrayBuffer());
};

test('MP3 loses its tags in front and behind, and nothing else', async () => {
  const frame = Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0x64]), Buffer.alloc(413, 0x55)]);
  const sound = Buffer.concat([frame, frame, frame]);
  const size = secret.length + 11;
  const id3 = Buffer.concat([Buffer.from('ID3\x03\0\0\0\0'), Buffer.from([size >> 7, size & 127]),
    Buffer.from('TPE1'), u32(secret.length + 1), Buffer.from([0, 0, 0]), secret]);
  const ape = Buffer.concat([secret, Buffer.from('APETAGEX'), u32(2000, false), u32(secret.length + 32, false), u32(1, false), u32(0), Buffer.alloc(8)]);
  const id1 = Buffer.concat([Buffer.from('TAG'), secret, Buffer.alloc(125 - secret.length)]);
  assert.deepEqual(await free(Buffer.concat([id3, sound, ape, id1])), sound);
  assert.deepEqual(await free(sound), sound);
  const { factsOf } = await metadata();
  const told = await factsOf(new Blob([Buffer.concat([id3, sound])], { type: 'audio/mpeg' }));
  assert.match(told.more, /Ivan Petrov/);
  assert.deepEqual(await factsOf(new Blob([sound], { type: 'audio/mpeg' })), { known: true });
});

test('WAV keeps its sound where it was, and loses what was written beside it', async () => {
  const chunk = (name, body) => Buffer.concat([Buffer.from(name), u32(body.length, false), body, Buffer.alloc(body.length % 2)]);
  const wave = (...chunks) => chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]));
  const format = chunk('fmt ', Buffer.from('01000100401f0000803e000002001000', 'hex')), sound = chunk('data', Buffer.alloc(999, 3));
  const bytes = wave(format, chunk('LIST', Buffer.concat([Buffer.from('INFOIART'), secret])), chunk('bext', secret), sound, chunk('id3 ', secret));
  const clean = await free(bytes, 'audio/wav');
  assert.equal(clean.length, bytes.length);
  assert.ok(!clean.includes(secret.subarray(0, 12)) && !clean.includes('bext'));
  assert.equal(clean.indexOf(sound), bytes.indexOf(sound));
  assert.equal(await free(bytes.subarray(0, 60), 'audio/wav'), undefined, 'cut off before the sound');
});

test('FLAC keeps its pages, and its comments become padding', async () => {
  const block = (kind, body, last = 0) => Buffer.concat([u32((((kind | last) << 24) | body.length) >>> 0), body]);
  const info = block(0, Buffer.alloc(34, 1)), sound = Buffer.from([0xff, 0xf8, 1, 2, 3]);
  const bytes = Buffer.concat([Buffer.from('fLaC'), info, block(4, secret), block(6, secret, 0x80), sound]);
  const clean = await free(bytes, 'audio/flac');
  assert.equal(clean.length, bytes.length);
  assert.ok(!clean.includes(secret.subarray(0, 12)));
  assert.equal(clean[4 + info.length], 1, 'padding');
  assert.deepEqual(clean.subarray(-5), sound);
});

const crcTable = Array.from({ length: 256 }, (_, at) => {
  let value = at << 24;
  for (let bit = 0; bit < 8; ++bit) value = value < 0 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value;
});
const oggSum = (page) => {
  const bytes = Buffer.from(page);
  bytes.fill(0, 22, 26);
  return bytes.reduce((sum, byte) => (sum << 8) ^ crcTable[((sum >>> 24) ^ byte) & 255], 0) >>> 0;
};
function oggPage(kind, sequence, lacing, body) {
  const page = Buffer.concat([Buffer.from('OggS'), Buffer.from([0, kind]), Buffer.alloc(8), u32(7), u32(sequence, false), u32(0),
    Buffer.from([lacing.length, ...lacing]), body]);
  page.writeUInt32LE(oggSum(page), 22);
  return page;
}

test('Opus and Vorbis in Ogg lose their comments, over pages too, and every page still has its checksum', async () => {
  const comments = (mark, tail) => {
    const body = Buffer.concat([Buffer.from(mark, 'latin1'), u32(4, false), Buffer.from('lavf'), u32(1, false), u32(secret.length + 7, false), Buffer.from('ARTIST='), secret, tail]);
    return body;
  };
  for (const [head, mark, tail] of [['OpusHead\x01\x01', 'OpusTags', Buffer.alloc(300)], ['\x01vorbis', '\x03vorbis', Buffer.concat([Buffer.from([1]), Buffer.alloc(280)])]]) {
    const tags = comments(mark, tail);
    const sound = Buffer.alloc(90, 9), setup = Buffer.from('\x05vorbis setup');
    const first = tags.subarray(0, 255), rest = tags.subarray(255);
    const bytes = Buffer.concat([
      oggPage(2, 0, [head.length], Buffer.from(head, 'latin1')), oggPage(0, 1, [255], first),
      oggPage(1, 2, [rest.length, setup.length], Buffer.concat([rest, setup])), oggPage(0, 3, [90], sound),
    ]);
    const clean = await free(bytes, 'audio/ogg');
    assert.equal(clean.length, bytes.length);
    assert.ok(!clean.includes(secret.subarray(0, 12)) && !clean.includes('lavf'));
    assert.ok(clean.includes(setup) && clean.includes(sound) && clean.includes(Buffer.from(mark, 'latin1')));
    for (let at = clean.indexOf('OggS'), pages = 0; at >= 0; ++pages) {
      const next = clean.indexOf('OggS', at + 4);
      const page = clean.subarray(at, next < 0 ? undefined : next);
      assert.equal(page.readUInt32LE(22), oggSum(page), `page ${pages}`);
      at = next;
    }
  }
});

test('WebM and Matroska lose tags, attachments, titles and dates, as a recorder of unknown length writes them too', async () => {
  const part = (id, body, unknown = false) => {
    const size = Buffer.alloc(8);
    size.writeUInt32BE(0x01000000);
    size.writeUInt32BE(body.length, 4);
    return Buffer.concat([Buffer.from(id, 'hex'), unknown ? Buffer.from('01ffffffffffffff', 'hex') : size, body]);
  };
  for (const live of [false, true]) {
    const block = part('a3', Buffer.alloc(5000, 8));
    const bytes = Buffer.concat([
      part('1a45dfa3', Buffer.from('4282847765626d', 'hex')),
      part('18538067', Buffer.concat([
        part('1549a966', Buffer.concat([part('bf', Buffer.from([1, 2, 3, 4])), part('7ba9', secret), part('4461', Buffer.alloc(8, 5)), part('5741', secret)])),
        part('1654ae6b', part('ae', Buffer.concat([part('d7', Buffer.from([1])), part('536e', secret)]))),
        part('1f43b675', Buffer.concat([part('e7', Buffer.from([0])), block]), live),
        part('1254c367', part('7373', secret)), part('1941a469', secret),
      ]), live),
    ]);
    const { factsOf } = await metadata();
    const told = await factsOf(new Blob([bytes], { type: 'video/webm' }));
    assert.match(told.time, /2012/, 'the reader is shown the time that it tells');
    assert.match(told.more, /Ivan Petrov/);
    const clean = await free(bytes, 'video/webm');
    assert.equal(clean?.length, bytes.length, live ? 'live' : 'known');
    assert.ok(!clean.includes(secret.subarray(0, 12)) && !clean.includes(Buffer.alloc(8, 5)));
    assert.equal(clean.indexOf(block), bytes.indexOf(block));
  }
});

test('a film loses its track of places, the names of encoders, and its samples, not its pictures', async () => {
  const box = (type, ...parts) => {
    const body = Buffer.concat(parts);
    return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
  };
  const pictures = Buffer.alloc(5000, 6);
  const entry = Buffer.alloc(78);
  entry.write('GoPr', 12);
  entry.write('\x11GoPro AVC encoder', 42, 'latin1');
  const track = (handler, at, sizes) => box('trak', box('mdia',
    box('hdlr', Buffer.alloc(8), Buffer.from(handler), Buffer.alloc(12), Buffer.from(`GoPro ${handler}\0`)),
    box('minf', box('stbl', box('stsd', u32(0), u32(1), box('avc1', entry)), box('stsc', u32(0), u32(1), u32(1), u32(1), u32(1)),
      box('stsz', u32(0), u32(0), u32(sizes.length), ...sizes.map((size) => u32(size))),
      box('stco', u32(0), u32(at.length), ...at.map((each) => u32(each)))))));
  const head = box('ftyp', Buffer.from('isom\x00\x00\x02\x00isom'));
  const film = (start) => Buffer.concat([head,
    box('moov', box('mvhd', Buffer.alloc(100)), track('vide', [start], [5000]), track('meta', [start + 5000, start + 5000 + secret.length + 10], [secret.length, secret.length])),
    box('mdat', pictures, secret, Buffer.alloc(10, 4), secret)]);
  const start = film(0).indexOf(pictures);
  const bytes = film(start);
  const { factsOf } = await metadata();
  assert.equal((await factsOf(new Blob([bytes], { type: 'video/mp4' }))).track, true);
  const clean = await free(bytes, 'video/mp4');
  assert.equal(clean.length, bytes.length);
  assert.ok(!clean.includes(secret.subarray(0, 12)) && !clean.includes('GoPr'));
  assert.ok(clean.includes(Buffer.concat([pictures, Buffer.alloc(secret.length), Buffer.alloc(10, 4)])));
  // A table that points out of the file: refused, not half done.
  assert.equal(await free(film(900_000), 'video/mp4'), undefined);
});

test('a PNG tells what programs have written into it; what cannot be looked into is for the reader to decide', async () => {
  const { factsOf } = await metadata();
  const chunk = (name, body) => Buffer.concat([u32(body.length), Buffer.from(name), body, Buffer.alloc(4)]);
  const png = (...chunks) => Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', Buffer.from('00000001000000010800000000', 'hex')), ...chunks, chunk('IDAT', Buffer.alloc(40)), chunk('IEND', Buffer.alloc(0))]);
  const of = (bytes, type) => factsOf(new Blob([bytes], { type }));
  assert.deepEqual(await of(png(), 'image/png'), { known: true });
  const told = await of(png(chunk('tEXt', Buffer.from('Author\0Ivan')), chunk('tEXt', Buffer.from('Prompt\0a flood'))), 'image/png');
  assert.deepEqual([told.author, told.more], ['Ivan', 'Prompt: a flood']);
  assert.ok((await of(png(chunk('zTXt', Buffer.from('Raw profile\0\0packed'))), 'image/png')).more, 'packed text');
  assert.ok((await of(Buffer.concat([png(), Buffer.from('behind it')]), 'image/png')).more, 'behind its end');
  assert.ok((await of(Buffer.from('RIFF....WEBPVP8 '), 'image/webp')).more);
});

const jpegSegment = (marker, ...parts) => {
  const body = Buffer.concat(parts.map((part) => Buffer.from(part, 'latin1')));
  return Buffer.concat([Buffer.from([0xff, marker, (body.length + 2) >> 8, (body.length + 2) & 255]), body]);
};
/** A JPEG in form, with these segments and this behind its picture. */
const jpeg = (segments = [], behind = Buffer.alloc(0)) => Buffer.concat([
  Buffer.from([0xff, 0xd8]), ...segments, jpegSegment(0xdb, Buffer.alloc(65)), jpegSegment(0xda, Buffer.alloc(10)), Buffer.alloc(300, 1),
  Buffer.from([0xff, 0xd9]), behind]);
/** EXIF with fields of text (TIFF type 2) or bytes (7), in its first directory or the inner one. */
const exifSegment = (fields, inner = false) => {
  const directory = (rows, at) => {
    let behind = at + 2 + rows.length * 12 + 4;
    const head = [], data = [];
    for (const [tag, type, value] of rows) {
      const row = Buffer.alloc(12);
      row.writeUInt16BE(tag);
      row.writeUInt16BE(type, 2);
      row.writeUInt32BE(type === 4 ? 1 : value.length, 4);
      row.writeUInt32BE(type === 4 ? value : behind, 8);
      head.push(row);
      if (type !== 4) {
        data.push(value);
        behind += value.length;
      }
    }
    return Buffer.concat([Buffer.from([0, rows.length]), ...head, Buffer.alloc(4), ...data]);
  };
  const tiff = inner ? Buffer.concat([directory([[0x8769, 4, 26]], 8), directory(fields, 26)]) : directory(fields, 8);
  return jpegSegment(0xe1, Buffer.from('Exif\0\0MM\0*\0\0\0\x08', 'latin1'), tiff);
};
const iptcSegment = (...fields) => {
  const data = Buffer.concat(fields.map(([number, text]) => Buffer.concat([Buffer.from([0x1c, 2, number, 0, Buffer.byteLength(text)]), Buffer.from(text)])));
  return jpegSegment(0xed, 'Photoshop 3.0\0', '8BIM\x04\x04\0\0', u32(data.length), data, Buffer.alloc(data.length % 2));
};

test('whatever would be taken out of a JPEG is told before it is sent', async () => {
  const { factsOf, tellsSomething } = await metadata();
  const of = (bytes, type = 'image/jpeg') => factsOf(new Blob([bytes], { type }));
  const xmp = '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:description><rdf:Alt><rdf:li xml:lang="x-default">At the mayor</rdf:li></rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta>';
  for (const [what, bytes, told] of [
    ['IPTC', jpeg([iptcSegment([90, 'Plovdiv'], [120, 'Before the court'], [25, 'strike'])]), /Plovdiv.*Before the court|Before the court.*Plovdiv/],
    ['XMP', jpeg([jpegSegment(0xe1, 'http://ns.adobe.com/xap/1.0/\0', xmp)]), /At the mayor/],
    ['EXIF ImageDescription', jpeg([exifSegment([[0x010e, 2, Buffer.from('In the yard\0')]])]), /In the yard/],
    ['EXIF UserComment', jpeg([exifSegment([[0x9286, 7, Buffer.from('ASCII\0\0\0for Maria only')]], true)]), /for Maria only/],
    ['serial number', jpeg([exifSegment([[0xa431, 2, Buffer.from('A7-1234567\0')]], true)]), /A7-1234567/],
    ['comment', jpeg([jpegSegment(0xfe, 'from the second floor')]), /from the second floor/],
    ['a segment that nobody can read', jpeg([jpegSegment(0xeb, 'JP\0\x01\x02')]), /./],
  ]) {
    const facts = await of(bytes);
    assert.match(facts.more ?? '', told, what);
    const clean = await stripped(new Blob([bytes], { type: 'image/jpeg' }));
    assert.deepEqual(await factsOf(clean), { known: true }, `${what}, freed`);
  }
  const motion = jpeg([], Buffer.from('\0\0\0\x18ftypmp42'));
  assert.deepEqual(await of(motion), { known: true, behind: true });
  assert.ok(tellsSomething(await of(motion)));
  assert.deepEqual(await of(motion, ''), { known: true, behind: true }, 'without a type too');
  assert.deepEqual(await of(jpeg()), { known: true });
  assert.deepEqual(await of(jpeg([], Buffer.alloc(40))), { known: true }, 'zeros behind it are nothing');
  assert.deepEqual(await of(jpeg([jpegSegment(0xe0, 'JFIF\0\x01\x01\0\0\x01\0\x01\0\0')])), { known: true });
  assert.ok((await of(jpeg().subarray(0, 60))).more, 'what is damaged is for the reader to decide');
});

test('a photo from a camera is told whole, and freed it tells nothing', { timeout: 120_000 }, async () => {
  const { factsOf } = await metadata();
  for (const name of await readdir(photos, { recursive: true })) {
    if (!/\.jpe?g$/i.test(name) || name.startsWith('invalid')) continue;
    const clean = await stripped(new Blob([await readFile(path.join(photos, name))], { type: 'image/jpeg' }));
    assert.deepEqual(await factsOf(clean), { known: true }, name);
  }
  const told = await factsOf(new Blob([await readFile(path.join(photos, 'gps/DSCN0010.jpg'))], { type: 'image/jpeg' }));
  assert.match(told.camera, /NIKON/);
  assert.ok(told.place && told.time);
});

test('a film tells when it was made, where by 3GPP, and whatever else stands in its boxes', async () => {
  const { factsOf } = await metadata();
  const box = (type, ...parts) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part, 'latin1')));
    return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
  };
  const head = box('ftyp', 'isom\0\0\x02\0isom'), pictures = box('mdat', Buffer.alloc(500, 6));
  const quiet = box('mvhd', Buffer.alloc(100));
  const of = (...parts) => factsOf(new Blob([head, ...parts, pictures], { type: 'video/mp4' }));
  assert.deepEqual(await of(box('moov', quiet)), { known: true });
  // 2024-03-05 12:00:00 UTC, in seconds since 1904.
  const seconds = Date.UTC(2024, 2, 5, 12) / 1000 + 2_082_844_800;
  const narrow = box('mvhd', u32(0), u32(seconds), u32(seconds), Buffer.alloc(88));
  const wide = box('mvhd', Buffer.from([1, 0, 0, 0]), u32(0), u32(seconds), u32(0), u32(seconds), Buffer.alloc(92));
  for (const each of [narrow, wide]) assert.match((await of(box('moov', each))).time, /2024/);
  const loci = box('loci', u32(0), '\x15\xc7', 'Sofia\0', '\0', u32(Math.round(23.3219 * 65_536)), u32(Math.round(42.6977 * 65_536)), u32(0), 'earth\0\0');
  assert.equal((await of(box('moov', quiet, box('udta', loci)))).place, '42.6977, 23.3219');
  for (const [what, parts, told] of [
    ['a title', [box('moov', quiet, box('udta', box('\xa9nam', '\0\x0c\x15\xc7', 'In the yard')))], /In the yard/],
    ['an artist', [box('moov', quiet, box('udta', box('\xa9ART', '\0\x0b\x15\xc7', 'Ivan Petrov')))], /Ivan Petrov/],
    ['Android', [box('moov', quiet, box('meta', 'com.android.version\0\0\x0214'))], /com\.android\.version/],
    ['XMP beside the film', [box('moov', quiet), box('uuid', Buffer.alloc(16, 0xbe), '<x:xmpmeta>At the mayor')], /At the mayor/],
    ['what nobody can read', [box('moov', quiet, box('udta', Buffer.from([0, 0, 1, 2])))], /…/],
  ]) {
    assert.match((await of(...parts)).more ?? '', told, what);
    const clean = await stripped(new Blob([head, ...parts, pictures], { type: 'video/mp4' }));
    assert.deepEqual(await factsOf(clean), { known: true }, `${what}, freed`);
  }
  assert.deepEqual(await of(box('moov', quiet, box('udta', u32(0)))), { known: true }, 'an empty one tells nothing');
});

test('a HEIC picture without a type is no film', async () => {
  const { factsOf } = await metadata();
  for (const brand of ['heic', 'heix', 'mif1', 'avif']) {
    const told = await factsOf(new Blob([Buffer.concat([u32(20), Buffer.from(`ftyp${brand}\0\0\0\0mif1`)]), Buffer.alloc(200)]));
    assert.deepEqual([told.known, Boolean(told.more)], [true, true], brand);
  }
});

/** A raw picture as cameras write it (TIFF, DNG): one list with who made it and with what. */
function rawPicture(...texts) {
  const head = Buffer.alloc(8 + 2 + texts.length * 12 + 4);
  head.write('II*\0', 'latin1');
  head.writeUInt32LE(8, 4);
  head.writeUInt16LE(texts.length, 8);
  let at = head.length;
  texts.forEach(([tag, text], index) => {
    const field = 10 + index * 12;
    head.writeUInt16LE(tag, field);
    head.writeUInt16LE(2, field + 2);
    head.writeUInt32LE(text.length + 1, field + 4);
    head.writeUInt32LE(at, field + 8);
    at += text.length + 1;
  });
  return Buffer.concat([head, ...texts.map(([, text]) => Buffer.from(`${text}\0`))]);
}

test('what a raw picture tells is shown, and it is not said to be free of it', async () => {
  const { factsOf, canBeFreed } = await metadata();
  const bytes = rawPicture([0x010f, 'Leica'], [0x0110, 'Q2 Mono'], [0x013b, 'Ivan Petrov']);
  for (const type of ['', 'image/x-adobe-dng', 'image/tiff']) {
    const file = new Blob([bytes], { type });
    const told = await factsOf(file);
    assert.deepEqual([told.camera, told.author], ['Leica Q2 Mono', 'Ivan Petrov'], type);
    assert.equal(await canBeFreed(file), false, type);
    assert.equal(await stripped(file), undefined, type);
  }
  // Kinds of raw pictures that nobody here can read are asked about as well.
  for (const head of ['FUJIFILMCCD-RAW 0201', 'IIRO\x08\0\0\0', 'IIU\0\x08\0\0\0', '\0\0\0\x18ftypcrx \0\0\0\x01crx isom']) {
    const told = await factsOf(new Blob([Buffer.from(head, 'latin1'), Buffer.alloc(200, 7)]));
    assert.deepEqual(told, { known: true, more: '…' }, head);
  }
});

test('what stands in a HEIC picture beside its EXIF is not overlooked', async () => {
  const { factsOf, canBeFreed } = await metadata();
  const box = (type, ...parts) => {
    const body = Buffer.concat(parts.map((part) => Buffer.from(part, 'latin1')));
    return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
  };
  const item = (kind, named = '') => box('infe', '\x02\0\0\0\0\x01\0\0', kind, '\0', named);
  const heic = (...items) => new Blob([box('ftyp', 'heic\0\0\0\0mif1heic'),
    box('meta', u32(0), box('hdlr', u32(0), u32(0), 'pict', Buffer.alloc(13)), box('iinf', '\0\0\0\0\0\x01', ...items)), box('mdat', Buffer.alloc(400, 9))],
    { type: 'image/heic' });
  const told = await factsOf(heic(item('hvc1'), item('mime', 'application/rdf+xml\0')));
  assert.deepEqual(told, { known: true, more: '…' });
  assert.equal(await canBeFreed(heic(item('Exif'))), false, 'where the browser cannot draw it');
});

test('pictures that are too large for a page are neither read nor said to be free', async () => {
  const { factsOf, canBeFreed } = await metadata();
  // Only its head exists.
  const head = Buffer.from('\xff\xd8\xff\xe0', 'latin1');
  const huge = {
    size: 2 ** 31, type: 'image/jpeg',
    slice: (from, to) => new Blob([head.subarray(from, to)]),
    arrayBuffer: () => assert.fail('the whole of it was read'),
  };
  assert.deepEqual(await factsOf(huge), { known: false });
  assert.equal(await stripped(huge), undefined);
  assert.equal(await canBeFreed(huge), false);
});

test('what cannot be freed is not sent as if it were', async () => {
  for (const [bytes, type] of [['%PDF-1.7 /Author', 'application/pdf'], ['OggS and then nothing', 'audio/ogg'], ['\x1a\x45\xdf\xa3\xff', 'video/webm'],
    ['ID3\x03\0\0\0\0\0\x05nothing that sounds', 'audio/mpeg'], ['fLaC\x04\xff\xff\xff', 'audio/flac'], ['plain', 'text/plain']]) {
    assert.equal(await free(Buffer.from(bytes, 'latin1'), type), undefined, type);
  }
});

test('damaged files are refused or freed; none is too much for the page, and none grows', { timeout: 120_000 }, async () => {
  const { factsOf } = await metadata();
  // The same numbers in every run.
  let state = 1;
  const random = (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  assert.ok(samples.length >= 8, `${samples.length} samples`);
  for (const [bytes, type] of samples) {
    for (let round = 0; round < 150; ++round) {
      let damaged = Buffer.from(bytes);
      for (let hits = 1 + random(6); hits > 0; --hits) {
        const at = random(damaged.length);
        const how = random(4);
        if (how === 0) damaged[at] = random(256);
        else if (how === 1) damaged.fill(0xff, at, Math.min(at + 4, damaged.length));
        else if (how === 2 && damaged.length > 20) damaged = damaged.subarray(0, Math.max(16, at));
        else damaged = Buffer.concat([damaged.subarray(0, at), damaged.subarray(Math.max(0, at - 8))]);
      }
      const blob = new Blob([damaged], { type });
      const clean = await stripped(blob);
      assert.ok(clean === undefined || clean.size <= blob.size, type);
      await factsOf(blob);
    }
  }
});
