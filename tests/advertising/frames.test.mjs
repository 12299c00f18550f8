// HTML5 files as agencies hand them in, made for other ad servers: in a real browser every way out of their frame is
// counted and ends where the creative says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../newsroom/desk.mjs';
import { booking, browser as reader, open, run } from './office.mjs';

let chromium;
before(async () => (chromium = await launch()));
after(() => chromium?.close());

const target = 'https://niva.example/hlyab?a=1&b=2';
const other = 'https://elsewhere.example/';
const file = (head, body) => `<!DOCTYPE html><html><head><meta name="ad.size" content="width=300,height=250">${head}
<style>#exit{display:block;width:300px;height:250px}</style></head><body>${body}</body></html>`;
const link = (href) => `<a id="exit" href="${href}">Хляб</a>`;
const button = (code) => `<div id="exit" onclick="${code}">Хляб</div>`;
const files = {
  'names a target of its own and opens it by a link that runs script':
    file(`<script>var clickTag = "${other}";</script>`, link('javascript:window.open(window.clickTag)')),
  'encodes the script of its link': file(`<script>var clickTag = "${other}";</script>`, link('javascript:void(window.open(clickTag,%20%22_blank%22))')),
  'opens it by a handler': file(`<script>var clickTag = "${other}";</script>`, button("window.open(clickTag, '_blank')")),
  'writes the name in capitals': file(`<script>window.clickTAG = "${other}";</script>`, button('window.open(clickTAG)')),
  'keeps its target in a constant': file(`<script>const clickTag = "${other}"; var leave = () => window.open(clickTag);</script>`, button('leave()')),
  'is strict': file(`<script>"use strict"; window.clickTag = "${other}"; window.leave = () => window.open(clickTag);</script>`, button('leave()')),
  'has a plain link': file('', link(other)),
  'keeps its clicks to itself': file('', `<div onclick="event.stopPropagation()">${link(other).replace('id=', 'target="_blank" id=')}</div>`),
  'opens an empty tab and leads it': file('', button(`var tab = window.open('', '_blank'); tab.location = '${other}'`)),
  'has a link with a handler': file(`<script>var clickTag = "${other}";</script>`, `<a id="exit" href="#" onclick="window.open(clickTag);return false">Хляб</a>`),
};

test('a_click_in_a_file_made_for_another_ad_server_is_counted_and_ends_at_the_target', async (t) => {
  const world = await open(t);
  for (const [name, code] of Object.entries(files)) {
    const campaign = await run(world, { name, booking: booking({ slots: ['text'] }) }, { kind: 'html', text: 'Хляб', width: 300, height: 250, code });
    const context = await chromium.newContext({ userAgent: reader['user-agent'] });
    const led = [];
    context.on('request', (request) => request.isNavigationRequest() && led.push(request.url()));
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${world.server.port}${world.article.address}`);
    await page.locator('.slot-text iframe').scrollIntoViewIfNeeded();
    const ended = context.waitForEvent('request', (request) => request.isNavigationRequest() && /niva|elsewhere/.test(request.url()));
    await page.frameLocator('.slot-text iframe').locator('#exit').click();
    assert.equal((await ended).url(), target, name);
    assert.ok(led.some((url) => new RegExp(`/ad/${campaign.creative}/\\d/`).test(url)), `${name}: through an address that counts: ${led}`);
    await context.close();
    await world.office.must('POST', `advertising/campaigns/${campaign.id}/end`);
  }
});
