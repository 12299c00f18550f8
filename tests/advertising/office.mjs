// An installation with people who sell, for tests of advertising: one books, another approves; readers ask for pages.
import { after } from 'node:test';
import { Vestnik, bodyOf, newFolder, newToken, removeFolders, runWell } from '../portal/vestnik.mjs';

after(removeFolders);

export const browser = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0' };
export const day = 24 * 3600 * 1000;
export const at = (offset) => new Date(Date.now() + offset).toISOString();

/** An installation with two sellers, so that one can approve what the other has made. */
export async function open(t) {
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

export const booking = (more = {}) => ({ from: at(-day), until: at(30 * day), ...more });

export async function addCampaign(world, more = {}, creative = {}) {
  const campaign = await world.office.must('POST', 'advertising/campaigns', {
    advertiser: world.advertiser.id, name: 'Пролет', goal: 'share', amount: 10000, booking: booking(),
    declaration: { political: false, by: 'И. Продавач' }, ...more,
  });
  const made = await world.office.must('POST', `advertising/campaigns/${campaign.id}/creatives`, {
    kind: 'text', text: 'Пресен хляб всеки ден', address: 'https://niva.example/hlyab?a=1&b=2', ...creative,
  });
  return { id: campaign.id, creative: made.id };
}

export async function run(world, more, creative) {
  const campaign = await addCampaign(world, more, creative);
  await world.office.must('POST', `advertising/campaigns/${campaign.id}/submit`);
  await world.checker.must('POST', `advertising/campaigns/${campaign.id}/approve`);
  return campaign;
}

/** A file in the media library, as an asset. */
export function upload(world, name, type, bytes) {
  const bound = 'between';
  const form = Buffer.concat([Buffer.from(`--${bound}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`), bytes, Buffer.from(`\r\n--${bound}--\r\n`)]);
  return world.newsroom.must('POST', 'assets', form, { 'content-type': `multipart/form-data; boundary=${bound}` });
}

export const clicksIn = (html) => [...html.matchAll(/href="(\/ad\/(\d+)\/(\d)\/[0-9a-f]+)"/g)].map(([, path, creative]) => ({ path, creative: Number(creative) }));
export const view = (world, target = world.article.address, headers = {}) => world.server.get(target, { headers: { ...browser, ...headers } });
/** With all that was shown before: the books are at most half a second behind. */
export async function report(world, id) {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  return world.office.must('GET', `advertising/campaigns/${id}/report`);
}

/** An entry of a political advertisement's ledger; without more, money that the sponsor has paid. */
export const entry = (by, cents, more = {}) => ({ on: at(-day), by, kind: 'amount', cents, from: 'Партия „Утро“', origin: 'private', territory: 'inside', ...more });

export const political = {
  declaration: { political: true, by: 'П. Секретар' },
  price_cents: 100000,
  political: {
    sponsor: {
      name: 'Партия „Утро“', legal_name: 'Политическа партия Утро', email: 'office@utro.example',
      postal_address: 'ул. Първа 1, София', establishment: 'София, България', registration: '000000001',
    },
    uncontrolled: true, eligibility: 'entity', vote: 'parlament',
    received: [entry('publisher', 100000), entry('providers', 20000), entry('campaign', 380000)],
    methodology: 'По тарифата на изданието, без отстъпки.', repository: 'https://repository.example/1', suspended_before: false, targeting: false,
  },
};
export const vote = (more = {}) => ({
  kind: 'election', country: 'BG', name_bg: 'Избори за Народно събрание', name_en: 'Parliamentary election',
  day: at(20 * day), silence_from: at(19 * day), silence_until: at(21 * day), information: 'https://cik.example/', ...more,
});
