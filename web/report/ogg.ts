// Ogg (RFC 3533): the comments of Opus, Vorbis, FLAC and Theora are emptied where they stand, and the pages that hold them
// get new checksums. The packet keeps its length, so that nothing else has to move.
import { bytesOf, type Change, type Window } from './file_changes.js';

interface Page {
  at: number;
  head: number;
  body: number;
  serial: number;
  /** Length of each piece of a packet, in order; the last goes on in the next page where it is 255. */
  lacing: Uint8Array;
}

const mostComments = 32 * 1024 * 1024;
const mostPages = 2000;

const table = Uint32Array.from({ length: 256 }, (_, index) => {
  let value = index << 24;
  for (let bit = 0; bit < 8; ++bit) value = value & 0x80000000 ? (value << 1) ^ 0x04c11db7 : value << 1;
  return value >>> 0;
});
function checksum(bytes: Uint8Array): number {
  let value = 0;
  for (const byte of bytes) value = ((value << 8) ^ (table[((value >>> 24) ^ byte) & 0xff] ?? 0)) >>> 0;
  return value;
}

async function pageAt(window: Window, at: number): Promise<Page | undefined> {
  const head = await window.read(at, 27);
  if (head.length < 27 || String.fromCharCode(...head.subarray(0, 4)) !== 'OggS') return undefined;
  const segments = head[26] ?? 0;
  const serial = new DataView(head.buffer, head.byteOffset, 27).getUint32(14, true);
  const lacing = (await window.read(at + 27, segments)).slice();
  if (lacing.length < segments) return undefined;
  const body = lacing.reduce((sum, each) => sum + each, 0);
  return at + 27 + segments + body > window.size ? undefined : { at, head: 27 + segments, body, serial, lacing };
}

/** What a packet of comments becomes: no vendor, no comment, and zeros. Nothing for another packet. */
function emptied(packet: Uint8Array): Uint8Array | undefined {
  const empty = new Uint8Array(packet.length);
  const begins = (mark: string): boolean => mark.split('').every((letter, at) => packet[at] === letter.charCodeAt(0));
  for (const mark of ['OpusTags', '\x03vorbis', '\x81theora']) {
    if (!begins(mark)) continue;
    empty.set(bytesOf(mark));
    // After the lengths of vendor and list, Vorbis wants a bit that says the list ends.
    if (mark === '\x03vorbis' && packet.length > mark.length + 8) empty[mark.length + 8] = 1;
    return empty;
  }
  return undefined;
}

export async function oggChanges(window: Window): Promise<Change[] | undefined> {
  const changes: Change[] = [];
  // The second packet of each stream holds the comments: it is put together from the pages of its stream.
  const streams = new Map<number, { packets: number; pages: Page[]; done: boolean }>();
  let held = 0;
  for (let at = 0, pages = 0; at < window.size; ++pages) {
    const page = await pageAt(window, at);
    if (!page || pages > mostPages) return undefined;
    let stream = streams.get(page.serial);
    if (!stream) {
      const mark = String.fromCharCode(...(await window.read(at + page.head, 8)));
      if (!/^(OpusHead|\x01vorbis|\x80theora)/.test(mark)) return undefined;
      stream = { packets: 0, pages: [], done: false };
      streams.set(page.serial, stream);
    }
    if (!stream.done && stream.packets >= 1) {
      stream.pages.push(page);
      held += page.body;
      if (held > mostComments) return undefined;
    }
    const ended = [...page.lacing].filter((each) => each < 255).length;
    stream.packets += ended;
    if (!stream.done && stream.packets >= 2) {
      stream.done = true;
      const rewritten = await rewritten_pages(window, stream.pages);
      if (!rewritten) return undefined;
      changes.push(...rewritten);
    }
    if ([...streams.values()].every((each) => each.done)) return changes;
    at += page.head + page.body;
  }
  return undefined;
}

async function rewritten_pages(window: Window, pages: Page[]): Promise<Change[] | undefined> {
  const bodies: Uint8Array[] = [];
  for (const page of pages) bodies.push((await window.read(page.at + page.head, page.body)).slice());
  const whole = new Uint8Array(bodies.reduce((sum, each) => sum + each.length, 0));
  let filled = 0;
  for (const body of bodies) {
    whole.set(body, filled);
    filled += body.length;
  }
  let length = 0;
  for (const lace of pages.flatMap((page) => [...page.lacing])) {
    length += lace;
    if (lace < 255) break;
  }
  const empty = emptied(whole.subarray(0, length));
  if (!empty) return undefined;
  whole.set(empty);
  const changes: Change[] = [];
  let from = 0;
  for (const page of pages) {
    const bytes = new Uint8Array(page.head + page.body);
    bytes.set(await window.read(page.at, page.head));
    bytes.set(whole.subarray(from, from + page.body), page.head);
    from += page.body;
    bytes.fill(0, 22, 26);
    new DataView(bytes.buffer).setUint32(22, checksum(bytes), true);
    changes.push({ at: page.at, length: bytes.length, bytes });
  }
  return changes;
}
