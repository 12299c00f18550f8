// Pictures in the RTF that Word copies beside its HTML.
import assert from 'node:assert/strict';
import { File } from 'node:buffer';
import { webcrypto } from 'node:crypto';
import { before, test } from 'node:test';
import { module_of } from './modules.mjs';

globalThis.File ??= File;
globalThis.crypto ??= webcrypto;

let pictures_of_rtf, take_pictures;
before(async () => ({ pictures_of_rtf, take_pictures } = await module_of('editor/rtf.ts', 'editor/pictures.ts')));

const hex = (text) => Buffer.from(text).toString('hex').replace(/(.{8})/g, '$1\r\n');
const of_word = (kind, bytes) =>
  `{\\*\\shppict{\\pict{\\*\\picprop\\shplid1025{\\sp{\\sn fLine}{\\sv 0}}}\\picscalex100\\picwgoal960\\${kind}blip\\bliptag-17{\\*\\blipuid 0aff99}\r\n${hex(bytes)}}}` +
  `{\\nonshppict{\\pict\\picscalex100\\wmetafile8\\bliptag-17 ${hex('for old programs')}}}`;
const described = async (pictures) => Promise.all(pictures.map(async (file) => file && [file.type, file.name, await file.text()]));

test('each picture comes once, in its order, and drawings for Windows keep their place', async () => {
  const rtf = `{\\rtf1\\ansi{\\*\\listpicture{\\pict\\pngblip ${hex('a point of a list')}}}{\\f1 \\'c0\\{ text \\}}${of_word('png', 'first')}\\par` +
    `{\\shp{\\*\\shpinst{\\sp{\\sn pib}{\\sv {\\pict\\jpegblip ${hex('second')}}}}}{\\shprslt{\\pict\\wmetafile8 ${hex('again')}}}}` +
    `{\\*\\shppict{\\pict\\emfblip ${hex('a drawing')}}}}`;
  assert.deepEqual(await described(pictures_of_rtf(rtf)), [['image/png', 'picture.png', 'first'], ['image/jpeg', 'picture.jpg', 'second'], null]);
});

test('what is cut off, empty or no RTF at all gives what is whole', async () => {
  assert.deepEqual(pictures_of_rtf(''), []);
  assert.deepEqual(pictures_of_rtf('}}}} no \\pict here \\'), []);
  assert.deepEqual(pictures_of_rtf('{\\pict\\pngblip }{\\pict}'), [null, null]);
  assert.deepEqual(await described(pictures_of_rtf(`${of_word('png', 'whole')}{\\pict\\pngblip ${hex('cut')}`)), [['image/png', 'picture.png', 'whole']]);
  assert.equal(pictures_of_rtf('{\\pict\\pngblip 00}'.repeat(1_000)).length, 200);
});

test('they stand for files on the writer’s disk where there are as many of them', async () => {
  const html = '<img src="file:///C:/a/clip_image002.png"><img src="https://elsewhere.example/b.png"><img src=file:///C:/a/clip_image004.jpg>';
  const both = () => pictures_of_rtf(of_word('png', 'one') + of_word('jpeg', 'two'));
  const taken = take_pictures(html, both);
  assert.deepEqual([taken.left, taken.foreign.size], [0, 1]);
  assert.deepEqual(await described([...taken.files.values()]), [['image/png', 'picture.png', 'one'], ['image/jpeg', 'picture.jpg', 'two']]);
  const unlike = take_pictures(html.replace(/<img src="file[^>]*>/, ''), both);
  assert.deepEqual([unlike.left, unlike.files.size], [1, 0]);
});
