// What comes into a text from outside and what is done to it: pasting, pictures, find and replace, links, the library.
import assert from 'node:assert/strict';
import path from 'node:path';
import { beforeEach, test } from 'node:test';
import { root } from '../portal/vestnik.mjs';
import { atTheDesk, body, newArticle, saved } from './desk.mjs';

const picture = path.join(root, 'demo/pictures/harbour.jpg');

let desk, page, article;
atTheDesk((made) => ({ desk, page } = made));
beforeEach(async (context) => {
  await page.goto(`${desk.origin}/newsroom/articles`);
  article = await newArticle(page, context.name.slice(0, 40));
  await body(page).click();
});

const kept_body = async () => {
  await saved(page);
  const article_now = await page.evaluate((id) => fetch(`/api/v1/articles/${id}`).then((answer) => answer.json()), article);
  return article_now.body.content;
};
const paste = (html) =>
  page.evaluate((given) => {
    const data = new DataTransfer();
    data.setData('text/html', given);
    data.setData('text/plain', 'plain');
    const place = document.querySelector('.tiptap');
    place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, html);

test('a paste from Word keeps structure and drops looks and scripts', async () => {
  await paste(`<html xmlns:o="urn:schemas-microsoft-com:office:office"><body>
    <h1 style="font-family:Calibri">Голямо</h1>
    <p class=MsoNormal style='color:red'><b>Смело</b> и <i>косо</i>&nbsp;тук<o:p></o:p></p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>·<span>&nbsp;&nbsp;&nbsp; </span>първо</p>
    <p class=MsoListParagraph style='mso-list:l0 level1 lfo1'>·<span>&nbsp;&nbsp;&nbsp; </span>второ</p>
    <p>край <a href="javascript:alert(1)" onclick="alert(2)">лошо</a> <a href="https://example.org/">добро</a></p>
    <script>alert(3)</script></body></html>`);
  const blocks = await kept_body();
  assert.deepEqual(blocks.slice(0, 3).map((block) => block.type), ['heading', 'paragraph', 'bulletList']);
  assert.equal(blocks[0].attrs.level, 2);
  assert.deepEqual(blocks[2].content.map((item) => item.content[0].content[0].text), ['първо', 'второ']);
  const text = JSON.stringify(blocks);
  assert.doesNotMatch(text, /alert|javascript|Mso|red/);
  assert.match(text, /"href":"https:\/\/example\.org\/"/);
});

test('a paste from Google Docs is as bold as it was there', async () => {
  await paste(`<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1"><p dir="ltr"><span style="font-size:11pt;font-weight:400;">обикновено </span><span style="font-weight:700;font-style:italic;">силно</span></p></b>`);
  const [plain, strong] = (await kept_body())[0].content;
  assert.deepEqual([plain.text, plain.marks], ['обикновено ', undefined]);
  assert.deepEqual([strong.text, strong.marks.map((mark) => mark.type).sort()], ['силно', ['bold', 'italic']]);
});

test('a picture that is pasted is uploaded and stands in the text', async () => {
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 64, height: 48 });
    canvas.getContext('2d').fillRect(8, 8, 30, 20);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    const data = new DataTransfer();
    data.items.add(new File([blob], 'pasted.png', { type: 'image/png' }));
    document.querySelector('.tiptap').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  await body(page).getByRole('group', { name: 'Picture' }).waitFor();
  const image = (await kept_body()).find((block) => block.type === 'image');
  assert.ok(image.attrs.asset > 0, JSON.stringify(image));
});

test('words are found and replaced everywhere', async () => {
  await page.keyboard.type('The old bridge and the old town.');
  await page.keyboard.press('Control+F');
  await page.getByRole('searchbox', { name: 'Find' }).fill('old');
  await page.getByText('1 of 2').waitFor();
  await page.getByRole('textbox', { name: 'Replace with' }).fill('new');
  await page.getByRole('button', { name: 'Replace all' }).click();
  assert.equal((await kept_body())[0].content[0].text, 'The new bridge and the new town.');
});

test('quotes are the language’s, and Backspace gives back what was typed', async () => {
  await page.keyboard.type('"така" 5"');
  await page.keyboard.press('Backspace');
  assert.equal((await kept_body())[0].content[0].text, '„така“ 5"');
});

test('a link is made by the keyboard alone', async () => {
  await page.keyboard.type('виж тук');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+K');
  await page.getByRole('textbox', { name: 'Address, or words of an article' }).fill('example.org/a');
  await page.keyboard.press('Enter');
  const [plain, linked] = (await kept_body())[0].content;
  assert.equal(plain.text, 'виж ');
  assert.deepEqual([linked.text, linked.marks[0].attrs.href], ['тук', 'https://example.org/a']);
});

test('a half-made block does not stop the saving', async () => {
  await page.keyboard.type('Преди.');
  await page.keyboard.press('Enter');
  await page.keyboard.type('/poll');
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Question' }).fill('Ще се отвори ли мостът?');
  const poll = (await kept_body()).find((block) => block.type === 'poll');
  assert.equal(poll.attrs.question, 'Ще се отвори ли мостът?');
  await page.reload();
  assert.equal(await page.getByRole('textbox', { name: 'Question' }).inputValue(), 'Ще се отвори ли мостът?');
});

test('every block of the menu, left as it came, lets the text be saved', async () => {
  const menu = page.getByRole('listbox', { name: 'Insert a block' });
  await page.keyboard.type('/');
  await menu.waitFor();
  const names = await menu.getByRole('option').allInnerTexts();
  assert.ok(names.includes('Gallery') && names.includes('Video'), names.join());
  for (const name of names) {
    await page.goto(`${desk.origin}/newsroom/articles`);
    const id = await newArticle(page, name);
    await body(page).click();
    await page.keyboard.type('/');
    await menu.getByRole('option', { name, exact: true }).click();
    await page.getByRole('textbox', { name: 'Deck' }).fill(`After ${name}`);
    await saved(page);
    const kept = await page.evaluate((number) => fetch(`/api/v1/articles/${number}`).then((answer) => answer.json()), id);
    assert.equal(kept.deck, `After ${name}`);
  }
});

test('the library takes a picture, and what is said about it', async () => {
  await page.goto(`${desk.origin}/newsroom/media`);
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload' }).click();
  await (await chooser).setFiles(picture);
  await page.getByRole('textbox', { name: 'Credit' }).fill('Снимка: Талвег');
  await page.getByRole('textbox', { name: 'Alt text' }).fill('Пристанище с кранове');
  const point = page.getByRole('button', { name: /Focal point/ });
  await point.focus();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText('Saved', { exact: true }).waitFor();
  // The library knows this picture already, so it is an old one: found by what was just said about it.
  await page.reload();
  await page.getByRole('searchbox', { name: 'Search media' }).fill('пристанище с кранове');
  await page.getByRole('button', { name: 'Пристанище с кранове' }).click();
  assert.equal(await page.getByRole('textbox', { name: 'Credit' }).inputValue(), 'Снимка: Талвег');
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
