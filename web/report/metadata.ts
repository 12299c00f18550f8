// What a file tells about who made it, and the same file without that.
import exifr from 'exifr';

import { changesOf } from './containers.js';
import { changed, wordsIn } from './file_changes.js';
import { isVideoContainer, strippedVideo, videoFacts } from './video.js';

export interface Facts {
  known: boolean; // false: we cannot look into this kind of file
  place?: string;
  camera?: string;
  time?: string;
  author?: string;
  /** A track of data beside pictures and sound. */
  track?: boolean;
  /** Whatever else stands there, as far as it can be read. */
  more?: string;
}

export const tellsSomething = (facts: Facts): boolean =>
  Boolean(facts.place ?? facts.camera ?? facts.time ?? facts.author ?? facts.track ?? facts.more);

const longestMore = 120;

export async function factsOf(file: Blob): Promise<Facts> {
  if (await isVideoContainer(file)) return videoFacts(file);
  if (!file.type.startsWith('image/')) {
    const changes = await changesOf(file);
    if (!changes) return { known: false };
    const told = changes.length > 0 ? [...new Set(await wordsIn(file, changes))].join(', ') : '';
    return { known: true, ...(changes.length > 0 && { more: told.slice(0, longestMore) || '…' }) };
  }
  const looked = await exifr
    .parse(await file.arrayBuffer(), { tiff: true, exif: true, gps: true, xmp: true, iptc: true, translateValues: true })
    .then((facts) => ({ facts }))
    .catch(() => undefined);
  // What cannot be looked into can still be drawn anew: the reader decides.
  if (!looked) return { known: true, more: '…' };
  const found = looked.facts;
  if (!found) return { known: true };
  const camera = [found.Make, found.Model].filter(Boolean).join(' ') || found.Software;
  const time = found.DateTimeOriginal ?? found.CreateDate ?? found.ModifyDate;
  const author = found.Artist ?? found.OwnerName ?? found.CameraOwnerName ?? found.creator ?? found.Byline ?? found.Author;
  const more = file.type === 'image/png' ? textsOf(found) : '';
  return {
    known: true,
    ...(Number.isFinite(found.latitude) && { place: `${found.latitude.toFixed(4)}, ${found.longitude.toFixed(4)}` }),
    ...(camera && { camera: String(camera) }),
    ...(time && { time: time instanceof Date ? time.toLocaleString(globalThis.document?.documentElement.lang || undefined) : String(time) }),
    ...(author && { author: String(author) }),
    ...(more && { more }),
  };
}

/** What programs write into a PNG under names of their own. */
function textsOf(found: Record<string, unknown>): string {
  const ofEveryPicture = ['ImageWidth', 'ImageHeight', 'BitDepth', 'ColorType', 'Compression', 'Filter', 'Interlace', 'Author'];
  return Object.entries(found)
    .filter(([name, value]) => typeof value === 'string' && !ofEveryPicture.includes(name))
    .map(([name, value]) => `${name}: ${value as string}`).join(', ').slice(0, longestMore);
}

/** The file without what it tells; nothing where that cannot be done. Never the file as it was. */
export async function stripped(file: Blob): Promise<Blob | undefined> {
  const head = new Uint8Array(await file.slice(0, 12).arrayBuffer());
  if (head[0] === 0xff && head[1] === 0xd8) return strippedJpeg(file);
  if (await isVideoContainer(file)) return strippedVideo(file);
  if (file.type.startsWith('image/')) return redrawn(file);
  const changes = await changesOf(file);
  return changes && changed(file, changes);
}

/** JPEG without its APP and comment segments, but for colours (JFIF, Adobe, ICC) and a bare orientation. */
async function strippedJpeg(file: Blob): Promise<Blob | undefined> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  const orientation = (await exifr.orientation(bytes).catch(() => undefined)) ?? 1;
  if (orientation > 1 && orientation <= 8) kept.push(orientationSegment(orientation));
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    if (marker === 0xda) {
      // What stands behind the picture (a motion photo's clip, a depth map) goes too.
      const stop = endOfScans(bytes, at);
      kept.push(bytes.subarray(at, stop));
      return new Blob(kept as BlobPart[], { type: 'image/jpeg' });
    }
    const isIcc = marker === 0xe2 && text(bytes, at + 4, 11) === 'ICC_PROFILE';
    const isApp = marker >= 0xe0 && marker <= 0xef;
    if ((!isApp && marker !== 0xfe) || marker === 0xe0 && text(bytes, at + 4, 4) === 'JFIF' || marker === 0xee || isIcc) {
      kept.push(bytes.subarray(at, end));
    }
    at = end;
  }
  return undefined;
}

function endOfScans(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; ++at) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  return bytes.length;
}

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** EXIF with nothing but which side is up. */
function orientationSegment(orientation: number): Uint8Array {
  return new Uint8Array([
    0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1,
    0, orientation, 0, 0, 0, 0, 0, 0,
  ]);
}

/** Drawn anew from its pixels. */
async function redrawn(file: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file).catch(() => undefined);
  if (!picture) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), type, 0.92));
}
