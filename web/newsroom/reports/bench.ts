// What helps to tell whether a picture or a clip is what it is said to be.
import exifr from 'exifr';

import { factsOf } from '../../report/metadata';
import { isVideoContainer } from '../../report/video';
import { film_time } from './films';

export interface Says {
  rows: [string, string][];
  latitude?: number;
  longitude?: number;
  time?: Date;
}

const shown = ['Make', 'Model', 'LensModel', 'Software', 'DateTimeOriginal', 'CreateDate', 'ModifyDate', 'OffsetTimeOriginal',
  'Artist', 'Copyright', 'SerialNumber', 'GPSAltitude', 'GPSImgDirection', 'ImageWidth', 'ImageHeight', 'Orientation'];

const text_of = (value: unknown) => (value instanceof Date ? value.toISOString().replace('T', ' ').slice(0, 19) : String(value));

/** Clips and sound: what the reader's page finds in them before they are sent, and when the film says it was made. */
async function said_of_clip(file: Blob): Promise<Says> {
  const facts = await factsOf(file);
  const [, latitude, longitude] = /^(-?\d+(?:\.\d+)?), (-?\d+(?:\.\d+)?)$/.exec(facts.place ?? '') ?? [];
  // Cameras write the time where it was made; the film's own head knows it too, but not where that was.
  const written = /^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(facts.time ?? '') ? new Date(facts.time ?? '') : undefined;
  const time = written && !Number.isNaN(written.getTime()) ? written : await film_time(file);
  const rows: [string, unknown][] = [
    ['Model', facts.camera], ['CreateDate', written === time ? facts.time : time], ['Artist', facts.author], ['Comment', facts.more]];
  return {
    rows: rows.filter(([, value]) => value !== undefined).map(([name, value]) => [name, text_of(value)]),
    ...(latitude !== undefined && longitude !== undefined ? { latitude: Number(latitude), longitude: Number(longitude) } : {}),
    ...(time ? { time } : {}),
  };
}

export async function says_of(file: Blob): Promise<Says> {
  if (await isVideoContainer(file)) return said_of_clip(file);
  const found = await exifr
    .parse(file, { tiff: true, exif: true, gps: true, xmp: true, iptc: true, translateValues: true })
    .catch(() => undefined) as Record<string, unknown> | undefined;
  if (!found) return file.type.startsWith('image/') ? { rows: [] } : said_of_clip(file);
  const rows = shown.filter((name) => found[name] !== undefined).map((name): [string, string] => [name, text_of(found[name])]);
  const time = found['DateTimeOriginal'] ?? found['CreateDate'];
  return {
    rows,
    ...(typeof found['latitude'] === 'number' && typeof found['longitude'] === 'number'
      ? { latitude: found['latitude'], longitude: found['longitude'] } : {}),
    ...(time instanceof Date ? { time } : {}),
  };
}

/** Kilometres between two places (haversine). */
export function kilometres(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }): number {
  const rad = (degrees: number) => (degrees * Math.PI) / 180;
  const h = Math.sin(rad(b.latitude - a.latitude) / 2) ** 2
    + Math.cos(rad(a.latitude)) * Math.cos(rad(b.latitude)) * Math.sin(rad(b.longitude - a.longitude) / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.min(1, Math.sqrt(h)));
}
