// The newsroom behind nginx, set up as docs/operators.md says: two people write in one article, their words and cursors
// come through the proxy, and nginx's end is survived like any other cut.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, newFolder, newToken, removeFolders, root, Vestnik } from '../portal/vestnik.mjs';
import { freePort, program } from '../serving/serving.mjs';
import { body, launch, newArticle, newDesk, newNewsroom, people, saved, signIn } from './desk.mjs';

let newsroom, browser, nginx, port, start, maria, petar;

/** The example of the guide, on plain loopback. */
async function configuration(folder) {
  const guide = await readFile(path.join(root, 'docs/operators.md'), 'utf8');
  const [, example] = /\*\*Behind nginx\.\*\*[\s\S]*?```\n([\s\S]*?)```/.exec(guide);
  const here = example
    .replace('server 127.0.0.1:8080;', `server 127.0.0.1:${newsroom.server.port};`)
    .replace(/listen 443 ssl http2;.*/, `listen 127.0.0.1:${port};`);
  assert.notEqual(here, example);
  return `
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http { access_log off; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
${here} }`;
}

before(async () => {
  newsroom = await newNewsroom();
  await newsroom.server.stop();
  newsroom.server = await Vestnik.serve(newsroom.data, '--trusted-proxy', '127.0.0.1');
  port = await freePort();
  const folder = await newFolder();
  await writeFile(path.join(folder, 'nginx.conf'), await configuration(folder));
  start = () => program('/usr/sbin/nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf')], { port });
  nginx = await start();
  browser = await launch();
  maria = await newDesk(browser, { port });
  petar = await newDesk(browser, { port });
  await signIn(maria, people.chief);
  await signIn(petar, people.editor);
});
after(async () => {
  await browser?.close();
  await nginx?.end();
  await newsroom?.server.stop();
  await removeFolders();
});

const words_of = async (id) => {
  const api = newsroom.server.api(await newToken(newsroom.data));
  return JSON.stringify((await api.must('GET', `articles/${id}`)).body).match(/word[a-z]*\d+/g) ?? [];
};
const others = (desk) => desk.page.getByRole('list', { name: 'Also here now' }).getByRole('listitem');
const sees = (desk, text) => eventually(async () => (await body(desk.page).innerText()).includes(text), `${text} at the other desk`);
const same_words = (id, typed) => eventually(async () => (await words_of(id)).toSorted().join() === typed.toSorted().join(), `every word once: ${typed.join(' ')}`);

let id;
test('two people write together through the proxy', async () => {
  id = await newArticle(maria.page, 'През прокси');
  await body(maria.page).click();
  await maria.page.keyboard.type('wordm1 ');
  await petar.page.goto(`${petar.origin}/newsroom/articles/${id}`);
  await others(maria).first().waitFor();
  await others(petar).first().waitFor();
  await body(petar.page).click();
  await petar.page.keyboard.press('Control+End');
  await petar.page.keyboard.type('wordp1 ');
  await sees(maria, 'wordp1');
  await maria.page.keyboard.press('Control+Home');
  await maria.page.keyboard.type('wordm2 ');
  await sees(petar, 'wordm2');
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, ['wordm1', 'wordm2', 'wordp1']);
});

test('the proxy ends and begins while both type: every word arrives once', async () => {
  await nginx.end();
  await Promise.all([maria.page.keyboard.type('wordm3 '), petar.page.keyboard.type('wordp3 ')]);
  await petar.page.getByRole('status', { name: /Offline/ }).waitFor();
  nginx = await start();
  await Promise.all([saved(maria.page), saved(petar.page)]);
  await same_words(id, ['wordm1', 'wordm2', 'wordm3', 'wordp1', 'wordp3']);
  assert.equal(await petar.page.getByRole('dialog').count(), 0);
});

test('nothing of it breaks a rule of the page', () => {
  assert.deepEqual([...maria.complaints, ...petar.complaints], []);
});
