// What sound files and open video containers tell, and how it is taken out: as changes to ranges of the file, so that two
// gigabytes are never held in memory. Where nothing can move (offsets point into it) the range is overwritten.
import { bytesOf, Window, type Change } from './file_changes.js';
import { isMatroska, matroskaChanges } from './matroska.js';
import { oggChanges } from './ogg.js';

const latin = (bytes: Uint8Array): string => String.fromCharCode(...bytes);
const mostParts = 100_000;

/** The changes that free a file of what it tells; nothing where the kind is not known, or the file is damaged. */
export async function changesOf(file: Blob): Promise<Change[] | undefined> {
  const window = new Window(file);
  const head = await window.read(0, 12);
  const begins = (text: string, at = 0): boolean => latin(head.subarray(at, at + text.length)) === text;
  if (begins('RIFF') && (begins('WAVE', 8) || begins('AVI ', 8))) return riffChanges(window);
  if (begins('fLaC')) return flacChanges(window, 0);
  if (begins('OggS')) return oggChanges(window);
  if (isMatroska(head)) return matroskaChanges(window);
  if (begins('#!AMR')) return [];
  if (begins('ID3') || isFrame(head)) return mpegChanges(window);
  return undefined;
}

const isFrame = (bytes: Uint8Array): boolean => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe0) === 0xe0;

/** MP3 and AAC: tags before the sound (ID3v2) and behind it (APEv2, Lyrics3, ID3v1) are cut off. */
async function mpegChanges(window: Window): Promise<Change[] | undefined> {
  const changes: Change[] = [];
  let from = 0;
  for (let tags = 0; tags < 16; ++tags) {
    const head = await window.read(from, 10);
    if (latin(head.subarray(0, 3)) !== 'ID3' || head.length < 10) break;
    const size = head.subarray(6, 10).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    from += 10 + size + ((head[5] ?? 0) & 0x10 ? 10 : 0);
  }
  if (latin(await window.read(from, 4)) === 'fLaC') {
    const inner = await flacChanges(window, from);
    return inner && [{ at: 0, length: from, bytes: new Uint8Array() }, ...inner];
  }
  // Some leave zeros between the tag and the sound.
  const start = await window.read(from, 4096);
  const frame = start.findIndex((byte) => byte !== 0);
  if (frame < 0 || !isFrame(start.subarray(frame))) return undefined;
  if (from > 0) changes.push({ at: 0, length: from, bytes: new Uint8Array() });

  let end = window.size;
  for (let tags = 0; tags < 16; ++tags) {
    const last = await window.read(Math.max(from, end - 128), Math.min(128, end - from));
    if (last.length === 128 && latin(last.subarray(0, 3)) === 'TAG') {
      end -= 128;
      continue;
    }
    const foot = last.subarray(-32);
    if (foot.length === 32 && latin(foot.subarray(0, 8)) === 'APETAGEX') {
      const view = new DataView(foot.buffer, foot.byteOffset, 32);
      const withHead = (view.getUint32(20, true) & 0x80000000) !== 0;
      const size = view.getUint32(12, true) + (withHead ? 32 : 0);
      if (size < 32 || size > end - from) return undefined;
      end -= size;
      continue;
    }
    if (latin(last.subarray(-9)) === 'LYRICS200') {
      const size = Number(latin(last.subarray(-15, -9))) + 15;
      if (!(size >= 15 && size <= end - from)) return undefined;
      end -= size;
      continue;
    }
    break;
  }
  if (end < window.size) changes.push({ at: end, length: window.size - end, bytes: new Uint8Array() });
  return changes;
}

/** FLAC: comments, pictures and programs' own blocks become padding. */
async function flacChanges(window: Window, from: number): Promise<Change[] | undefined> {
  const changes: Change[] = [];
  const padding = 1;
  const telling = new Set([2, 4, 5, 6]);
  for (let at = from + 4, blocks = 0; blocks < 1000; ++blocks) {
    const head = await window.read(at, 4);
    if (head.length < 4) return undefined;
    const [flags = 0, a = 0, b = 0, c = 0] = head;
    const size = (a << 16) | (b << 8) | c;
    if (at + 4 + size > window.size) return undefined;
    if (telling.has(flags & 0x7f)) {
      const block = new Uint8Array(4 + size);
      block.set([(flags & 0x80) | padding, a, b, c]);
      changes.push({ at, length: block.length, bytes: block });
    }
    at += 4 + size;
    if (flags & 0x80) return changes;
  }
  return undefined;
}

/** WAV and AVI: every chunk that is not sound, pictures, or how to find them, becomes JUNK. */
async function riffChanges(window: Window): Promise<Change[] | undefined> {
  const changes: Change[] = [];
  const needed = new Set(['fmt ', 'data', 'fact', 'smpl', 'cue ', 'PEAK', 'idx1', 'indx', 'avih', 'strh', 'strf', 'dmlh', 'vprp', 'JUNK', 'ds64']);
  const opened = new Set(['hdrl', 'strl', 'odml']);
  let parts = 0;
  const walk = async (from: number, end: number): Promise<boolean> => {
    for (let at = from; at + 8 <= end; ) {
      if (++parts > mostParts) return false;
      const head = await window.read(at, 12);
      if (head.length < 8) return false;
      const name = latin(head.subarray(0, 4));
      let size = new DataView(head.buffer, head.byteOffset, head.length).getUint32(4, true);
      const list = name === 'LIST' || name === 'RIFF' ? latin(head.subarray(8, 12)) : '';
      // A recorder that was cut off has not written how long its sound is.
      if (at + 8 + size > end) {
        if (name !== 'data' && name !== 'RIFF' && list !== 'movi') return false;
        size = end - at - 8;
      }
      if (name === 'RIFF' || opened.has(list)) {
        if (!(await walk(at + 12, at + 8 + size))) return false;
      } else if (list !== 'movi' && !needed.has(name)) {
        const chunk = new Uint8Array(8);
        chunk.set(bytesOf('JUNK'));
        chunk.set(head.subarray(4, 8), 4);
        changes.push({ at, length: 8, bytes: chunk }, { at: at + 8, length: size, bytes: undefined });
      }
      at += 8 + size + (size % 2);
    }
    return true;
  };
  return (await walk(0, window.size)) ? changes : undefined;
}
