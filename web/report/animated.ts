// Moving pictures (GIF89a; WebP, RFC 9649; APNG, PNG 3rd edition) without what they tell: drawn anew they would stand still,
// so that what is no part of the picture is left out of the file and the rest stays as it is, byte for byte.
import { isPng } from './png.js';

/** `bytes`: nothing where the file is broken, so that nobody can tell what is in it. */
export interface Moving {
  type: 'image/gif' | 'image/webp' | 'image/png';
  bytes: Uint8Array | undefined;
}

/** Nothing of a picture that stands still, and of every other kind of file. */
export function movingWithout(bytes: Uint8Array): Moving | undefined {
  if (isGif(bytes)) {
    const { images, kept } = gifParts(bytes);
    return images > 1 ? { type: 'image/gif', bytes: kept } : undefined;
  }
  if (isWebp(bytes)) return (bytes[20] ?? 0) & animationFlag && nameAt(bytes, 12) === 'VP8X' ? { type: 'image/webp', bytes: webpWithout(bytes) } : undefined;
  if (!isPng(bytes)) return undefined;
  const { moves, kept } = pngParts(bytes);
  return moves ? { type: 'image/png', bytes: kept } : undefined;
}

const nameAt = (bytes: Uint8Array, at: number, length = 4): string => String.fromCharCode(...bytes.subarray(at, at + length));
const isGif = (bytes: Uint8Array): boolean => /^GIF8[79]a/.test(nameAt(bytes, 0, 6));
const isWebp = (bytes: Uint8Array): boolean => nameAt(bytes, 0) === 'RIFF' && nameAt(bytes, 8) === 'WEBP';

function joined(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

// ---- GIF: header, screen, blocks; each block's data in sub-blocks of a length byte, up to one of length 0 ----

const extension = 0x21, image = 0x2c, trailer = 0x3b, control = 0xf9, application = 0xff;

/** Of a colour table whose size stands in the low bits of `flags`; 0 where there is none. */
const tableBytes = (flags: number): number => (flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0);

/** Behind the sub-blocks that begin at `at`; nothing where the file ends within. */
function behindBlocks(bytes: Uint8Array, at: number): number | undefined {
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return undefined;
    at += 1 + length;
    if (length === 0) return at;
  }
}

/** Whether it says how often the pictures come again, and nothing else. */
const isLoop = (block: Uint8Array): boolean =>
  /^(?:NETSCAPE2\.0|ANIMEXTS1\.0)$/.test(nameAt(block, 3, 11)) && block.length === 19 && block[14] === 3 && block[15] === 1;

function gifParts(bytes: Uint8Array): { images: number; kept: Uint8Array | undefined } {
  let images = 0;
  let at = 13 + tableBytes(bytes[10] ?? 0);
  const parts = [bytes.subarray(0, at)];
  for (;;) {
    const kind = bytes[at];
    if (kind === trailer) return { images, kept: joined([...parts, bytes.subarray(at, at + 1)]) };
    const data = kind === extension ? at + 2 : kind === image ? at + 11 + tableBytes(bytes[at + 9] ?? 0) : undefined;
    const end = data === undefined ? undefined : behindBlocks(bytes, data);
    if (end === undefined) return { images, kept: undefined };
    const block = bytes.subarray(at, end);
    if (kind === image) images += 1;
    if (kind === image || block[1] === control || (block[1] === application && isLoop(block))) parts.push(block);
    at = end;
  }
}

// ---- WebP: RIFF chunks, each padded to an even length ----

const animationFlag = 0x02, exifFlag = 0x08, xmpFlag = 0x04;
const needed = new Set(['VP8X', 'ANIM', 'ANMF', 'ICCP']);
const neededInFrame = new Set(['ALPH', 'VP8 ', 'VP8L']);
const frameHead = 16;

/** The chunks from `at` on that are named, with their heads; nothing where the file is broken. */
function chunks(bytes: Uint8Array, at: number, names: Set<string>): { name: string; bytes: Uint8Array }[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const found: { name: string; bytes: Uint8Array }[] = [];
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return undefined;
    const length = view.getUint32(at + 4, true), end = at + 8 + length;
    if (end > bytes.length) return undefined;
    const name = nameAt(bytes, at);
    // Copied, padding and all: what stands in the padding is nobody's.
    const copy = new Uint8Array(8 + length + (length % 2));
    copy.set(bytes.subarray(at, end));
    if (names.has(name)) found.push({ name, bytes: copy });
    at = end + (length % 2);
  }
  return found;
}

function withLength(bytes: Uint8Array, length: number): Uint8Array {
  new DataView(bytes.buffer, bytes.byteOffset, bytes.length).setUint32(4, length, true);
  return bytes;
}

function webpWithout(bytes: Uint8Array): Uint8Array | undefined {
  const end = 8 + new DataView(bytes.buffer, bytes.byteOffset, bytes.length).getUint32(4, true);
  if (end > bytes.length) return undefined;
  const parts: Uint8Array[] = [];
  for (const chunk of chunks(bytes.subarray(0, end), 12, needed) ?? []) {
    if (chunk.name === 'VP8X') chunk.bytes[8] = (chunk.bytes[8] ?? 0) & ~(exifFlag | xmpFlag);
    if (chunk.name !== 'ANMF') {
      parts.push(chunk.bytes);
      continue;
    }
    const inner = chunks(chunk.bytes, 8 + frameHead, neededInFrame);
    if (!inner) return undefined;
    const frame = joined([chunk.bytes.subarray(0, 8 + frameHead), ...inner.map((each) => each.bytes)]);
    parts.push(withLength(frame, frame.length - 8));
  }
  if (!parts.length) return undefined;
  const whole = joined([bytes.slice(0, 12), ...parts]);
  return withLength(whole, whole.length - 8);
}

// ---- APNG ----

const picture = new Set([
  'IHDR', 'PLTE', 'tRNS', 'acTL', 'fcTL', 'fdAT', 'IDAT', 'IEND', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'cICP', 'sBIT', 'bKGD', 'pHYs',
]);

function pngParts(bytes: Uint8Array): { moves: boolean; kept: Uint8Array | undefined } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = [bytes.subarray(0, 8)];
  let moves = false;
  for (let at = 8; at + 12 <= bytes.length; ) {
    const name = nameAt(bytes, at + 4), end = at + 12 + view.getUint32(at);
    if (end > bytes.length) break;
    moves ||= name === 'acTL';
    if (picture.has(name)) parts.push(bytes.subarray(at, end));
    if (name === 'IEND') return { moves, kept: joined(parts) };
    at = end;
  }
  return { moves, kept: undefined };
}
