// A running story: what joins it is on its page and under all its other articles at the very next request.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Vestnik, bodyOf, importWordpress, newFolder, newToken, removeFolders, seedExport } from './vestnik.mjs';

let server, api, reporter, agents;
before(async () => {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  const token = await newToken(data);
  const second = await newToken(data, 'reporter');
  server = await Vestnik.serve(data);
  api = server.api(token);
  reporter = server.api(second);
  agents = server.connections(4);
});
after(async () => {
  for (const agent of agents ?? []) agent.destroy();
  await server?.stop();
  await removeFolders();
});

const part = (headline, more = {}) => ({
  headline,
  deck: 'Подзаглавие',
  section: 'svyat',
  stories: [{ story: 'most', note: `Добавя: ${headline}`, key: false }],
  body: bodyOf('Текст.'),
  ...more,
});
async function onEveryThread(target, look) {
  await Promise.all(agents.map(async (agent) => look(await server.get(target, { agent }))));
}
const box = (text) => text.slice(text.indexOf('class="thread-box"'), text.indexOf('class="tail"'));

describe('a story', () => {
  test('is_where_its_articles_are_at_the_next_request', async () => {
    await api.must('POST', 'stories', { name: 'Мост', summary: 'Първо се срути.\n\nСега се строи.' });
    const first = await reporter.add(part('Мостът падна', { stories: [{ story: 'most', note: 'Започна', key: true }] }));
    await onEveryThread('/story/most/', ({ status }) => assert.equal(status, 404, 'a draft shows nothing'));
    await api.publish(first.id);
    await onEveryThread('/story/most/', ({ status, text }) => {
      assert.equal(status, 200);
      for (const words of ['Първо се срути.', 'Мостът падна', 'Започна', 'Ключов момент', 'Продължава']) assert.ok(text.includes(words), words);
    });
    const second = await api.addPublished(part('Мостът се строи'));
    await onEveryThread(first.address, ({ text }) => {
      assert.ok(box(text).includes('Мостът се строи'), 'the next part under the first');
      assert.ok(text.indexOf('class="story-foot"') < text.indexOf('class="thread-box"') && text.indexOf('class="thread-box"') < text.indexOf('class="tail"'));
    });
    await onEveryThread(second.address, ({ text }) => assert.ok(box(text).includes('Мостът падна')));
    assert.ok((await server.get('/story/most/feed.xml')).text.includes('Мостът се строи'));
    assert.ok((await server.get('/sitemap.xml')).text.includes('/story/most/'));

    await api.must('PUT', 'stories/most', { state: 'closed', slug: 'mostat' });
    await onEveryThread('/story/mostat/', ({ text }) => assert.ok(text.includes('Приключи')));
    const moved = await server.get('/story/most/');
    assert.equal(moved.status, 301);
    await onEveryThread(first.address, ({ text }) => assert.ok(box(text).includes('/story/mostat/')));

    await api.must('POST', `articles/${second.id}/unpublish`);
    await onEveryThread('/story/mostat/', ({ text }) => assert.ok(!text.includes('Мостът се строи')));
    await api.must('POST', `articles/${first.id}/unpublish`);
    await onEveryThread('/story/mostat/', ({ status }) => assert.equal(status, 404));
  });
});
