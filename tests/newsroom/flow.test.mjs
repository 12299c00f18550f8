// Writing without a stop: into a block and out of it again, addresses that become clips, keys of a Cyrillic layout, and
// what a phone's small screen must leave in reach.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, test } from 'node:test';
import { eventually, root } from '../portal/vestnik.mjs';
import { atTheDesk, body, newArticle, phone, saved } from './desk.mjs';
import { module_of } from './modules.mjs';

let desk, page, api, article;
atTheDesk((made) => ({ desk, page, api } = made));
beforeEach(async (context) => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  article = await newArticle(page, context.name.slice(0, 40));
  await body(page).click();
});

const kept_body = async () => {
  await saved(page);
  return (await api.must('GET', `articles/${article}`)).body.content;
};
const types = (blocks) => blocks.map((block) => block.type);
const text_of = (block) => (block.content ?? []).map((each) => each.text ?? text_of(each)).join('');
const paste = (text) =>
  page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData('text/plain', given);
    document.querySelector('.tiptap').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
async function insert(name, option) {
  await page.keyboard.type(`/${name}`);
  await page.getByRole('listbox').getByRole('option', { name: option, exact: true }).waitFor();
  await page.keyboard.press('Enter');
}
const with_control = (key, code) =>
  page.evaluate(
    ([typed, place]) => document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: typed, code: place, ctrlKey: true, bubbles: true, cancelable: true })),
    [key, code],
  );

test('the address of a clip on a line of its own is the clip, in a text it is a link', async () => {
  await paste('https://youtu.be/dQw4w9WgXcQ');
  await page.getByText('It loads from YouTube only when they press “Show here”.').waitFor();
  const card = page.getByRole('group', { name: 'What readers see' });
  assert.match(await card.innerText(), /YouTube\s+youtu\.be\/dQw4w9WgXcQ/);
  await page.keyboard.type('Виж и ');
  await paste('https://youtu.be/dQw4w9WgXcQ');
  const blocks = await kept_body();
  assert.deepEqual(types(blocks), ['embed', 'paragraph']);
  assert.equal(blocks[0].attrs.provider, 'youtube');
  assert.match(text_of(blocks[1]), /^Виж и https/);
  await page.getByRole('textbox', { name: /^Title of the card/ }).fill('The bridge from above');
  assert.match(await card.innerText(), /YouTube\s+The bridge from above/);
  await eventually(async () => (await kept_body())[0].attrs.title === 'The bridge from above', 'the title');
});

test('an address that cannot be embedded is kept as a link, and keeps nothing else from being saved', async () => {
  await page.keyboard.type('Преди.');
  await page.keyboard.press('Enter');
  await insert('embed', 'Embed');
  await page.getByRole('textbox', { name: 'Address of the post or video' }).fill('https://news.example/2026/bridge');
  await page.getByText(/This is no address of a post or video/).waitFor();
  await page.keyboard.press('Enter'); // to the caption
  await page.keyboard.type('Мостът отгоре.');
  await page.keyboard.press('Enter'); // and on
  await page.keyboard.type('След.');
  const blocks = await kept_body();
  assert.deepEqual(blocks.map(text_of), ['Преди.', 'https://news.example/2026/bridge – Мостът отгоре.', 'След.']);
  assert.equal(blocks[1].content[0].marks[0].attrs.href, 'https://news.example/2026/bridge');
  await page.getByRole('textbox', { name: 'Address of the post or video' }).fill('https://vimeo.com/123456');
  await eventually(async () => types(await kept_body()).includes('embed'), 'the clip');
});

test('the editor knows the addresses that the server knows', async () => {
  const { provider_of } = await module_of('editor/embeds.ts');
  // A paste that only begins with an address is a text, and the server takes no name or port for a provider's host.
  for (const no_clip of ['https://youtu.be/dQw4w9WgXcQ?si=abc\n\nЦяла статия.', 'https://user@vimeo.com/123456']) assert.equal(provider_of(no_clip), null);
  const addresses = [
    'https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=4', 'https://m.youtube.com/shorts/dQw4w9WgXcQ', 'https://www.youtube.com/feed/trending',
    'https://youtu.be/short', 'https://vimeo.com/channels/staffpicks/12345', 'https://vimeo.com/about', 'https://x.com/bta/status/12345',
    'https://twitter.com/i/status/1', 'https://x.com/bta', 'https://www.facebook.com/bta/posts/pfbid02', 'https://www.facebook.com/bta',
    'https://www.facebook.com/watch/?v=123', 'https://fb.watch/abc_1/', 'https://bg-bg.facebook.com/story.php?story_fbid=1&id=2',
    'https://www.instagram.com/p/Cxyz/', 'https://www.instagram.com/bta/reel/Cxyz/', 'https://www.instagram.com/bta/', 'https://t.me/s/channel/12',
    'https://t.me/channel', 'https://www.tiktok.com/@bta/video/12345', 'https://www.tiktok.com/@bta', 'https://news.example/watch?v=dQw4w9WgXcQ',
    'https://www.facebook.com/plugins/post.php?href=https%3A%2F%2Fwww.facebook.com%2Fbta%2Fposts%2F12', 'ftp://vimeo.com/1', 'vimeo.com/1',
  ];
  for (const url of addresses) {
    const answer = await api.call('POST', 'articles', { headline: 'Вграждане', body: { type: 'doc', content: [{ type: 'embed', attrs: { url } }] } });
    assert.equal(provider_of(url) !== null, answer.status === 201, `${url}: the server says ${answer.status}`);
  }
});

test('Enter in an empty last line leaves a box, the arrow down a table, a click below whatever is last', async () => {
  await insert('fact', 'Fact box');
  await page.keyboard.type('В карето.');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('Извън него.');
  await page.keyboard.press('Enter');
  await insert('table', 'Table');
  for (const cell of ['а', 'б', 'в']) {
    await page.keyboard.type(cell);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.type('Под таблицата.');
  await page.keyboard.press('Enter');
  await insert('fact', 'Fact box');
  await page.keyboard.type('Последно.');
  const below = await page.evaluate(() => {
    const { left, bottom } = document.querySelector('.tiptap').lastElementChild.getBoundingClientRect();
    return [left + 60, bottom + 20];
  });
  await page.mouse.click(...below);
  await page.keyboard.type('Още по-долу.');
  const blocks = await kept_body();
  assert.deepEqual(types(blocks), ['factBox', 'paragraph', 'table', 'paragraph', 'factBox', 'paragraph']);
  assert.deepEqual([0, 1, 3, 4, 5].map((i) => text_of(blocks[i])), ['В карето.', 'Извън него.', 'Под таблицата.', 'Последно.', 'Още по-долу.']);
});

test('a picture that was chosen is described next, and writing goes on behind it', async () => {
  await insert('снимка', 'Picture'); // the word of the other language
  await page.keyboard.press('Enter'); // on the button that chooses one
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('img').first().waitFor();
  // The page's own looks, not those of a list in the text.
  assert.equal(await dialog.getByRole('listitem').first().evaluate((item) => getComputedStyle(item).listStyleType), 'none');
  await dialog.getByRole('listitem').first().getByRole('button').first().click();
  await dialog.waitFor({ state: 'detached' });
  const caption = page.getByRole('textbox', { name: 'Caption' });
  await eventually(() => caption.evaluate((field) => field === document.activeElement), 'the caption has the focus');
  await page.keyboard.type('Пристанището');
  for (const _ of ['credit', 'alt text', 'behind']) await page.keyboard.press('Enter');
  await page.keyboard.type('Нататък.');
  const blocks = await kept_body();
  assert.deepEqual(types(blocks), ['image', 'paragraph']);
  assert.equal(blocks[0].attrs.caption, 'Пристанището');
  assert.equal(text_of(blocks[1]), 'Нататък.');
});

test('a file that is dropped or pasted where the lead image stands becomes it; beside it none opens', async () => {
  const drop = (place, name) =>
    page.evaluate(async ([where, called, base64]) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([bytes], called, { type: 'image/jpeg' }));
      const target = document.querySelector(where);
      target.dispatchEvent(new DragEvent('dragover', { dataTransfer: data, bubbles: true, cancelable: true }));
      return !target.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
    }, [place, name, harbour]);
  const harbour = (await readFile(path.join(root, 'demo/pictures/harbour.jpg'))).toString('base64');
  assert.ok(await drop('header', 'beside.jpg'), 'the browser opens no file');
  assert.ok(await drop('aside .nothing', 'lead.jpg'));
  // What is to be said of it is asked at once.
  const dialog = page.getByRole('dialog', { name: 'Lead image' });
  await dialog.getByRole('textbox', { name: 'Credit' }).waitFor({ timeout: 30_000 });
  await page.keyboard.press('Escape');
  await eventually(async () => (await api.must('GET', `articles/${article}`)).lead_image > 0, 'the lead image');
});

test('a link is made of what was found and seen, never of words', async () => {
  const { address } = await api.addPublished({ headline: 'Кеят на Созопол', section: 'obshtestvo' });
  await page.keyboard.type('кея');
  await page.keyboard.press('Shift+Home');
  await with_control('к', 'KeyK'); // Ctrl+K on a Bulgarian keyboard
  await page.getByRole('textbox', { name: 'Address, or words of an article' }).fill('няматакавадума');
  await page.keyboard.press('Enter');
  await page.getByText('None of our published articles has such words.').waitFor();
  await page.getByRole('textbox', { name: 'Address, or words of an article' }).fill('Кеят на Созопол');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').getByRole('button', { name: /Кеят на Созопол/ }).waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  assert.equal((await kept_body())[0].content[0].marks[0].attrs.href, address);
});

test('in Bulgarian a hyphen between spaces becomes a dash, in the headline too, and Backspace gives it back', async () => {
  await page.keyboard.type('Едно - две, 10-15, ред - ');
  await page.keyboard.press('Backspace');
  await page.keyboard.type('три');
  const headline = page.getByRole('textbox', { name: 'Headline' });
  await headline.fill('');
  await headline.pressSequentially('Мостът - готов - ');
  await page.keyboard.press('Backspace');
  assert.equal(await headline.inputValue(), 'Мостът – готов - ');
  assert.equal(text_of((await kept_body())[0]), 'Едно – две, 10-15, ред - три');
});

test('on a phone the menu of blocks leaves the line in view, and every button of a block is in reach', async () => {
  const before = page.viewportSize();
  await page.setViewportSize({ width: phone.viewport.width, height: 420 }); // a keyboard has the rest
  for (let i = 0; i < 14; ++i) await page.keyboard.press('Enter');
  await page.keyboard.type('/');
  const menu = page.getByRole('listbox');
  await menu.waitFor();
  await eventually(async () => {
    const line = await page.evaluate(() => {
      const { top, bottom } = document.querySelector('.tiptap').lastElementChild.getBoundingClientRect();
      return { top, bottom };
    });
    const box = await menu.boundingBox();
    return box.y >= 0 && box.y + box.height <= 420 && (box.y >= line.bottom - 8 || box.y + box.height <= line.top + 8);
  }, 'the menu beside its line');
  await page.keyboard.type('image');
  await page.keyboard.press('Enter');
  const group = page.getByRole('group', { name: 'Picture', exact: true });
  await group.waitFor();
  const frame = await group.boundingBox();
  for (const button of await group.getByRole('button').all()) {
    const box = await button.boundingBox();
    assert.ok(box.x >= frame.x && box.x + box.width <= frame.x + frame.width + 1, await button.evaluate((each) => each.outerHTML));
  }
  await page.setViewportSize(before);
});

test('what was typed is taken back and put there again without a keyboard', async () => {
  const [undo, redo] = ['Undo', 'Redo'].map((name) => page.getByRole('button', { name, exact: true }));
  assert.ok(await redo.isDisabled());
  await page.keyboard.type('Излишно.');
  await undo.click();
  assert.equal((await body(page).innerText()).trim(), '');
  await redo.click();
  assert.match(await body(page).innerText(), /Излишно\./);
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
