// What two people did to one article, together; and times as people type them.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { module_of } from './modules.mjs';

let merge_drafts, empty_draft, canonical, settled_topics, sittings_of, step_in_words, refusal_in_words, operation_in_words, compare, read_time, moment_of, odd_hour, show_time, show_due, appended;
before(async () => {
  ({ merge_drafts } = await module_of('saving/merge.ts'));
  ({ empty_draft, canonical, settled_topics } = await module_of('saving/draft.ts'));
  ({ sittings_of } = await module_of('saving/sittings.ts'));
  ({ step_in_words, refusal_in_words, operation_in_words } = await module_of('words/told.ts'));
  ({ compare } = await module_of('saving/compare.ts'));
  ({ read_time, moment_of, odd_hour, show_time, show_due } = await module_of('times.ts'));
  ({ appended } = await module_of('advertising/campaigns.ts'));
});

const paragraph = (text) => ({ type: 'paragraph', ...(text ? { content: [{ type: 'text', text }] } : {}) });
const draft = (...texts) => ({ ...empty_draft, headline: 'h', body: { type: 'doc', content: texts.map(paragraph) } });
const texts = (merged) => merged.draft.body.content.map((block) => (block.content ?? []).map((node) => node.text).join(''));
const conflicts = (merged) => merged.pieces.filter((piece) => piece.kind === 'conflict');

test('changes in different paragraphs go together', () => {
  const merged = merge_drafts(draft('a', 'b', 'c'), draft('a one', 'b', 'c'), draft('a', 'b', 'c two', 'd'));
  assert.deepEqual(conflicts(merged), []);
  assert.deepEqual(texts(merged), ['a one', 'b', 'c two', 'd']);
});

test('changes of different words of one paragraph go together', () => {
  const merged = merge_drafts(draft('The bridge opens on Friday'), draft('The old bridge opens on Friday'), draft('The bridge opens on Monday'));
  assert.deepEqual(conflicts(merged), []);
  assert.deepEqual(texts(merged), ['The old bridge opens on Monday']);
});

test('marks stay on their words', () => {
  const bold = { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'The bridge ' }, { type: 'text', text: 'opens', marks: [{ type: 'bold' }] }] }] };
  const merged = merge_drafts(draft('The bridge opens'), { ...draft(''), body: bold }, draft('The new bridge opens'));
  assert.deepEqual(merged.draft.body.content[0].content, [
    { type: 'text', text: 'The new bridge ' },
    { type: 'text', text: 'opens', marks: [{ type: 'bold' }] },
  ]);
});

test('a save whose answer was lost, and typing since, is no conflict', () => {
  const merged = merge_drafts(draft('one'), draft('one two three'), draft('one two'));
  assert.deepEqual(conflicts(merged), []);
  assert.deepEqual(texts(merged), ['one two three']);
});

test('the first paragraph, saved with a lost answer and gone on with, stands once', () => {
  const doc = (...texts) => ({ ...empty_draft, body: { type: 'doc', content: texts.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })) } });
  const texts_of = ({ draft }) => draft.body.content.map((block) => block.content[0].text);
  assert.deepEqual(texts_of(merge_drafts(doc(), doc('one two three'), doc('one two '))), ['one two three']);
  assert.deepEqual(texts_of(merge_drafts(doc(), doc('one', 'two three', 'four'), doc('one', 'two '))), ['one', 'two three', 'four']);
  assert.deepEqual(texts_of(merge_drafts(doc(), doc('one two three'), doc('one tw'))), ['one two three'], 'saved within a word');
  assert.deepEqual(texts_of(merge_drafts(doc('old'), doc('old', 'one two three'), doc('old', 'one two '))), ['old', 'one two three']);
  assert.deepEqual(texts_of(merge_drafts(doc(), doc('mine is this'), doc('theirs is that'))), ['theirs is that', 'mine is this']);
});

test('the same words changed by both are a conflict that holds both', () => {
  const merged = merge_drafts(draft('red'), draft('green'), draft('blue'));
  const [conflict] = conflicts(merged);
  assert.deepEqual([conflict.mine, conflict.theirs], [[paragraph('green')], [paragraph('blue')]]);
});

test('a headline changed by both is a conflict, bylines of both are kept', () => {
  const base = { ...draft('a'), authors: ['x'] };
  const merged = merge_drafts(base, { ...base, headline: 'mine', authors: ['x', 'y'] }, { ...base, headline: 'theirs', authors: ['x', 'z'] });
  assert.deepEqual(merged.texts, [{ field: 'headline', mine: 'mine', theirs: 'theirs' }]);
  assert.deepEqual(merged.draft.authors.toSorted(), ['x', 'y', 'z']);
});

test('a ledger goes on behind what somebody else has entered, and an entry whose answer was lost stands once', () => {
  const entry = (cents, more = {}) => ({
    on: '2026-11-27T12:00:00Z', by: 'publisher', kind: 'amount', cents, from: 'Партия „Утро“', origin: 'private', territory: 'inside', what: '', corrects: null, reason: '', ...more,
  });
  const saved = (cents, number) => ({ ...entry(cents), number, entered_by: 'Борис', entered_at: '2026-11-27T13:00:00Z' });
  const sums = (list) => list.map(({ number, cents }) => [number, cents]);
  const mine = [saved(100, 1), entry(300, { what: 'вноска ' })];
  assert.deepEqual(sums(appended(mine, [saved(100, 1), saved(200, 2)])), [[1, 100], [2, 200], [undefined, 300]]);
  assert.deepEqual(sums(appended(mine, [saved(100, 1), saved(200, 2), { ...saved(300, 3), what: 'вноска' }])), [[1, 100], [2, 200], [3, 300]]);
  assert.deepEqual(sums(appended([saved(100, 1), entry(100)], [saved(100, 1), saved(200, 2)])), [[1, 100], [2, 200], [undefined, 100]], 'the same sum once more is another payment');
});

test('whatever two people add, nothing of it is lost', () => {
  let seed = 7;
  const random = (below) => (seed = (seed * 1103515245 + 12345) % 2147483648) % below;
  for (let round = 0; round < 300; ++round) {
    const base = Array.from({ length: 1 + random(6) }, (_, i) => `p${i} word word word`);
    const edited = (sign) => {
      const out = [...base];
      for (let i = 0; i <= random(4); ++i) {
        const at = random(out.length);
        if (random(2)) out.splice(at, 0, `${sign}${round}x${i} fresh`);
        else out[at] = `${out[at]} ${sign}${round}x${i}`;
      }
      return out;
    };
    const [mine, theirs] = [edited('m'), edited('t')];
    const merged = merge_drafts(draft(...base), draft(...mine), draft(...theirs));
    const all = JSON.stringify([merged.pieces, merged.draft.body]);
    for (const sign of [...mine, ...theirs].join(' ').match(/[mt]\d+x\d/g) ?? []) assert.ok(all.includes(sign), `${sign} of round ${round}`);
  }
});

test('a comparison marks the words that differ', () => {
  const [row] = compare(draft('one two three').body, draft('one four three').body);
  assert.deepEqual(row.before.map(({ kind, text }) => [kind, text]), [['same', 'one '], ['deleted', 'two'], ['same', ' three']]);
  assert.deepEqual(row.after.map(({ kind, text }) => [kind, text]), [['same', 'one '], ['inserted', 'four'], ['same', ' three']]);
});

test('times are read as people write them, in the zone of the site', () => {
  const now = new Date('2026-11-24T10:00:00Z'); // noon in Sofia
  const read = (text) => read_time(text, 'Europe/Sofia', now)?.toISOString();
  assert.equal(read('18:00'), '2026-11-24T16:00:00.000Z');
  assert.equal(read('9:30'), '2026-11-25T07:30:00.000Z');
  assert.equal(read('tomorrow 9:30'), '2026-11-25T07:30:00.000Z');
  assert.equal(read('утре в 9:30'), '2026-11-25T07:30:00.000Z');
  // A Tuesday at noon.
  for (const [typed, day] of [['вторник 11:00', '2026-12-01T09'], ['вт 18:00', '2026-11-24T16'], ['в петък в 18:00', '2026-11-27T16'], ['Friday 18:00', '2026-11-27T16'], ['неделя 18:00', '2026-11-29T16'], ['mon 18:00', '2026-11-30T16'],
    ['пет. 18:00', '2026-11-27T16'], ['в чет. в 18:00', '2026-11-26T16'], ['thu. 18:00', '2026-11-26T16'], ['Thurs., 18:00', '2026-11-26T16'], ['ср. 18:00', '2026-11-25T16'], ['пет., 27.11. 18:00', '2026-11-27T16'], ['Friday 27 Nov 18:00', '2026-11-27T16']]) {
    assert.equal(read(typed), `${day}:00:00.000Z`, typed);
  }
  assert.equal(read('след 2 часа'), '2026-11-24T12:00:00.000Z');
  assert.equal(read('in 45 minutes'), '2026-11-24T10:45:00.000Z');
  const ahead = { 60: ['след час', 'след 1 час', 'след един час', 'in an hour', 'in one hour', 'in 1 h'], 30: ['след половин час', 'in half an hour', 'след 30 мин.'], 90: ['след час и половина', 'in an hour and a half'], 120: ['след два часа', 'in two hours'], 1: ['след минута', 'in a minute'] };
  for (const [minutes, said] of Object.entries(ahead)) {
    for (const typed of said) assert.equal(read(typed), new Date(now.getTime() + minutes * 60_000).toISOString(), typed);
  }
  assert.equal(read('24.11.2026 18:00:05'), '2026-11-24T16:00:05.000Z');
  assert.equal(read('2026-12-01T18:00'), '2026-12-01T16:00:00.000Z');
  assert.equal(read('2026-11-24T18:00:00+02:00'), '2026-11-24T16:00:00.000Z');
  for (const shown of ['28 Mar 2027, 04:30:00', '28 March 2027 4:30', 'Mar 28, 2027 at 4:30', '28.03.2027 г., 4:30:00 ч.', '28 март 2027 г. в 4:30']) {
    assert.equal(read(shown), '2027-03-28T01:30:00.000Z', shown);
  }
  assert.equal(read('1 sept 9:00'), '2027-09-01T06:00:00.000Z');
  for (const language of ['en', 'bg']) {
    for (let month = 0; month < 12; ++month) {
      const at = new Date(Date.UTC(2027, month, 9, 7, 5, 30));
      assert.equal(read(show_time(at, 'Europe/Sofia', language, true)), at.toISOString(), `${language} ${show_time(at, 'Europe/Sofia', language, true)}`);
      assert.equal(read(show_due(at, 'Europe/Sofia', language, true)), at.toISOString(), `${language} ${show_due(at, 'Europe/Sofia', language, true)}`);
    }
  }
  for (const none of ['31.02.2027 10:00', '31 Feb 2027 10:00', '3 moons 2027 10:00', '9 ju 10:00']) assert.equal(read(none), undefined, none);
  for (const wrong of ['четвъртък, 27.11. 18:00', 'Thu 27 Nov 18:00', 'в петък утре 18:00', 'next Friday 18:00', 'след много часа']) assert.equal(read(wrong), undefined, wrong);
  assert.match(show_due('2026-11-27T16:00:00Z', 'Europe/Sofia', 'bg'), /^пт, 27\.11\.2026/);
  assert.match(show_due('2026-11-27T16:00:00Z', 'Europe/Sofia', 'en'), /^Fri, 27 Nov 2026/);
  for (const nonsense of ['', 'soon', '25:00', '12', 'yesterday 10:00']) assert.equal(read(nonsense), undefined, nonsense);
});

test('clocks that change are followed', () => {
  const wall = (month, day, hour, minute) => ({ year: 2026, month, day, hour, minute, second: 0 });
  const at = (...parts) => moment_of(wall(...parts), 'Europe/Sofia').toISOString();
  assert.equal(at(3, 29, 2, 59), '2026-03-29T00:59:00.000Z');
  assert.equal(at(3, 29, 3, 30), '2026-03-29T01:30:00.000Z'); // skipped: 4:30 by then
  assert.equal(at(10, 25, 3, 30), '2026-10-25T00:30:00.000Z'); // twice: the first
  assert.equal(at(10, 25, 4, 0), '2026-10-25T02:00:00.000Z');
});

test('an hour that does not come, or comes twice, is known', () => {
  const odd = (text) => odd_hour(text, 'Europe/Sofia', new Date('2026-11-24T10:00:00Z'));
  assert.equal(odd('28.03.2027 3:30'), 'skipped');
  assert.equal(odd('31.10.2027 3:30'), 'repeated');
  for (const plain of ['28.03.2027 2:59', '28.03.2027 4:00', '31.10.2027 2:59', '31.10.2027 4:00', '18:00', 'soon', '2027-10-31T03:30:00+02:00']) assert.equal(odd(plain), null, plain);
});

test('saves of one person without a pause are one sitting, and what was published stands by itself', () => {
  const revision = (number, by, minute, published = false) => ({ number, by, at: `2026-11-24T10:${String(minute).padStart(2, '0')}:00Z`, headline: '', published });
  const newest_first = [revision(7, 'ana', 50), revision(6, 'ana', 49), revision(5, 'ana', 20), revision(4, 'ana', 19, true), revision(3, 'ana', 18), revision(2, 'ivan', 17), revision(1, 'ana', 16)];
  const numbers = sittings_of(newest_first).map(({ last, others }) => [last.number, ...others.map((each) => each.number)]);
  assert.deepEqual(numbers, [[7, 6], [5], [4, 3], [2], [1]]);
  assert.deepEqual(sittings_of([]), []);
});

test('steps and refusals of the server are said in the language of the interface', () => {
  const show = (at) => `<${at}>`;
  const step = (text, language = 'bg') => step_in_words(text, language, show);
  assert.equal(step('submitted'), 'Пратена за преглед');
  assert.equal(step('returned: published at 2026-11-24T16:00:00Z?'), 'Върната в чернови: published at 2026-11-24T16:00:00Z?');
  assert.equal(step('scheduled: 2026-11-24T16:00:00Z'), 'В график: <2026-11-24T16:00:00Z>');
  assert.equal(step('published as scheduled for 2026-11-24T16:00:00Z', 'en'), 'Published as scheduled for <2026-11-24T16:00:00Z>');
  assert.equal(
    step('could not be published at its time, 2026-11-24T16:00:00Z: the article is under an embargo: 2026-11-25T06:00:00Z (publish or schedule it for that time or later)'),
    'Не можа да се публикува в своето време, <2026-11-24T16:00:00Z>: статията е под ембарго: <2026-11-25T06:00:00Z> (публикувайте я или я сложете в график за този час или по-късно)',
  );
  assert.equal(step('changed, to be read again'), 'Променена, за нов преглед');
  assert.equal(step('assigned: ana@example.org'), 'Възложена: ana@example.org');
  assert.equal(step('assigned to nobody'), 'Вече не е възложена на никого');
  assert.equal(step('embargo: 2026-11-24T16:00:00Z'), 'Ембарго: <2026-11-24T16:00:00Z>');
  assert.equal(step('embargo lifted', 'en'), 'Embargo lifted');
  assert.equal(step('something new'), 'something new');

  assert.equal(refusal_in_words('the article is in the bin', 'bg'), 'Статията е в кошчето');
  assert.equal(refusal_in_words('ask an administrator of every site', 'bg'), 'Помолете администратор на всички сайтове');
  assert.equal(refusal_in_words('an article that is withdrawn cannot be submitted', 'bg'), 'Статия в състояние „оттеглена“ не търпи тази стъпка');
  assert.equal(refusal_in_words('ask an editor of its section', 'bg'), 'Помолете редактор от рубриката ѝ');
  assert.equal(refusal_in_words('an embargo is lifted or shortened by an editor', 'bg'), 'Ембарго се вдига или скъсява от редактор');
  assert.equal(refusal_in_words('the article is in the bin', 'en'), 'the article is in the bin');
  assert.equal(refusal_in_words('something new', 'bg'), 'something new');
  assert.equal(refusal_in_words('a password has at least 10 characters', 'bg'), 'Паролата има поне 10 знака');
  assert.equal(refusal_in_words('longer than 300 bytes', 'en', 'headline'), 'Headline: longer than 300 bytes');
  assert.equal(refusal_in_words('longer than 300 bytes', 'bg', 'headline'), 'Заглавие: по-дълго от допустимото (300 байта; буква на кирилица е два)');
  assert.equal(refusal_in_words('no such section', 'bg', 'section nikade'), 'Рубрика: няма такава рубрика');
  assert.equal(refusal_in_words('an article needs a headline', 'bg', 'headline'), 'Статията трябва да има заглавие');
  assert.equal(refusal_in_words('too many attempts; wait 12 seconds', 'bg'), 'Твърде много опити; изчакайте 12 секунди');
  assert.equal(operation_in_words('publishArticle', 'bg'), 'Публикува статия');
  assert.equal(operation_in_words('putPassword', 'bg'), 'Смени паролата си');
  assert.equal(operation_in_words('newOperation', 'en'), '');
});

test('new topics are the server’s once it has named them, and only where they are the same', () => {
  const [bridge, port] = [{ slug: 'мост', name: 'Мост' }, { slug: 'port', name: 'Пристанище' }];
  assert.deepEqual(settled_topics([bridge, port, 'city'], ['most', 'port', 'city']), [{ slug: 'most', name: 'Мост' }, port, 'city']);
  assert.equal(settled_topics([bridge, port], ['most']), null);
  assert.equal(settled_topics([bridge, port], ['most', 'city']), null);
  assert.deepEqual(settled_topics([], []), []);
});

test('a block that has no file yet is not sent, and what is around it stays whole', () => {
  const doc = (...content) => ({ type: 'doc', content });
  const [empty, kept] = [{ type: 'image', attrs: { asset: null, src: null } }, { type: 'image', attrs: { asset: 7 } }];
  for (const block of [empty, { type: 'video' }, { type: 'audio' }, { type: 'embed' }, { type: 'gallery', content: [empty] }]) {
    assert.deepEqual(canonical(doc(paragraph('one'), block)), doc(paragraph('one')), block.type);
    assert.deepEqual(canonical(doc(block)), doc({ type: 'paragraph' }), `${block.type} alone`);
    const box = { type: 'factBox', content: [block] };
    assert.deepEqual(canonical(doc(box)), doc({ ...box, content: [{ type: 'paragraph' }] }), `${block.type} in a box`);
  }
  assert.deepEqual(canonical(doc({ type: 'gallery', content: [empty, kept] })), doc({ type: 'gallery', content: [kept] }));
});

test('a picture keeps an address that the server takes, and no other', () => {
  const sent = (src) => canonical({ type: 'doc', content: [paragraph('one'), { type: 'image', attrs: { src } }] }).content[1]?.attrs.src;
  for (const good of ['https://example.org/a.jpg', 'HTTP://example.org', '/media/a.jpg', 'pictures/@a.jpg', 'https://example.org/@a/b.jpg']) assert.equal(sent(good), good);
  for (const bad of ['blob:https://example.org/1', 'data:image/png;base64,AAAA', 'file:///c:/a.png', '//example.org/a.jpg', 'https://me@example.org/a', 'https:///a', 'a b.jpg', `/${'a'.repeat(2_048)}`]) {
    assert.equal(sent(bad), undefined, bad.slice(0, 40));
  }
});

test('what the server would refuse a whole text for is not sent, or sent as it takes it', () => {
  const link = (attrs) => canonical({ type: 'text', text: 'a', marks: [{ type: 'link', attrs }] }).marks?.[0].attrs;
  assert.equal(link({ href: './Page', title: 'Page' }), undefined);
  assert.equal(link({ href: `https://a.example/${'a'.repeat(2_048)}` }), undefined);
  assert.equal(link({ href: 'https://me@a.example/' }), undefined);
  assert.deepEqual(link({ href: 'https://a.example/{b}|c', title: 'Page' }), { href: 'https://a.example/%7Bb%7D%7Cc', title: 'Page' });
  assert.deepEqual(link({ href: 'tel:+359 2 123' }), { href: 'tel:+3592123' });
  const attrs_of = (type, attrs) => canonical({ type, attrs }).attrs;
  assert.deepEqual(attrs_of('tableCell', { colspan: 2_000, rowspan: 3 }), { rowspan: 3 });
  assert.equal(attrs_of('orderedList', { start: -5 }), undefined);
  assert.deepEqual(attrs_of('image', { asset: 3, caption: true, credit: 5, align: 'middle' }), { asset: 3, credit: '5' });
  assert.equal(attrs_of('codeBlock', { language: 'c++ foo' }), undefined);
  assert.deepEqual(canonical({ type: 'paragraph', content: [{ type: 'text', text: 'a\ud83db\ud83d\ude00' }] }).content[0].text, 'a\ufffdb\ud83d\ude00');
});
