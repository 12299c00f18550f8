// The same promise as leak.test.mjs, for whatever a newsroom does in whatever order. Work that publishes nothing changes
// not one byte, status or header of what strangers get; and of what is published, strangers get the published states
// alone. VESTNIK_SEED=N goes the same way again.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { crawl } from './crawl.mjs';
import { Events } from './events.mjs';
import { Vestnik, bodyOf, eventually, importWordpress, newFolder, newToken, removeFolders, seedExport, shared } from './vestnik.mjs';

const own = ['news24sofia.eu'];
const first_seed = Number(process.env.VESTNIK_SEED ?? Date.now() % 1_000_000);
const private_steps = 250, rounds = 6, steps_of_round = 30;

let server, api, low, pictures;
before(async () => {
  const data = await newFolder();
  await importWordpress(seedExport, data);
  const tokens = [await newToken(data), await newToken(data, 'media'), await newToken(data, 'advertising')];
  server = await Vestnik.serve(data);
  api = server.api(tokens[0]);
  low = tokens.slice(1).map((token) => server.api(token));
  const folder = path.join(shared, 'data/photos/orientation');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.jpg')).sort();
  pictures = await Promise.all(names.slice(2, 6).map((name) => readFile(path.join(folder, name))));
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

// A number below `end`, the same for the same seed (mulberry32).
function randomly(seed) {
  let state = seed >>> 0;
  return (end) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % end;
  };
}

// Words that stand nowhere else, each once.
let words_made = 0;
const word = () => `kanar${(words_made++).toString().padStart(5, '0')}x`;
const words_in = (text) => new Set(text.match(/kanar\d{5}x/g) ?? []);

/** New text in every field; the words that it consists of. */
function state() {
  const [headline, deck, description, body, topic] = [word(), word(), word(), word(), word()];
  return {
    words: [headline, deck, description, body, topic],
    must: [headline, deck, body],
    members: { headline, deck, description, body: bodyOf(body), topics: [{ slug: topic, name: topic }], section: 'svyat' },
  };
}

async function picture(index) {
  const asset = await api.must('POST', 'assets', pictures[index], { 'content-type': 'image/jpeg' });
  const [alt, credit, caption] = [word(), word(), word()];
  await api.must('PUT', `assets/${asset.id}`, { alt, credit, caption });
  return { id: asset.id, words: [alt, credit, caption] };
}

const probes = (articles) => [
  '/corrections/', '/search/suggest?q=kanar', '/search?q=kanar', '/events?page=/kanar/', '/preview/', '/api/v1/articles', '/api/v1/openapi.json',
  ...articles.flatMap(({ id, slug, address }) => [
    address, `${address}history/`, `${address}feed.xml`, `/svyat/${slug}/`, `/?p=${id}`, `/${slug}/`, `/topic/${slug}/`,
    `/search?q=${slug}`, `/search/suggest?q=${slug}`, `/api/v1/articles/${id}`, `/api/v1/articles/${id}/writing?shape=s`,
  ]),
];

// What a request says back about itself.
const but_for_the_query = (target, text) => {
  if (!target.startsWith('/search')) return text;
  const asked = new URLSearchParams(target.split('?')[1]).get('q') ?? '';
  return asked ? text.replaceAll(asked, '…').replaceAll(encodeURIComponent(asked), '…') : text;
};

async function everything(targets) {
  const seen = new Map();
  for (const [target, answer] of await crawl(server, { own, more: targets })) {
    // A topic or an author that is made begins an edition, of which pages and their tags are called anew: that one was
    // made shows in an ETag, and nothing of it.
    const headers = Object.fromEntries(Object.entries(answer.headers).filter(([name]) => name !== 'date' && name !== 'etag'));
    seen.set(target, { status: answer.status, headers: JSON.stringify(headers), text: answer.text, hash: createHash('sha256').update(answer.body).digest('hex') });
  }
  return seen;
}

test('work_that_publishes_nothing_changes_no_byte_for_strangers', async (t) => {
  t.diagnostic(`VESTNIK_SEED=${first_seed}`);
  const random = randomly(first_seed);
  const open = await api.addPublished({ ...state().members, slug: 'otkrita-novina' });
  const articles = [open];
  t.after(() => api.must('POST', `articles/${open.id}/unpublish`, {}));
  await eventually(async () => (await server.get(`/search?q=${open.headline}`)).text.includes(`${open.address}"`), 'it in the search');
  // Addresses that drafts will have are asked for before there are any.
  const future = Array.from({ length: 40 }, (_, i) => ({ id: open.id + 1 + i, slug: `taina-${i}`, address: `/svyat/taina-${i}/` }));
  const targets = [...new Set([...probes(articles), ...probes(future)])];
  const earlier = await everything(targets);
  const streams = await Promise.all(['/events', '/events?page=/svyat/', `/events?page=${open.address}`].map((each) => Events.open(server, each)));
  t.after(() => streams.forEach((each) => each.close()));

  let drafts = 0;
  const any = () => articles[random(articles.length)];
  const draft = () => (articles.length > 1 ? articles[1 + random(articles.length - 1)] : null);
  const steps = [
    async () => {
      if (drafts === future.length) return;
      const members = { ...state().members, slug: `taina-${drafts}`, breaking: random(2) === 0, pinned: random(2) === 0 };
      articles.push(await api.add(members));
      drafts += 1;
    },
    async () => api.must('PUT', `articles/${any().id}`, { ...state().members, slug: undefined }),
    async () => api.must('PUT', `articles/${any().id}`, { assignee: `${word()}@example.com` }),
    async () => api.must('POST', `articles/${any().id}/comments`, { text: word(), quote: word() }),
    async () => api.must('POST', `articles/${any().id}/preview`, {}),
    async () => api.must('POST', 'fronts/home/preview', { zones: [{ title: word(), rule: 'newest', pins: [{ article: any().id }] }] }),
    async () => draft() && api.call('POST', `articles/${draft().id}/submit`, {}),
    async () => draft() && api.call('POST', `articles/${draft().id}/schedule`, { at: '2099-01-01T00:00:00Z' }),
    async () => draft() && api.call('POST', `articles/${draft().id}/unschedule`, {}),
    async () => draft() && api.call('PUT', `articles/${draft().id}`, { embargo_until: '2098-01-01T00:00:00Z' }),
    async () => draft() && api.call('DELETE', `articles/${draft().id}`),
    async () => api.must('POST', `articles/${any().id}/revisions/1/restore`, {}),
    async () => api.must('PUT', `articles/${any().id}`, { lead_image: (await picture(random(pictures.length))).id }),
    async () => api.must('PUT', `authors/taen-${random(5)}`, { name: word(), bio: word() }),
    async () => draft() && api.call('PUT', `articles/${draft().id}`, { authors: [`taen-${random(5)}`] }),
  ];
  for (let step = 0; step < private_steps; ++step) await steps[random(steps.length)]();
  assert.ok(drafts > 5, 'there is something to hide');

  const later = await everything(targets);
  assert.deepEqual([...later.keys()].sort(), [...earlier.keys()].sort());
  const differing = [...earlier].filter(([target, answer]) => {
    const now = later.get(target);
    return now.status !== answer.status || now.hash !== answer.hash || now.headers !== answer.headers;
  });
  assert.deepEqual(differing.map(([target, { status }]) => `${target}: ${status}, then ${later.get(target).status}`), []);

  for (const { all, text } of streams) assert.deepEqual(all.filter(({ type }) => type !== 'ready'), [], text);

  // An address that waits for its day answers as one that never was.
  const plain = (answer, target) => answer.text.replaceAll(target, '').replaceAll(encodeURIComponent(target), '');
  const never = await server.get('/svyat/nikoga-ne-e-bila/');
  for (const { address } of articles.slice(1)) {
    const answer = await server.get(address);
    assert.equal(answer.status, never.status, address);
    assert.equal(plain(answer, address), plain(never, '/svyat/nikoga-ne-e-bila/'), address);
  }
  // Nor do those in the house who have no business with stories see more than readers do.
  for (const caller of low) {
    for (const { id } of articles.slice(1)) assert.equal((await caller.call('GET', `articles/${id}`)).status, 403);
    const listed = await caller.must('GET', 'articles?q=kanar&limit=200');
    assert.deepEqual(listed.items.map((line) => line.id).filter((id) => id !== open.id), []);
  }
});

for (let round = 0; round < rounds; ++round) {
  const seed = first_seed + 1 + round;
  test(`strangers_get_the_published_states_and_nothing_else_${round}`, async (t) => {
    t.diagnostic(`VESTNIK_SEED=${first_seed}, of this round ${seed}`);
    const random = randomly(seed);
    // Of each article: states by revision, which of them readers may see, and whether they may see it at all.
    const all = [];
    const states = new Map();
    const shown = ({ id, revision }) => states.get(`${id}-${revision}`);
    const noted = (article, words) => states.set(`${article.id}-${article.revision}`, words);
    const begin = async () => {
      const made = state();
      const lead = random(2) ? await picture(random(pictures.length)) : null;
      const article = await api.add({ ...made.members, slug: `${word()}`, ...(lead ? { lead_image: lead.id } : {}) });
      noted(article, made);
      all.push({ id: article.id, address: article.address, slug: article.slug, article, out: [], visible: false, notes: [] });
    };
    await begin();
    const pick = () => all[random(all.length)];
    const streams = await Promise.all(['/events', '/events?page=/svyat/'].map((each) => Events.open(server, each)));
    t.after(() => streams.forEach((each) => each.close()));
    const steps = [
      begin,
      async () => {
        const one = pick();
        const made = state();
        const answer = await api.call('PUT', `articles/${one.id}`, made.members);
        if (answer.status === 200) noted((one.article = answer.json()), made);
      },
      async () => {
        const one = pick();
        const answer = await api.call('POST', `articles/${one.id}/publish`, {});
        if (answer.status !== 200) return;
        one.article = answer.json();
        one.address = one.article.address;
        one.out.push(shown(one.article));
        one.visible = true;
      },
      async () => {
        const one = pick();
        const answer = await api.call('POST', `articles/${one.id}/unpublish`, {});
        if (answer.status === 200) one.visible = false;
      },
      async () => {
        const one = pick();
        if (random(4)) return;
        const answer = await api.call('POST', `articles/${one.id}/withdraw`, { reason: 'Оттеглена.' });
        if (answer.status === 200) one.visible = false;
      },
      async () => {
        const one = pick();
        const answer = await api.call('POST', `articles/${one.id}/revisions/1/restore`, {});
        if (answer.status !== 200) return;
        const first = states.get(`${one.id}-1`);
        noted((one.article = answer.json()), first);
      },
      async () => {
        const one = pick();
        const text = word();
        const answer = await api.call('POST', `articles/${one.id}/corrections`, { text });
        if (answer.status < 300) one.notes.push(text);
      },
      async () => api.must('POST', `articles/${pick().id}/comments`, { text: word() }),
    ];
    for (let step = 0; step < steps_of_round; ++step) await steps[random(steps.length)]();

    const allowed = new Set();
    for (const one of all.filter(({ visible }) => visible)) {
      for (const made of one.out) made.words.forEach((each) => allowed.add(each));
      one.notes.forEach((each) => allowed.add(each));
      allowed.add(one.slug);
      // Names of pictures go with whatever shows them.
    }
    // What was told when it was published may have been taken back since.
    const told = new Set(all.flatMap((one) => [...one.out.flatMap((made) => made.words), one.slug]));
    for (const { text } of streams) assert.deepEqual([...words_in(text)].filter((each) => !told.has(each)), []);
    const picture_words = new Set();
    for (const { items } of [await api.must('GET', 'assets?limit=200')]) {
      for (const asset of items) words_in(JSON.stringify(asset)).forEach((each) => picture_words.add(each));
    }
    const targets = [...new Set(probes(all))];
    const look = async () => {
      const wrong = [];
      for (const [target, answer] of await everything(targets)) {
        for (const found of words_in(but_for_the_query(target, answer.text))) {
          const of_address = target.includes(found);
          const told = allowed.has(found) || (picture_words.has(found) && all.some(({ visible }) => visible));
          if (!told && !of_address) wrong.push(`${found} at ${target} (${answer.status})`);
        }
      }
      return wrong;
    };
    // The search follows the change log on a thread of its own.
    let wrong = [];
    await eventually(async () => (wrong = await look()).length === 0, 'nothing but what is published', 120_000).catch(() => assert.deepEqual(wrong, []));
    for (const one of all) {
      const answer = await server.get(one.address);
      if (one.visible) for (const each of one.out.at(-1).must) assert.ok(answer.text.includes(each), `${each} on ${one.address}`);
      else assert.ok(answer.status === 404 || answer.status === 410, `${one.address} answered ${answer.status}`);
    }
    for (const one of all.filter(({ visible }) => visible)) await api.must('POST', `articles/${one.id}/unpublish`, {});
  });
}
