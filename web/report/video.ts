// What an MP4 or QuickTime file tells (ISO 14496-12 boxes): place and device stand in `udta` and `meta` of the film and
// its tracks. They are overwritten where they stand, so that nothing else in the file has to move.
import type { Facts } from './metadata.js';

interface Box {
  type: string;
  at: number;
  size: number;
  head: number;
}

const mostFilm = 64 * 1024 * 1024;
const parents = new Set(['moov', 'trak', 'mdia']);
const telling = new Set(['udta', 'meta', 'uuid']);

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

export async function isVideoContainer(file: Blob): Promise<boolean> {
  return latin(new Uint8Array(await file.slice(4, 8).arrayBuffer())) === 'ftyp' && !/hei[cf]|avif/.test(file.type);
}

function boxAt(view: DataView, at: number, end: number): Box | undefined {
  if (at + 8 > end) return undefined;
  let size = view.getUint32(at);
  let head = 8;
  if (size === 1 && at + 16 <= end) {
    size = Number(view.getBigUint64(at + 8));
    head = 16;
  }
  const type = latin(new Uint8Array(view.buffer, view.byteOffset + at + 4, 4));
  return { type, at, size, head };
}

/** The boxes at the top of the file, read by their heads only. */
async function topBoxes(file: Blob): Promise<Box[]> {
  const boxes: Box[] = [];
  for (let at = 0; at < file.size && boxes.length < 10_000; ) {
    const head = new DataView(await file.slice(at, at + 16).arrayBuffer());
    const box = boxAt(head, 0, head.byteLength);
    if (!box || (box.size !== 0 && box.size < box.head)) break;
    const size = box.size === 0 ? file.size - at : box.size;
    boxes.push({ ...box, at, size });
    at += size;
  }
  return boxes;
}

/** Where in `bytes` (the film's box) the telling boxes lie. */
function tellingBoxes(bytes: Uint8Array): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: Box[] = [];
  const walk = (from: number, end: number, depth: number): void => {
    for (let at = from; at < end; ) {
      const box = boxAt(view, at, end);
      if (!box || box.size < box.head || at + box.size > end) return;
      if (telling.has(box.type)) found.push(box);
      else if (parents.has(box.type) && depth < 6) walk(at + box.head, at + box.size, depth + 1);
      at += box.size;
    }
  };
  walk(0, bytes.length, 0);
  return found;
}

async function filmOf(file: Blob): Promise<{ box: Box; bytes: Uint8Array } | undefined> {
  const box = (await topBoxes(file)).find((each) => each.type === 'moov');
  if (!box || box.size > mostFilm) return undefined;
  return { box, bytes: new Uint8Array(await file.slice(box.at, box.at + box.size).arrayBuffer()) };
}

export async function videoFacts(file: Blob): Promise<Facts> {
  const film = await filmOf(file);
  if (!film) return { known: false };
  const told = tellingBoxes(film.bytes).map((box) => latin(film.bytes.subarray(box.at, box.at + box.size))).join(' ');
  // ISO 6709: +42.6977+023.3219
  const found = /([+-]\d{1,2}\.\d+)([+-]\d{1,3}\.\d+)/.exec(told);
  const place = found ? `${Number(found[1]).toFixed(4)}, ${Number(found[2]).toFixed(4)}` : undefined;
  const camera = /(?:Apple|iPhone|Samsung|SM-[A-Z0-9]+|Xiaomi|HUAWEI|Pixel|GoPro)[ A-Za-z0-9-]{0,24}/.exec(told)?.[0];
  const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(told)?.[0];
  return { known: true, ...(place && { place }), ...(camera && { camera }), ...(time && { time }) };
}

export async function strippedVideo(file: Blob): Promise<Blob | undefined> {
  const film = await filmOf(file);
  if (!film) return undefined;
  const parts: Blob[] = [];
  let at = 0;
  const replace = (from: number, bytes: Uint8Array): void => {
    parts.push(file.slice(at, from), new Blob([bytes as BlobPart]));
    at = from + bytes.length;
  };
  for (const box of tellingBoxes(film.bytes)) {
    film.bytes.fill(0, box.at + box.head, box.at + box.size);
    film.bytes.set([0x66, 0x72, 0x65, 0x65], box.at + 4); // "free": room that nothing stands in
  }
  zeroTimes(film.bytes);
  for (const box of (await topBoxes(file)).filter((each) => each.type === 'moov' || each.type === 'uuid' || each.type === 'meta')) {
    if (box.type === 'moov') {
      replace(box.at, film.bytes);
      continue;
    }
    if (box.size > mostFilm) return undefined;
    const empty = new Uint8Array(box.size);
    new DataView(empty.buffer).setUint32(0, box.size);
    empty.set([0x66, 0x72, 0x65, 0x65], 4);
    replace(box.at, empty);
  }
  parts.push(file.slice(at));
  return new Blob(parts, { type: file.type });
}

/** When it was made, in the heads of the film, its tracks and their media. */
function zeroTimes(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const walk = (from: number, end: number): void => {
    for (let at = from; at < end; ) {
      const box = boxAt(view, at, end);
      if (!box || box.size < box.head || at + box.size > end) return;
      if (['mvhd', 'tkhd', 'mdhd'].includes(box.type)) {
        const wide = bytes[at + box.head] === 1 ? 16 : 8;
        bytes.fill(0, at + box.head + 4, Math.min(at + box.head + 4 + wide, at + box.size));
      } else if (parents.has(box.type)) {
        walk(at + box.head, at + box.size);
      }
      at += box.size;
    }
  };
  walk(0, bytes.length);
}
