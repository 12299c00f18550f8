// What Regulation (EU) 2024/900 asks of a publisher, as readers and sellers meet it. Names begin with the acceptance
// tests (E1 to E11) that they stand for.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, test } from 'node:test';
import { decodeEntities, newFolder, runWell, Vestnik, visibleText } from '../portal/vestnik.mjs';
import { assertNoticesAreValid } from './notices.mjs';
import { addCampaign, at, booking, browser, clicksIn, day, entry, open, political, report, run, view, vote } from './office.mjs';

describe('a political advertisement', () => {
  test('E2_cannot_run_without_every_particular', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await addCampaign(world, political);
    const whole = political.political;
    for (const [name, gone] of [
      ['sponsor', { ...whole.sponsor, email: '' }], ['methodology', ''], ['repository', ''],
      ['suspended_before', null], ['targeting', null], ['eligibility', ''], ['vote', ''], ['uncontrolled', false],
    ]) {
      await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { [name]: gone } });
      const answer = await world.office.call('POST', `advertising/campaigns/${id}/submit`);
      assert.equal(answer.status, 400, name);
      assert.match(answer.json().input, /Article/, name);
      await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { [name]: whole[name] } });
    }
    // What the ledger says is part of it: no entry without its source, and not less than the price.
    const { political: { received } } = await world.office.must('GET', `advertising/campaigns/${id}`);
    for (const member of ['origin', 'territory', 'from', 'on']) {
      const wrong = { ...entry('publisher', 5000), [member]: member === 'on' ? null : '' };
      assert.equal((await world.office.call('PUT', `advertising/campaigns/${id}`, { political: { received: [...received, wrong] } })).status, 400, member);
    }
    const halved = [...received, entry('publisher', 50000, { corrects: 1, reason: 'половината' })];
    await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { received: halved } });
    const low = await world.office.call('POST', `advertising/campaigns/${id}/submit`);
    assert.equal(low.status, 400);
    assert.match(low.json().input, /12\(1\)\(d\)/);
    await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { received: [...halved, entry('publisher', 100000, { corrects: 4, reason: 'все пак цялата' })] } });
    const { missing } = await world.office.must('GET', `advertising/campaigns/${id}`);
    assert.deepEqual(missing, []);
    await world.office.must('POST', `advertising/campaigns/${id}/submit`);
    const undeclared = await addCampaign(world, { declaration: null });
    assert.equal((await world.office.call('POST', `advertising/campaigns/${undeclared.id}/submit`)).status, 400);
  });

  test('E1_E3_is_labelled_and_leads_to_its_notice_in_both_languages_and_for_machines', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const campaign = await run(world, political);
    const page = await view(world);
    const slot = /<aside class="slot slot-top slot-political"[^>]*>.*?<\/aside>/.exec(page.text)[0];
    const words = visibleText(slot);
    for (const word of ['Политическа реклама', 'Партия „Утро“', 'Избори за Народно събрание', 'Без насочване по лични данни']) {
      assert.ok(words.includes(word), `${word} in ${words}`);
    }
    const notice = /<a href="(\/advertising\/\d+\/)">Политическа реклама<\/a>/.exec(slot)[1];
    const shown = visibleText((await view(world, notice)).text);
    for (const word of ['1200,00 €', '1000,00 €', '5000,00 €', 'Какво е получено, запис по запис', 'office@utro.example', 'частни', 'По тарифата', 'https://repository.example/1', 'https://cik.example/', 'Сигнал']) {
      assert.ok(shown.includes(word), word);
    }
    assert.doesNotMatch(shown, /1200\.00/);
    const english = visibleText((await view(world, `${notice}?language=en`)).text);
    assert.match(english, /This is a political advertisement\./);
    assert.match(english, /€1,200\.00/);
    // In the order of the template (2025/1410), the same on the page and for machines.
    const labels = [...(await view(world, `${notice}?language=en`)).text.matchAll(/<dt>([^<]*)<\/dt>/g)].map(([, label]) => decodeEntities(label));
    assert.deepEqual(labels.filter((label) => !/^(of it|of them|Shown|Clicks|Last)/.test(label)), [
      'Sponsor', 'Ultimately controlled by', 'Paid by', 'Period', 'Amount received for this advertisement', 'Other benefits', 'Amount of the whole campaign',
      'Origin of the money', 'How the amounts were calculated', 'Linked to', 'Official information on taking part',
      'European repository of political advertisements', 'Report a problem with this advertisement', 'Suspended or discontinued before', 'Targeting',
    ]);
    const machine = (await view(world, `/advertising/${campaign.id}.json`)).json().notice;
    for (const word of [...Object.values(machine.sponsor), ...Object.values(machine.payer), machine.methodology, machine.european_repository, machine.vote.name_en, machine.vote.official_information]) {
      assert.ok(english.includes(word), `${word} on the page`);
    }
    await report(world, campaign.id);
    const json = (await view(world, `/advertising/${campaign.id}.json`)).json();
    assert.equal(json.notice.amount_cents, 120000);
    assert.equal(json.reach.views, 1);

    const { political: { received } } = await world.office.must('GET', `advertising/campaigns/${campaign.id}`);
    const corrected_ledger = [...received, entry('providers', 30000, { corrects: 2, reason: 'сгрешена сума' })];
    // A correction is public at once, with what stood there before; the campaign waits for a second look.
    assert.equal((await world.office.call('PUT', `advertising/campaigns/${campaign.id}`, { political: { received: corrected_ledger } })).status, 400);
    await world.office.must('PUT', `advertising/campaigns/${campaign.id}`, { political: { received: corrected_ledger }, reason: 'сгрешена сума' });
    assert.equal(clicksIn((await view(world)).text).length, 0);
    const corrected = (await view(world, `/advertising/${campaign.id}.json`)).json();
    assert.deepEqual(corrected.history.map((state) => state.notice.amount_cents), [130000, 120000]);
    assert.equal(corrected.history[0].reason, 'сгрешена сума');
    const administrator = await world.newsroom.call('DELETE', `advertising/campaigns/${campaign.id}`);
    assert.equal(administrator.status, 409, 'kept for seven years');

    const register = (await view(world, '/advertising/register.json?q=' + encodeURIComponent('утро'))).json();
    assert.equal(register.advertisements.length, 1);
    assert.match((await view(world, '/advertising/register.csv')).text, /Партия „Утро“/);
    assert.match(visibleText((await view(world, '/advertising/?q=' + encodeURIComponent('Утро'))).text), /Партия „Утро“/);
    assert.doesNotMatch(visibleText((await view(world, '/advertising/?q=' + encodeURIComponent('Залез'))).text), /Партия „Утро“/);
    assert.match(visibleText((await view(world, '/')).text), /Политически реклами/);

    const { sponsor } = political.political;
    await run(world, {
      ...political, name: 'Всичко останало',
      political: { ...political.political, uncontrolled: false, controller: { ...sponsor, name: 'Съюз' }, payer: { ...sponsor, name: 'Дарител' }, vote: '', process: 'Закон за водите', suspended_before: true, suspension: 'Веднъж.', received: [entry('publisher', 100000, { kind: 'benefit', what: 'Зала' })] },
    });
    assert.equal(await assertNoticesAreValid(world.server), 2);
    await world.office.must('POST', `advertising/campaigns/${campaign.id}/end`);
    assert.match(visibleText((await view(world, notice)).text), /Прекратена преди срока/);
    assert.match(visibleText((await view(world, `${notice}?language=en`)).text), /Ended before its time/);
    await world.office.must('PUT', `advertising/campaigns/${campaign.id}`, { political: { received: [...corrected_ledger, entry('providers', 40000, { corrects: 4, reason: 'още една фактура' })] }, reason: 'още една фактура' });
    assert.equal((await view(world, `/advertising/${campaign.id}.json`)).json().notice.amount_cents, 140000, 'corrected after its end');
    assert.equal(await assertNoticesAreValid(world.server), 2);
  });

  test('E3_notices_of_the_demo_are_as_the_schema_says', async (t) => {
    const data = await newFolder();
    await runWell('demo', '--data', data);
    const server = await Vestnik.serve(data);
    t.after(() => server.kill());
    assert.ok((await assertNoticesAreValid(server)) > 0);
  });

  test('E6_is_silent_from_the_moment_that_the_silence_begins', async (t) => {
    const world = await open(t);
    const begin = Date.now() + 4_000;
    await world.office.must('PUT', 'advertising/votes/parlament', vote({ day: at(day), silence_from: new Date(Math.ceil(begin / 1000) * 1000).toISOString(), silence_until: at(2 * day) }));
    await run(world, political);
    await run(world, { name: 'Хляб', booking: booking({ slots: ['footer'] }) });
    const silence = Math.ceil(begin / 1000) * 1000;
    let before = 0, after = 0;
    while (Date.now() < silence + 1_500) {
      const asked = Date.now();
      const page = await view(world);
      const held = page.text.includes('slot-political');
      if (Date.now() < silence) before += held ? 1 : 0;
      if (asked >= silence) after += held ? 1 : 0;
      assert.ok(page.text.includes('niva.example') || clicksIn(page.text).length > 0, 'others go on');
    }
    assert.ok(before > 0);
    assert.equal(after, 0);
  });

  test('E6_of_a_foreign_sponsor_is_barred_in_the_three_months_before_a_vote', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await addCampaign(world, { ...political, political: { ...political.political, eligibility: 'foreign' } });
    const answer = await world.office.call('POST', `advertising/campaigns/${id}/submit`);
    assert.equal(answer.status, 409);
    assert.match(answer.json().detail, /three months/);
  });

  test('E5_is_chosen_by_the_page_alone_whoever_reads', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    await run(world, { ...political, amount: 5000, booking: booking({ slots: ['top'] }) });
    const groups = [
      browser, { 'user-agent': 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148' },
      { ...browser, cookie: 'id=7', referer: 'https://elsewhere.example/' }, { ...browser, 'x-forwarded-for': '203.0.113.7', 'accept-language': 'en' },
    ];
    const shown = groups.map(() => 0), views = 400;
    for (let i = 0; i < views; ++i) {
      for (const [group, headers] of groups.entries()) shown[group] += (await view(world, world.article.address, headers)).text.includes('slot-political') ? 1 : 0;
      if (i % 7 === 0) await view(world); // so that the groups do not fall into step with the share
    }
    const mean = shown.reduce((sum, each) => sum + each, 0) / groups.length;
    const square = shown.reduce((sum, each) => sum + (each - mean) ** 2 / (mean * (1 - mean / views)), 0);
    assert.ok(square < 11.34, `chi-square ${square} of ${shown}`); // p > 0.01 with three degrees of freedom
  });

  test('E5_ten_thousand_readers_of_every_kind_are_shown_the_same', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    for (const [name, amount] of [['Едната', 4000], ['Другата', 3000]]) {
      await run(world, { ...political, name, amount, booking: booking({ slots: ['top'] }) }, { text: name });
    }
    const one_of = (list) => list[Math.floor(Math.random() * list.length)];
    const number = (below) => Math.floor(Math.random() * below);
    const address = () => `${1 + number(223)}.${number(256)}.${number(256)}.${1 + number(254)}`;
    // What is known of a reader from a request, and nothing else.
    const reader = () => {
      const agent = one_of(['phone', 'tablet', 'desktop']);
      const language = one_of(['bg', 'en', 'tr', '']);
      const known = { agent, language, cookie: number(2) === 1, referer: one_of(['none', 'search', 'own']), saves: number(2) === 1, place: number(4) };
      const headers = {
        'user-agent': {
          phone: `Mozilla/5.0 (iPhone; CPU iPhone OS ${10 + number(9)}_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148`,
          tablet: `Mozilla/5.0 (Linux; Android ${8 + number(8)}; SM-T${number(999)}) AppleWebKit/537.36 Chrome/${90 + number(60)}.0 Safari/537.36`,
          desktop: `Mozilla/5.0 (X11; Linux x86_64; rv:${90 + number(60)}.0) Gecko/20100101 Firefox/${90 + number(60)}.0`,
        }[agent],
        // As from four quarters of the network, by what proxies say of it.
        'x-forwarded-for': address().replace(/^\d+/, String(known.place * 55 + 1 + number(54))),
        ...(language && { 'accept-language': `${language};q=0.${1 + number(9)}` }),
        ...(known.cookie && { cookie: `id=${number(1e9)}; interest=${one_of(['politics', 'sport', 'none'])}` }),
        ...(known.referer !== 'none' && { referer: known.referer === 'own' ? `http://127.0.0.1:${world.server.port}/svyat/` : `https://search.example/?q=${number(1e6)}` }),
        ...(known.saves && { 'save-data': 'on', 'sec-ch-ua-platform': one_of(['"Android"', '"Windows"']), dnt: '1' }),
      };
      // The address itself, not what a proxy says of it.
      return { known, headers, agent: false, localAddress: `127.${number(256)}.${number(256)}.${2 + number(250)}` };
    };
    const views = 10_000, at_once = 20;
    const table = new Map(); // "agent=phone" to how often each was shown
    const shown_in_all = new Map();
    const look = async () => {
      const { known, ...options } = reader();
      const { status, text } = await world.server.get(world.article.address, options);
      assert.equal(status, 200);
      const shown = ['Едната', 'Другата'].find((name) => text.includes(`>${name}</a></aside>`)) ?? 'none';
      shown_in_all.set(shown, (shown_in_all.get(shown) ?? 0) + 1);
      for (const [what, value] of Object.entries(known)) {
        const row = table.get(`${what}=${value}`) ?? new Map();
        table.set(`${what}=${value}`, row.set(shown, (row.get(shown) ?? 0) + 1));
      }
    };
    await Promise.all(Array.from({ length: at_once }, async () => {
      for (let i = 0; i < views / at_once; ++i) await look();
    }));
    assert.equal(shown_in_all.size, 3, [...shown_in_all].join(' '));
    for (const what of ['agent', 'language', 'cookie', 'referer', 'saves', 'place']) {
      const rows = [...table].filter(([name]) => name.startsWith(`${what}=`)).map(([, row]) => row);
      let square = 0;
      for (const row of rows) {
        const in_row = [...row.values()].reduce((sum, each) => sum + each, 0);
        for (const [shown, in_column] of shown_in_all) {
          const expected = (in_row * in_column) / views;
          square += ((row.get(shown) ?? 0) - expected) ** 2 / expected;
        }
      }
      // p = 0.001 with 2, 4 and 6 degrees of freedom: six questions are asked.
      const bound = { 2: 13.82, 3: 18.47, 4: 22.46 }[rows.length];
      assert.ok(square < bound, `${what}: chi-square ${square}, ${JSON.stringify(rows.map((row) => Object.fromEntries(row)))}`);
    }
  });

  test('E4_can_be_reported_by_anybody_without_script_and_is_answered', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const form = await view(world, '/advertising/flag/?advertisement=12');
    assert.match(form.text, /<form class="flag-form" action="\/advertising\/flag\/" method="post">/);
    assert.match(form.text, /value="12"/);
    const send = (given) => world.server.request('/advertising/flag/', {
      method: 'POST', headers: { ...browser, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(given).toString(),
    });
    const incomplete = await send({ advertisement: '12', reasons: 'Няма <етикет>' });
    assert.equal(incomplete.status, 422);
    assert.match(decodeEntities(incomplete.text), /Няма <етикет>/);
    assert.match(visibleText(incomplete.text), /Попълнете всички полета/);
    for (const wrong of ['няма', 'r@example', '@example.org', 'r@.org', 'r@a@example.org']) {
      const refused = await send({ advertisement: '12', reasons: 'Няма етикет', name: 'Читател', email: wrong });
      assert.equal(refused.status, 422, wrong);
      assert.match(visibleText(refused.text), /Това не е имейл адрес/, wrong);
      assert.doesNotMatch(visibleText(refused.text), /Попълнете всички полета/, wrong);
    }
    const sent = await send({ advertisement: '12', reasons: 'Няма етикет', name: 'Читател', email: 'r@example.org' });
    assert.equal(sent.status, 303);
    const followed = sent.headers.location;
    assert.match(visibleText((await view(world, followed)).text), /Отговор до .* Решение още не/);
    const { flags } = await world.office.must('GET', 'advertising/flags?waiting');
    assert.equal(flags.length, 1);
    assert.ok(Date.parse(flags[0].due) - Date.now() <= 48 * 3600 * 1000, 'two days in the month before a vote');
    assert.equal((await world.office.call('POST', `advertising/flags/${flags[0].id}/decide`, { decision: 'upheld' })).status, 400);
    await world.office.must('POST', `advertising/flags/${flags[0].id}/decide`, { decision: 'upheld', explanation: 'Етикетът беше сложен.' });
    assert.match(visibleText((await view(world, followed)).text), /основателен.*Етикетът беше сложен\./);
    assert.equal((await view(world, '/advertising/flag/guessed/')).status, 404);
    const large = await send({ advertisement: '12', reasons: 'x'.repeat(20_000), name: 'Ч', email: 'r@example.org' });
    assert.equal(large.status, 413);
  });

  test('E2_goes_off_the_pages_within_a_second_when_a_particular_goes_missing', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    await run(world, political);
    assert.equal(clicksIn((await view(world)).text).length, 1);
    await world.office.must('PUT', 'advertising/votes/parlament', vote({ information: '' }));
    const changed = Date.now();
    let last = 0;
    while (Date.now() < changed + 2_500) if ((await view(world)).text.includes('slot-political')) last = Date.now();
    assert.ok(last < changed + 1_000, `still shown ${last - changed} ms later`);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    assert.equal(clicksIn((await view(world)).text).length, 1, 'and stands there again once it is right');
  });

  test('E1_keeps_its_label_for_phones_without_script_and_stays_out_of_feeds_and_print', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await run(world, political);
    for (const agent of [browser['user-agent'], 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148']) {
      for (const target of [world.article.address, '/', '/svyat/']) {
        const page = (await view(world, target, { 'user-agent': agent })).text;
        const slots = [...page.matchAll(/<aside class="slot [^"]*slot-political"[^>]*>.*?<\/aside>/g)].map(([slot]) => slot);
        assert.ok(slots.length > 0, target);
        for (const slot of slots) assert.ok(slot.includes(`<a href="/advertising/${id}/">Политическа реклама</a>`), target);
      }
    }
    // Where no label could stand, no advertisement does.
    for (const target of ['/feed.xml', '/feed.json', '/svyat/feed.atom', '/sitemap.xml']) {
      assert.doesNotMatch((await view(world, target)).text, /\/ad\/\d|Пресен хляб/, target);
    }
  });

  test('E7_tells_on_its_notice_what_the_books_say_after_kill_9', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await run(world, political);
    let received = 0;
    for (let cycle = 0; cycle < 3; ++cycle) {
      for (let i = 0; i < 20; ++i) received += clicksIn((await view(world)).text).length;
      await world.server.kill();
      await world.serve('--threads', '2');
    }
    const { total } = await report(world, id);
    const { reach, notice } = (await view(world, `/advertising/${id}.json`)).json();
    const register = (await view(world, '/advertising/register.json')).json().advertisements.find((each) => each.advertisement === id);
    const csv = (await view(world, '/advertising/register.csv')).text.split('\r\n').find((line) => line.startsWith(`${id},`)).split(',');
    assert.equal(total.served, received, 'each answer was whole before the process died');
    assert.equal(reach.views, received);
    assert.equal(register.reach.views, received);
    assert.ok(csv.includes(String(received)) && csv.includes('1200.00'));
    assert.equal(notice.amount_cents, 120000);
    assert.equal(notice.publisher_amount_cents, 100000);
  });

  test('E7_keeps_every_entry_of_its_ledger_that_was_answered_through_kill_9', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await run(world, political);
    const ledger = async () => (await world.office.must('GET', `advertising/campaigns/${id}`)).political.received;
    let answered = await ledger();
    for (let cycle = 0; cycle < 6; ++cycle) {
      const last = answered.length;
      const more = entry('publisher', 1000 + cycle, cycle % 2 ? { corrects: last, reason: 'поправка' } : {});
      await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { received: [...answered, more] }, reason: 'фактура' });
      await world.server.kill();
      await world.serve('--threads', '2');
      const kept = await ledger();
      assert.equal(kept.length, last + 1, 'what was answered is there');
      assert.deepEqual(kept.slice(0, last), answered, 'and nothing before it is different');
      assert.equal(kept[last].cents, 1000 + cycle);
      assert.equal(kept[last].entered_by, kept[0].entered_by);
      answered = kept;
    }
    const { notice, history } = (await view(world, `/advertising/${id}.json`)).json();
    const stands = answered.filter(({ number }) => !answered.some(({ corrects }) => corrects === number));
    assert.equal(notice.amount_cents, stands.filter(({ by }) => by !== 'campaign').reduce((sum, { cents }) => sum + cents, 0), 'to the cent');
    assert.equal(notice.whole_campaign_cents, stands.reduce((sum, { cents }) => sum + cents, 0));
    assert.equal(notice.received.length, answered.length);
    assert.equal(history.length, 7);
    assert.ok(notice.received.every((each) => !('from' in each)), 'who gave the money is not public');
    const asked = (sql) => {
      const done = spawnSync('sqlite3', ['-readonly', path.join(world.data, 'vestnik.db'), sql], { encoding: 'utf8' });
      assert.equal(done.status, 0, done.stderr);
      return done.stdout.trim();
    };
    assert.equal(asked('SELECT entry FROM political_postings GROUP BY campaign, entry HAVING SUM(cents) <> 0'), '', 'each entry has two sides');
    const received = asked("SELECT SUM(cents) FROM political_postings WHERE account LIKE 'received/%' AND account NOT LIKE 'received/campaign/%'");
    assert.equal(Number(received), notice.amount_cents + notice.benefits_cents);
  });

  test('E8_is_told_to_authorities_and_researchers_in_one_call', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await run(world, political);
    await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { methodology: 'С отстъпка.' }, reason: 'отстъпка' });
    const bundle = await world.office.must('GET', 'advertising/register');
    assert.equal(bundle.advertisements.length, 1);
    const [one] = bundle.advertisements;
    assert.deepEqual(one.notices.map((state) => state.notice.methodology), ['С отстъпка.', 'По тарифата на изданието, без отстъпки.']);
    assert.equal(one.campaign.declaration.by, 'П. Секретар');
    assert.equal(one.creatives[0].text, 'Пресен хляб всеки ден');
    assert.ok(one.history.some(({ what }) => what === 'approved'));
    assert.ok(one.campaign.political.received.every(({ from, entered_by }) => from === 'Партия „Утро“' && entered_by), 'with who gave the money');
    await world.checker.must('POST', `advertising/campaigns/${id}/approve`);
    await view(world);
    await report(world, id);
    const [shown] = (await world.office.must('GET', 'advertising/register')).advertisements;
    assert.equal(Date.parse(shown.due_at_european_repository) - Date.parse(shown.first_shown), 72 * 3600 * 1000, 'filed within 72 hours');
    assert.deepEqual(bundle.flags, []);
    assert.equal(bundle.votes[0].slug, 'parlament');
    const csv = await world.office.call('GET', 'advertising/flags?format=csv');
    assert.match(csv.headers['content-type'], /text\/csv/);
    assert.match(csv.text, /^id,receipt,received,due,decided,decision/);
  });
});

describe('any advertisement', () => {
  test('E9_says_on_whose_behalf_and_why_it_stands_there', async (t) => {
    const world = await open(t);
    const { id } = await run(world, { booking: booking({ sections: ['svyat'] }) });
    const [, why] = /<a href="(\/advertising\/\d+\/)">Реклама<\/a>/.exec((await view(world)).text);
    assert.equal(why, `/advertising/${id}/`);
    const words = visibleText((await view(world, `${why}?language=en`)).text);
    for (const word of ['On behalf of Хлебозавод „Нива“', 'Paid by Хлебозавод „Нива“', 'Section Свят', 'nothing about you is known']) {
      assert.ok(words.includes(word), `${word} in ${words}`);
    }
    assert.match(visibleText((await view(world, why)).text), /От името на Хлебозавод „Нива“|Хлебозавод „Нива“/);
  });
});

