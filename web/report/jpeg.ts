// The parts of a JPEG file: which are the picture, and which somebody wrote beside it.

export interface Segment {
  marker: number;
  /** The whole segment: marker, length, body. */
  bytes: Uint8Array;
  /** The picture and its colours (JFIF, Adobe, ICC). */
  needed: boolean;
}

export interface JpegParts {
  segments: Segment[];
  scans: Uint8Array;
  /** What stands behind the picture: a motion photo's clip, a depth map. */
  behind: Uint8Array;
}

export const comment = 0xfe;
const exif = 0xe1;

export const isJpeg = (bytes: Uint8Array): boolean => bytes[0] === 0xff && bytes[1] === 0xd8;

const text = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));

/** Nothing where the file is damaged. */
export function jpegParts(bytes: Uint8Array): JpegParts | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const segments: Segment[] = [];
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] as number;
    const end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    if (marker === 0xda) {
      const stop = endOfScans(bytes, at);
      return { segments, scans: bytes.subarray(at, stop), behind: bytes.subarray(stop) };
    }
    const isIcc = marker === 0xe2 && text(bytes, at + 4, 11) === 'ICC_PROFILE';
    const isApp = marker >= 0xe0 && marker <= 0xef;
    const isJfif = marker === 0xe0 && text(bytes, at + 4, 4) === 'JFIF';
    segments.push({
      marker, bytes: bytes.subarray(at, end), needed: (!isApp && marker !== comment) || isJfif || marker === 0xee || isIcc });
    at = end;
  }
  return undefined;
}

function endOfScans(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; ++at) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  return bytes.length;
}

// Neither a small picture of the whole nor a maker's notes have room in one of this size.
const smallExif = 512;
export const isSmallExif = ({ marker, bytes }: Segment): boolean =>
  marker === exif && bytes.length < smallExif && text(bytes, 4, 4) === 'Exif';

/** EXIF with nothing but which side is up. */
export function orientationSegment(orientation: number): Uint8Array {
  return new Uint8Array([
    0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1,
    0, orientation, 0, 0, 0, 0, 0, 0,
  ]);
}
