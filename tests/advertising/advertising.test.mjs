// Advertising as its sellers and its readers meet it: booked through the API, served in the page, counted to the last
// showing, lawful where it is political.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import http from 'node:http';
import {
  Vestnik, bodyOf, decodeEntities, eventually, newFolder, newToken, removeFolders, runWell, visibleText,
} from '../portal/vestnik.mjs';

after(removeFolders);

const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
const day = 24 * 3600 * 1000;
const at = (offset) => new Date(Date.now() + offset).toISOString();

/** An installation with two sellers, so that one can approve what the other has made. */
async function open(t) {
  const data = await newFolder();
  const named = async (name, role) => {
    const { stdout } = await runWell('token', 'add', '--role', role, '--name', name, '--data', data);
    return stdout.trimEnd().split('\n').at(-1);
  };
  const administrator = await newToken(data);
  const [first, second] = [await named('Продажби', 'advertising'), await named('Контрол', 'advertising')];
  const world = { data, first, second };
  world.serve = async (...more) => {
    world.server = await Vestnik.serve(data, ...more);
    world.office = world.server.api(first);
    world.checker = world.server.api(second);
    world.newsroom = world.server.api(administrator);
  };
  t.after(() => world.server.kill());
  await world.serve('--threads', '2');
  await world.newsroom.must('PUT', 'sites/news.example', { name: 'Вестник', language: 'bg' });
  for (const [slug, name] of [['svyat', 'Свят'], ['krimi', 'Криминални']]) {
    await world.newsroom.must('PUT', `sections/${slug}`, { name });
  }
  world.article = await world.newsroom.addPublished({ headline: 'Нов мост', section: 'svyat', body: bodyOf('Едно.', 'Две.') });
  world.crash = await world.newsroom.addPublished({ headline: 'Тежка катастрофа', section: 'krimi', body: bodyOf('Едно.') });
  world.advertiser = await world.office.must('POST', 'advertising/advertisers', { name: 'Хлебозавод „Нива“' });
  return world;
}

const booking = (more = {}) => ({ from: at(-day), until: at(30 * day), ...more });

async function addCampaign(world, more = {}, creative = {}) {
  const campaign = await world.office.must('POST', 'advertising/campaigns', {
    advertiser: world.advertiser.id, name: 'Пролет', goal: 'share', amount: 10000, booking: booking(),
    declaration: { political: false, by: 'И. Продавач' }, ...more,
  });
  const made = await world.office.must('POST', `advertising/campaigns/${campaign.id}/creatives`, {
    kind: 'text', text: 'Пресен хляб всеки ден', address: 'https://niva.example/hlyab?a=1&b=2', ...creative,
  });
  return { id: campaign.id, creative: made.id };
}

async function run(world, more, creative) {
  const campaign = await addCampaign(world, more, creative);
  await world.office.must('POST', `advertising/campaigns/${campaign.id}/submit`);
  await world.checker.must('POST', `advertising/campaigns/${campaign.id}/approve`);
  return campaign;
}

const clicksIn = (html) => [...html.matchAll(/href="(\/ad\/(\d+)\/(\d)\/[0-9a-f]+)"/g)].map(([, path, creative]) => ({ path, creative: Number(creative) }));
const view = (world, target = world.article.address, headers = {}) => world.server.get(target, { headers: { ...browser, ...headers } });
/** With all that was shown before: the books are at most half a second behind. */
async function report(world, id) {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return world.office.must('GET', `advertising/campaigns/${id}/report`);
}

const political = {
  declaration: { political: true, by: 'П. Секретар' },
  price_cents: 100000,
  political: {
    sponsor: {
      name: 'Партия „Утро“', legal_name: 'Политическа партия Утро', email: 'office@utro.example',
      postal_address: 'ул. Първа 1, София', establishment: 'София, България', registration: '000000001',
    },
    uncontrolled: true, eligibility: 'entity', vote: 'parlament', amount_cents: 120000, campaign_cents: 500000,
    methodology: 'По тарифата на изданието, без отстъпки.', origin: 'private', territory: 'inside',
    repository: 'https://repository.example/1', suspended_before: false, targeting: false,
  },
};
const vote = (more = {}) => ({
  kind: 'election', country: 'BG', name_bg: 'Избори за Народно събрание', name_en: 'Parliamentary election',
  day: at(20 * day), silence_from: at(19 * day), silence_until: at(21 * day), information: 'https://cik.example/', ...more,
});

describe('a campaign', () => {
  test('is_served_labelled_counted_clicked_and_reported', async (t) => {
    const world = await open(t);
    const campaign = await run(world);
    let shown = 0;
    for (let i = 0; i < 50; ++i) {
      const page = await view(world, world.article.address, i % 2 ? { 'accept-encoding': 'identity' } : {});
      assert.equal(page.status, 200);
      assert.equal(page.headers['set-cookie'], undefined);
      shown += clicksIn(page.text).filter(({ creative }) => creative === campaign.creative).length;
    }
    assert.equal(shown, 50, 'one on each page');
    const page = await view(world);
    ++shown;
    const slot = /<aside class="slot slot-top"[^>]*>.*?<\/aside>/.exec(page.text)[0];
    assert.match(slot, /aria-label="Реклама в началото"/);
    assert.match(slot, /<a href="\/advertising\/\d+\/">Реклама<\/a>/);
    assert.doesNotMatch(page.headers['content-security-policy'], /unsafe|\*/);
    const [{ path }] = clicksIn(page.text);
    const click = await view(world, path, { referer: `http://127.0.0.1:${world.server.port}${world.article.address}` });
    assert.equal(click.status, 302);
    assert.equal(click.headers.location, 'https://niva.example/hlyab?a=1&b=2');
    assert.equal(click.headers['set-cookie'], undefined);
    const seen = await world.server.request(path.replace('/ad/', '/ad/seen/'), { method: 'POST', headers: browser });
    assert.equal(seen.status, 204);

    const figures = await report(world, campaign.id);
    assert.deepEqual(figures.total, { served: shown, viewable: 1, clicked: 1 });
    assert.equal(figures.by_slot.top.served, shown);
    assert.equal(figures.by_section.svyat.clicked, 1);
    const csv = await world.office.call('GET', `advertising/campaigns/${campaign.id}/report?format=csv`);
    assert.match(csv.headers['content-type'], /text\/csv/);
    const rows = csv.text.trim().split('\r\n').slice(1).map((line) => line.split(','));
    assert.equal(rows.reduce((sum, row) => sum + Number(row[5]), 0), shown);

    const { address } = await world.office.must('POST', `advertising/campaigns/${campaign.id}/report-link`);
    const linked = await world.server.get(`${address}report.json`);
    assert.deepEqual(linked.json().total, figures.total);
    assert.match(visibleText((await world.server.get(address)).text), /Пролет/);
    assert.equal((await world.server.get('/advertising/report/guessed/')).status, 404);
    const why = await world.server.get(`/advertising/${campaign.id}/?language=en`);
    assert.match(visibleText(why.text), /On behalf of Хлебозавод „Нива“/);
  });

  test('is_not_counted_for_machines_prefetches_heads_or_what_was_not_sent_again', async (t) => {
    const world = await open(t);
    const campaign = await run(world);
    for (const headers of [{}, { 'user-agent': 'Googlebot/2.1' }, { ...browser, 'sec-purpose': 'prefetch' }]) {
      assert.equal(clicksIn((await world.server.get(world.article.address, { headers })).text).length, 0);
    }
    await world.server.request(world.article.address, { method: 'HEAD', headers: browser });
    const page = await view(world);
    const again = await view(world, world.article.address, { 'if-none-match': page.headers.etag });
    assert.equal(again.status, 304);
    const [{ path }] = clicksIn(page.text);
    await world.server.get(path, { headers: { 'user-agent': 'curl/8' } });
    assert.deepEqual((await report(world, campaign.id)).total, { served: 1, viewable: 0, clicked: 0 });
  });

  test('needs_a_second_person_and_steps_back_when_it_is_changed', async (t) => {
    const world = await open(t);
    const campaign = await addCampaign(world);
    assert.equal((await world.checker.call('POST', `advertising/campaigns/${campaign.id}/approve`)).status, 409);
    await world.office.must('POST', `advertising/campaigns/${campaign.id}/submit`);
    assert.equal((await world.office.call('POST', `advertising/campaigns/${campaign.id}/approve`)).status, 403);
    assert.equal(clicksIn((await view(world)).text).length, 0);
    await world.checker.must('POST', `advertising/campaigns/${campaign.id}/approve`);
    assert.equal(clicksIn((await view(world)).text).length, 1);
    const changed = await world.office.must('PUT', `advertising/campaigns/${campaign.id}`, { name: 'Лято' });
    assert.equal(changed.state, 'submitted');
    assert.equal(clicksIn((await view(world)).text).length, 0, 'at the next request');
    await world.checker.must('POST', `advertising/campaigns/${campaign.id}/approve`);
    await world.office.must('POST', `advertising/campaigns/${campaign.id}/pause`);
    assert.equal(clicksIn((await view(world)).text).length, 0);
    const { history } = await world.office.must('GET', `advertising/campaigns/${campaign.id}/history`);
    assert.ok(history.some(({ what, by }) => what === 'approved' && by.includes('Контрол')));
  });

  test('is_refused_with_its_mistakes_named', async (t) => {
    const world = await open(t);
    const { id } = await addCampaign(world);
    const creative = async (given) => world.office.call('POST', `advertising/campaigns/${id}/creatives`, given);
    for (const [given, word] of [
      [{ kind: 'text', text: '', address: 'https://a.example/' }, /text/],
      [{ kind: 'text', text: 'Хляб', address: '' }, /target/],
      [{ kind: 'text', text: 'Хляб', address: 'javascript:alert(1)' }, /http/],
      [{ kind: 'picture', text: 'Хляб', image: 99999, address: 'https://a.example/' }, /picture/],
      [{ kind: 'text', text: 'Хляб', address: 'https://a.example/', slots: ['sky'] }, /slot/],
    ]) {
      const answer = await creative(given);
      assert.equal(answer.status, 400, JSON.stringify(given));
      assert.match(answer.json().detail, word);
    }
    for (const given of [{ booking: { ...booking(), until: at(-2 * day) } }, { booking: { ...booking(), sections: ['nowhere'] } }, { amount: -1 }, { goal: 'fame' }]) {
      assert.equal((await world.office.call('PUT', `advertising/campaigns/${id}`, given)).status, 400, JSON.stringify(given));
    }
    const reporter = world.server.api(await newToken(world.data, 'reporter'));
    assert.equal((await reporter.call('GET', 'advertising/campaigns')).status, 403);
  });

  test('keeps_away_from_subjects_it_has_excluded', async (t) => {
    const world = await open(t);
    await run(world, { booking: booking({ excluded_words: ['катастроф'] }) });
    assert.equal(clicksIn((await view(world)).text).length, 1);
    assert.equal(clicksIn((await view(world, world.crash.address)).text).length, 0);
  });

  test('clicks_lead_nowhere_else', async (t) => {
    const world = await open(t);
    await run(world);
    const [{ path }] = clicksIn((await view(world)).text);
    for (const forged of [path.replace(/.$/, (c) => (c === '0' ? '1' : '0')), path.replace(/\/ad\/\d+/, '/ad/1'), '/ad/', '/ad/1/1/', `${path}/https://evil.example/`]) {
      const answer = await view(world, forged);
      assert.equal(answer.status, 404, forged);
      assert.equal(answer.headers.location, undefined);
    }
  });
});

test('totals_are_exact_after_kill_9_under_load', async (t) => {
  const world = await open(t);
  const campaign = await run(world, { goal: 'impressions', amount: 100000, booking: { from: at(-day), until: at(60_000) } });
  let shown = 0;
  for (let round = 0; round < 4; ++round) {
    let on = true;
    const agents = Array.from({ length: 4 }, () => new http.Agent({ keepAlive: true, maxSockets: 1 }));
    const readers = agents.map(async (agent) => {
      while (on) {
        try {
          const page = await world.server.get(world.article.address, { headers: browser, agent });
          shown += clicksIn(page.text).length;
        } catch {
          return; // cut off: what was not received whole is not counted here
        }
      }
    });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await world.server.kill();
    on = false;
    await Promise.all(readers);
    agents.forEach((agent) => agent.destroy());
    await world.serve('--threads', '2');
  }
  const { total } = await report(world, campaign.id);
  // An answer that was under way at each of the four cuts may have been counted and not received.
  assert.ok(total.served >= shown && total.served <= shown + 4 * 4, `${total.served} counted, ${shown} received`);
  assert.ok(shown > 200, `only ${shown}`);
  const campaigns = await world.office.must('GET', `advertising/campaigns/${campaign.id}`);
  assert.equal(campaigns.delivered, total.served);
});

test('a_small_budget_is_never_overrun', async (t) => {
  const world = await open(t);
  const campaign = await run(world, { goal: 'impressions', amount: 100, booking: { from: at(-day), until: at(60_000) } });
  // A busy machine writes its books slowly: asked until all is shown, and a while longer.
  let shown = 0, asked = 0, last = 0, end = Date.now() + 50_000;
  await Promise.all(Array.from({ length: 6 }, async () => {
    while (Date.now() < end) {
      const page = await view(world);
      const found = clicksIn(page.text).length;
      asked += 1;
      shown += found;
      if (found > 0) last = asked;
      if (shown >= 100) end = Math.min(end, Date.now() + 2_000);
    }
  }));
  const books = await world.office.must('GET', `advertising/campaigns/${campaign.id}`);
  assert.equal(shown, 100, `${shown} shown in ${asked} pages, the last in ${last}; ${JSON.stringify(books)} ${world.server.log.slice(-2000)}`);
  assert.equal((await report(world, campaign.id)).total.served, shown);
});

describe('a political advertisement', () => {
  test('cannot_run_without_every_particular', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await addCampaign(world, political);
    const whole = political.political;
    for (const [name, gone] of [
      ['sponsor', { ...whole.sponsor, email: '' }], ['methodology', ''], ['origin', ''], ['territory', ''], ['repository', ''],
      ['suspended_before', null], ['targeting', null], ['eligibility', ''], ['vote', ''], ['uncontrolled', false], ['amount_cents', 1],
    ]) {
      await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { [name]: gone } });
      const answer = await world.office.call('POST', `advertising/campaigns/${id}/submit`);
      assert.equal(answer.status, 400, name);
      assert.match(answer.json().input, /Article/, name);
      await world.office.must('PUT', `advertising/campaigns/${id}`, { political: { [name]: whole[name] } });
    }
    const { missing } = await world.office.must('GET', `advertising/campaigns/${id}`);
    assert.deepEqual(missing, []);
    await world.office.must('POST', `advertising/campaigns/${id}/submit`);
    const undeclared = await addCampaign(world, { declaration: null });
    assert.equal((await world.office.call('POST', `advertising/campaigns/${undeclared.id}/submit`)).status, 400);
  });

  test('is_labelled_and_leads_to_its_notice_in_both_languages_and_for_machines', async (t) => {
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
    for (const word of ['1200.00 EUR', '1000.00 EUR', '5000.00 EUR', 'office@utro.example', 'частни', 'По тарифата', 'https://repository.example/1', 'https://cik.example/', 'Сигнал']) {
      assert.ok(shown.includes(word), word);
    }
    assert.match(visibleText((await view(world, `${notice}?language=en`)).text), /This is a political advertisement\./);
    await report(world, campaign.id);
    const json = (await view(world, `/advertising/${campaign.id}.json`)).json();
    assert.equal(json.notice.amount_cents, 120000);
    assert.equal(json.reach.views, 1);

    // A correction is public at once, with what stood there before; the campaign waits for a second look.
    assert.equal((await world.office.call('PUT', `advertising/campaigns/${campaign.id}`, { political: { amount_cents: 130000 } })).status, 400);
    await world.office.must('PUT', `advertising/campaigns/${campaign.id}`, { political: { amount_cents: 130000 }, reason: 'сгрешена сума' });
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
  });

  test('is_silent_from_the_moment_that_the_silence_begins', async (t) => {
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

  test('of_a_foreign_sponsor_is_barred_in_the_three_months_before_a_vote', async (t) => {
    const world = await open(t);
    await world.office.must('PUT', 'advertising/votes/parlament', vote());
    const { id } = await addCampaign(world, { ...political, political: { ...political.political, eligibility: 'foreign' } });
    const answer = await world.office.call('POST', `advertising/campaigns/${id}/submit`);
    assert.equal(answer.status, 409);
    assert.match(answer.json().detail, /three months/);
  });

  test('is_chosen_by_the_page_alone_whoever_reads', async (t) => {
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

  test('can_be_reported_by_anybody_without_script_and_is_answered', async (t) => {
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
});

test('a_forecast_tells_what_is_expected_and_what_is_booked', async (t) => {
  const world = await open(t);
  for (let i = 0; i < 30; ++i) await view(world);
  const empty = await world.office.must('POST', 'advertising/forecast', booking());
  assert.equal(empty.booked, 0);
  await run(world, { goal: 'impressions', amount: 3000 });
  const booked = await world.office.must('POST', 'advertising/forecast', booking({ from: at(0) }));
  assert.ok(booked.booked > 2800 && booked.booked <= 3000, String(booked.booked));
  assert.equal((await world.office.call('POST', 'advertising/forecast', {})).status, 400);
});
