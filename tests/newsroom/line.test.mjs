// The line on which an article is shared, with a server in its place that says what the test wants.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import { module_of } from './modules.mjs';

class Socket {
  static all = [];
  sent = [];
  constructor() {
    Socket.all.push(this);
  }
  send(text) {
    this.sent.push(JSON.parse(text));
  }
  say(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  close() {
    queueMicrotask(() => this.onclose?.());
  }
}
Object.assign(globalThis, {
  WebSocket: Socket,
  location: { protocol: 'http:', host: 'newsroom.example' },
  addEventListener: () => {},
  removeEventListener: () => {},
});

const most_bytes = 2 << 20;
const too_much = new Uint8Array((most_bytes / 4) * 3 + 3), just_enough = new Uint8Array((most_bytes / 4) * 3);

let Line, line, socket, closed;
before(async () => ({ Line } = await module_of('saving/line.ts')));
beforeEach(() => {
  closed = 0;
  const nothing = () => {};
  line = new Line(7, 'shape', '', { opened: nothing, came: nothing, state: nothing, people: nothing, cursor: nothing, closed: () => (closed += 1) });
  socket = Socket.all.at(-1);
  socket.say({ type: 'welcome', member: 1, generation: 'one', updates: [], folded: 1, head: 1, saved: 1, revision: 1, etag: '"1"' });
  line.join('one', [1]);
});

test('an update as long as the server takes arrives', async () => {
  line.push(just_enough);
  const arrived = line.flushed();
  assert.equal(socket.sent[0].content.length, most_bytes);
  socket.say({ type: 'done', call: socket.sent[0].call, number: 2 });
  await arrived;
  assert.equal(line.own, 2);
  line.close();
});

test('an update longer than the server takes ends the sharing, and nothing waits behind it', async () => {
  const attempts = Socket.all.length;
  line.push(too_much);
  await assert.rejects(line.flushed());
  assert.deepEqual([socket.sent, line.refused, line.generation, line.pending, closed], [[], true, '', false, 1]);
  line.try_now();
  assert.equal(Socket.all.length, attempts);
});

test('what came in beside the document and is too long for it ends the sharing too', async () => {
  await assert.rejects(line.fold(1, 2, too_much, false));
  assert.deepEqual([socket.sent, line.refused], [[], true]);
});

test('a sum that is too long is not sent', () => {
  line.sum = () => too_much;
  socket.say({ type: 'compact' });
  assert.deepEqual(socket.sent, []);
  line.sum = () => new Uint8Array(3);
  socket.say({ type: 'compact' });
  assert.equal(socket.sent[0].type, 'snapshot');
  line.close();
});
