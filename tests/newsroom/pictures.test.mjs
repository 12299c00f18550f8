// What becomes of pictures inside what is pasted.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { webcrypto } from 'node:crypto';
import { before, test } from 'node:test';
import { module_of } from './modules.mjs';

globalThis.File ??= File;
globalThis.crypto ??= webcrypto;

let take_pictures, is_lone_picture, address_of;
before(async () => ({ take_pictures, is_lone_picture, address_of } = await module_of('editor/pictures.ts')));

test('bytes inside the HTML become a file, and a name stands in their place', async () => {
  const taken = take_pictures(`<p>a</p><img alt="x" src='data:image/png;base64,${btoa('bytes')}'><IMG src="data:image/svg+xml;charset=utf-8;base64,${btoa('more')}">`);
  assert.deepEqual([taken.left, taken.foreign.size, taken.files.size], [0, 0, 2]);
  const [[place, file], [other, drawing]] = [...taken.files];
  assert.equal(taken.html, `<p>a</p><img alt="x" src="${place}"><IMG src="${other}">`);
  assert.deepEqual([file.type, file.name, await file.text()], ['image/png', 'picture.png', 'bytes']);
  assert.deepEqual([drawing.type, drawing.name], ['image/svg+xml', 'picture.svg']);
  assert.equal(address_of(place), place);
});

test('what cannot be had from here is counted, and so is what stays elsewhere', () => {
  const taken = take_pictures('<img src="blob:https://a.example/1"><img src=file:///C:/a.png><img src="cid:1"><img><img src="data:image/png;base64,%%%"><img src="https://a.example/a b.png"><img src="/media/1.jpg">');
  assert.deepEqual([taken.left, taken.foreign.size, taken.files.size], [5, 1, 0]);
});

test('an address is one that the server takes, or none', () => {
  assert.equal(address_of('https://a.example/a b.png'), 'https://a.example/a%20b.png');
  assert.equal(address_of('//a.example/a.png'), 'https://a.example/a.png');
  assert.equal(address_of('/media/a.png'), '/media/a.png');
  for (const bad of ['', 'blob:https://a.example/1', 'data:image/png;base64,AA', 'file:///a.png', 'a.png', 'https://', 'https://me@a.example/a.png']) {
    assert.equal(address_of(bad), null, bad);
  }
});

test('a picture by itself is known from a text with one', () => {
  const alone = '<html><body><!--StartFragment--><img src="https://a.example/a.png" alt="a > b"/><!--EndFragment--></body></html>';
  assert.equal(is_lone_picture(alone.replace('a > b', 'a')), true);
  assert.equal(is_lone_picture('<meta charset="utf-8"><style>p { color: red }</style><img src="a">&nbsp;'), true);
  assert.equal(is_lone_picture('<p>Text</p><img src="a">'), false);
  assert.equal(is_lone_picture('<img src="a"><img src="b">'), false);
  assert.equal(is_lone_picture('<p>Text</p>'), false);
});
