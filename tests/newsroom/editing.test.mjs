// What comes into a text from outside and what is done to it: pasting, pictures, find and replace, links, the library.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import path from 'node:path';
import { beforeEach, test } from 'node:test';
import { eventually, root } from '../portal/vestnik.mjs';
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
const paste = (html, rtf = '') =>
  page.evaluate(([given, beside]) => {
    const data = new DataTransfer();
    data.setData('text/html', given);
    data.setData('text/plain', 'plain');
    if (beside) data.setData('text/rtf', beside);
    const place = document.querySelector('.tiptap');
    place.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, [html, rtf]);
const of_word = (inner) => `<html xmlns:w="urn:schemas-microsoft-com:office:word"><head><style><!-- p.MsoNormal {margin:0} --></style></head><body>${inner}</body></html>`;
const texts_of = (block) => (block.content ?? []).map((child) => child.text ?? texts_of(child)).flat();

const point = 'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const picture_block = (blocks) => blocks.find((block) => block.type === 'image');
const kept_picture = async () => {
  let blocks;
  await eventually(async () => picture_block((blocks = await kept_body()))?.attrs?.asset > 0, 'the picture with the article');
  return blocks;
};

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

test('what people say after a dash, and what a law says after its sign, is no list', async () => {
  await paste('<p>– Как започнахте?</p><p>–&nbsp;Случайно.</p><p>§ 1. Законът влиза в сила.</p><p>- И после?</p>');
  const blocks = await kept_body();
  assert.deepEqual([...new Set(blocks.map((block) => block.type))], ['paragraph']);
  const texts = blocks.map((block) => block.content?.[0].text).filter(Boolean);
  assert.deepEqual(texts, ['– Как започнахте?', '– Случайно.', '§ 1. Законът влиза в сила.', '- И после?']);
});

test('what colleagues deleted and remarked in a document stays out of the article, and that is said', async () => {
  await paste(of_word(`<p class=MsoNormal>Цената е <del cite="mailto:Ivan" datetime="2026-11-20T10:00">100</del><ins cite="mailto:Ivan">120</ins> лв.<span
    class=MsoCommentReference><a class=msocomanchor id="_anchor_1" href="#_msocom_1" name="_msoanchor_1">[ИИ1]</a></span> Край.</p>
    <p class=MsoNormal><del cite="mailto:Ivan">Цял абзац.</del></p><p class=MsoNormal>Още.</p>
    <div style='mso-element:comment-list'><hr class=msocomoff><div style='mso-element:comment'><div id="_com_1" class=msocomtxt><p
    class=MsoCommentText><a class=msocomoff href="#_msoanchor_1">[ИИ1]</a>Провери ли го?</p></div></div></div>`));
  const blocks = await kept_body();
  assert.deepEqual(blocks.map((block) => texts_of(block).join('')), ['Цената е 120 лв. Край.', 'Още.']);
  assert.doesNotMatch(JSON.stringify(blocks), /strike/);
  await page.getByText('Left out of what was pasted: 2 tracked deletions, 1 comment.').waitFor();
});

test('what a web page strikes out stays struck out', async () => {
  await paste('<p>Беше <del>100</del> 120.</p><p>После</p>');
  assert.deepEqual((await kept_body())[0].content[1], { type: 'text', text: '100', marks: [{ type: 'strike' }] });
});

test('footnotes of Word, LibreOffice and Google Docs are footnotes here', async () => {
  await paste(of_word(`<p class=MsoNormal>Според доклада<a style='mso-footnote-id:ftn1' href="#_ftn1" name="_ftnref1"><span
    class=MsoFootnoteReference>[1]</span></a><a style='mso-footnote-id:ftn2' href="#_ftn2" name="_ftnref2">[2]</a> има ръст.</p>
    <div style='mso-element:footnote-list'><br clear=all><hr align=left size=1 width="33%">
    <div style='mso-element:footnote' id=ftn1><p class=MsoFootnoteText><a href="#_ftnref1" name="_ftn1">[1]</a> Доклад на НСИ, 2026 г.</p></div>
    <div style='mso-element:footnote' id=ftn2><p class=MsoFootnoteText><a href="#_ftnref2" name="_ftn2">[2]</a> Първо.</p><p>Второ.</p></div></div>`));
  let blocks = await kept_body();
  assert.equal(blocks.length, 1);
  assert.deepEqual(blocks[0].content, [
    { type: 'text', text: 'Според ' },
    { type: 'text', text: 'доклада', marks: [{ type: 'footnote', attrs: { text: 'Доклад на НСИ, 2026 г. Първо.Второ.' } }] },
    { type: 'text', text: ' има ръст.' },
  ]);
  const others = {
    libreoffice: `<p>Дума<a class="sdfootnoteanc" name="sdfootnote1anc" href="#sdfootnote1sym"><sup>1</sup></a> след</p>
      <div id="sdfootnote1"><p class="sdfootnote"><a class="sdfootnotesym" name="sdfootnote1sym" href="#sdfootnote1anc">1</a> 1984</p></div>`,
    google: `<p>Дума<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup> след</p>
      <div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> 1984</p></div><div><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Сигурно ли е?</p></div>`,
  };
  for (const html of Object.values(others)) {
    await body(page).click();
    await page.keyboard.press('Control+A');
    await paste(html);
    blocks = await kept_body();
    assert.deepEqual(blocks[0].content[0], { type: 'text', text: 'Дума', marks: [{ type: 'footnote', attrs: { text: '1984' } }] });
    assert.deepEqual(texts_of({ content: blocks }).join(''), 'Дума след');
  }
});

test('lists of Word keep their levels and their numbers, and one point is a list', async () => {
  const point = (place, sign, text) =>
    `<p class=MsoListParagraph style='text-indent:-.25in;mso-list:${place} lfo1'><![if !supportLists]><span style='mso-list:Ignore'>${sign}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span><![endif]>${text}</p>`;
  await paste(of_word(`<p class=MsoNormal>Увод</p>${point('l0 level1', '·', 'първо')}${point('l0 level2', 'o', 'под него')}${point('l0 level1', '·', 'второ')}
    <p class=MsoNormal>&nbsp;</p>${point('l1 level1', '3.', 'три')}${point('l1 level2', 'а)', 'три а')}${point('l1 level1', '4.', 'четири')}<p class=MsoNormal>Край</p>`));
  const item = (text, ...inner) => ({ type: 'listItem', content: [{ type: 'paragraph', content: [{ type: 'text', text }] }, ...inner] });
  const blocks = await kept_body();
  assert.deepEqual(blocks.slice(1, 3), [
    { type: 'bulletList', content: [item('първо', { type: 'bulletList', content: [item('под него')] }), item('второ')] },
    { type: 'orderedList', attrs: { start: 3 }, content: [item('три', { type: 'orderedList', content: [item('три а')] }), item('четири')] },
  ]);
  assert.equal(blocks.length, 4);
  await body(page).click();
  await page.keyboard.press('Control+A');
  await paste(of_word(point('l0 level1', '·', 'една')));
  assert.deepEqual((await kept_body())[0], { type: 'bulletList', content: [item('една')] });
});

test('what only looks like a list, a note or a deletion of a document stays as it is', async () => {
  const point = (sign, text) => `<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><span style='mso-list:Ignore'>${sign}<span>&nbsp; </span></span>${text}</p>`;
  await paste(of_word(`<p>Увод</p>${point('Чл. 5.', 'Законът.')}${point('§ 2.', 'Влиза в сила.')}${point('в)', 'трето')}${point('г)', 'четвърто')}${point('2.3', 'кратко')}`));
  let blocks = await kept_body();
  assert.deepEqual(blocks.slice(0, 3).map((block) => texts_of(block).join('')), ['Увод', 'Чл. 5. Законът.', '§ 2. Влиза в сила.']);
  assert.deepEqual([blocks[3].type, blocks[3].attrs, blocks[3].content.length], ['orderedList', { start: 3 }, 3]);

  await body(page).click();
  await page.keyboard.press('Control+A');
  await paste(`<p><a id="q1" href="#a1">Колко струва?</a></p><p>Други думи <span style="text-decoration:line-through">стари</span></p><p><a id="a1" href="#q1">↑</a> Отговорът.</p><p>Цена <del datetime="2026-01-01">100</del> 120</p>`);
  blocks = await kept_body();
  assert.deepEqual(blocks.map((block) => texts_of(block).join('')), ['Колко струва?', 'Други думи стари', '↑ Отговорът.', 'Цена 100 120']);

  await page.keyboard.press('Control+A');
  await paste(`<p>Дума<sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> след</p><div><p><a href="#ftnt_ref1" id="ftnt1">[1]</a> Виж <a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D">тук</a>.</p><p>И още.</p></div>`);
  blocks = await kept_body();
  assert.equal(blocks.length, 1);
  assert.equal(blocks[0].content[0].marks[0].attrs.text, 'Виж тук (https://example.org/a).И още.');
});

test('pictures of Word, whose HTML leads to the writer’s disk, come from what it copies beside', async () => {
  const bytes = Buffer.from(point.replace(/^.*,/, ''), 'base64').toString('hex');
  await paste(of_word('<p class=MsoNormal>Преди</p><p><![if !vml]><img width=1 height=1 src="file:///C:/Users/x/clip_image002.png" alt="Точка"><![endif]></p><p>След</p>'),
    `{\\rtf1{\\*\\shppict{\\pict\\picw1\\pich1\\pngblip\\bliptag1{\\*\\blipuid 00}\n${bytes}}}{\\nonshppict{\\pict\\wmetafile8 0102}}}`);
  assert.equal(picture_block(await kept_picture()).attrs.alt, 'Точка');
});

test('links of Google Docs and Outlook lead where they lead, and raised figures stay raised', async () => {
  await paste(`<b style="font-weight:normal;" id="docs-internal-guid-1"><p><a href="https://www.google.com/url?q=https://example.org/a&amp;sa=D&amp;ust=1">едно</a>, <a href="https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.org%2Fb&amp;data=05%7Cme%40paper.bg">две</a>, m<span style="font-size:0.6em;vertical-align:super">2</span></p></b>`);
  const texts = (await kept_body())[0].content;
  assert.deepEqual(texts.flatMap(({ marks }) => marks ?? []).map((mark) => mark.attrs?.href ?? mark.type), ['https://example.org/a', 'https://example.org/b', 'superscript']);
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
  await kept_picture();
});

test('a picture inside what is pasted is uploaded, and its bytes stay out of the text', async () => {
  await paste(`<p>Преди</p><img src="${point}" alt="точка"><p>След</p>`);
  const blocks = await kept_picture();
  assert.equal(picture_block(blocks).attrs.alt, 'точка');
  assert.doesNotMatch(JSON.stringify(blocks), /data:image|upload:/);
});

test('saving goes on while a picture is on its way, and it arrives though the article was left', async () => {
  let free;
  const held = new Promise((resolve) => (free = resolve));
  await page.route('**/api/v1/assets', async (route) => {
    await held;
    await route.continue();
  });
  await paste(`<p>Преди</p><img src="${point}"><p>След</p>`);
  await page.getByText('The file has not arrived yet').waitFor();
  await page.getByRole('textbox', { name: 'Deck' }).fill('Записано междувременно');
  assert.equal(picture_block(await kept_body()), undefined);
  await page.getByRole('link', { name: 'All articles' }).click();
  await page.getByRole('button', { name: 'New article' }).waitFor();
  free();
  await page.getByRole('link', { name: /saving goes on while/ }).first().click();
  await body(page).waitFor();
  await kept_picture();
  await page.unroute('**/api/v1/assets');
});

test('of a picture that is copied by itself the file is taken, not its address', async () => {
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 48 });
    canvas.getContext('2d').fillRect(2, 2, 9, 20);
    const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
    const data = new DataTransfer();
    data.setData('text/html', '<meta charset="utf-8"><img src="https://elsewhere.example/a.png" alt="чужда">');
    data.items.add(new File([blob], 'image.png', { type: 'image/png' }));
    document.querySelector('.tiptap').dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  });
  assert.doesNotMatch(JSON.stringify(await kept_picture()), /elsewhere/);
});

test('pictures that cannot be taken over are told, and nothing stops the saving', async () => {
  await paste('<p>Преди</p><img src="blob:https://elsewhere.example/1"><img src="file:///C:/a.png"><img src="https://elsewhere.example/a.png"><p>След</p>');
  await page.getByText('2 pictures were not taken over.').waitFor();
  await page.getByText('1 picture stands on another site').waitFor();
  const text = JSON.stringify(await kept_body());
  assert.match(text, /elsewhere\.example\/a\.png/);
  assert.doesNotMatch(text, /blob:|file:/);
});

test('a picture that is only named by its address comes into the library, and until then the text has its address', async () => {
  // The outside world cannot be reached from a test: in the place of the server's fetching stands an upload, whose answer is
  // the same.
  let free, asked = [];
  const held = new Promise((resolve) => (free = resolve));
  await page.route('**/api/v1/assets/fetch', async (route) => {
    asked.push(route.request().postDataJSON().url);
    await held;
    const asset = await page.evaluate(async (text) => {
      const bytes = Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
      const answer = await fetch('/api/v1/assets?file_name=a.png', { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: bytes });
      return answer.json();
    }, point.replace(/^.*,/, ''));
    await route.fulfill({ status: 201, json: asset });
  });
  const address = 'https://lh7-rt.example/docsz/AD_4nX=s800?key=abc';
  await paste(`<b id="docs-internal-guid-1"><p>Преди</p><p><img src="${address}" alt="Мост"></p><p>След</p><p><img src="${address}"></p></b>`);
  await page.getByText(`Being fetched from ${address}`).first().waitFor();
  assert.deepEqual(picture_block(await kept_body()).attrs, { alt: 'Мост', src: address });
  free();
  const blocks = await kept_picture();
  assert.equal(picture_block(blocks).attrs.alt, 'Мост');
  assert.doesNotMatch(JSON.stringify(blocks), /lh7-rt/);
  assert.deepEqual(asked, [address]);

  // Dropped out of another page's window it is the same.
  await body(page).click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/html', '<img src="https://elsewhere.example/dropped.png">');
    const place = document.querySelector('.tiptap');
    const { x, y } = place.getBoundingClientRect();
    place.dispatchEvent(new DragEvent('drop', { dataTransfer: data, clientX: x + 20, clientY: y + 10, bubbles: true, cancelable: true }));
  });
  assert.doesNotMatch(JSON.stringify(await kept_picture()), /elsewhere/);
  assert.equal(asked.at(-1), 'https://elsewhere.example/dropped.png');
  await page.unroute('**/api/v1/assets/fetch');
});

test('a picture that stayed on another site can be fetched later', async () => {
  await page.route('**/api/v1/assets/fetch', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', json: { detail: 'the other site takes too long' } }));
  await paste('<p>Преди</p><img src="https://elsewhere.example/later.png"><p>След</p>');
  await page.getByText('1 picture stands on another site: readers get a link. The other site takes too long').waitFor();
  await page.unroute('**/api/v1/assets/fetch');
  await page.route('**/api/v1/assets/fetch', async (route) => {
    const [known] = await page.evaluate(() => fetch('/api/v1/assets?limit=1').then((answer) => answer.json()).then(({ items }) => items));
    await route.fulfill({ status: 200, json: known });
  });
  await page.getByText('https://elsewhere.example/later.png').click({ trial: true });
  await page.getByRole('button', { name: 'Fetch it into the library' }).click();
  assert.doesNotMatch(JSON.stringify(await kept_picture()), /elsewhere/);
  await page.unroute('**/api/v1/assets/fetch');
});

test('the server fetches nothing from its own machine: the writer is told, and the address stays', async () => {
  let asked = 0;
  const inside = createServer((_, response) => {
    asked += 1;
    response.end('secret of the inside');
  });
  await new Promise((resolve) => inside.listen(0, '127.0.0.1', resolve));
  const { port } = inside.address();
  await paste(`<p>Преди</p><img src="http://127.0.0.1:${port}/x.png"><p>Между</p><img src="http://localhost/y.png"><p>След</p>`);
  await page.getByText('2 pictures stand on another site: readers get a link.').waitFor();
  const text = JSON.stringify(await kept_body());
  assert.match(text, new RegExp(`"src":"http://127.0.0.1:${port}/x.png"`));
  assert.match(text, /"src":"http:\/\/localhost\/y.png"/);
  assert.equal(asked, 0);
  inside.close();
});

test('whatever a page holds that is pasted, the text can be saved', async () => {
  const nested = (times, open, close, inside) => open.repeat(times) + inside + close.repeat(times);
  await page.route('**/api/v1/assets/fetch', (route) => route.fulfill({ status: 503, contentType: 'application/problem+json', json: { detail: 'the other site takes too long' } }));
  await paste(`<p><a href="./Page" title="Page">едно</a> <a href="https://a.example/${'a'.repeat(3_000)}">две</a> <a href="https://a.example/{x}|y">три</a></p>
    ${nested(20, '<table><tr><td>', '</td></tr></table>', '<p>в таблици</p>')}${nested(40, '<blockquote>', '</blockquote>', '<p>в цитати</p>')}${nested(30, '<ul><li>а', '</li></ul>', '')}
    <table><tr><td colspan="2000" rowspan="-3">клетка</td></tr><tr></tr></table><ol start="-5"><li>точка</li></ol>
    <img src="https://a.example/a.png" data-caption="true" data-asset="1" data-credit="{}" data-align="middle">
    <p>\ud83d половин знак</p><p>край</p>`);
  await page.getByText('край').waitFor();
  let blocks = [];
  await eventually(async () => JSON.stringify((blocks = await kept_body())).includes('край'), 'the text with the server');
  const text = JSON.stringify(blocks);
  for (const word of ['едно', 'две', 'три', 'в таблици', 'в цитати', 'клетка', 'точка', 'половин знак']) assert.ok(text.includes(word), word);
  assert.deepEqual(picture_block(blocks).attrs, { src: 'https://a.example/a.png' });
  await page.unroute('**/api/v1/assets/fetch');
});

test('a picture that its page loads late is fetched from where it is, whatever else its address asks for', async () => {
  const asked = [];
  await page.route('**/api/v1/assets/fetch', async (route) => {
    asked.push(route.request().postDataJSON().url);
    const [known] = await page.evaluate(() => fetch('/api/v1/assets?limit=1').then((answer) => answer.json()).then(({ items }) => items));
    await route.fulfill({ status: 200, json: known });
  });
  await paste('<p>Преди</p><img src="data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7" data-src="https://elsewhere.example/late.jpg?w=800&amp;h=600"><p>След</p>');
  assert.doesNotMatch(JSON.stringify(await kept_picture()), /elsewhere/);
  assert.deepEqual(asked, ['https://elsewhere.example/late.jpg?w=800&h=600']);
  await page.unroute('**/api/v1/assets/fetch');
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

test('a word is replaced once, be it in what takes its place', async () => {
  await page.keyboard.type('мост, мост и мост');
  await page.keyboard.press('Control+F');
  await page.getByRole('searchbox', { name: 'Find' }).fill('мост');
  await page.getByRole('textbox', { name: 'Replace with' }).fill('мостове');
  const replace = page.getByRole('button', { name: 'Replace', exact: true });
  await replace.click();
  await page.getByText('2 of 3').waitFor();
  await replace.click();
  await page.getByText('3 of 3').waitFor();
  assert.equal((await kept_body())[0].content[0].text, 'мостове, мостове и мост');
});

test('quotes in the headline are the language’s too', async () => {
  const field = page.getByRole('textbox', { name: 'Headline' });
  await field.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Кметът: "Готови сме" за 5"');
  assert.equal(await field.inputValue(), 'Кметът: „Готови сме“ за 5“');
  await page.keyboard.press('Backspace');
  assert.equal(await field.inputValue(), 'Кметът: „Готови сме“ за 5"');
  await page.keyboard.type(" на О'Нийл");
  await saved(page);
  const kept = await page.evaluate((id) => fetch(`/api/v1/articles/${id}`).then((answer) => answer.json()), article);
  assert.equal(kept.headline, 'Кметът: „Готови сме“ за 5" на О’Нийл');
});

test('quotes are the language’s, and Backspace gives back what was typed', async () => {
  await page.keyboard.type("О'Нийл: ");
  await page.keyboard.type('"така" 5"');
  await page.keyboard.press('Backspace');
  assert.equal((await kept_body())[0].content[0].text, 'О’Нийл: „така“ 5"');
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

test('the dialog of a link takes what is typed at once, and so does the search in the text', async () => {
  await page.keyboard.type('виж тук');
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await page.keyboard.press('Control+K');
  const field = page.getByRole('textbox', { name: 'Address, or words of an article' });
  await field.waitFor();
  await page.keyboard.type('example.org/b');
  assert.equal(await field.inputValue(), 'example.org/b');
  await page.keyboard.press('Enter');
  await field.waitFor({ state: 'detached' });
  await page.keyboard.press('Control+f');
  const find = page.getByRole('searchbox', { name: 'Find' });
  await find.waitFor();
  await page.keyboard.type('тук');
  assert.equal(await find.inputValue(), 'тук');
  await page.keyboard.press('Escape');
  await find.waitFor({ state: 'detached' });
});

test('Markdown becomes what it means while it is typed', async () => {
  await page.keyboard.type('Има **дебело**, *наклонено* и [връзка](https://example.org/v), и [наша](/svyat/), но не [това](нищо).');
  const pieces = (await kept_body())[0].content;
  const marked = (text) => (pieces.find((piece) => piece.text === text)?.marks ?? []).map((mark) => [mark.type, mark.attrs?.href].filter(Boolean).join(' '));
  assert.deepEqual(marked('дебело'), ['bold']);
  assert.deepEqual(marked('наклонено'), ['italic']);
  assert.deepEqual(marked('връзка'), ['link https://example.org/v']);
  assert.deepEqual(marked('наша'), ['link /svyat/']);
  assert.ok(pieces.at(-1).text.endsWith('[това](нищо).'), JSON.stringify(pieces));
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
