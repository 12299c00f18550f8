// Pictures of other sites, as the newsroom asks the server for them.
import assert from 'node:assert/strict';
import { webcrypto } from 'node:crypto';
import { before, mock, test } from 'node:test';
import { module_of } from './modules.mjs';

globalThis.crypto ??= webcrypto;

let fetch_picture;
before(async () => ({ fetch_picture } = await module_of('fetching.ts')));

const answer = (status, value) => new Response(JSON.stringify(value), { status });
const settled = async () => {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
};

test('two are asked for at a time, the others wait for their turn', async () => {
  const asked = [], free = [];
  globalThis.fetch = (_, { body }) => {
    asked.push(JSON.parse(body).url);
    return new Promise((resolve) => free.push(() => resolve(answer(201, { id: asked.length }))));
  };
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => fetch_picture(`https://a.example/${name}`));
  for (const expected of [2, 3, 4, 5, 5]) {
    await settled();
    assert.equal(asked.length, expected);
    free.shift()();
    await new Promise(setImmediate);
  }
  assert.equal((await Promise.all(all)).length, 5);
});

test('while our own server is out of reach the same call is sent again; what another site refuses is not', async () => {
  const keys = [];
  mock.timers.enable({ apis: ['setTimeout'] });
  globalThis.fetch = (_, { headers }) => {
    keys.push(headers['Idempotency-Key']);
    return keys.length < 3 ? Promise.reject(new TypeError('Failed to fetch')) : Promise.resolve(answer(201, { id: 7 }));
  };
  const picture = fetch_picture('https://a.example/a.png');
  for (let turn = 0; turn < 4; turn += 1) {
    await settled();
    await new Promise(setImmediate);
    mock.timers.tick(2_000);
  }
  assert.equal((await picture).id, 7);
  assert.equal(new Set(keys).size, 1);
  assert.equal(keys.length, 3);
  mock.timers.reset();

  let asked = 0;
  globalThis.fetch = () => {
    asked += 1;
    return Promise.resolve(answer(503, { detail: 'the other site does not answer' }));
  };
  await assert.rejects(fetch_picture('https://a.example/a.png'), /does not answer/);
  assert.equal(asked, 1);
});
