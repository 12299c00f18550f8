// HTTP/2 misused over a real TLS connection: the one who does it is told to go, everybody else is served meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import tls from 'node:tls';
import { removeFolders } from '../portal/vestnik.mjs';
import { ask, certificate, connectHttp2, demoData, memoryOf, serveTls } from './serving.mjs';

let server, honest;
before(async () => {
  server = await serveTls(await demoData(), await certificate(), '--admin-listen', '127.0.0.1:0');
  honest = connectHttp2(server.port);
  assert.equal((await ask(honest, {})).status, 200);
});
after(async () => {
  honest?.close();
  await server?.stop();
  await removeFolders();
});

const [DATA, HEADERS, PRIORITY, RST_STREAM, SETTINGS, PUSH_PROMISE, PING, GOAWAY, WINDOW_UPDATE, CONTINUATION] = [...Array(10).keys()];
function frame(type, flags, stream, payload = Buffer.alloc(0)) {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}
const literal = (name, value) => Buffer.concat([Buffer.from([0, name.length]), Buffer.from(name), Buffer.from([value.length]), Buffer.from(value)]);
const get = Buffer.concat([literal(':method', 'GET'), literal(':scheme', 'https'), literal(':authority', '127.0.0.1'), literal(':path', '/')]);
const small = Buffer.concat([get.subarray(0, get.length - literal(':path', '/').length), literal(':path', '/healthz')]);
const preface = Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(SETTINGS, 0, 0)]);
const number = (value) => Buffer.from([value >>> 24, value >>> 16 & 255, value >>> 8 & 255, value & 255]);

const connect = () => tls.connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false, ALPNProtocols: ['h2'] });

/** Each frame that comes, to `take`. */
function readFrames(socket, take) {
  let bytes = Buffer.alloc(0);
  socket.on('data', (part) => {
    bytes = Buffer.concat([bytes, part]);
    while (bytes.length >= 9 && bytes.length >= 9 + bytes.readUIntBE(0, 3)) {
      const size = bytes.readUIntBE(0, 3);
      take({ type: bytes[3], flags: bytes[4], stream: bytes.readUInt32BE(5), payload: bytes.subarray(9, 9 + size) });
      bytes = bytes.subarray(9 + size);
    }
  });
}

/** Sends `parts` in turn until the server ends the connection; the error of its GOAWAY. */
function misuse(parts, begin = preface) {
  return new Promise((resolve) => {
    const socket = connect();
    let goaway = null;
    let over = false;
    const done = () => {
      over = true;
      socket.destroy();
      resolve(goaway);
    };
    readFrames(socket, ({ type, payload }) => {
      if (type === GOAWAY) goaway = payload.readUInt32BE(4);
    });
    socket.on('error', done);
    socket.on('close', done);
    socket.setTimeout(15_000, done);
    socket.on('secureConnect', async () => {
      socket.write(begin);
      for (const part of parts) {
        if (over) return;
        if (!socket.write(part)) await new Promise((go) => { socket.once('drain', go); socket.once('close', go); });
        if (over) return;
        await new Promise((go) => setImmediate(go));
      }
    });
  });
}

/** Sends `parts` at once; every frame that comes back until `enough`. */
function conversation(parts, enough) {
  return new Promise((resolve, reject) => {
    const socket = connect();
    const frames = [];
    const done = () => (socket.destroy(), resolve(frames));
    readFrames(socket, (frame) => {
      frames.push(frame);
      if (enough(frames)) done();
    });
    socket.on('error', reject);
    socket.on('close', done);
    socket.setTimeout(15_000, done);
    socket.on('secureConnect', () => socket.write(Buffer.concat([preface, ...parts])));
  });
}
const ended = (frames, id) => frames.some(({ type, flags, stream }) => stream === id && (type === DATA || type === HEADERS) && (flags & 1) !== 0);
// A reset, or an answer of HPACK's static 400 (RFC 7541, appendix A, 12).
const refused = (frames, id) =>
  frames.some(({ type, stream, payload }) => stream === id && (type === RST_STREAM || (type === HEADERS && payload.includes(0x8c))));
const repeated = function* (count, make) {
  for (let index = 0; index < count; ++index) yield make(index);
};

const attacks = {
  'streams reset as soon as they are opened (CVE-2023-44487)': () =>
    repeated(5_000, (index) => Buffer.concat([frame(HEADERS, 5, 2 * index + 1, get), frame(RST_STREAM, 0, 2 * index + 1, number(8))])),
  'continuations without end (CVE-2024-28182)': function* () {
    yield frame(HEADERS, 1, 1, get);
    yield* repeated(5_000, () => frame(CONTINUATION, 0, 1, literal('x-a', 'b')));
  },
  'a flood of pings': () => repeated(5_000, () => frame(PING, 0, 0, Buffer.alloc(8))),
  'a flood of settings': () => repeated(5_000, () => frame(SETTINGS, 0, 0)),
  'a flood of priorities': () => repeated(5_000, (index) => frame(PRIORITY, 0, 2 * index + 1, Buffer.concat([number(0), Buffer.from([16])]))),
  'a flood of window updates': () => repeated(5_000, () => frame(WINDOW_UPDATE, 0, 0, number(1))),
  'a frame larger than allowed': () => [frame(PING, 0, 0, Buffer.alloc(20_000))],
  'a head on stream 0': () => [frame(HEADERS, 5, 0, get)],
  'stream numbers that go back, again and again': function* () {
    yield frame(HEADERS, 5, 5, get);
    yield* repeated(5_000, () => frame(HEADERS, 5, 3, get));
  },
  'an even stream number': () => [frame(HEADERS, 5, 2, get)],
  'HPACK that is none': () => [frame(HEADERS, 5, 1, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff]))],
  'a window that overflows': () => [frame(WINDOW_UPDATE, 0, 0, number(0x7fffffff))],
  'a window that opens by nothing': () => [frame(WINDOW_UPDATE, 0, 0, number(0))],
  'a head larger than a frame may be': () => [frame(HEADERS, 5, 1, Buffer.concat([get, Buffer.alloc(16_384)]))],
  'a head that HPACK blows up': () => [
    frame(HEADERS, 5, 1, Buffer.concat([get, Buffer.from([0x40, 6]), Buffer.from('x-bomb'), Buffer.from([0x7f, 0xbd, 0x1d]), Buffer.alloc(3_900, 'x'), Buffer.alloc(5_000, 0xbe)])),
  ],
  'a table larger than we said': () => [frame(HEADERS, 5, 1, Buffer.concat([Buffer.from([0x3f, 0xe1, 0xff, 0x03]), get]))],
  'data of a stream that was never opened': () => [frame(DATA, 1, 1, Buffer.from('x'))],
  'data on stream 0': () => [frame(DATA, 1, 0, Buffer.from('x'))],
  'padding longer than its frame': () => [frame(HEADERS, 4, 1, get), frame(DATA, 9, 1, Buffer.from([9, 1]))],
  'a reset of a stream that was never opened': () => [frame(RST_STREAM, 0, 1, number(8))],
  'a window of a stream that was never opened': () => [frame(WINDOW_UPDATE, 0, 1, number(1))],
  'a continuation of nothing': () => [frame(CONTINUATION, 4, 1, get)],
  'another frame in the middle of a head': () => [frame(HEADERS, 1, 1, get), frame(PING, 0, 0, Buffer.alloc(8))],
  'another head in the middle of a head': () => [frame(HEADERS, 1, 1, get), frame(HEADERS, 5, 3, get)],
  'a promise from a client': () => [frame(PUSH_PROMISE, 4, 1, Buffer.concat([number(2), get]))],
  'a farewell on a stream': () => [frame(GOAWAY, 0, 1, Buffer.alloc(8))],
  'settings on a stream': () => [frame(SETTINGS, 0, 1)],
  'settings of five bytes': () => [frame(SETTINGS, 0, 0, Buffer.alloc(5))],
  'an acknowledgement with content': () => [frame(SETTINGS, 1, 0, Buffer.alloc(6))],
  'a window setting that overflows': () => [frame(SETTINGS, 0, 0, Buffer.concat([Buffer.from([0, 4]), number(0x80000000)]))],
  'a frame size setting below the least': () => [frame(SETTINGS, 0, 0, Buffer.concat([Buffer.from([0, 5]), number(1)]))],
  'a push setting that is neither yes nor no': () => [frame(SETTINGS, 0, 0, Buffer.concat([Buffer.from([0, 2]), number(2)]))],
  'a ping of seven bytes': () => [frame(PING, 0, 0, Buffer.alloc(7))],
};
for (const [name, parts] of Object.entries(attacks)) {
  test(`${name}: told to go, and others are served`, async () => {
    const error = misuse(parts());
    assert.equal((await ask(honest, { ':path': '/' })).status, 200);
    assert.ok((await error) > 0, `GOAWAY with an error, not ${await error}`);
    assert.equal((await ask(honest, { ':path': '/' })).status, 200);
  });
}

for (const [name, begin] of Object.entries({
  'a request of HTTP/1.1': Buffer.from('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'),
  'a preface that breaks off': Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\rX'), Buffer.alloc(40)]),
  'a preface without settings': Buffer.concat([Buffer.from('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'), frame(PING, 0, 0, Buffer.alloc(8))]),
})) {
  test(`${name} where HTTP/2 was agreed on: told to go`, async () => {
    assert.ok((await misuse([], begin)) > 0);
    assert.equal((await ask(honest, { ':path': '/' })).status, 200);
  });
}

test('what harms one stream ends that stream alone', async () => {
  for (const [name, payload] of [
    ['a field in capitals', Buffer.concat([get, literal('X-Upper', '1')])],
    ['a field of the connection', Buffer.concat([get, literal('connection', 'close')])],
    ['a pseudo field after others', Buffer.concat([literal('x-a', 'b'), get])],
    ['a pseudo field twice', Buffer.concat([get, literal(':path', '/two')])],
    ['a pseudo field of answers', Buffer.concat([get, literal(':status', '200')])],
    ['no path', get.subarray(0, get.length - literal(':path', '/').length)],
    ['te with more than trailers', Buffer.concat([get, literal('te', 'gzip')])],
  ]) {
    const frames = await conversation([frame(HEADERS, 5, 1, payload), frame(HEADERS, 5, 3, small)], (all) => ended(all, 3));
    assert.ok(refused(frames, 1), `${name} is refused`);
    assert.ok(ended(frames, 3), `${name}: the next request is answered`);
    assert.ok(!frames.some(({ type }) => type === GOAWAY), name);
  }
});

test('shut windows on many connections hold buffers that all share, not copies', async () => {
  const before = await memoryOf(server.child.pid);
  const sessions = [];
  for (let index = 0; index < 40; ++index) {
    const session = connectHttp2(server.port, { settings: { initialWindowSize: 0 } });
    sessions.push(session);
    for (let stream = 0; stream < 50; ++stream) session.request({ ':path': '/', 'accept-encoding': 'gzip' }).on('error', () => {});
  }
  await Promise.all(sessions.map((session) => new Promise((resolve) => session.once('remoteSettings', resolve))));
  assert.equal((await ask(honest, { ':path': '/' })).status, 200);
  const grown = (await memoryOf(server.child.pid)) - before;
  for (const session of sessions) session.destroy();
  assert.ok(grown < 64 << 20, `2000 answers that nobody takes cost ${grown >> 20} MB`);
});
