// What the desk makes of letters that somebody wrote with a program of their own (web/newsroom/reports/content.ts): one
// of them must not spoil the inbox, nor a file open as a page of the newsroom.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { module_of } from '../newsroom/modules.mjs';

const { content_of } = await module_of('reports/content.ts');
const key = 'A'.repeat(43);
const file = { number: 0, key, size: 5, name: 'a.jpg', type: 'image/jpeg', metadata: 'kept', role: 'original' };

test('what a letter says is taken over as it is', () => {
  const content = {
    text: 'Текст', language: 'bg', reader: key, place: 'София', position: { latitude: 42.7, longitude: 23.3, accuracy: 9 },
    happened: '2026-11-24T18:30', credit: 'name', name: 'Иван', publish: true,
    files: [file, { ...file, number: 1, role: 'preview', of: 0 }],
  };
  assert.deepEqual(content_of({ v: 1, unknown: 7, ...content }), content);
});

test('whatever is not of its kind is left away, and the text stays', () => {
  const wrong = [null, 7, -1, 1e99, true, '', [], [[]], {}, { toString: 1 }, 'x'.repeat(10_000)];
  for (const name of ['language', 'place', 'name', 'credit', 'reader', 'voucher', 'happened', 'position', 'publish', 'files', 'by']) {
    for (const value of wrong) {
      const content = content_of({ text: 'Текст', [name]: value });
      assert.equal(content.text, 'Текст');
      const kept = content[name];
      if (name === 'files') assert.deepEqual(kept ?? [], []);
      else if (name === 'publish') assert.ok(kept === undefined || kept === true);
      else if (name === 'position') assert.equal(kept, undefined);
      else assert.ok(kept === undefined || (typeof kept === 'string' && kept.length <= 500), `${name}: ${JSON.stringify(value)}`);
    }
  }
  for (const text of wrong) assert.equal(typeof content_of({ text }).text, 'string');
  for (const given of [null, 7, 'text', [], undefined]) assert.equal(content_of(given), null);
});

test('files are whole, each is there once, and no more than a report can have', () => {
  for (const [name, value] of [['number', '0'], ['number', 45], ['number', -1], ['number', 1.5], ['key', 'short'], ['size', -1],
    ['size', Infinity], ['role', 'other'], ['role', undefined]]) {
    assert.deepEqual(content_of({ files: [{ ...file, [name]: value }] }).files, [], `${name}: ${value}`);
  }
  assert.equal(content_of({ files: [file, { ...file, name: 'b.jpg' }] }).files.length, 1);
  assert.equal(content_of({ files: Array.from({ length: 5000 }, (_, number) => ({ ...file, number })) }).files.length, 45);
  assert.equal(content_of({ files: [{ ...file, metadata: 'constructor' }] }).files[0].metadata, undefined);
});

test('no file opens as a page', () => {
  for (const type of ['text/html', 'image/svg+xml', 'image/SVG+xml', 'application/xhtml+xml', 'text/xml', 'image/png;text/html', ' image/png', 7, undefined]) {
    assert.equal(content_of({ files: [{ ...file, type }] }).files[0].type, 'application/octet-stream', String(type));
  }
  for (const type of ['image/heic', 'video/mp4', 'audio/ogg', 'video/x-matroska']) {
    assert.equal(content_of({ files: [{ ...file, type }] }).files[0].type, type);
  }
});
