// How far films are watched: told by the page's script, once for a view of the page, counted to the last part.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../newsroom/desk.mjs';
import { eventually } from '../portal/vestnik.mjs';
import { booking, browser as reader, clicksIn, open, report, run, upload, view } from './office.mjs';

// The head of an MP4 file: what the library looks at.
const clip = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypisom\u0000\u0000\u0002\u0000isomiso2'), Buffer.alloc(64)]);
const parts = ['start', 'firstQuartile', 'midpoint', 'thirdQuartile', 'complete'];
let chromium;
before(async () => (chromium = await launch()));
after(() => chromium?.close());

async function with_a_film(t) {
  const world = await open(t);
  const asset = await upload(world, 'hlyab.mp4', 'video/mp4', clip);
  const film = { kind: 'video', image: asset.id, text: 'Как се пече хляб', width: 640, height: 360 };
  world.campaign = await run(world, { booking: booking({ slots: ['text'] }) }, film);
  return world;
}
const watched = (started, first_quartile, midpoint, third_quartile, completed) => ({ started, first_quartile, midpoint, third_quartile, completed });

test('a_part_that_is_told_again_counts_once_also_after_kill_9', async (t) => {
  const world = await with_a_film(t);
  const [{ path }] = clicksIn((await view(world)).text);
  const tell = async (part, name) => {
    const answer = await world.server.request(`/ad/played/${part}${path.slice(3)}?view=${name}`, { method: 'POST', headers: reader });
    assert.equal(answer.status, 204, `${part}: ${answer.text}`);
    assert.equal(answer.headers['set-cookie'], undefined);
  };
  for (let again = 0; again < 3; ++again) for (const part of parts) await tell(part, 'aaaaaaaaaaaaaaaa');
  for (const part of parts.slice(0, 2)) await tell(part, 'bbbbbbbbbbbbbbbb');
  await world.server.kill();
  await world.serve('--threads', '2');
  const figures = await report(world, world.campaign.id);
  assert.deepEqual(figures.film.total, watched(2, 2, 1, 1, 1));
  assert.deepEqual(figures.film.by_slot.text, figures.film.total);
  assert.deepEqual(Object.keys(figures.total), ['served', 'viewable', 'clicked']);
  const csv = (await world.office.call('GET', `advertising/campaigns/${world.campaign.id}/report?format=csv`)).text.trim().split('\r\n').map((line) => line.split(','));
  assert.deepEqual(csv[0].slice(-5), ['started', 'first_quartile', 'midpoint', 'third_quartile', 'completed']);
  assert.deepEqual(csv[0].map((_, at) => csv.slice(1).reduce((sum, row) => sum + Number(row[at]), 0)).slice(-5), [2, 2, 1, 1, 1]);
  const { address } = await world.office.must('POST', `advertising/campaigns/${world.campaign.id}/report-link`);
  const linked = await world.server.get(`${address}?language=en`);
  assert.match(linked.text, /Watched to the end/);
  assert.equal(linked.headers['cache-control'], 'no-store');
  for (const wrong of [path.replace(/.$/, (c) => (c === '0' ? '1' : '0')), `${path}/`]) {
    assert.equal((await world.server.request(`/ad/played/start${wrong.slice(3)}?view=cccccccccccccccc`, { method: 'POST', headers: reader })).status, 404);
  }
  assert.doesNotMatch(world.server.log, /aaaaaaaaaaaaaaaa/, 'what a view is called is kept nowhere');
});

test('the_page_tells_what_was_really_played_and_each_part_once', async (t) => {
  const world = await with_a_film(t);
  const context = await chromium.newContext({ userAgent: reader['user-agent'] }); // a headless one is a machine
  t.after(() => context.close());
  const page = await context.newPage();
  const told = [];
  page.on('request', (request) => request.url().includes('/ad/played/') && told.push(new URL(request.url())));
  const load = () => page.goto(`http://127.0.0.1:${world.server.port}${world.article.address}`, { waitUntil: 'load' });
  // A film of 40 seconds of which so much was played, and what the player says then.
  const play = (ranges, ...events) => page.evaluate(([of, names]) => {
    const film = document.querySelector('.slot > video');
    Object.defineProperty(film, 'duration', { value: 40, configurable: true });
    Object.defineProperty(film, 'played', { value: { length: of.length, start: (i) => of[i][0], end: (i) => of[i][1] }, configurable: true });
    for (const name of names) film.dispatchEvent(new Event(name));
  }, [ranges, events]);
  const names = () => told.map(({ pathname }) => pathname.split('/')[3]);
  const says = async (expected, why) => {
    await eventually(() => names().length >= expected.length, 'what the page tells');
    assert.deepEqual(names(), expected, why);
  };
  await load();
  await play([], 'timeupdate');
  await says([], 'a bar that is moved starts nothing');
  await play([], 'playing');
  await play([[0, 9.9]], 'timeupdate');
  await says(['start']);
  await play([[0, 9.9], [35, 36]], 'timeupdate');
  await says(parts.slice(0, 2), 'what is jumped over was not watched');
  await play([[0, 9.9], [35, 40]], 'timeupdate', 'ended');
  await says(parts.slice(0, 2), 'nor the end of it');
  await play([[0, 40]], 'timeupdate', 'ended');
  await says(parts);
  await play([[0, 40]], 'playing', 'timeupdate', 'ended');
  await says(parts, 'played again on the same page');
  const views = () => [...new Set(told.map(({ searchParams }) => searchParams.get('view')))];
  assert.equal(views().length, 1);
  await load();
  await play([], 'playing');
  await says([...parts, 'start']);
  assert.equal(views().length, 2, 'another view of the page');
  assert.deepEqual(await context.cookies(), []);
  assert.deepEqual((await report(world, world.campaign.id)).film.total, watched(2, 1, 1, 1, 1));
});
