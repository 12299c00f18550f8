// Matroska and WebM (RFC 9559): tags, attached files and chapters become empty elements of the same size; titles, dates and
// programs' names are overwritten with zeros.
import { Window, type Change } from './file_changes.js';

const segment = 0x18538067, cluster = 0x1f43b675, info = 0x1549a966, tracks = 0x1654ae6b, trackEntry = 0xae;
const date = 0x4461; // DateUTC, in the info
const crc = 0xbf, empty = 0xec;
const cleared = new Set([0x1254c367 /* Tags */, 0x1941a469 /* Attachments */, 0x1043a770 /* Chapters */]);
const firstLevel = new Set([cluster, info, tracks, 0x114d9b74 /* SeekHead */, 0x1c53bb6b /* Cues */, ...cleared]);
const zeroed = new Set([
  date, 0x7ba9 /* Title */, 0x4d80 /* MuxingApp */, 0x5741 /* WritingApp */, 0x73a4 /* SegmentUUID */,
  0x7384, 0x3cb923, 0x3c83ab, 0x3eb923, 0x3e83bb /* names and ids of this file and its neighbours */, 0x4444 /* family */,
  0x536e /* a track's name */,
]);
const mostElements = 4_000_000;
// Info stands near the beginning, before the pictures and the sound.
const mostBeforeInfo = 1000;
const ebml = [0x1a, 0x45, 0xdf, 0xa3];
const since2001 = Date.UTC(2001, 0, 1);

interface Element {
  id: number;
  at: number;
  head: number;
  /** undefined: until something of its own level comes. */
  size: number | undefined;
}

async function elementAt(window: Window, at: number): Promise<Element | undefined> {
  const head = await window.read(at, 12);
  const first = head[0] ?? 0;
  const idBytes = Math.clz32(first) - 23;
  if (first === 0 || idBytes > 4) return undefined;
  const id = head.subarray(0, idBytes).reduce((sum, byte) => sum * 256 + byte, 0);
  const sizeFirst = head[idBytes] ?? 0;
  const sizeBytes = Math.clz32(sizeFirst) - 23;
  if (sizeFirst === 0 || sizeBytes > 8 || head.length < idBytes + sizeBytes) return undefined;
  const coded = head.subarray(idBytes, idBytes + sizeBytes);
  const mask = 0xff >> sizeBytes;
  const unknown = ((coded[0] ?? 0) & mask) === mask && coded.subarray(1).every((byte) => byte === 0xff);
  const size = coded.subarray(1).reduce((sum, byte) => sum * 256 + byte, (coded[0] ?? 0) & mask);
  return { id, at, head: idBytes + sizeBytes, size: unknown ? undefined : size };
}

export const isMatroska = (head: Uint8Array): boolean => ebml.every((byte, at) => head[at] === byte);

/** When the file says that it was made; nothing where it does not, or is another kind of file. */
export async function matroskaTime(file: Blob): Promise<Date | undefined> {
  const window = new Window(file);
  if (!isMatroska(await window.read(0, 4))) return undefined;
  let end = file.size;
  let inInfo = false;
  for (let at = 0, seen = 0; at < end && seen < mostBeforeInfo; ++seen) {
    const element = await elementAt(window, at);
    if (!element || element.id === cluster) return undefined;
    const body = at + element.head;
    if (element.id === segment) {
      at = body;
      continue;
    }
    if (element.size === undefined) return undefined;
    if (inInfo && element.id === date) return element.size === 8 ? dateOf(await window.read(body, 8)) : undefined;
    if (element.id === info && !inInfo) {
      inInfo = true;
      end = Math.min(end, body + element.size);
      at = body;
      continue;
    }
    at = body + element.size;
  }
  return undefined;
}

/** Nanoseconds since 2001, signed. */
function dateOf(bytes: Uint8Array): Date | undefined {
  if (bytes.length < 8) return undefined;
  const nanoseconds = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigInt64(0);
  // Recorders without a clock write zeros.
  return nanoseconds > 0n ? new Date(since2001 + Number(nanoseconds / 1_000_000n)) : undefined;
}

/** An element that says nothing, as long as the one that it replaces. */
function nothingOf(length: number): Uint8Array | undefined {
  if (length < 2) return undefined;
  const bytes = new Uint8Array(Math.min(length, 9));
  bytes[0] = empty;
  if (length < 9) bytes[1] = 0x80 | (length - 2);
  else {
    const view = new DataView(bytes.buffer);
    view.setUint32(1, 0x01000000 | Math.floor((length - 9) / 2 ** 32));
    view.setUint32(5, (length - 9) >>> 0);
  }
  return bytes;
}

export async function matroskaChanges(window: Window): Promise<Change[] | undefined> {
  const changes: Change[] = [];
  let seen = 0;

  const clear = (element: Element): boolean => {
    if (element.size === undefined) return false;
    const length = element.head + element.size;
    const nothing = nothingOf(length);
    if (!nothing) return false;
    changes.push({ at: element.at, length: nothing.length, bytes: nothing });
    if (length > nothing.length) changes.push({ at: element.at + nothing.length, length: length - nothing.length, bytes: undefined });
    return true;
  };
  /** What stands in an element whose parts are looked at one by one. */
  const look = async (from: number, end: number): Promise<boolean> => {
    for (let at = from; at < end; ) {
      const element = await elementAt(window, at);
      if (!element || element.size === undefined || ++seen > mostElements) return false;
      const body = at + element.head;
      if (body + element.size > end) return false;
      if (zeroed.has(element.id) && element.size > 0) changes.push({ at: body, length: element.size, bytes: undefined });
      // What was true of the bytes before is so no more.
      else if (element.id === crc) clear(element);
      else if (element.id === trackEntry && !(await look(body, body + element.size))) return false;
      at = body + element.size;
    }
    return true;
  };

  for (let at = 0, inCluster = false; at < window.size; ) {
    const element = await elementAt(window, at);
    if (!element || ++seen > mostElements) return undefined;
    const body = at + element.head;
    if (element.id === segment) {
      at = body;
      continue;
    }
    if (firstLevel.has(element.id)) inCluster = false;
    if (element.id === cluster && element.size === undefined) {
      inCluster = true;
      at = body;
      continue;
    }
    // Only the last part may be cut off: a recording that ended too soon.
    if (element.size === undefined) return undefined;
    const end = Math.min(body + element.size, window.size);
    if (body + element.size > window.size && element.id !== cluster && !inCluster) return undefined;
    if (!inCluster) {
      if (cleared.has(element.id) && !clear(element)) return undefined;
      if ((element.id === info || element.id === tracks) && !(await look(body, end))) return undefined;
    }
    at = end;
  }
  return changes;
}
