// What the advertising desk does with a campaign that two people change at once, and with dates as people type them.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { module_of } from './modules.mjs';

let last_day_in, meanwhile, no_campaign, no_political, period_problem, read_day;
before(async () => {
  ({ last_day_in, meanwhile, no_campaign, no_political, period_problem, read_day } = await module_of('advertising/meanwhile.ts', 'advertising/campaigns.ts', 'times.ts'));
});
const changed = (campaign, how) => {
  const other = structuredClone(campaign);
  how(other);
  return other;
};

test('what the other has saved is taken over where it was not changed here, and told', () => {
  const base = changed(no_campaign(), (it) => Object.assign(it, { name: 'Хляб', amount: 100 }));
  const mine = changed(base, (it) => {
    it.amount = 200;
    it.booking.slots = ['top'];
  });
  const theirs = changed(base, (it) => {
    it.amount = 300;
    it.name = 'Пресен хляб';
    it.booking.slots = ['top'];
  });
  const found = meanwhile(base, mine, theirs);
  assert.deepEqual(found.taken, ['name']);
  assert.deepEqual(found.both, [{ part: 'amount', there: 300 }]);
  assert.equal(found.campaign.amount, 200);
  assert.equal(found.campaign.name, 'Пресен хляб');
  assert.deepEqual(found.campaign.booking.slots, ['top']);
});

test('of a ledger nothing is lost by either', () => {
  const entry = (cents) => ({ on: '2026-11-01T00:00:00Z', by: 'publisher', kind: 'amount', cents, from: 'А', origin: 'private', territory: 'inside', what: '', corrects: null, reason: '' });
  const base = changed(no_campaign(), (it) => Object.assign(it, { declaration: { political: true, by: 'Б' }, political: no_political() }));
  const mine = changed(base, (it) => it.political.received.push(entry(1)));
  const theirs = changed(base, (it) => it.political.received.push({ ...entry(2), number: 1 }));
  const found = meanwhile(base, mine, theirs);
  assert.deepEqual(found.campaign.political.received.map((each) => each.cents), [2, 1]);
  // Declared here to be political, while the other has changed its name.
  const declared = meanwhile(no_campaign(), mine, changed(no_campaign(), (it) => (it.name = 'Друга')));
  assert.equal(declared.campaign.name, 'Друга');
  assert.equal(declared.campaign.declaration.political, true);
  assert.equal(declared.campaign.political.received.length, 1);
});

test('a day without an hour begins a period in its first moment and ends it in its last', () => {
  const zone = 'Europe/Sofia', now = new Date('2026-11-27T12:00:00Z');
  const read = (text, edge) => read_day(text, zone, edge, now)?.toISOString() ?? null;
  assert.equal(read('31.05.2027', 'begins'), '2027-05-30T21:00:00.000Z');
  assert.equal(read('31.05.2027', 'ends'), '2027-05-31T21:00:00.000Z');
  assert.equal(read('2027-05-31', 'ends'), '2027-05-31T21:00:00.000Z');
  assert.equal(read('31.10.2026 г.', 'ends'), '2026-10-31T22:00:00.000Z');
  assert.equal(read('25.10.2026', 'ends'), '2026-10-25T22:00:00.000Z', 'a day of 25 hours');
  assert.equal(read('днес', 'begins'), '2026-11-26T22:00:00.000Z');
  assert.equal(read('27.11.', 'begins'), '2026-11-26T22:00:00.000Z', 'today, not in a year');
  assert.equal(read('утре', 'ends'), '2026-11-28T22:00:00.000Z');
  for (const text of ['', '31.02.2027', 'next Friday', '18', 'понеделник и вторник']) assert.equal(read(text, 'begins'), null, text);
});

test('the last day of a period is told as it was typed', () => {
  const last = (end) => last_day_in(new Date(end), 'Europe/Sofia');
  assert.equal(last('2027-05-31T21:00:00Z'), '2027-05-31', 'until its end');
  assert.equal(last('2027-05-31T15:00:00Z'), '2027-05-31');
  assert.equal(last('2026-10-25T22:00:00Z'), '2026-10-25', 'a day of 25 hours');
});

test('a period in the wrong order, and a draft of what is past, are told at once', () => {
  const now = Date.parse('2026-11-27T12:00:00Z');
  const of = (from, until, state = 'draft') => period_problem({ booking: { from, until }, state }, now);
  assert.equal(of('2026-12-02T00:00:00Z', '2026-12-01T00:00:00Z'), 'backwards');
  assert.equal(of('2026-12-01T00:00:00Z', '2026-12-01T00:00:00Z'), 'backwards');
  assert.equal(of('2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z'), 'past');
  assert.equal(of('2026-11-01T00:00:00Z', '2026-11-20T00:00:00Z', 'approved'), '');
  assert.equal(of('2026-11-01T00:00:00Z', '2026-12-20T00:00:00Z'), '');
  assert.equal(of(null, '2026-12-20T00:00:00Z'), '');
  assert.equal(of(null, null), '');
});
