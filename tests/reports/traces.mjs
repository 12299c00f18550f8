// Looks for markers wherever a server may have left them: files, logs, memory; as they are and in the usual encodings.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';

/** Every form that is looked for: {how, bytes}. */
export function formsOf(marker) {
  const raw = Buffer.from(marker);
  const utf16 = Buffer.from(marker, 'utf16le');
  const forms = [
    { how: 'raw', bytes: raw },
    { how: 'UTF-16LE', bytes: utf16 },
    { how: 'UTF-16BE', bytes: Buffer.from(utf16).swap16() },
    { how: 'hexadecimal', bytes: Buffer.from(raw.toString('hex')) },
    { how: 'HEXADECIMAL', bytes: Buffer.from(raw.toString('hex').toUpperCase()) },
  ];
  for (const before of [0, 1, 2]) {
    for (const coding of ['base64', 'base64url']) {
      const text = Buffer.concat([Buffer.alloc(before), raw]).toString(coding).replace(/=+$/, '');
      // Only characters that depend on nothing but the marker.
      forms.push({ how: coding, bytes: Buffer.from(text.slice(before === 0 ? 0 : before + 1, -2)) });
    }
  }
  return forms;
}

const piece = 16 << 20, overlap = 4096;

function searchFile(file, wanted, found) {
  const descriptor = openSync(file, 'r');
  try {
    const buffer = Buffer.alloc(piece + overlap);
    for (let at = 0; ; at += piece) {
      const got = readSync(descriptor, buffer, 0, buffer.length, at);
      if (got <= 0) break;
      searchBytes(buffer.subarray(0, got), file, wanted, found);
      if (got < buffer.length) break;
    }
  } finally {
    closeSync(descriptor);
  }
}

function searchBytes(bytes, where, wanted, found, inside = '') {
  for (const { name, forms } of wanted) {
    for (const { how, bytes: form } of forms) {
      if (bytes.indexOf(form) >= 0) found.add(`${name} (${inside}${how}) in ${path.basename(where)}`);
    }
  }
  if (inside) return;
  for (let at = bytes.indexOf('1f8b08', 0, 'hex'); at >= 0; at = bytes.indexOf('1f8b08', at + 1, 'hex')) {
    try {
      searchBytes(gunzipSync(bytes.subarray(at, at + (1 << 20)), { finishFlush: 2 }), where, wanted, found, 'gzip, ');
    } catch {
      continue;
    }
  }
}

function filesUnder(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => path.join(folder, String(name)))
    .filter((name) => statSync(name).isFile());
}

/** What of `markers` {name: text} is anywhere: a sorted list, empty at best. */
export function tracesOf(markers, { folder, log, core }) {
  const wanted = Object.entries(markers).map(([name, text]) => ({ name, forms: formsOf(text) }));
  const found = new Set();
  for (const file of filesUnder(folder)) searchFile(file, wanted, found);
  searchBytes(Buffer.from(log), 'the log', wanted, found);
  if (core) searchFile(core, wanted, found);
  return [...found].sort();
}

/** A core dump of a running process. */
export function dumpCore(pid, folder) {
  const made = spawnSync('gcore', ['-o', path.join(folder, 'core'), String(pid)], { encoding: 'utf8' });
  const core = path.join(folder, `core.${pid}`);
  if (made.status !== 0) throw new Error(`gcore ended with ${made.status}: ${made.stderr}`);
  return core;
}
