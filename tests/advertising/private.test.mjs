// E11, and what readers' browsers make of pages with advertising: nothing is kept, nothing comes from elsewhere, nothing
// moves. Every page of the demo but the reports' own (tests/reports), at most 500, with a campaign in every slot.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { launch } from '../newsroom/desk.mjs';
import { newFolder, newToken, removeFolders, runWell, Vestnik } from '../portal/vestnik.mjs';
import { at, day } from './office.mjs';

const most_pages = 500, pages_in_chromium = 12;
const canary = { agent: 'Mozilla/5.0 (Kanarche; rv:77) Gecko/20100101 Firefox/140.0', address: '203.0.113.77' };
let data, server, browser, paths;

before(async () => {
  data = await newFolder();
  await runWell('demo', '--data', data);
  server = await Vestnik.serve(data);
  browser = await launch();
  const office = server.api(await newToken(data, 'administrator', '--name', 'Продажби'));
  const checker = server.api(await newToken(data, 'administrator', '--name', 'Контрол'));
  const advertiser = await office.must('POST', 'advertising/advertisers', { name: 'Нива' });
  for (const slot of ['top', 'text', 'rail', 'reading', 'section', 'footer']) {
    const { id } = await office.must('POST', 'advertising/campaigns', {
      advertiser: advertiser.id, name: slot, goal: 'share', amount: 10000, booking: { from: at(-day), until: at(day), slots: [slot] },
      declaration: { political: false, by: 'И. Н.' },
    });
    const creative = slot === 'text' ? { kind: 'html', width: 300, height: 100, code: '<b>Хляб</b>' } : { kind: 'text' };
    await office.must('POST', `advertising/campaigns/${id}/creatives`, { text: 'Пресен хляб', address: 'https://niva.example/', ...creative });
    await office.must('POST', `advertising/campaigns/${id}/submit`);
    const approved = await checker.call('POST', `advertising/campaigns/${id}/approve`);
    assert.equal(approved.status, 200, approved.text);
  }
});
after(async () => {
  await browser?.close();
  await server?.stop();
  await removeFolders();
});

test('E11_no_page_sets_a_cookie_or_names_another_host_and_no_file_remembers_the_reader', async () => {
  const headers = { 'user-agent': canary.agent, 'x-forwarded-for': canary.address, cookie: 'before=1' };
  const seen = new Set(['/']), html = [];
  let advertised = 0;
  for (const target of seen) {
    const page = await server.get(target, { headers });
    assert.equal(page.headers['set-cookie'], undefined, target);
    if (page.status !== 200 || !/^text\/html/.test(page.headers['content-type'])) continue;
    html.push(target);
    if (/class="slot [^>]*>.*href="\/ad\//s.test(page.text)) advertised += 1;
    assert.match(page.headers['content-security-policy'], /default-src 'none'; script-src 'self'; style-src 'self'/, target);
    assert.doesNotMatch(page.text, /<script(?![^>]*(src="\/|type="application\/ld\+json"))/, `${target}: inline script`);
    assert.doesNotMatch(page.text, /<[^>]+\son[a-z]+\s*=|<style|<[a-z]+\s[^>]*\sstyle="/, `${target}: inline handler or style`);
    for (const [, loaded] of page.text.matchAll(/<(?:img|script|iframe|source|video|audio|link rel="(?:stylesheet|preload|icon)")[^>]*?\s(?:src|href|srcset)="([^"]+)"/g)) {
      assert.ok((loaded.startsWith('/') && !loaded.startsWith('//')) || loaded.startsWith('data:image/'), `${target} loads ${loaded}`);
    }
    for (const [, link] of page.text.matchAll(/<a[^>]+href="(\/[^"#]*)"/g)) {
      if (seen.size < most_pages && !/^\/(ad|media|newsroom|assets|report)\//.test(link)) seen.add(link.replaceAll('&amp;', '&'));
    }
  }
  assert.ok(html.length > 50, `${html.length} pages`);
  assert.ok(advertised > html.length / 2, `${advertised} of ${html.length} with campaigns`);
  paths = html;
  await server.stop();
  const files = (await readdir(data, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const entry of files) {
    const bytes = await readFile(path.join(entry.path ?? entry.parentPath, entry.name));
    for (const word of ['Kanarche', canary.address]) assert.equal(bytes.includes(word), false, `${entry.name} remembers ${word}`);
  }
  assert.doesNotMatch(server.log, /Kanarche|203\.0\.113\.77/);
  server = await Vestnik.serve(data);
});

for (const [name, options] of [['desktop', { viewport: { width: 1280, height: 860 } }], ['phone', { viewport: { width: 390, height: 800 }, isMobile: true, hasTouch: true }]]) {
  test(`E11_on_a_${name}_nothing_is_stored_probed_or_fetched_from_elsewhere_and_nothing_moves`, async () => {
    const context = await browser.newContext({ ...options, userAgent: canary.agent });
    const page = await context.newPage();
    const origin = `http://127.0.0.1:${server.port}`, complaints = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(`${origin}/`) && !request.url().startsWith('data:')) complaints.push(`elsewhere: ${request.url()}`);
    });
    await page.exposeBinding('vestnikComplain', (_, text) => complaints.push(text));
    await page.addInitScript(() => {
      const tell = globalThis.vestnikComplain;
      if (!tell) return;
      const trap = (thing, member) => {
        const usual = thing?.prototype?.[member];
        if (usual) thing.prototype[member] = function (...given) { tell(`used ${thing.name}.${member}`); return usual.apply(this, given); };
      };
      for (const [thing, member] of [[globalThis.Storage, 'setItem'], [globalThis.IDBFactory, 'open'], [globalThis.HTMLCanvasElement, 'toDataURL'], [globalThis.HTMLCanvasElement, 'getContext'],
        [globalThis.AudioContext, 'createOscillator'], [globalThis.RTCPeerConnection, 'createOffer'], [globalThis.CacheStorage, 'open']]) trap(thing, member);
      globalThis.shifted = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shifted += entry.value; }).observe({ type: 'layout-shift', buffered: true });
      addEventListener('securitypolicyviolation', (event) => tell(`policy: ${event.violatedDirective} ${event.blockedURI}`));
    });
    const chosen = (paths ?? ['/']).filter((_, at, all) => at % Math.ceil(all.length / pages_in_chromium) === 0);
    let slots = 0;
    for (const target of chosen) {
      await page.goto(origin + target, { waitUntil: 'load' });
      await page.evaluate(async () => {
        for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
          scrollTo(0, y);
          await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        }
      });
      const found = await page.evaluate(() => ({
        shifted: globalThis.shifted, cookies: document.cookie, kept: localStorage.length + sessionStorage.length,
        slots: [...document.querySelectorAll('.slot:has(> a[href^="/ad/"])')].map((slot) => ({ label: slot.querySelector('.slot-label')?.innerText.trim(), wide: slot.getBoundingClientRect().right > innerWidth + 1 })),
      }));
      slots += found.slots.length;
      for (const slot of found.slots) {
        assert.match(slot.label, /^(Реклама|Политическа реклама · Възложител: .+)$/, target);
        assert.equal(slot.wide, false, target);
      }
      assert.deepEqual([found.shifted, found.cookies, found.kept], [0, '', 0], target);
    }
    assert.ok(slots >= chosen.length, `${slots} slots on ${chosen.length} pages`);
    assert.deepEqual(complaints, []);
    assert.deepEqual(await context.cookies(), []);
    if (process.env.NEWSROOM_PICTURES) await page.screenshot({ path: path.join(process.env.NEWSROOM_PICTURES, `reader-${name}.png`), fullPage: true });
    await context.close();
  });
}
