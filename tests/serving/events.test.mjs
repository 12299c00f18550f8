// Streams of events over TLS: HTTP/2, where many share a connection with pages, and HTTP/1.1.
import assert from 'node:assert/strict';
import http2 from 'node:http2';
import https from 'node:https';
import { after, before, test } from 'node:test';
import { bodyOf, newFolder, newToken, removeFolders, runWell } from '../portal/vestnik.mjs';
import { certificate, serveTls } from './serving.mjs';

let server, token;
before(async () => {
  const data = await newFolder();
  await runWell('demo', '--data', data + '/data');
  token = await newToken(data + '/data');
  server = await serveTls(data + '/data', await certificate());
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const until = async (stream, text) => {
  const end = Date.now() + 60_000;
  while (!stream.told.includes(text)) {
    assert.ok(Date.now() < end, `never told: ${text}; but: ${stream.told}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};
const listen = (stream) => {
  stream.told = '';
  stream.setEncoding('utf8').on('data', (part) => (stream.told += part));
  stream.on('error', () => {});
  return stream;
};
const asked = (session, headers) =>
  new Promise((resolve, reject) => {
    const stream = listen(session.request(headers));
    stream.on('response', (fields) => resolve(Object.assign(stream, { fields })));
    stream.on('error', reject);
  });
const publish = async (session, headline) => {
  const call = async (path, body) => {
    const stream = listen(session.request({ ':method': 'POST', ':path': '/api/v1/' + path, authorization: `Bearer ${token}`, 'content-type': 'application/json' }));
    stream.end(JSON.stringify(body));
    await new Promise((resolve) => stream.on('end', resolve));
    return JSON.parse(stream.told);
  };
  const { id } = await call('articles', { headline, section: 'politika', body: bodyOf('Текст.') });
  return call(`articles/${id}/publish`, {});
};

test('many_streams_of_one_connection_and_pages_beside_them', async () => {
  const session = http2.connect(`https://127.0.0.1:${server.port}`, { rejectUnauthorized: false });
  session.on('error', () => {});
  const streams = await Promise.all(Array.from({ length: 5 }, () => asked(session, { ':path': '/events' })));
  for (const { fields } of streams) {
    assert.equal(fields[':status'], 200);
    assert.match(fields['content-type'], /^text\/event-stream/);
    assert.equal(fields['content-length'], undefined);
  }
  const old = await new Promise((resolve, reject) => {
    https.get({ host: '127.0.0.1', port: server.port, path: '/events', rejectUnauthorized: false, agent: false }, (answer) => resolve(listen(answer))).on('error', reject);
  });
  for (const stream of [...streams, old]) await until(stream, 'event: ready');
  await publish(session, 'По защитена връзка');
  for (const stream of [...streams, old]) await until(stream, '"headline":"По защитена връзка"');
  streams[0].close(http2.constants.NGHTTP2_CANCEL);
  const page = await asked(session, { ':path': '/' });
  await new Promise((resolve) => page.on('end', resolve));
  assert.equal(page.fields[':status'], 200);
  await publish(session, 'И още една');
  for (const stream of [...streams.slice(1), old]) await until(stream, '"headline":"И още една"');

  const ended = Promise.all([...streams.slice(1), old].map((stream) => new Promise((resolve) => stream.on('close', resolve))));
  assert.equal(await server.stop(), 0);
  server = undefined;
  await ended;
  // What a stop had to wait for would have been cut off.
  assert.ok(old.complete, 'the stream of HTTP/1.1 came to its end');
  for (const stream of streams.slice(1)) assert.equal(stream.rstCode, http2.constants.NGHTTP2_NO_ERROR);
});
