// TLS and HTTP/2 as browsers, curl and nghttp2's own tools meet them.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import http from 'node:http';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { eventually, removeFolders, Vestnik } from '../portal/vestnik.mjs';
import { articlePath, ask, certificate, connectHttp2, demoData, exec, portOf, serveTls } from './serving.mjs';

let server, files, session, page;

before(async () => {
  files = await certificate();
  server = await serveTls(await demoData(), files, '--https-redirect', '127.0.0.1:0');
  session = connectHttp2(server.port);
  page = await articlePath(server, (target) => ask(session, { ':path': target }));
});
after(async () => {
  session?.close();
  await server?.stop();
  await removeFolders();
});

const url = (target) => `https://127.0.0.1:${server.port}${target}`;
const curl = async (...args) => (await exec('curl', ['-sk', '--max-time', '20', ...args], { maxBuffer: 1 << 26 })).stdout;

/** A handshake: what was agreed on, or the error. */
const handshake = (options) =>
  new Promise((resolve) => {
    const socket = tls.connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false, ...options }, () => {
      const agreed = { protocol: socket.getProtocol(), cipher: socket.getCipher().name, alpn: socket.alpnProtocol,
        name: socket.getPeerCertificate().subject.CN };
      socket.destroy();
      resolve(agreed);
    });
    socket.on('error', (error) => resolve({ error: error.code ?? error.message }));
  });

test('the same page comes over HTTP/2 and HTTP/1.1, plain and in gzip', async () => {
  const [two, one] = await Promise.all([curl('--http2', url(page)), curl('--http1.1', url(page))]);
  assert.ok(two.includes('</html>'));
  assert.equal(two, one);
  assert.equal(await curl('--http2', '--compressed', url(page)), one);
  assert.equal(await curl('--http2', '-o', '/dev/null', '-w', '%{http_version}', url(page)), '2');
  assert.equal(await curl('--http1.1', '-o', '/dev/null', '-w', '%{http_version}', url(page)), '1.1');
});

test('ALPN: h2 where both can, http/1.1 where asked or silent, refused where only others are offered', async () => {
  assert.equal((await handshake({ ALPNProtocols: ['h2', 'http/1.1'] })).alpn, 'h2');
  assert.equal((await handshake({ ALPNProtocols: ['http/1.1'] })).alpn, 'http/1.1');
  assert.equal((await handshake({})).alpn, false);
  assert.ok((await handshake({ ALPNProtocols: ['imap'] })).error);
});

test('TLS 1.3, and 1.2 with forward secrecy and authenticated encryption only', async () => {
  assert.equal((await handshake({})).protocol, 'TLSv1.3');
  const two = await handshake({ maxVersion: 'TLSv1.2' });
  assert.equal(two.protocol, 'TLSv1.2');
  assert.match(two.cipher, /^ECDHE-.*(GCM|POLY1305)/);
  assert.ok((await handshake({ minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' })).error);
  for (const ciphers of ['AES128-SHA', 'AES128-GCM-SHA256', 'ECDHE-ECDSA-AES128-SHA']) {
    assert.ok((await handshake({ maxVersion: 'TLSv1.2', ciphers: `${ciphers}:@SECLEVEL=0` })).error, ciphers);
  }
});

test('who speaks HTTP in the clear to the TLS port gets no page', async () => {
  const answer = await new Promise((resolve) => {
    http.get({ port: server.port, host: '127.0.0.1' }, () => resolve('an answer')).on('error', () => resolve('none'));
  });
  assert.equal(answer, 'none');
});

test('conditional requests, HEAD and errors are the same over HTTP/2', async () => {
  const full = await ask(session, { ':path': page, 'accept-encoding': 'gzip' });
  assert.equal(full.status, 200);
  assert.equal(Number(full.headers['content-length']), full.body.length);
  const again = await ask(session, { ':path': page, 'accept-encoding': 'gzip', 'if-none-match': full.headers.etag });
  assert.equal(again.status, 304);
  assert.equal(again.body.length, 0);
  const head = await ask(session, { ':path': page, ':method': 'HEAD', 'accept-encoding': 'gzip' });
  assert.equal(head.headers['content-length'], full.headers['content-length']);
  assert.equal((await ask(session, { ':path': '/nothing/here/' })).status, 404);
  assert.equal((await ask(session, { ':path': page, ':method': 'POST' })).status, 405);
});

test('strict transport security is said over TLS and never in the clear', async () => {
  assert.match((await ask(session, { ':path': page })).headers['strict-transport-security'], /max-age=31536000/);
  assert.match(await curl('--http1.1', '-I', url(page)), /strict-transport-security: max-age=31536000/i);
  const clear = await Vestnik.serve(await demoData());
  assert.equal((await clear.get('/')).headers['strict-transport-security'], undefined);
  await clear.stop();
});

test('HTTP is redirected to HTTPS for our own hosts and for no other', async () => {
  const port = portOf(server, 'redirecting to HTTPS from');
  const host = new URL(JSON.parse((await ask(session, { ':path': '/feed.json' })).text).home_page_url).hostname;
  const get = (headers, method = 'GET') =>
    new Promise((resolve, reject) => {
      http.request({ port, host: '127.0.0.1', path: `${page}?a=b`, method, headers }, (answer) => {
        answer.resume();
        resolve(answer);
      }).on('error', reject).end();
    });
  const ours = await get({ host: `${host}:${port}` });
  assert.equal(ours.statusCode, 301);
  assert.equal(ours.headers.location, `https://${host}:${server.port}${page}?a=b`);
  assert.equal(ours.headers['strict-transport-security'], undefined);
  const other = await get({ host: 'evil.example' });
  assert.equal(other.statusCode, 421);
  assert.equal(other.headers.location, undefined);
  assert.equal((await get({ host }, 'POST')).statusCode, 403);
});

test('a renewed certificate is taken over, connections that are open stay', async () => {
  const before = connectHttp2(server.port);
  assert.equal((await ask(before, { ':path': page })).status, 200);
  await certificate('renewed', files.folder);
  await eventually(async () => (await handshake({})).name === 'renewed', 'the new certificate');
  assert.equal((await ask(before, { ':path': page })).status, 200);
  before.close();
  // A broken renewal changes nothing, and is told to the log.
  await writeFile(path.join(files.folder, 'cert.pem'), 'no certificate');
  await eventually(async () => server.log.includes('the certificate cannot be used'), 'the complaint');
  assert.equal((await handshake({})).name, 'renewed');
  await certificate('localhost', files.folder);
  await eventually(async () => (await handshake({})).name === 'localhost', 'the mended certificate');
});

test('a page that stays hot is sent as one piece of brotli, and each coding has its tag', async () => {
  const browser = { ':path': page, 'accept-encoding': 'gzip, deflate, br' };
  let whole;
  await eventually(async () => {
    const answers = await Promise.all(Array.from({ length: 70 }, () => ask(session, browser)));
    whole = answers.find(({ headers }) => headers['content-encoding'] === 'br');
    return whole !== undefined;
  }, 'brotli', 60_000);
  const plain = await ask(session, { ':path': page });
  assert.deepEqual(brotliDecompressSync(whole.body), plain.body);
  const pieces = await ask(session, { ':path': page, 'accept-encoding': 'gzip' });
  assert.ok(whole.body.length < pieces.body.length);
  assert.equal(whole.headers.vary, 'Accept-Encoding');
  assert.equal(new Set([whole, plain, pieces].map(({ headers }) => headers.etag)).size, 3);
  assert.equal((await ask(session, { ...browser, 'if-none-match': whole.headers.etag })).status, 304);
  assert.equal((await ask(session, { ...browser, 'if-none-match': pieces.headers.etag })).status, 304);
});

test('h2load: many streams over few connections, all answered', async () => {
  const { stdout } = await exec('h2load', ['-n', '2000', '-c', '4', '-m', '50', '-H', 'accept-encoding: gzip', url(page)]);
  assert.match(stdout, /2000 succeeded, 0 failed, 0 errored/);
  assert.match(stdout, /status codes: 2000 2xx/);
});

test('nghttp reads the page and our settings', async () => {
  const { stdout } = await exec('nghttp', ['-nv', '--no-dep', url(page)]);
  assert.match(stdout, /SETTINGS_MAX_CONCURRENT_STREAMS\(0x03\):100/);
  assert.match(stdout, /SETTINGS_MAX_HEADER_LIST_SIZE\(0x06\):/);
  assert.match(stdout, /:status: 200/);
});

test('a stop lets requests over HTTP/2 end', async () => {
  const other = await serveTls(await demoData(), files);
  const client = connectHttp2(other.port);
  await ask(client, { ':path': '/' });
  const under_way = Array.from({ length: 20 }, () => ask(client, { ':path': '/' }));
  await under_way[0];
  const ended = other.stop();
  for (const answer of await Promise.all(under_way)) assert.equal(answer.status, 200);
  client.close();
  assert.equal(await ended, 0);
});
