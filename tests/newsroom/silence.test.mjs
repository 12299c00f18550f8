// The silence that the calendar of votes proposes for Bulgaria, also on days on which the clock is changed.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { module_of } from './modules.mjs';

let bulgarian_silence;
before(async () => ({ bulgarian_silence } = await module_of('advertising/silence.ts')));

test('a Bulgarian silence goes from midnight before to the close of the polls by the clock on the wall', () => {
  const of = (day) => {
    const { from, until } = bulgarian_silence(new Date(day), 'Europe/Sofia');
    return [from.toISOString(), until.toISOString()];
  };
  assert.deepEqual(of('2026-11-15T00:00:00+02:00'), ['2026-11-13T22:00:00.000Z', '2026-11-15T18:00:00.000Z']);
  assert.deepEqual(of('2024-10-27T00:00:00+03:00'), ['2024-10-25T21:00:00.000Z', '2024-10-27T18:00:00.000Z'], 'a day of 25 hours');
  assert.deepEqual(of('2027-03-28T00:00:00+02:00'), ['2027-03-26T22:00:00.000Z', '2027-03-28T17:00:00.000Z'], 'a day of 23 hours');
  assert.deepEqual(of('2026-11-01T00:00:00+02:00'), ['2026-10-30T22:00:00.000Z', '2026-11-01T18:00:00.000Z'], 'the first of a month');
});
