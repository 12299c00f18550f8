// What a file tells about who made it, and the same file without that.
import exifr from 'exifr';

import { movingWithout } from './animated.js';
import { changesOf } from './containers.js';
import { changed, shortened, shownTime, wordsIn, wordsOf } from './file_changes.js';
import { comment, isJpeg, isSmallExif, jpegParts, orientationSegment, type JpegParts } from './jpeg.js';
import { matroskaTime } from './matroska.js';
import { isPng, pngTells } from './png.js';
import { isPictureContainer, isVideoContainer, strippedVideo, videoFacts } from './video.js';

export interface Facts {
  known: boolean; // false: we cannot look into this kind of file
  place?: string;
  camera?: string;
  time?: string;
  author?: string;
  /** A track of data beside pictures and sound. */
  track?: boolean;
  /** Something behind the picture that it is shown without. */
  behind?: boolean;
  /** Whatever else stands there, as far as it can be read. */
  more?: string;
}

export const tellsSomething = (facts: Facts): boolean =>
  Boolean(facts.place ?? facts.camera ?? facts.time ?? facts.author ?? facts.track ?? facts.behind ?? facts.more);

const headOf = async (file: Blob): Promise<Uint8Array> => new Uint8Array(await file.slice(0, 12).arrayBuffer());
/** Phones and cameras give some pictures no type. */
const isPicture = async (file: Blob): Promise<boolean> => {
  const head = await headOf(file);
  return file.type.startsWith('image/') || isJpeg(head) || isRaw(head) || isPictureContainer(file);
};
/** What cameras write beside JPEG: TIFF (DNG, NEF, CR2, ARW and others), and kinds of their own, which nobody here reads. */
const isRaw = (head: Uint8Array): boolean => /^(?:II\*\0|MM\0\*)/.test(String.fromCharCode(...head)) || isOwnRaw(head);
const isOwnRaw = (head: Uint8Array): boolean => /^(?:IIU\0|IIR[OS]|MMOR|FUJIFILM)/.test(String.fromCharCode(...head));

// Pictures are looked at as a whole, and a browser's page has only so much memory.
const mostPicture = 256 * 1024 * 1024;

export async function factsOf(file: Blob): Promise<Facts> {
  if (await isVideoContainer(file)) return videoFacts(file);
  if (await isPicture(file)) {
    if (file.size > mostPicture) return { known: false };
    const bytes = new Uint8Array(await file.arrayBuffer());
    const facts = await pictureFacts(bytes);
    const unread = !tellsSomething(facts) && (isOwnRaw(bytes.subarray(0, 12)) || ((await isPictureContainer(file)) && holdsText(bytes)));
    return unread ? { ...facts, more: '…' } : facts;
  }
  const changes = await changesOf(file);
  if (!changes) return { known: false };
  const time = await matroskaTime(file);
  const words = await wordsIn(file, changes);
  const more = words.length > 0 || (changes.length > 0 && !time);
  return { known: true, ...(time && { time: shownTime(time) }), ...(more && { more: shortened(words) }) };
}

const timeNames = ['DateTimeOriginal', 'CreateDate', 'ModifyDate'];
const authorNames = ['Artist', 'OwnerName', 'CameraOwnerName', 'creator', 'Byline', 'Author'];
/** What is said of every picture, whoever made it. */
const plainNames = new Set([
  'Orientation', 'XResolution', 'YResolution', 'ResolutionUnit', 'YCbCrPositioning', 'ColorSpace', 'ExifVersion', 'FlashpixVersion',
  'ComponentsConfiguration', 'ExifImageWidth', 'ExifImageHeight', 'ImageWidth', 'ImageHeight',
]);

async function pictureFacts(bytes: Uint8Array): Promise<Facts> {
  const looked = await exifr
    .parse(bytes, { tiff: true, exif: true, gps: true, xmp: true, iptc: true, userComment: true, translateValues: false })
    .then((facts: Record<string, unknown> | undefined) => ({ facts }))
    .catch(() => undefined);
  // What cannot be looked into can still be drawn anew: the reader decides.
  if (!looked) return { known: true, more: '…' };
  const found = looked.facts ?? {};
  const parts = isJpeg(bytes) ? jpegParts(bytes) : undefined;
  if (isJpeg(bytes) && !parts) return { known: true, more: '…' };
  const first = (names: string[]): unknown => names.map((name) => found[name]).find((value) => value !== undefined);
  const made = ['Make', 'Model'].filter((name) => found[name]);
  const cameraNames = made.length > 0 ? made : ['Software'];
  const camera = cameraNames.map((name) => found[name]).filter(Boolean).join(' ');
  const time = first(timeNames), author = first(authorNames);
  const { latitude, longitude } = found;
  const told: Facts = {
    known: true,
    ...(typeof latitude === 'number' && Number.isFinite(latitude) && { place: `${latitude.toFixed(4)}, ${Number(longitude).toFixed(4)}` }),
    ...(camera && { camera }),
    ...(time !== undefined && { time: time instanceof Date ? shownTime(time) : String(time) }),
    ...(author !== undefined && { author: textsIn(author).join(', ') || String(author) }),
    ...(parts?.behind.some((byte) => byte !== 0) && { behind: true }),
  };
  const texts = [...textsOf(found, [...cameraNames, ...timeNames, ...authorNames]), ...commentsOf(parts)];
  if (texts.length > 0) return { ...told, more: shortened(texts) };
  const isMore = isMoreThanPicture(found, parts) || (isPng(bytes) && pngTells(bytes));
  return isMore && !tellsSomething(told) ? { ...told, more: '…' } : told;
}

/** What programs and people write into a picture under names of their own. */
const textsOf = (found: Record<string, unknown>, shown: string[]): string[] =>
  Object.entries(found)
    .filter(([name]) => !shown.includes(name) && !plainNames.has(name))
    .flatMap(([name, value]) => textsIn(value).map((text) => `${name}: ${text}`));

/** Of a field: a text, several, one for each language, or bytes. A letter or two are a direction, a unit. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value.replaceAll('\0', '').trim()].filter((text) => text.length > 2);
  if (value instanceof Uint8Array) return value.length > 8 ? wordsOf(value) : [];
  if (value instanceof Date || typeof value !== 'object' || value === null) return [];
  return Object.entries(value).filter(([name]) => name !== 'lang').flatMap(([, inner]) => textsIn(inner));
}

const commentsOf = (parts: JpegParts | undefined): string[] =>
  (parts?.segments ?? []).filter(({ marker }) => marker === comment).flatMap(({ bytes }) => wordsOf(bytes.subarray(4)));

/** Whether anything would be taken out of it that nobody can read. */
const isMoreThanPicture = (found: Record<string, unknown>, parts: JpegParts | undefined): boolean =>
  (parts?.segments ?? []).some((segment) =>
    !segment.needed && !(isSmallExif(segment) && Object.keys(found).every((name) => plainNames.has(name))));

/** HEIC and AVIF: whether the list of what stands in it names EXIF or XMP, though nothing of it could be read. */
function holdsText(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 8192));
  return head.includes('infe') && /Exif|application\/rdf\+xml/.test(head);
}

/** Whether `stripped` can do its work: of pictures that are drawn anew, whether this browser can draw them. */
export async function canBeFreed(file: Blob): Promise<boolean> {
  const isDrawn = !isJpeg(await headOf(file)) && !(await isVideoContainer(file)) && (await isPicture(file));
  const moves = isDrawn && file.size <= mostPicture && movingWithout(new Uint8Array(await file.arrayBuffer())) !== undefined;
  if (!isDrawn || moves) return (await stripped(file).catch(() => undefined)) !== undefined;
  const picture = await drawable(file);
  picture?.close();
  return picture !== undefined;
}

/** The file without what it tells; nothing where that cannot be done. Never the file as it was. */
export async function stripped(file: Blob): Promise<Blob | undefined> {
  if (file.size > mostPicture && (await isPicture(file))) return undefined;
  if (isJpeg(await headOf(file))) return strippedJpeg(file);
  if (await isVideoContainer(file)) return strippedVideo(file);
  if (await isPicture(file)) {
    const moving = movingWithout(new Uint8Array(await file.arrayBuffer()));
    if (!moving) return redrawn(file);
    // One that is broken is not drawn instead: it would stand still, and nobody would have said so.
    return moving.bytes && new Blob([moving.bytes as BlobPart], { type: moving.type });
  }
  const changes = await changesOf(file);
  return changes && changed(file, changes);
}

/** JPEG without its APP and comment segments, but for colours (JFIF, Adobe, ICC) and a bare orientation. */
async function strippedJpeg(file: Blob): Promise<Blob | undefined> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const parts = jpegParts(bytes);
  if (!parts) return undefined;
  const orientation = (await exifr.orientation(bytes).catch(() => undefined)) ?? 1;
  const turned = orientation > 1 && orientation <= 8 ? [orientationSegment(orientation)] : [];
  const kept = parts.segments.filter((segment) => segment.needed).map((segment) => segment.bytes);
  return new Blob([bytes.subarray(0, 2), ...turned, ...kept, parts.scans] as BlobPart[], { type: 'image/jpeg' });
}

/** Nothing of a kind that this browser does not know (HEIC outside of Safari, raw pictures, TIFF). */
async function drawable(file: Blob): Promise<ImageBitmap | undefined> {
  if (file.size > mostPicture || typeof createImageBitmap !== 'function') return undefined;
  return createImageBitmap(file).catch(() => undefined);
}

/** Drawn anew from its pixels. */
async function redrawn(file: Blob): Promise<Blob | undefined> {
  const picture = await drawable(file);
  if (!picture) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d')?.drawImage(picture, 0, 0);
  picture.close();
  const type = file.type === 'image/png' ? 'image/png' : 'image/jpeg';
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), type, 0.92));
}
