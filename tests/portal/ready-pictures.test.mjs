// The files of pictures are there before the first reader asks for them: from a publish by the API to the folder.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import {
  Vestnik, bodyOf, eventually, importWordpress, newFolder, newToken, removeFolders, seedExport, shared,
} from './vestnik.mjs';

let data, token, server, api;
const serve = async () => {
  server = await Vestnik.serve(data, '--admin-listen', '127.0.0.1:0');
  api = server.api(token);
};
before(async () => {
  data = await newFolder();
  await importWordpress(seedExport, data);
  token = await newToken(data);
  await serve();
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const metric = (name) => server.figure(`vestnik_pictures_${name}`);
// They are made with what others leave of the processors: on a machine that has much to do that is not much.
const nothing_waits = () => eventually(async () => (await metric('waiting')) === 0, 'nothing waits', 30 * 60_000);
const upload = async (name) =>
  api.must('POST', 'assets', await readFile(path.join(shared, 'data/photos', name)), { 'content-type': 'image/jpeg' });
const named = (html) => [...new Set(html.match(/\/media\/[0-9a-f]{64}\/[^"\s,\\]+/g))];
const file_of = (address) => {
  const [, , digest, name] = address.split('/');
  return path.join(data, 'media/renditions', digest.slice(0, 2), digest, name);
};
const image = (asset, more = {}) => ({ type: 'image', attrs: { asset: asset.id, ...more } });

let article, lead;
test('an_article_that_is_published_has_all_its_files_before_any_reader_asks', async () => {
  lead = await upload('gps/DSCN0010.jpg');
  const inside = await upload('orientation/landscape_1.jpg'), portrait = await upload('orientation/portrait_1.jpg');
  await api.must('PUT', `assets/${lead.id}`, { credit: 'Снимка: архив', focus_x: 0.25 });
  await api.must('PUT', 'authors/kalina', { name: 'Калина Проба', bio: 'Пише.', picture: portrait.id });
  const draft = await api.add({
    headline: 'Готовите снимки', section: 'svyat', lead_image: lead.id, authors: ['kalina'],
    body: { type: 'doc', content: [...bodyOf('Текст.').content, image(inside, { alt: 'Числа' })] },
  });
  await nothing_waits();
  for (const asset of [lead, inside]) {
    assert.ok(!existsSync(path.join(data, 'media/renditions', asset.digest.slice(0, 2), asset.digest)), 'a draft has no files');
  }

  article = await api.publish(draft.id);
  await nothing_waits();
  for (const target of [article.address, '/', '/author/kalina/']) {
    const addresses = named((await server.get(target)).text);
    assert.ok(addresses.length >= 6, target);
    for (const address of addresses) assert.ok(existsSync(file_of(address)), `${address}, named by ${target}`);
  }
  assert.ok((await metric('made_total')) > 20);
  assert.equal(await metric('failed_total'), 0);
});

test('what_a_reader_gets_is_the_file_that_was_there', async () => {
  const made = await metric('made_total');
  for (const address of named((await server.get(article.address)).text)) {
    const { mtimeMs } = await stat(file_of(address));
    const answer = await server.get(address);
    assert.equal(answer.status, 200, address);
    assert.deepEqual(answer.body, await readFile(file_of(address)), address);
    assert.equal((await stat(file_of(address))).mtimeMs, mtimeMs, 'it was not made again');
  }
  assert.equal(await metric('made_total'), made);
});

test('another_crop_of_a_published_picture_has_its_files_too', async () => {
  const before = new Set(named((await server.get(article.address)).text));
  await api.must('PUT', `assets/${lead.id}`, { crop: { left: 40, top: 30, width: 480, height: 360 } });
  await nothing_waits();
  const addresses = named((await server.get(article.address)).text);
  assert.ok(addresses.some((address) => !before.has(address)), 'the crop is in the address');
  for (const address of addresses) assert.ok(existsSync(file_of(address)), address);
});

test('after_a_start_without_renditions_they_are_made_anew', async () => {
  const addresses = named((await server.get(article.address)).text);
  assert.equal(await server.stop(), 0);
  const folder = path.join(data, 'media/renditions');
  for (const name of await readdir(folder)) await rm(path.join(folder, name), { recursive: true });
  await serve();
  await nothing_waits();
  for (const address of addresses) assert.ok(existsSync(file_of(address)), address);
});

test('a_stop_does_not_wait_for_pictures', async () => {
  const names = (await readdir(path.join(shared, 'data/photos/gps'))).slice(0, 6);
  const addresses = [];
  for (const name of names) {
    const lead_image = (await upload(`gps/${name}`)).id;
    const { address } = await api.addPublished({ headline: name, section: 'svyat', lead_image, body: bodyOf('Текст.') });
    addresses.push(...named((await server.get(address)).text));
  }
  assert.equal(await server.stop(), 0);
  assert.ok(addresses.some((address) => !existsSync(file_of(address))), 'it went on until all were made');
});
