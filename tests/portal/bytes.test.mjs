// What stitching costs a reader in bytes, on the pages of the demo portal.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { Vestnik, removeFolders } from './vestnik.mjs';

let server;
before(async () => {
  server = await Vestnik.demo();
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

test('an article page is less than 8 percent larger than gzip -9 of the whole page', async () => {
  const map = (await server.get('/sitemap.xml')).text;
  const paths = [...map.matchAll(/<loc>([^<]*)<\/loc>/g)].map(([, address]) => new URL(address).pathname);
  const articles = paths.filter((path) => path.split('/').length === 4 && !/^\/(author|topic|story)\//.test(path));
  assert.ok(articles.length > 50, `${articles.length} articles`);
  const excesses = [];
  for (const path of articles) {
    const { headers, body } = await server.get(path, { headers: { 'accept-encoding': 'gzip' } });
    assert.equal(headers['content-encoding'], 'gzip');
    const whole = gzipSync(gunzipSync(body), { level: 9 });
    excesses.push(100 * (body.length / whole.length - 1));
    assert.ok(body.length <= 1.08 * whole.length, `${path}: ${body.length} bytes, gzip -9 ${whole.length}`);
  }
  const mean = excesses.reduce((sum, each) => sum + each, 0) / excesses.length;
  console.log(`larger than gzip -9 by ${mean.toFixed(1)} % on average, ${Math.max(...excesses).toFixed(1)} % at most`);
});
