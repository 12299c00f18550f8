// What an MP4 or QuickTime file tells (ISO 14496-12 boxes): place and device stand in `udta` and `meta` of the film and
// its tracks; some cameras write a track of places and movements. They are overwritten where they stand, so that nothing
// else in the file has to move.
import { changed, shortened, shownTime, wordsOf, type Change } from './file_changes.js';
import type { Facts } from './metadata.js';

interface Box {
  type: string;
  at: number;
  size: number;
  head: number;
}

const mostFilm = 64 * 1024 * 1024;
const mostSamples = 1_000_000;
const parents = new Set(['moov', 'trak', 'mdia']);
const telling = new Set(['udta', 'meta', 'uuid']);

const latin = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

const isContainer = async (file: Blob): Promise<boolean> => latin(new Uint8Array(await file.slice(4, 8).arrayBuffer())) === 'ftyp';

/** HEIC, AVIF and Canon's raw pictures stand in the same boxes; some systems give them no type. */
export async function isPictureContainer(file: Blob): Promise<boolean> {
  if (!(await isContainer(file))) return false;
  const brand = latin(new Uint8Array(await file.slice(8, 12).arrayBuffer()));
  return /hei[cf]|avif/.test(file.type) || /^(?:hei[cxms]|hev[cxms]|mif[12]|msf1|avi[fs]|crx )$/.test(brand);
}

export const isVideoContainer = async (file: Blob): Promise<boolean> => (await isContainer(file)) && !(await isPictureContainer(file));

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

/** The boxes in a range of `bytes`; damaged ones end the list. */
function boxesIn(bytes: Uint8Array, from: number, end: number): Box[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: Box[] = [];
  for (let at = from; at < end; ) {
    const box = boxAt(view, at, end);
    if (!box || box.size < box.head || at + box.size > end) break;
    found.push(box);
    at += box.size;
  }
  return found;
}

/** The box at the end of a path of types. */
function within(bytes: Uint8Array, box: Box, ...path: string[]): Box | undefined {
  let found: Box | undefined = box;
  for (const type of path) found = found && boxesIn(bytes, found.at + found.head, found.at + found.size).find((each) => each.type === type);
  return found;
}

const tracksOf = (film: Uint8Array): Box[] =>
  boxesIn(film, 0, film.length).flatMap((moov) => boxesIn(film, moov.at + moov.head, moov.at + moov.size)).filter((box) => box.type === 'trak');

/** What stands in a track: 'vide', 'soun', or something that cameras write beside them (places, movements, times of day). */
function handlerOf(film: Uint8Array, track: Box): string {
  const box = within(film, track, 'mdia', 'hdlr');
  return box ? latin(film.subarray(box.at + box.head + 8, box.at + box.head + 12)) : '';
}
const isShown = (film: Uint8Array, track: Box): boolean => ['vide', 'soun'].includes(handlerOf(film, track));

/** Where in the file a track's samples lie; nothing where its tables are damaged or too long. */
function samplesOf(film: Uint8Array, track: Box): { at: number; length: number }[] | undefined {
  const view = new DataView(film.buffer, film.byteOffset, film.length);
  const table = (type: string): Box | undefined => within(film, track, 'mdia', 'minf', 'stbl', type);
  const sizes = table('stsz'), chunks = table('stsc'), places = table('stco') ?? table('co64');
  if (!places || !chunks || !sizes) return undefined;
  const body = (box: Box): number => box.at + box.head;
  const count = view.getUint32(body(places) + 4);
  const wide = places.type === 'co64' ? 8 : 4;
  const sameSize = view.getUint32(body(sizes) + 4), samples = view.getUint32(body(sizes) + 8);
  const runs = view.getUint32(body(chunks) + 4);
  if (count > mostSamples || samples > mostSamples || runs > mostSamples) return undefined;
  if (body(places) + 8 + count * wide > places.at + places.size || body(chunks) + 8 + runs * 12 > chunks.at + chunks.size) return undefined;
  if (sameSize === 0 && body(sizes) + 12 + samples * 4 > sizes.at + sizes.size) return undefined;
  const found: { at: number; length: number }[] = [];
  let sample = 0, run = 0;
  for (let chunk = 0; chunk < count; ++chunk) {
    while (run + 1 < runs && view.getUint32(body(chunks) + 8 + (run + 1) * 12) <= chunk + 1) ++run;
    const inChunk = runs > 0 ? view.getUint32(body(chunks) + 8 + run * 12 + 4) : 0;
    const at = wide === 8 ? Number(view.getBigUint64(body(places) + 8 + chunk * 8)) : view.getUint32(body(places) + 8 + chunk * 4);
    let length = 0;
    for (let each = 0; each < inChunk && sample < samples; ++each, ++sample) {
      length += sameSize || view.getUint32(body(sizes) + 12 + sample * 4);
    }
    if (length > 0) found.push({ at, length });
  }
  return found;
}

const mostRead = 1 << 16;

/** The telling boxes, in the film and beside it, as far as they are worth reading. */
async function tellingBytes(file: Blob, film: Uint8Array): Promise<Uint8Array[]> {
  const found = tellingBoxes(film).map((box) => film.subarray(box.at + box.head, Math.min(box.at + box.size, box.at + mostRead)));
  for (const box of (await topBoxes(file)).filter((each) => telling.has(each.type))) {
    found.push(new Uint8Array(await file.slice(box.at + box.head, Math.min(box.at + box.size, box.at + mostRead)).arrayBuffer()));
  }
  return found.filter((bytes) => bytes.some((byte) => byte !== 0));
}

/** A phone's place as 3GPP writes it (TS 26.244): a name, then degrees in 16.16. */
function placeIn3gpp(told: Uint8Array): string | undefined {
  const box = boxesIn(told, 0, told.length).find((each) => each.type === 'loci');
  if (!box) return undefined;
  const name = box.at + box.head + 6;
  const wide = told[name] === 0xfe && told[name + 1] === 0xff;
  let at = name;
  while (at < box.at + box.size && (told[at] !== 0 || (wide && told[at + 1] !== 0))) at += wide ? 2 : 1;
  at += (wide ? 2 : 1) + 1; // behind the name's end and what the place is to the film
  if (at + 8 > box.at + box.size) return undefined;
  const view = new DataView(told.buffer, told.byteOffset, told.length);
  return `${(view.getInt32(at + 4) / 65_536).toFixed(4)}, ${(view.getInt32(at) / 65_536).toFixed(4)}`;
}

// Box types and how Apple names its lists: they say nothing of anybody.
const isForm = (word: string): boolean => /^(?:[a-z]{4}|mdirappl|mdtaappl|com\.apple\.quicktime\..*)$/.test(word);

export async function videoFacts(file: Blob): Promise<Facts> {
  const film = await filmOf(file);
  if (!film) return { known: false };
  const boxes = await tellingBytes(file, film.bytes);
  const told = boxes.map(latin).join(' ');
  // ISO 6709: +42.6977+023.3219, with a height or without
  const found = /([+-]\d{1,2}\.\d+)([+-]\d{1,3}\.\d+)(?:[+-]\d+(?:\.\d+)?)?\/?/.exec(told);
  const place = found
    ? `${Number(found[1]).toFixed(4)}, ${Number(found[2]).toFixed(4)}`
    : boxes.map(placeIn3gpp).find((each) => each !== undefined);
  const camera = /(?:Apple|iPhone|Samsung|SM-[A-Z0-9]+|Xiaomi|HUAWEI|Pixel|GoPro)[ A-Za-z0-9-]{0,24}/.exec(told)?.[0];
  const made = timesOf(film.bytes).map(({ at, wide }) => secondsAt(film.bytes, at, wide)).find((seconds) => seconds > 0);
  const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(told)?.[0] ?? (made !== undefined ? shownTime(dateOf(made)) : undefined);
  const track = tracksOf(film.bytes).some((each) => !isShown(film.bytes, each));
  const shown = [found?.[0], camera, time].filter((each) => each !== undefined).join(' ');
  const words = boxes.flatMap(wordsOf).map((word) => word.trim()).filter((word) => !isForm(word) && !shown.includes(word));
  const facts: Facts = {
    known: true, ...(place && { place }), ...(camera && { camera }), ...(time && { time }), ...(track && { track }) };
  const silent = boxes.length > 0 && !place && !camera && !time;
  return words.length > 0 || silent ? { ...facts, more: shortened(words) } : facts;
}

export async function strippedVideo(file: Blob): Promise<Blob | undefined> {
  const film = await filmOf(file);
  const top = await topBoxes(file);
  if (!film) return undefined;
  const changes: Change[] = [];
  const free = [0x66, 0x72, 0x65, 0x65]; // "free": room that nothing stands in
  for (const track of tracksOf(film.bytes)) {
    if (isShown(film.bytes, track)) {
      forgetMaker(film.bytes, track);
      continue;
    }
    // Its samples lie among the pictures and the sound; in a film of fragments they cannot be told apart here.
    const samples = top.some((box) => box.type === 'moof') ? undefined : samplesOf(film.bytes, track);
    if (!samples) return undefined;
    for (const { at, length } of samples) changes.push({ at, length, bytes: undefined });
    film.bytes.fill(0, track.at + track.head, track.at + track.size);
    film.bytes.set(free, track.at + 4);
  }
  for (const box of tellingBoxes(film.bytes)) {
    film.bytes.fill(0, box.at + box.head, box.at + box.size);
    film.bytes.set(free, box.at + 4);
  }
  zeroTimes(film.bytes);
  for (const box of top) {
    if (box.type === 'moov') changes.push({ at: box.at, length: box.size, bytes: film.bytes });
    if (box.type !== 'uuid' && box.type !== 'meta' && box.type !== 'udta') continue;
    if (box.size > mostFilm) return undefined;
    const empty = new Uint8Array(box.size);
    new DataView(empty.buffer).setUint32(0, box.size);
    empty.set(free, 4);
    changes.push({ at: box.at, length: box.size, bytes: empty });
  }
  try {
    return changed(file, changes);
  } catch {
    return undefined; // samples that lie where they cannot
  }
}

/** Names that encoders leave of themselves ("GoPro AVC encoder"), in a track's handler and its description of pictures. */
function forgetMaker(film: Uint8Array, track: Box): void {
  const handler = within(film, track, 'mdia', 'hdlr');
  if (handler) film.fill(0, Math.min(handler.at + handler.head + 24, handler.at + handler.size), handler.at + handler.size);
  const described = within(film, track, 'mdia', 'minf', 'stbl', 'stsd');
  if (!described || handlerOf(film, track) !== 'vide') return;
  for (const entry of boxesIn(film, described.at + described.head + 8, described.at + described.size)) {
    if (entry.size < 86) continue;
    film.fill(0, entry.at + 20, entry.at + 24);
    film.fill(0, entry.at + 50, entry.at + 82);
  }
}

/** Where it stands when it was made and changed, in the heads of the film, its tracks and their media. */
function timesOf(bytes: Uint8Array): { at: number; wide: boolean; length: number }[] {
  const found: { at: number; wide: boolean; length: number }[] = [];
  const walk = (from: number, end: number, depth: number): void => {
    for (const box of boxesIn(bytes, from, end)) {
      if (['mvhd', 'tkhd', 'mdhd'].includes(box.type)) {
        const wide = bytes[box.at + box.head] === 1;
        const at = box.at + box.head + 4;
        found.push({ at, wide, length: Math.max(0, Math.min(wide ? 16 : 8, box.at + box.size - at)) });
      } else if (parents.has(box.type) && depth < 6) {
        walk(box.at + box.head, box.at + box.size, depth + 1);
      }
    }
  };
  walk(0, bytes.length, 0);
  return found;
}

const zeroTimes = (bytes: Uint8Array): void => {
  for (const { at, length } of timesOf(bytes)) bytes.fill(0, at, at + length);
};

/** Since the beginning of 1904; 0 where it is not said. */
function secondsAt(bytes: Uint8Array, at: number, wide: boolean): number {
  if (at + (wide ? 8 : 4) > bytes.length) return 0;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  return wide ? Number(view.getBigUint64(at)) : view.getUint32(at);
}

// Some write seconds since 1970 instead.
const dateOf = (seconds: number): Date => {
  const until1970 = 2_082_844_800;
  const date = new Date((seconds >= until1970 ? seconds - until1970 : seconds) * 1000);
  return Number.isNaN(date.getTime()) ? new Date(0) : date;
};
