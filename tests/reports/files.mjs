// A photo and a clip that carry markers where real ones carry what tells about their maker.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';

import { shared } from '../portal/vestnik.mjs';

/** Different in every run, 32 bytes, never compressible to something else. */
export const marker = (name) => `${name}-${randomBytes(16).toString('base64url')}`;

const box = (type, ...parts) => {
  const body = Buffer.concat(parts);
  const head = Buffer.alloc(8);
  head.writeUInt32BE(body.length + 8);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, body]);
};

/** A JPEG with a place in its EXIF (a real camera's) and `told` in a comment and in its EXIF. */
export function photo(told) {
  const real = readFileSync(path.join(shared, 'data/photos/gps/DSCN0010.jpg'));
  const comment = Buffer.from(told);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xfffe);
  segment.writeUInt16BE(comment.length + 2, 2);
  // After the EXIF segment, which must stand first.
  const at = 2 + 2 + real.readUInt16BE(4);
  return Buffer.concat([real.subarray(0, at), segment, comment, real.subarray(at)]);
}

/** An MP4 in form: `told` stands in its user data, `body` in its media. */
export function clip(told, body) {
  return Buffer.concat([
    box('ftyp', Buffer.from('isom\x00\x00\x02\x00isomiso2mp41')),
    box('moov', box('mvhd', Buffer.alloc(100)), box('udta', box('\xa9xyz', Buffer.from(`+42.6977+023.3219/${told}`)))),
    box('mdat', Buffer.from(body), Buffer.alloc(200_000, 7)),
  ]);
}
