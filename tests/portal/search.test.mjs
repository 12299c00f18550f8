// What a reader of the demo portal finds: a curated set of queries with the stories that answer them, and what is
// suggested while typing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Vestnik, bodyOf, eventually, newToken, removeFolders } from './vestnik.mjs';

// What is typed, and the slug of the story that should come first. Several: any of them first, all among the first ten.
const queries = [
  // As the headline says it.
  ['пожар склад', 'pozhar-sklad-plovdiv'],
  ['розово масло', 'rozovo-maslo-tsena'],
  ['дванайсет часа в линейката', 'dvanayset-chasa-v-lineykata'],
  ['северното сияние', 'siyanieto-nad-tromso'],
  ['кооперацията не е спомен', 'kooperatsiyata-ne-e-spomen'],
  ['площадът с три имена', 'ploshtad-s-tri-imena'],
  ['тротоарът като изпит', 'trotoarat-kato-izpit'],
  ['електронно гласуване', 'elektronno-glasuvane-proben-den'],
  ['планината в шест цвята', 'planinata-v-shest-tsvyata'],
  ['кораб без екипаж', 'rotterdam-korab-bez-ekipazh'],
  // In other forms of the words.
  ['костенурка', 'chetiristotin-kostenurki-varna'],
  ['щъркел', 'dronat-broi-shtarkeli'],
  ['прилеп', 'prilepite-na-devetashka'],
  ['лозари', 'lozarite-i-gradushkata'],
  ['камбани', 'otkradnatata-kambana-se-varna'],
  ['писател', 'pisatelkata-koyato-ne-byrza'],
  ['кмет', 'interviu-kmetitsa-dolna-vereya'],
  ['водорасло', 'vodoraslite-koito-pravyat-plastmasa'],
  ['кукли', 'kukleniyat-teatar-bez-kukli'],
  ['гросмайстори', 'shahmatistkata-koyato-ne-pomni'],
  ['маратони', 'maratonat-s-poslednoto-myasto'],
  ['оркестри', 'orkestar-v-tseh-nomer-pet'],
  ['спасител', 'spasiteli-trima-vihren'],
  ['депутат', 'parlamentat-onlayn-pri-bedstvie'],
  ['спътници', 'malkiyat-sputnik-ot-plovdiv'],
  ['читалища', 'chitalishte-sto-i-petdeset'],
  ['библиотеки', 'podvizhnata-biblioteka'],
  ['сеизмолози', 'seizmologat-koyto-slusha-rodopite'],
  ['бури', 'burya-chernomorie-na-zhivo'],
  ['мозайки', 'mozaykata-pod-parkinga'],
  // Names and places.
  ['Иво Камбанин', 'seizmologat-koyto-slusha-rodopite'],
  ['Виолета Младежка', 'shahmatistkata-koyato-ne-pomni'],
  ['Ружа Теменужкова', 'pisatelkata-koyato-ne-byrza'],
  ['Аспарух Мъгленов', 'interviu-pediatar-telefonite'],
  ['Ротердам', 'rotterdam-korab-bez-ekipazh'],
  ['Рейкявик', 'reykyavik-topli-ulitsi'],
  ['Каварна вятър', 'vyatarat-plashta-smetkata'],
  ['изригване лед', 'antarktida-led-na-800-godini'],
  ['Вихрен туристи', 'spasiteli-trima-vihren'],
  ['Девня', 'mozaykata-pod-parkinga'],
  ['Марица Юнайтед', 'derbito-minuta-po-minuta'],
  // What it is about, in a reader's words.
  ['цени на жилища по градове', 'imotite-tri-grada'],
  ['воден режим села', 'vodniyat-rezhim-otpada'],
  ['измама пратка линк', 'falshivi-kurieri-shema'],
  ['електрически ферибот Варна', 'varna-electric-ferry', 'burya-chernomorie-na-zhivo'],
  ['изкуствен интелект съд', 'mashinata-v-sadebnata-zala'],
  ['влак Лисабон', 'vlakat-lisabon-talin'],
  ['жега', 'novata-karta-na-zhegata'],
  ['как да подам сигнал', 'kak-da-podadete-signal'],
  ['бюлетин', 'byuletin-denyat-v-pet-minuti'],
  // Exact phrases.
  ['„на живо“ буря', 'burya-chernomorie-na-zhivo'],
  ['"карта на жегата"', 'novata-karta-na-zhegata'],
  // Typed in Latin letters.
  ['pozhar', 'pozhar-sklad-plovdiv'],
  ['kostenurki', 'chetiristotin-kostenurki-varna'],
  ['biblioteka', 'podvizhnata-biblioteka'],
  ['severno siyanie', 'siyanieto-nad-tromso'],
  // English.
  ['beekeepers', 'beekeepers-of-strandzha'],
  ['flood maps of the Danube', 'danube-towns-share-one-flood-map'],
  ['chess club', 'sofia-chess-club'],
  ['bicycle makers', 'plovdiv-bicycle-maker'],
  ['seismologist', 'seismologist-rhodope'],
];

let server, api;
before(async () => {
  server = await Vestnik.demo();
  api = server.api(await newToken(server.data));
  await searchHasFollowed();
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

// Both indexes follow in the background and in order: where what is written now is found, so is all that came before.
let marks = 0;
async function searchHasFollowed() {
  const word = `бележка${++marks}`;
  const mark = await api.add({ headline: `Отметка ${word}`, section: 'nauka', body: bodyOf(`Само тук стои ${word}а.`) });
  await eventually(async () => (await listed(`${word}а`)).length === 1, `${word} in the newsroom`);
  await api.publish(mark.id);
  await eventually(async () => (await found(word)).length === 1, word);
  await api.must('POST', `articles/${mark.id}/unpublish`);
}
const listed = async (query) => (await api.must('GET', `articles?q=${encodeURIComponent(query)}`)).items.map(({ id }) => id);

/** Paths of the stories that a search lists, in its order. */
async function found(query) {
  const answer = await server.get(`/search?q=${encodeURIComponent(query)}`);
  assert.equal(answer.status, 200, query);
  const hits = answer.text.slice(answer.text.indexOf('class="search-hits"'), answer.text.indexOf('</main>'));
  return [...hits.matchAll(/class="card-headline"><a href="([^"]*)"/g)].map(([, path]) => path);
}

async function suggested(typed) {
  const answer = await server.get(`/search/suggest?q=${encodeURIComponent(typed)}`);
  assert.equal(answer.status, 200, typed);
  assert.match(answer.headers['content-type'], /^application\/json/);
  return answer.json().suggestions;
}

const slugOf = (path) => path.split('/').at(-2);

describe('a search', () => {
  test('brings what the reader meant first', async () => {
    assert.ok(queries.length >= 60, `${queries.length} queries`);
    let first = 0, reciprocal = 0, wanted = 0, among = 0;
    const misses = [];
    for (const [query, ...slugs] of queries) {
      const got = (await found(query)).slice(0, 10).map(slugOf);
      const rank = got.findIndex((slug) => slugs.includes(slug)) + 1;
      if (rank === 1) ++first;
      else misses.push(`${query}: ${rank === 0 ? 'not among the first ten' : `at ${rank}, after ${got[0]}`}`);
      reciprocal += rank === 0 ? 0 : 1 / rank;
      wanted += slugs.length;
      among += slugs.filter((slug) => got.includes(slug)).length;
    }
    console.log(`first: ${first} of ${queries.length}; mean reciprocal rank ${(reciprocal / queries.length).toFixed(3)}; ` +
      `among the first ten: ${among} of ${wanted}`);
    for (const miss of misses) console.log(`  ${miss}`);
    assert.ok(reciprocal / queries.length >= 0.93, misses.join('\n'));
    assert.ok(among / wanted >= 0.93, misses.join('\n'));
  });

  test('offers a word that is spelt as the newspaper spells it', async () => {
    const answer = await server.get(`/search?q=${encodeURIComponent('костенурики')}`);
    assert.match(answer.text, /class="suggestion"[^]*костенурки/);
  });

  test('finds a new story by itself, and not once it is withdrawn', async () => {
    const story = await api.addPublished({ headline: 'Зелевият цепелин кацна', section: 'nauka', body: bodyOf('Текст.') });
    await eventually(async () => (await found('цепелин')).length === 1, 'the story');
    await eventually(async () => (await suggested('цепел')).length === 1, 'the story among the suggestions');
    await api.must('POST', `articles/${story.id}/unpublish`);
    assert.deepEqual(await found('цепелин'), []);
    assert.deepEqual(await suggested('цепел'), []);
  });
});

describe('dates in a search', () => {
  let story;
  before(async () => {
    story = await api.addPublished({ headline: 'Порцелановият жерав отлетя', section: 'nauka', body: bodyOf('Текст.') });
    await eventually(async () => (await found('жерав')).length === 1, 'the story');
  });
  const shown = async (query, more = '') => (await server.get(`/search?q=${encodeURIComponent(query)}${more}`)).text;

  test('narrow it, in both languages', async () => {
    for (const query of ['порцеланов жерав днес', 'today порцеланов жерав', 'порцеланов жерав последните 2 дни', 'порцеланов жерав since 1 January 2020']) {
      assert.deepEqual((await found(query)).map(slugOf), [story.slug], query);
    }
    for (const query of ['порцеланов жерав вчера', 'порцеланов жерав last month', 'порцеланов жерав 12 май 2020', 'порцеланов жерав до 5 май 2021']) {
      assert.deepEqual(await found(query), [], query);
    }
  });

  test('are shown as what they were understood as, and can be taken away', async () => {
    const page = await shown('порцеланов жерав от 1 май 2020 до 5 май 2020');
    const dates = /<p class="search-dates"><span class="search-date">([^<]*)<\/span> <a href="([^"]*)">[^<]*<\/a> <a href="([^"]*)">/.exec(page);
    assert.ok(dates, page.slice(page.indexOf('<main'), page.indexOf('</main>')));
    assert.match(dates[1], /^1\sмай\s2020\sг\. – 5\sмай\s2020\sг\.$/);
    const without = await server.get(dates[2].replaceAll('&amp;', '&'));
    assert.ok(without.text.includes('Порцелановият жерав отлетя'));
    assert.ok(!without.text.includes('search-dates'));
    const words = await server.get(dates[3].replaceAll('&amp;', '&'));
    assert.equal(words.status, 200);
    assert.ok(!words.text.includes('search-dates'));
  });

  test('alone list what was published then, newest first', async () => {
    assert.equal(slugOf((await found('днес'))[0]), story.slug);
    assert.match(await shown('"днес"'), /class="list-count"/);
    assert.ok(!(await shown('"днес"')).includes('search-dates'), 'quoted words stay words');
  });

  test('whatever is typed is answered', async () => {
    for (const query of ['31 февруари 2026', 'от от от', '2026-99-99', 'преди 999 години', 'до', '1-1-1-1', '0000-00-00', 'последните 0 дни']) {
      assert.equal((await server.get(`/search?q=${encodeURIComponent(query)}&from=x&to=9999-99-99`)).status, 200, query);
    }
  });
});

describe('the newsroom', () => {
  test('finds a word in the body of a draft by itself, and no reader does', async () => {
    const draft = await api.add({ headline: 'Работно заглавие', section: 'nauka', body: bodyOf('Тук живее стъклен пингвин.') });
    await eventually(async () => (await listed('пингвините')).length === 1, 'the draft');
    assert.deepEqual(await listed('„стъклен пингвин“'), [draft.id]);
    assert.deepEqual(await found('пингвин'), []);
    const answer = await server.get(`/search?q=${encodeURIComponent('пингвинн')}`);
    assert.ok(!answer.text.includes('пингвин</a>'), 'nor is it offered as a spelling');
    await api.publish(draft.id);
    await eventually(async () => (await found('пингвин')).length === 1, 'the story');
  });
});

describe('while typing', () => {
  test('sections, people, topics, stories and headlines are suggested, and every address answers', async () => {
    const kinds = new Set();
    for (const typed of ['кул', 'ека', 'кос', 'boris', 'прил', 'zemede', 'Обще', 'the ', 'водата']) {
      for (const { kind, label, path } of await suggested(typed)) {
        kinds.add(kind);
        assert.ok(label.length > 0);
        assert.equal((await server.get(path)).status, 200, `${typed}: ${path}`);
      }
    }
    assert.deepEqual([...kinds].sort(), ['article', 'author', 'section', 'story', 'topic']);
  });

  test('a draft is never suggested', async () => {
    await api.add({ headline: 'Невидимият чучулигар', section: 'nauka', body: bodyOf('Текст.') });
    await searchHasFollowed();
    assert.deepEqual(await suggested('чучулиг'), []);
  });

  test('anything may be typed', async () => {
    for (const typed of ['', ' ', '*', '"', "'", '\\', '%00', '<script>', 'а'.repeat(900), '\u202e', '-', 'AND OR NOT', 'w*']) {
      const list = await suggested(typed);
      assert.ok(Array.isArray(list) && list.length <= 8, typed);
    }
  });
});
