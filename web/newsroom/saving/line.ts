// The line to the server on which those who write in one article share what they type (src/newsroom/writing.h). It
// opens itself again for as long as it is wanted. An update counts as arrived when the server says so, which is when it
// is durable; until then it is sent again.
import { mergeUpdates } from 'yjs';
import { calls_have_ended, Failure, with_site } from '../api/client';

export interface Writer {
  member: number;
  name: string;
  email: string;
}
export interface Update {
  number: number;
  content: Uint8Array;
}
export interface State {
  folded: number; // the revision that the document has taken in; 0: nobody has begun it
  head: number;
  saved: number; // the article has every update up to this one
  revision: number;
  etag: string;
}
export interface Listener {
  opened(generation: string, updates: Update[]): void;
  came(update: Update): void;
  state(): void;
  people(): void;
  cursor(content: Uint8Array): void;
  closed(): void;
}

const gather_ms = 60; // typing goes out in pieces
const first_retry_ms = 200, longest_retry_ms = 8_000;
const patience_ms = 8_000; // for an answer
const most_bytes = 2 << 20; // of an update in base64 (writing_update_bytes): the server hangs up on a longer one

const to_base64 = (bytes: Uint8Array) => {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
};
const from_base64 = (text: string) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

interface Waiting {
  done: (number: number) => void;
  failed: (problem: Failure) => void;
}

export class Line {
  state: State = { folded: 0, head: 0, saved: 0, revision: 0, etag: '' };
  generation = ''; // of the document that is shared; empty: none yet
  member = 0;
  people: Writer[] = [];
  open = false;
  attempts = 0; // that have ended, since it was up
  refused = false; // for good: another program, too much written, or too much at once
  through = 0; // every update up to this one is in our document
  own = 0; // number of the last that came from here

  #listener: Listener;
  #article: number;
  #shape: string;
  #socket: WebSocket | null = null;
  #wanted = true;
  #retry_ms = first_retry_ms;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #early: Update[] = [];
  #beyond = new Set<number>(); // of `through`
  #calls = 0;
  #waiting = new Map<number, Waiting>();
  #queue: Uint8Array[] = [];
  #sending = false;
  #gather: ReturnType<typeof setTimeout> | undefined;
  #gap: ReturnType<typeof setTimeout> | undefined;
  #flushed: { resolve: () => void; reject: (problem: Failure) => void }[] = [];

  #kept: string;

  constructor(article: number, shape: string, kept: string, listener: Listener) {
    this.#article = article;
    this.#shape = shape;
    this.#kept = kept;
    this.#listener = listener;
    addEventListener('online', this.try_now);
    addEventListener('offline', this.#lost);
    this.#connect();
  }

  // Whether our document is the one that is shared.
  get joined(): boolean {
    return this.open && this.generation !== '';
  }
  get pending(): boolean {
    return this.#queue.length > 0 || this.#sending;
  }

  // The server is there again: no need to wait for the next attempt.
  try_now = () => {
    if (this.open || this.#socket || !this.#wanted) return;
    this.#retry_ms = first_retry_ms;
    this.#connect();
  };
  // Without a network the closing would be waited for, and with it the next attempt.
  #lost = () => {
    const socket = this.#socket;
    if (!socket) return;
    socket.close();
    this.#ended(socket);
  };

  #connect() {
    clearTimeout(this.#timer);
    if (!this.#wanted || this.refused || calls_have_ended()) return;
    const parameters = new URLSearchParams({ shape: this.#shape, generation: this.generation || this.#kept, after: String(this.through) });
    const path = with_site(`articles/${this.#article}/writing?${parameters}`);
    let socket: WebSocket;
    try {
      socket = new WebSocket(`${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/api/v1/${path}`);
    } catch {
      return;
    }
    this.#socket = socket;
    socket.onmessage = (event) => {
      if (this.#socket === socket && !calls_have_ended()) this.#take(JSON.parse(String(event.data)) as Record<string, unknown>);
    };
    socket.onclose = () => this.#ended(socket);
  }

  #ended(socket: WebSocket) {
    if (this.#socket !== socket) return;
    this.#socket = null;
    this.attempts += 1;
    this.open = false;
    this.people = [];
    this.#early = [];
    const problem = new Failure('offline', 'the line is down');
    for (const waiting of this.#waiting.values()) waiting.failed(problem);
    this.#waiting.clear();
    for (const each of this.#flushed.splice(0)) each.reject(problem);
    this.#listener.people();
    this.#listener.closed();
    if (!this.#wanted || this.refused) return;
    // Not all at once when the server comes back.
    this.#timer = setTimeout(() => this.#connect(), this.#retry_ms * (0.75 + Math.random() / 2));
    this.#retry_ms = Math.min(this.#retry_ms * 2, longest_retry_ms);
  }

  #take(message: Record<string, unknown>) {
    const number = Number(message['number'] ?? 0);
    const content = typeof message['content'] === 'string' ? from_base64(message['content']) : new Uint8Array();
    switch (message['type']) {
      case 'welcome':
        this.member = Number(message['member']);
        this.attempts = 0;
        this.#retry_ms = first_retry_ms;
        this.#know(message, true);
        this.open = true;
        this.#listener.opened(
          String(message['generation']),
          (message['updates'] as { number: number; content: string }[]).map((each) => ({ number: each.number, content: from_base64(each.content) })),
        );
        for (const update of this.#early.splice(0)) this.#came(update);
        this.#listener.people();
        this.#send_next();
        break;
      case 'update':
        if (this.open) this.#came({ number, content });
        else this.#early.push({ number, content });
        break;
      case 'done': {
        const waiting = this.#waiting.get(Number(message['call']));
        this.#waiting.delete(Number(message['call']));
        waiting?.done(number);
        break;
      }
      case 'refused': {
        const reason = String(message['reason']);
        const waiting = this.#waiting.get(Number(message['call']));
        this.#waiting.delete(Number(message['call']));
        if (reason === 'shape' || reason === 'full') this.leave();
        waiting?.failed(new Failure('stale', reason));
        break;
      }
      case 'state':
        if (this.open && this.#know(message, false)) this.#listener.state();
        break;
      case 'people':
        this.people = message['people'] as Writer[];
        if (this.open) this.#listener.people();
        break;
      case 'awareness':
        if (this.open) this.#listener.cursor(content);
        break;
      case 'compact':
        this.#compact();
        break;
    }
  }

  // Messages of two moments may overtake each other.
  #know(message: Record<string, unknown>, first: boolean): boolean {
    const state = message as unknown as State;
    if (!first && (state.revision < this.state.revision || state.saved < this.state.saved || state.folded < this.state.folded)) return false;
    this.state = { folded: state.folded, head: state.head, saved: state.saved, revision: state.revision, etag: state.etag };
    return true;
  }

  #came(update: Update) {
    if (this.generation === '') {
      // Somebody has begun the document.
      this.#listener.came(update);
      return;
    }
    if (update.number > this.through && !this.#beyond.has(update.number)) this.#listener.came(update);
    this.count(update.number);
  }

  // From now on our document is that of the server, which has these updates of it.
  join(generation: string, numbers: number[]) {
    if (generation !== this.generation) {
      this.generation = generation;
      this.through = 0;
      this.own = 0;
      this.#beyond.clear();
      this.#queue = [];
    }
    // Of a log that was put together the first has a higher number.
    for (const number of numbers) {
      if (number === numbers[0]) this.through = Math.max(this.through, number);
      else this.count(number);
    }
  }
  count(number: number) {
    if (number > this.through) this.#beyond.add(number);
    while (this.#beyond.delete(this.through + 1)) this.through += 1;
    // One that never came is in the log.
    clearTimeout(this.#gap);
    if (this.#beyond.size > 0) this.#gap = setTimeout(this.#lost, patience_ms);
    this.state.head = Math.max(this.state.head, number);
  }

  // ---- what leaves ----

  #call(message: Record<string, unknown>): Promise<number> {
    return new Promise((done, failed) => {
      const socket = this.#socket;
      if (!socket || !this.open) return failed(new Failure('offline', 'the line is down'));
      const call = ++this.#calls;
      const limit = setTimeout(() => this.#socket === socket && this.#lost(), patience_ms);
      this.#waiting.set(call, {
        done: (number) => {
          clearTimeout(limit);
          done(number);
        },
        failed: (problem) => {
          clearTimeout(limit);
          failed(problem);
        },
      });
      socket.send(JSON.stringify({ ...message, call }));
    });
  }

  push(update: Uint8Array) {
    this.#queue.push(update);
    this.#gather ??= setTimeout(() => this.#send_next(), gather_ms);
  }

  // One at a time: what is typed meanwhile goes together.
  #send_next() {
    clearTimeout(this.#gather);
    this.#gather = undefined;
    if (this.#sending || !this.joined) return;
    if (this.#queue.length === 0) {
      for (const each of this.#flushed.splice(0)) each.resolve();
      return;
    }
    const update = mergeUpdates(this.#queue);
    const content = to_base64(update);
    // It would never arrive, and all that is typed after it would wait behind it: saves carry it alone.
    if (content.length > most_bytes) return this.leave();
    this.#queue = [];
    this.#sending = true;
    this.#call({ type: 'update', content }).then(
      (number) => {
        this.#sending = false;
        this.own = Math.max(this.own, number);
        this.count(number);
        this.#send_next();
      },
      (problem: Failure) => {
        this.#sending = false;
        this.#queue.unshift(update);
        if (problem.kind !== 'offline' && this.#socket) this.#socket.close();
      },
    );
  }

  // When everything that was pushed is with the server.
  flushed(): Promise<void> {
    if (!this.joined) return Promise.reject(new Failure('offline', 'the line is down'));
    if (!this.pending) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#flushed.push({ resolve, reject });
      this.#send_next();
    });
  }

  // The document takes in a revision; its number. Failure 'stale' where another browser was first.
  fold(from: number, to: number, content: Uint8Array | null, whole: boolean): Promise<number> {
    const encoded = content ? to_base64(content) : '';
    if (encoded.length > most_bytes) {
      this.leave();
      return Promise.reject(new Failure('offline', 'too much at once'));
    }
    return this.#call({ type: 'fold', from, to, whole, content: encoded });
  }

  show_cursor(content: Uint8Array) {
    if (this.joined) this.#socket?.send(JSON.stringify({ type: 'awareness', content: to_base64(content) }));
  }

  sum: () => Uint8Array | null = () => null;
  #compact() {
    const content = this.pending ? null : this.sum();
    const encoded = content && this.through <= this.state.saved ? to_base64(content) : '';
    if (encoded && encoded.length <= most_bytes) this.#socket?.send(JSON.stringify({ type: 'snapshot', through: this.through, content: encoded }));
  }

  // Our document is nobody else's any more.
  forget() {
    this.generation = '';
    this.through = 0;
    this.own = 0;
    this.#beyond.clear();
    this.#queue = [];
  }
  restart() {
    this.forget();
    this.#retry_ms = first_retry_ms;
    this.#socket?.close();
  }
  leave() {
    this.refused = true;
    this.forget();
    this.#socket?.close();
  }

  close() {
    this.#wanted = false;
    clearTimeout(this.#timer);
    removeEventListener('online', this.try_now);
    removeEventListener('offline', this.#lost);
    this.#socket?.close(1000);
  }
}
