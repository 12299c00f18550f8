// Whatever becomes of the line – cut, answers lost, everything told again, two who begin at once – each word that was
// typed stands in the shared text once. The server is one that says what the test wants, and no timer runs by itself.
import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, test } from 'node:test';
import { module_of } from './modules.mjs';

const turn = () => new Promise((resolve) => setImmediate(resolve));
const as_is = (value) => value;

let room;
const online = [];

class Socket {
  constructor(url) {
    this.asked = new URL(url).searchParams;
    room.sockets.push(this);
  }
  send(text) {
    room.mail.push([this, JSON.parse(text)]);
  }
  say(message) {
    this.onmessage({ data: JSON.stringify(message) });
  }
  close() {
    this.closed = true;
    queueMicrotask(() => this.onclose?.());
  }
}

// The log of one document, as src/newsroom/writing.cpp keeps it.
class Room {
  sockets = [];
  mail = [];
  log = []; // base64; the first has the number 1
  folded = 0;
  loses_answers = false;

  welcome(socket, after = socket.asked.get('generation') === 'one' ? Number(socket.asked.get('after')) : 0) {
    const updates = this.log.slice(after).map((content, at) => ({ number: after + at + 1, content }));
    const member = this.sockets.indexOf(socket) + 1;
    socket.say({ type: 'welcome', member, generation: 'one', updates, folded: this.folded, head: this.log.length, saved: 0, revision: 1, etag: '"1"' });
  }
  take(socket, { type, call, from, to, content }) {
    if (type !== 'fold' && type !== 'update') return;
    if (type === 'fold' && from !== this.folded) return socket.say({ type: 'refused', call, reason: 'folded' });
    if (type === 'fold') this.folded = to;
    const number = this.log.push(content);
    if (this.loses_answers) socket.close();
    else socket.say({ type: 'done', call, number });
    for (const other of this.sockets) if (other !== socket && !other.closed) other.say({ type: 'update', number, content });
  }
  // Until nobody has anything to say any more.
  async works() {
    do {
      await turn();
      for (const [socket, message] of this.mail.splice(0)) if (!socket.closed) this.take(socket, message);
      await turn();
    } while (this.mail.length);
  }
  // Who was cut off is there again.
  async comes_back(after) {
    await turn();
    const before = this.sockets.length;
    for (const listener of [...online]) listener();
    for (const socket of this.sockets.slice(before)) this.welcome(socket, after);
    await this.works();
  }
}

Object.assign(globalThis, {
  // What changes is not shown here.
  $state: Object.assign(as_is, { raw: as_is, snapshot: (value) => structuredClone(value) }),
  WebSocket: Socket,
  location: { protocol: 'http:', host: 'newsroom.example', hostname: 'newsroom.example' },
  localStorage: { getItem: () => null },
  addEventListener: (name, listener) => name === 'online' && online.push(listener),
  removeEventListener: () => {},
});

const paragraph = (text) => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const texts_of = (draft) => draft.body.content.map((block) => (block.content ?? []).map((node) => node.text).join(''));
const start = ['One.', 'Middle.', 'Three.'];

let Together, Manuscript, SharedDraft, empty_draft;
before(async () => {
  ({ Together, Manuscript, SharedDraft, empty_draft } = await module_of(
    'saving/together.svelte.ts',
    'saving/manuscript.svelte.ts',
    'saving/shared.ts',
    'saving/draft.ts',
  ));
  Object.assign(globalThis, { setTimeout: () => 0, clearTimeout: () => {}, setInterval: () => 0, clearInterval: () => {} });
});

let pages;
beforeEach(() => {
  room = new Room();
  online.length = 0;
  pages = [];
});
afterEach(() => pages.forEach(({ together }) => together.leave()));

// Somebody's page with the article as it was saved, and its line up.
function open_page() {
  const text = new Manuscript();
  const saver = { busy: false, reason: '', save: async () => {}, touched: () => (text.typed += 1), sending: () => {}, look: async () => {}, merge: async () => false };
  const together = new Together(text, saver);
  together.watch(text.shared);
  const draft = { ...empty_draft, headline: 'Мост', body: { type: 'doc', content: start.map(paragraph) } };
  text.accept_whole({ ...draft, id: 7, revision: 1, state: 'draft' }, '"1"');
  text.take(draft);
  together.connect(7, '');
  const page = { text, together, socket: room.sockets.at(-1) };
  room.welcome(page.socket);
  pages.push(page);
  return page;
}
// At the end of a paragraph.
function type({ text }, place, words) {
  const draft = text.snapshot();
  draft.body = { type: 'doc', content: texts_of(draft).map((before, at) => paragraph(at === place ? before + words : before)) };
  text.shared.doc.transact(() => text.shared.write(draft), 'typing');
}
// What a save does first: everything typed goes into the shared document. Whether it has got there.
async function sends(...from) {
  const sent = Promise.allSettled(from.map(({ together }) => together.ready()));
  await room.works();
  return (await sent).map(({ status, value }) => status === 'fulfilled' && value);
}
// Every page says this, and so does the log to whoever opens the article now.
function all_read(...expected) {
  for (const { text } of pages) assert.deepEqual(texts_of(text.snapshot()), expected);
  const fresh = SharedDraft.from(room.log.map((content) => Buffer.from(content, 'base64')));
  assert.deepEqual(texts_of(fresh.read()), expected);
  assert.equal(fresh.read().headline, 'Мост');
}

test('two who begin the shared document at once have one text, with what both have typed', async () => {
  const [first, second] = [open_page(), open_page()];
  type(first, 0, ' Left.');
  type(second, 2, ' Right.');
  assert.deepEqual(await sends(first, second), [true, false]);
  await room.comes_back();
  assert.deepEqual(await sends(second), [true]);
  all_read('One. Left.', 'Middle.', 'Three. Right.');
});

test('who begins it, and is cut off before the answer, finds their own text there and not a second one', async () => {
  const page = open_page();
  type(page, 0, ' Left.');
  room.loses_answers = true;
  assert.deepEqual(await sends(page), [false]);
  type(page, 2, ' Right.');
  room.loses_answers = false;
  await room.comes_back();
  assert.deepEqual(await sends(page), [true]);
  all_read('One. Left.', 'Middle.', 'Three. Right.');
});

test('an update whose answer was lost is sent once more and stands in the text once', async () => {
  const [first, second] = [open_page(), open_page()];
  assert.deepEqual(await sends(first), [true]);
  assert.ok(second.together.joined);
  type(first, 0, ' Left.');
  room.loses_answers = true;
  assert.deepEqual(await sends(first), [false]);
  type(second, 2, ' Right.');
  room.loses_answers = false;
  await room.comes_back();
  assert.deepEqual(await sends(first, second), [true, true]);
  assert.equal(room.log.filter((content) => content === room.log[1]).length, 2, 'the log has it twice');
  all_read('One. Left.', 'Middle.', 'Three. Right.');
});

test('who is told everything again has nothing twice', async () => {
  const [first, second] = [open_page(), open_page()];
  await sends(first);
  type(first, 0, ' Left.');
  type(second, 2, ' Right.');
  assert.deepEqual(await sends(first, second), [true, true]);
  second.socket.close();
  await turn();
  type(second, 1, ' Cut off.');
  type(first, 0, ' Meanwhile.');
  await sends(first);
  await room.comes_back(0);
  assert.deepEqual(await sends(second), [true]);
  all_read('One. Left. Meanwhile.', 'Middle. Cut off.', 'Three. Right.');
});
