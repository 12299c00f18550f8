// C12, C13, F1, F5, F7: many readers, slow readers, readers who make up addresses and fields. Counts are small enough
// for any machine; SCALE=10 in the environment makes them those of a bad night.
import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { after, before, test } from 'node:test';
import { bodyOf, newToken, removeFolders, Vestnik } from '../portal/vestnik.mjs';
import { articlePath, demoData, memoryOf } from './serving.mjs';

const scale = Number(process.env.SCALE ?? 1);
let server, page, api;
before(async () => {
  server = await Vestnik.serve(await demoData());
  page = await articlePath(server);
  api = server.api(await newToken(server.data));
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

/** Connections from many addresses of the loopback, so that the bound of one address is not what is met. */
let opened = 0;
function connect(text) {
  return new Promise((resolve) => {
    opened += 1;
    const socket = net.connect({ port: server.port, host: '127.0.0.1', localAddress: `127.0.${1 + (opened >> 8) % 200}.${1 + opened % 250}` }, () => {
      socket.write(text);
      resolve(socket);
    });
    socket.on('error', () => resolve(socket));
    socket.pause();
  });
}
async function crowd(count, text) {
  const sockets = [];
  while (sockets.length < count) {
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(100, count - sockets.length) }, () => connect(text)))));
  }
  return sockets;
}
const status = async (target = page, headers = {}) => (await server.get(target, { headers })).status;

const slow = {
  'heads that never end (slowloris)': () => `GET ${page} HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: b`,
  'bodies that never come': () => 'POST /api/v1/articles HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\nx',
  'answers that nobody takes': () => `GET ${page} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Encoding: gzip\r\n\r\n`.repeat(20),
  'nothing at all': () => '',
  'many ranges': () => `GET ${page} HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=${Array.from({ length: 500 }, (_, at) => `${at}-`).join(',')}\r\n\r\n`,
};
for (const [name, text] of Object.entries(slow)) {
  test(`C12, F7: a thousand connections with ${name} keep nobody from reading and cost little memory`, async () => {
    await status();
    const count = 1_000 * scale;
    const before = await memoryOf(server.child.pid);
    const sockets = await crowd(count, text());
    for (let reader = 0; reader < 20; ++reader) assert.equal(await status(), 200);
    const each = ((await memoryOf(server.child.pid)) - before) / count;
    for (const socket of sockets) socket.destroy();
    assert.ok(each < 48 << 10, `${Math.round(each / 1024)} KB a connection`);
  });
}

test('F1: everybody asks for one page that nobody has rendered, and everybody gets the same', async () => {
  const sections = await server.get('/');
  const known = /href="\/([a-z-]+)\/"/.exec(sections.text)[1];
  const { slug, section } = await api.addPublished({
    headline: 'Изборна нощ', section: known, authors: [], topics: [], body: bodyOf('Първи резултати.'),
  });
  const target = `/${section}/${slug}/`;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 200 });
  const answers = await Promise.all(Array.from({ length: 1_000 * scale }, () => server.get(target, { agent, headers: { 'accept-encoding': 'gzip' } })));
  agent.destroy();
  assert.deepEqual([...new Set(answers.map((answer) => answer.status))], [200]);
  assert.equal(new Set(answers.map((answer) => answer.body.toString('latin1'))).size, 1);
});

test('F5: made-up query strings and addresses fill no memory and push out no page', async () => {
  const storm = async (make, count) => {
    for (let done = 0; done < count; done += 100) {
      const statuses = await Promise.all(Array.from({ length: 100 }, (_, index) => status(make(done + index))));
      assert.ok(statuses.every((each) => [200, 301, 404].includes(each)), String(new Set(statuses)));
    }
  };
  const made_up = [(index) => `${page}?utm_${index}=${index}`, (index) => `/?x=${index}`, (index) => `/nothing/${index}/`, (index) => `/${'a'.repeat(index % 1_000)}`];
  for (const make of made_up) await storm(make, 500);
  const before = await memoryOf(server.child.pid);
  for (const make of made_up) await storm(make, 2_000 * scale);
  const grown = (await memoryOf(server.child.pid)) - before;
  assert.ok(grown < 24 << 20, `${grown >> 20} MB for ${8_000 * scale} made-up addresses`);
  assert.equal(await status(), 200);
});

const poison = {
  'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http', 'x-forwarded-scheme': 'nothttps', 'x-forwarded-port': '1',
  'x-forwarded-for': '192.0.2.66', 'x-forwarded-server': 'evil.example', 'x-forwarded-prefix': '/evil', 'x-original-url': '/evil/',
  'x-rewrite-url': '/evil/', 'x-override-url': '/evil/', 'x-host': 'evil.example', forwarded: 'host=evil.example;proto=http',
  'x-http-host-override': 'evil.example', 'x-http-method-override': 'DELETE', 'x-method-override': 'POST', 'x-http-method': 'PUT',
  'x-real-ip': '192.0.2.66', 'x-client-ip': '192.0.2.66', 'true-client-ip': '192.0.2.66', 'cf-connecting-ip': '192.0.2.66',
  'x-originating-ip': '192.0.2.66', 'x-wap-profile': 'http://evil.example/', 'x-amz-website-redirect-location': 'http://evil.example/',
  origin: 'http://evil.example', referer: 'http://evil.example/', cookie: 'session=1; theme=evil', authorization: 'Basic ZXZpbDpldmls',
  'accept-language': 'xx-evil', 'user-agent': '<script>evil</script>', via: '1.1 evil.example', 'max-forwards': '0', te: 'trailers',
  'x-requested-with': 'evil', 'x-csrf-token': 'evil', pragma: 'evil', 'cache-control': 'no-store', 'save-data': 'on', dnt: '1',
  'x-frame-options': 'ALLOW', 'content-type': 'text/evil', 'upgrade-insecure-requests': '1', 'x-forwarded-ssl': 'off',
};
test('C13: no field that a client sends changes what the next reader gets', async () => {
  const clean = await server.get(page);
  for (const [name, value] of Object.entries(poison)) {
    const dirty = await server.get(page, { headers: { [name]: value } });
    assert.equal(dirty.status, 200, name);
    // What says that it is a browser may get another advertisement; the next reader must not.
    if (name !== 'user-agent') assert.equal(dirty.text, clean.text, name);
    assert.doesNotMatch(JSON.stringify(dirty.headers) + dirty.text, /evil|192\.0\.2\.66/, name);
    assert.equal((await server.get(page)).text, clean.text, `after ${name}`);
  }
});

test('C13: the newsroom is never answered from an address that a cache would keep', async () => {
  const key = { authorization: `Bearer ${api.token}` };
  const endings = ['.css', '.js', '.png', '/a.css', ';a.css', '%2fa.css', '%3fa.css', '%00.css', '%0a.css', '?a.css', '/..%2fa.js', '\\a.js'];
  for (const base of ['/api/v1/articles', '/api/v1/openapi.json', '/newsroom', '/api/v1/me', '/api/v1/assets']) {
    for (const ending of endings) {
      const answer = await server.get(base + ending, { headers: key });
      const kept = answer.headers['cache-control'] ?? '';
      const shared = /public|immutable|s-maxage/.test(kept) || (/max-age=[1-9]/.test(kept) && !/private/.test(kept));
      assert.ok(answer.status >= 300 || !shared, `${base}${ending}: ${answer.status} "${kept}"`);
    }
  }
});
