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

const sources_of = (html) => {
  const taken = take_pictures(html);
  return { sources: [...taken.html.matchAll(/<img[^>]*?\ssrc="([^"]*)"/g)].map(([, src]) => src), foreign: [...taken.foreign], left: taken.left, files: taken.files.size };
};
const blank = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

test('a picture that its page loads late is taken from where it will be', () => {
  const late = 'https://a.example/late.jpg';
  for (const tag of [
    `<img src="${blank}" data-src="${late}">`,
    `<img data-src="${late}">`,
    `<img class=lazy data-lazy-src=${late} src="https://a.example/grey.png">`,
    `<img src="blob:https://a.example/1" data-original='${late}'>`,
    `<img src="https://a.example/page/grey.png" data-src="/late.jpg" alt="5 > 4">`,
    `<img src="//a.example/grey.png" data-lazy="../late.jpg">`,
    `<img src="${blank}" data-srcset="https://a.example/small.jpg 320w, ${late} 1280w" data-src="https://a.example/small.jpg">`,
    `<img src="${blank}" data-lazy-srcset="${late} 2x, https://a.example/small.jpg">`,
    `<picture><source data-srcset="${late} 800w, https://a.example/s.jpg 400w" type="image/webp"><img src="${blank}"></picture>`,
    `<img src="${blank}"><noscript><img src="${late}"></noscript>`,
    `<img src="${blank}" data-src="${late}"><noscript><img src="https://a.example/spare.jpg"></noscript>`,
  ]) {
    assert.deepEqual(sources_of(tag), { sources: [late], foreign: [late], left: 0, files: 0 }, tag);
  }
});

test('of the widths of one picture the best for a screen is taken', () => {
  const [small, good, huge] = ['https://a.example/w,320/a.jpg', 'https://a.example/w,1600/a.jpg', 'https://a.example/w,6000/a.jpg'];
  assert.deepEqual(sources_of(`<img src="${small}" srcset="${huge} 6000w, ${small} 320w,${good} 1600w">`).foreign, [good]);
  assert.deepEqual(sources_of(`<img src="${small}" srcset="${huge} 6000w">`).foreign, [huge]);
  assert.deepEqual(sources_of(`<picture><source srcset="${good}"><img src="${small}"></picture>`).foreign, [small], 'another picture perhaps');
});

test('what only looks like an address of a picture leaves the one that it has', () => {
  const src = 'https://a.example/a.jpg';
  for (const attributes of ['data-src="https://a.example/{width}.jpg"', 'data-src="blob:https://a.example/1"', 'data-src=""', 'data-source="1.jpg"', 'srcset=", ,"', 'srcset="data:image/png;base64,AA 2x"', 'data-src="https://me@a.example/b.jpg"', 'data-lazy="true"', 'data-original=800']) {
    assert.deepEqual(sources_of(`<img src="${src}" ${attributes}>`).foreign, [src], attributes);
  }
  // Nobody knows of which page it is.
  assert.deepEqual(sources_of('<img src="/media/1.jpg" data-src="/late.jpg">'), { sources: ['/media/1.jpg'], foreign: [], left: 0, files: 0 });
  assert.deepEqual(sources_of(`<img src="${src}"><noscript><img src="https://t.example/pixel"></noscript>`).sources, [src]);
});

test('an address with several questions is known again in the text', () => {
  assert.deepEqual(sources_of('<img src="https://a.example/a.jpg?w=800&amp;h=600&#38;q=&quot;">').foreign, ['https://a.example/a.jpg?w=800&h=600&q=%22']);
  assert.match(take_pictures('<img data-src="https://a.example/a.jpg?w=8&amp;h=6">').html, /src="https:\/\/a\.example\/a\.jpg\?w=8&amp;h=6"/);
});
