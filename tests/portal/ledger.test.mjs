// Writers, a ledger outside of the program, and its death at any moment: whatever was acknowledged is there, once, as it
// was. VESTNIK_KILLS=2000 for a night (trust.md D1); VESTNIK_STORE for another database than SQLite.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { Vestnik, bodyOf, eventually, importWordpress, newFolder, newToken, removeFolders, runWell, seedExport } from './vestnik.mjs';

const kills = Number(process.env.VESTNIK_KILLS ?? 12);
const writers = 16;
const store = process.env.VESTNIK_STORE ? ['--store', process.env.VESTNIK_STORE] : [];

const article = (headline) => ({ headline, section: 'svyat', body: bodyOf('Текст.') });

after(removeFolders);

/** What was acknowledged: id → the newest headline and state that an answer told of. */
class Ledger {
  articles = new Map();
  /** Calls without an answer: what they asked for may have been done or not. */
  open = new Map();

  told(article) {
    const known = this.articles.get(article.id);
    if (!known || known.revision <= article.revision) this.articles.set(article.id, article);
    this.open.delete(article.id);
  }
}

async function checkAgainst(ledger, server, api) {
  for (const told of ledger.articles.values()) {
    const now = await api.must('GET', `articles/${told.id}`);
    assert.ok(now.revision >= told.revision, `article ${told.id}: revision ${told.revision} was told of, ${now.revision} is there`);
    if (now.revision === told.revision) assert.equal(now.headline, told.headline);
    else assert.equal(now.headline, ledger.open.get(told.id)?.headline, `article ${told.id} says what nobody wrote`);
    if (told.state === 'published') assert.equal((await server.get(now.address)).status, 200, now.address);
    // Whatever it became: what is there counts from now on.
    ledger.told(now);
  }
}

test('what_was_acknowledged_is_there_after_every_death', { timeout: 30 * 60_000 }, async (t) => {
  const data = await newFolder();
  await importWordpress(seedExport, data, ...store);
  const token = await newToken(data, 'administrator', ...store);
  const ledger = new Ledger();
  const repeated = [];
  let server;
  t.after(() => server?.kill());
  for (let round = 0; round <= kills; ++round) {
    server = await Vestnik.serve(data, ...store);
    const api = server.api(token);
    await checkAgainst(ledger, server, api);
    // A call that was sent when the program died is sent again: with its key it is never done twice.
    for (const { key, headline } of repeated.splice(0)) {
      const first = await api.must('POST', 'articles', article(headline), { 'idempotency-key': key });
      const second = await api.must('POST', 'articles', article(headline), { 'idempotency-key': key });
      assert.equal(second.id, first.id);
      // What was done before the death may still be on its way into the index.
      const listed = async () => (await api.must('GET', `articles?q=${encodeURIComponent(headline)}`)).items;
      await eventually(async () => (await listed()).length > 0, `${headline} in the list`);
      const items = await listed();
      assert.equal(items.length, 1, `${headline} is there ${items.length} times`);
      ledger.told(first);
    }
    if (round === kills) break;

    let on = true;
    const writer = async (number) => {
      const key = randomUUID(), headline = `Вписване ${round}-${number}-${key.slice(0, 8)}`;
      let added = false;
      try {
        const made = await api.must('POST', 'articles', article(headline), { 'idempotency-key': key });
        added = true;
        ledger.told(made);
        for (let save = 1; on; ++save) {
          const next = { headline: `${headline} запис ${save}` };
          ledger.open.set(made.id, next);
          ledger.told(await api.save(made.id, next));
          if (save % 3 === 0) {
            ledger.open.set(made.id, next);
            ledger.told(await api.publish(made.id));
          }
        }
      } catch (problem) {
        if (on) throw problem; // only the death may break a call
        if (!added) repeated.push({ key, headline });
      }
    };
    const work = Promise.all(Array.from({ length: writers }, (_, number) => writer(number)));
    await new Promise((resolve) => setTimeout(resolve, 50 + Math.random() * 450));
    on = false;
    await server.kill();
    await work;
  }
  await server.stop();
  await runWell('check', '--data', data, ...store);
  assert.ok(ledger.articles.size > kills, `${ledger.articles.size} articles`);
  t.diagnostic(`${kills} deaths, ${ledger.articles.size} articles, nothing that was acknowledged was missing`);
});
