// The media desk: what is found in the library, what is said of a picture, when it leaves every page.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { eventually, root } from '../portal/vestnik.mjs';
import { atTheDesk, check, checkNarrow } from './desk.mjs';

const picture = path.join(root, 'demo/pictures/harbour.jpg');

let newsroom, desk, page;
atTheDesk(async (made) => {
  ({ newsroom, desk, page } = made);
  await page.goto(`${desk.origin}/newsroom/media`);
});
const notice = (text) => page.locator('.notices').getByText(text);
const seen = (label) => page.getByRole('figure').filter({ hasText: label }).getByRole('presentation');
const tiles = () => page.getByRole('group', { name: 'Media' }).getByRole('listitem');
async function upload(files) {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload' }).click();
  await (await chooser).setFiles(files);
}
async function choose() {
  await page.getByRole('searchbox', { name: 'Search media' }).fill('harbour.jpg');
  await eventually(async () => (await tiles().count()) === 1, 'the one picture');
  await tiles().getByRole('button').click();
}
const asset = () => page.evaluate(() => fetch('/api/v1/assets?q=harbour.jpg').then((answer) => answer.json()).then((list) => list.items[0]));

test('an upload that the library had is told, and nothing that was said is lost', async () => {
  const before = await asset();
  await upload(picture);
  await notice(/harbour\.jpg: the library had this file already/).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Alt text' }).inputValue(), before.alt);
  const now = await asset();
  assert.deepEqual([now.id, now.credit, now.alt], [before.id, before.credit, before.alt]);
});

test('where a picture stands leads to the story', async () => {
  await page.getByRole('region', { name: 'Where it stands' }).getByRole('link').first().waitFor();
  await check(desk, 'media-asset');
  await checkNarrow(desk, 'media-asset');
});

test('a credit that somebody else gives while an alt text is written stays', async () => {
  const before = await asset();
  const put = (change) => page.evaluate(([id, body]) =>
    fetch(`/api/v1/assets/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }).then((answer) => answer.status), [before.id, change]);
  const alt = page.getByRole('textbox', { name: 'Alt text' });
  await alt.fill('Пристанището сутрин');
  assert.equal(await put({ credit: 'Ана Петрова' }), 200);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await notice('Saved').waitFor();
  const now = await asset();
  assert.deepEqual([now.alt, now.credit], ['Пристанището сутрин', 'Ана Петрова']);
  assert.equal(await put({ credit: before.credit, alt: before.alt }), 200);
  await page.reload();
  await choose();
  await page.getByRole('region', { name: 'Where it stands' }).waitFor();
});

test('what is said of a picture outlives the choice of another, and no upload takes it away', async () => {
  const alt = page.getByRole('textbox', { name: 'Alt text' });
  await alt.fill('Недописано');
  await upload(path.join(root, 'demo/pictures/harbour.jpg'));
  await notice(/the library had this file already/).first().waitFor();
  assert.equal(await alt.inputValue(), 'Недописано');
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).click();
  await choose();
  assert.equal(await alt.inputValue(), 'Недописано');
  await alt.fill((await asset()).alt);
});

test('the focal point moves what a crop keeps', async () => {
  const place = () => seen('Square').evaluate((image) => image.style.left);
  const middle = await place();
  const point = page.getByRole('button', { name: /Focal point/ });
  await point.click({ position: { x: 2, y: 20 } });
  assert.match(await place(), /^-?0%/, 'the left edge');
  assert.notEqual(await place(), middle);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await notice('Saved').waitFor();
  assert.ok((await asset()).focus_x <= 0.02);
});

test('a crop is drawn, moved by keys, given in numbers, shown to readers, and undone', async () => {
  const { width, height, digest } = await asset();
  await page.locator('summary', { hasText: 'Crop' }).click();
  const frame = page.getByRole('button', { name: /^Crop: / });
  const side = (name) => page.getByRole('spinbutton', { name, exact: true });
  const sides = async () => Promise.all(['Left', 'Top', 'Width', 'Height'].map(async (name) => Number(await side(name).inputValue())));
  assert.deepEqual(await sides(), [0, 0, width, height]);
  // Drawn from a quarter to three quarters.
  const box = await frame.boundingBox();
  const at = (x, y) => [box.x + box.width * x, box.y + box.height * y];
  await page.mouse.move(...at(0.25, 0.25));
  await page.mouse.down();
  await page.mouse.move(...at(0.6, 0.5));
  await page.mouse.move(...at(0.75, 0.75));
  await page.mouse.up();
  const drawn = await sides();
  for (const [i, wanted] of [width / 4, height / 4, width / 2, height / 2].entries()) {
    assert.ok(Math.abs(drawn[i] - wanted) <= width / 100, `${drawn} of ${width} × ${height}`);
  }
  await frame.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  const moved = await sides();
  assert.ok(moved[0] > drawn[0] && moved[1] === drawn[1] && moved[2] === drawn[2] && moved[3] > drawn[3], `${drawn} → ${moved}`);
  await side('Left').fill('100');
  await side('Top').fill('80');
  await side('Width').fill('640');
  await side('Height').fill(String(height * 2));
  await side('Height').press('Tab');
  assert.deepEqual(await sides(), [100, 0, 640, height], 'no more than there is');
  await side('Height').fill('400');
  await side('Top').fill('80');
  await side('Top').press('Tab');
  await check(desk, 'media-crop');
  await checkNarrow(desk, 'media-crop');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await page.getByText(/shown: 640 × 400/).waitFor();
  await eventually(async () => JSON.stringify((await asset()).crop) === '{"left":100,"top":80,"width":640,"height":400}', 'the crop at the server');
  const { used_in } = await page.evaluate(async () => {
    const found = await fetch('/api/v1/assets?q=harbour.jpg').then((answer) => answer.json());
    return fetch(`/api/v1/assets/${found.items[0].id}`).then((answer) => answer.json());
  });
  const story = used_in.articles.find((line) => line.state === 'published');
  const lead = async () => new RegExp(`/media/${digest}/\\d+-whole[^"\\s,]*\\.jpg`).exec((await newsroom.server.get(story.address)).text)[0];
  const cut = await lead();
  assert.equal((await newsroom.server.get(cut)).status, 200);

  await page.getByRole('button', { name: 'Show the whole picture' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await eventually(async () => (await asset()).crop === null, 'the whole picture');
  assert.notEqual(await lead(), cut);
});

test('a picture leaves every page when its rights end, and says so before', async () => {
  const { digest, used_in } = await page.evaluate(async () => {
    const found = await fetch('/api/v1/assets?q=harbour.jpg').then((answer) => answer.json());
    return fetch(`/api/v1/assets/${found.items[0].id}`).then((answer) => answer.json());
  });
  const story = used_in.articles.find((line) => line.state === 'published');
  assert.match((await newsroom.server.get(story.address)).text, new RegExp(digest.slice(0, 16)));

  await page.getByRole('textbox', { name: 'May be used until' }).fill('tomorrow 12:00');
  await page.getByText(/^Leaves every page on/).waitFor();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await tiles().getByText('End within 30 days').waitFor();
  await page.getByRole('textbox', { name: 'May be used until' }).fill('1.1.2026 12:00');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await tiles().getByText('Ended').waitFor();
  await eventually(async () => !(await newsroom.server.get(story.address)).text.includes(digest.slice(0, 16)), 'the picture to leave');
  await page.reload();
  await page.getByRole('searchbox', { name: 'Search media' }).fill('harbour.jpg');
  await page.getByRole('button', { name: /Контейнеровоз/ }).click();
  assert.equal(await page.getByRole('textbox', { name: 'May be used until' }).inputValue(), '2026-01-01 12:00', 'on the clock of the site');
});

test('the library is searched by credit, rights and date', async () => {
  await page.reload();
  await page.getByRole('button', { name: 'Filters' }).click();
  await page.getByRole('combobox', { name: 'Rights' }).selectOption({ label: 'Ended' });
  await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  assert.equal(await tiles().count(), 1);
  await check(desk, 'media-filters');
  await checkNarrow(desk, 'media-filters');
  await page.getByLabel('Added until').fill('2020-01-01');
  await page.getByText('Nothing found.').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Show more' }).waitFor();
  const { credit } = await asset();
  await page.getByRole('searchbox', { name: 'Whose picture' }).fill(credit);
  await page.getByRole('searchbox', { name: 'Search media' }).fill('кранове пристанище');
  await page.getByRole('button', { name: 'Show more' }).waitFor({ state: 'detached' });
  assert.equal(await tiles().count(), 1);
});

test('a file has an address of its own in the library, and one that there is not says so', async () => {
  const { id, credit } = await asset();
  await page.goto(`${desk.origin}/newsroom/media/${id}`);
  const field = page.getByRole('textbox', { name: 'Credit', exact: true });
  await field.waitFor();
  assert.equal(await field.inputValue(), credit);
  await page.goto(`${desk.origin}/newsroom/media/999999`);
  await page.locator('#main').getByRole('alert').waitFor();
});

test('who chooses a picture for a story may type words of it at once', async () => {
  await page.goto(`${desk.origin}/newsroom/articles/new`);
  await page.getByRole('button', { name: 'Choose a picture' }).first().click();
  const found = page.getByRole('dialog').getByRole('searchbox', { name: 'Search media' });
  await found.waitFor();
  assert.ok(await found.evaluate((box) => box === document.activeElement), 'the search box has the focus');
  await page.keyboard.press('Escape');
});

test('no policy was broken', () => {
  assert.deepEqual(desk.complaints, []);
});
