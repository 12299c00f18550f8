// What happens is told to open pages as it happens: through a publish by the API to the event.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Events } from './events.mjs';
import { Vestnik, bodyOf, eventually, importWordpress, newFolder, newToken, removeFolders, seedExport } from './vestnik.mjs';

let data, token, server, api;
const opened = [];
const open = async (target, options) => {
  const events = await Events.open(server, target, options);
  opened.push(events);
  return events;
};
before(async () => {
  data = await newFolder();
  await importWordpress(seedExport, data);
  token = await newToken(data);
  server = await Vestnik.serve(data, '--admin-listen', '127.0.0.1:0');
  api = server.api(token);
});
after(async () => {
  for (const events of opened) events.close();
  await server?.stop();
  await removeFolders();
});

const entry = (at, text) => ({ type: 'liveEntry', attrs: { at }, content: bodyOf(text).content });
const live = (headline, ...entries) => ({ headline, section: 'svyat', kind: 'live', body: { type: 'doc', content: entries } });

describe('events', () => {
  test('a_new_headline_is_told_to_the_home_front_and_its_section_alone', async () => {
    const home = await open('/events');
    const world = await open('/events?page=/svyat/');
    const other = await open('/events?page=/obshtestvo/');
    assert.equal(home.status, 200);
    assert.match(home.headers['content-type'], /^text\/event-stream/);
    assert.equal(home.headers['cache-control'], 'no-store');
    assert.equal(home.headers['x-accel-buffering'], 'no');
    assert.equal(home.headers['content-length'], undefined);
    for (const each of [home, world, other]) await each.until(({ type }) => type === 'ready', 'ready');
    assert.ok(home.retry >= 1000 && home.retry < 60_000);
    const article = await api.addPublished({ headline: 'Нов мост над Дунав', section: 'svyat', body: bodyOf('Текст.') });
    for (const each of [home, world]) {
      const { data, lastEventId } = await each.until(({ type }) => type === 'headline', 'the headline');
      assert.equal(data.headline, 'Нов мост над Дунав');
      assert.ok(data.url.endsWith(encodeURI(decodeURI(article.address))), data.url);
      assert.equal(data.section, 'svyat');
      assert.match(lastEventId, /^\d+$/);
    }
    const elsewhere = await api.addPublished({ headline: 'Другаде', section: 'obshtestvo', body: bodyOf('Текст.') });
    const first = await other.until(({ type }) => type === 'headline', 'the other headline');
    assert.ok(first.data.url.endsWith(elsewhere.address));
  });

  test('who_was_away_is_told_what_was_missed', async () => {
    const before = await open('/events');
    const { lastEventId } = await before.until(({ type }) => type === 'ready', 'ready');
    before.close();
    await api.addPublished({ headline: 'Пропусната новина', section: 'svyat', body: bodyOf('Текст.') });
    for (const options of [['/events', { lastEventId }], [`/events?since=${lastEventId}`]]) {
      const back = await open(...options);
      const { data } = await back.until(({ type }) => type === 'headline', 'what was missed');
      assert.equal(data.headline, 'Пропусната новина');
    }
    const lost = await open('/events', { lastEventId: '1' });
    await lost.until(({ type }) => type === 'reload', 'more was missed than is known');
  });

  test('live_coverage_tells_its_new_entries_and_its_end', async () => {
    const article = await api.addPublished(live('Мачът на живо', entry('2026-11-27T10:00:00+02:00', 'Начало.')));
    const page = (await server.get(article.address)).text;
    assert.match(page, /<div class="live-entry" id="e202611271000000200">/);
    assert.match(page, /role="status" data-events data-revision="\d+" data-updated="\d+"/);
    assert.match(page, /data-one="\{new\} ново съобщение – покажи" data-other="\{new\} нови съобщения – покажи"/);
    const events = await open(`/events?page=${article.address}`);
    await events.until(({ type }) => type === 'ready', 'ready');
    await api.save(article.id, live('Мачът на живо', entry('2026-11-27T10:09:00+02:00', 'Гол!'), entry('2026-11-27T10:00:00+02:00', 'Начало.')));
    await api.publish(article.id);
    const { data } = await events.until(({ type }) => type === 'update', 'the entry');
    assert.deepEqual([data.what, data.entries, data.new], ['entries', 2, ['e202611271009000200']]);
    assert.ok((await server.get(article.address)).text.includes('id="e202611271009000200"'));
    await api.must('POST', `articles/${article.id}/unpublish`);
    await events.until(({ data: { what } }) => what === 'withdrawn', 'the end');
    await events.ended;
    assert.equal((await server.get(`/events?page=${article.address}`)).status, 404);
  });

  test('only_reading_is_answered_and_robots_are_sent_away', async () => {
    assert.equal((await server.request('/events', { method: 'POST' })).status, 405);
    const head = await server.request('/events', { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.match(head.headers['content-type'], /^text\/event-stream/);
    assert.equal((await server.get('/events?page=/nyama/')).status, 404);
    assert.match((await server.get('/robots.txt')).text, /^Disallow: \/events$/m);
  });

  test('is_counted_for_operators', async () => {
    // The server hears of who has gone a moment later.
    for (const events of opened) events.close();
    await eventually(async () => (await server.figure('vestnik_event_streams')) === 0, 'nobody is left');
    const one = await open('/events');
    await one.until(({ type }) => type === 'ready', 'ready');
    assert.equal(await server.figure('vestnik_event_streams'), 1);
    assert.ok((await server.figure('vestnik_events_total')) > 0);
    one.close();
    await eventually(async () => (await server.figure('vestnik_event_streams')) === 0, 'one less');
  });

  // Whoever is left when the time of a stop is over is cut off.
  test('every_stream_ends_before_it_is_cut_off_where_the_server_stops', async () => {
    const streams = await Promise.all(Array.from({ length: 20 }, () => open('/events')));
    assert.equal(await server.stop(), 0);
    server = undefined;
    for (const { ended } of streams) assert.ok(await ended, 'a stream was cut off');
  });
});
