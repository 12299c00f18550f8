// What a letter of a reader's says. Anybody can write one, with a program of their own: whatever is not of its kind is
// left away here, so that one letter cannot spoil the inbox, and no file opens as a page of the newsroom.

/** What a reader's letter says. */
export interface Content {
  text: string;
  language?: string;
  reader?: string;
  place?: string;
  position?: { latitude: number; longitude: number; accuracy: number };
  happened?: string;
  credit?: string;
  name?: string;
  publish?: boolean;
  files?: NamedFile[];
  /** Of notes: who wrote it, and the proof (report/seal/note.ts). */
  by?: string;
  voucher?: string;
}
export interface NamedFile {
  number: number; key: string; size: number; name?: string; type: string; metadata?: string;
  role: 'original' | 'preview'; of?: number;
  /** Of the letter that names it. */
  letter?: number;
}

const most_files = 45;
const most_size = 2 ** 32;
const longest = 500;
const metadata_words = ['kept', 'removed', 'none', 'unknown'];
const bytes_of_32 = /^[A-Za-z0-9_-]{43}$/;
// What browsers show as a picture, a clip or a sound. HTML and SVG in an own tab would be pages of the newsroom's.
const shown_type = /^(?:image|video|audio)\/(?!svg)[a-z0-9.+-]{1,80}$/i;

type Given = Record<string, unknown>;
const is_object = (value: unknown): value is Given => typeof value === 'object' && value !== null && !Array.isArray(value);
const line = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined;
const number = (value: unknown, least: number, most: number): number | undefined =>
  typeof value === 'number' && value >= least && value <= most ? value : undefined;
const whole = (value: unknown, most: number): number | undefined =>
  Number.isInteger(value) ? number(value, 0, most) : undefined;

function position_of(value: unknown): Content['position'] {
  if (!is_object(value)) return undefined;
  const latitude = number(value['latitude'], -90, 90), longitude = number(value['longitude'], -180, 180);
  if (latitude === undefined || longitude === undefined) return undefined;
  return { latitude, longitude, accuracy: number(value['accuracy'], 0, 1e8) ?? 0 };
}

function file_of(value: unknown): NamedFile[] {
  if (!is_object(value)) return [];
  const at = whole(value['number'], most_files - 1), size = whole(value['size'], most_size);
  const key = line(value['key']), role = value['role'];
  if (at === undefined || size === undefined || !key || !bytes_of_32.test(key) || (role !== 'original' && role !== 'preview')) return [];
  const name = line(value['name']), type = line(value['type']), metadata = line(value['metadata']);
  const of = whole(value['of'], most_files - 1);
  return [{
    number: at, key, size, role,
    type: type && shown_type.test(type) ? type : 'application/octet-stream',
    ...(name !== undefined && { name }),
    ...(metadata !== undefined && metadata_words.includes(metadata) && { metadata }),
    ...(of !== undefined && { of }),
  }];
}

/** Nothing where it is no letter at all. */
export function content_of(given: unknown): Content | null {
  if (!is_object(given)) return null;
  const content: Content = { text: typeof given['text'] === 'string' ? given['text'] : '' };
  for (const name of ['language', 'place', 'name', 'credit', 'by'] as const) {
    const value = line(given[name]);
    if (value !== undefined) content[name] = value;
  }
  for (const name of ['reader', 'voucher'] as const) {
    const value = line(given[name]);
    if (value !== undefined && bytes_of_32.test(value)) content[name] = value;
  }
  const happened = line(given['happened']);
  if (happened !== undefined && !Number.isNaN(+new Date(happened))) content.happened = happened;
  const position = position_of(given['position']);
  if (position) content.position = position;
  if (typeof given['publish'] === 'boolean') content.publish = given['publish'];
  if (Array.isArray(given['files'])) {
    const files = new Map<number, NamedFile>();
    for (const file of given['files'].slice(0, most_files).flatMap(file_of)) files.set(file.number, file);
    content.files = [...files.values()];
  }
  return content;
}
