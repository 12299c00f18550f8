// Writing with others: the document that all who have the article open share, over the line to the server, and how it
// and the saved article stay one (docs/decisions/035). Without a line it stays out of the way.
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { call, Failure } from '../api/client';
import type { Article } from '../api/types';
import { all_members, draft_of, same_draft, type Draft } from './draft';
import { Line, type Update, type Writer } from './line';
import type { Manuscript } from './manuscript.svelte';
import { both_of, merge_drafts } from './merge';
import { shape, SharedDraft, type Origin } from './shared';

// What saves the manuscript (saving/work.svelte.ts).
export interface Saver {
  save(): Promise<void>;
  touched(): void; // the person has changed something
  sending(): void;
  look(): Promise<void>; // at what others have saved meanwhile
  merge(): Promise<boolean>; // takes in what others saved; false where it cannot now
  readonly busy: boolean;
  readonly reason: string;
}

const first_look_ms = 1_500; // that an article waits for its line before it is shown
const lagging_ms = 4_000; // after which what others typed is saved for them
const others_turn_ms = 400;
const cursor_pause_ms = 100;
const patience_ms = 10_000; // with a server that answers and no line, before the work goes on alone
const fair_attempts = 2; // of the line meanwhile: a computer may have slept through the time

export class Together {
  others = $state.raw<Writer[]>([]); // who else has the article open now

  #line: Line | null = null;
  #text: Manuscript;
  #saver: Saver;
  #closed = false;
  #seeding: Promise<boolean> | null = null;
  #folding = false;
  #without_line: { since: number; attempts: number } | null = null; // the server answers, the line does not come
  #lagging: ReturnType<typeof setTimeout> | undefined;
  #cursor_timer: ReturnType<typeof setTimeout> | undefined;

  constructor(text: Manuscript, saver: Saver) {
    this.#text = text;
    this.#saver = saver;
  }

  // Names the document that is shared; empty: none is.
  get generation(): string {
    return this.#line?.generation ?? '';
  }
  get joined(): boolean {
    return Boolean(this.#line?.joined);
  }

  watch(shared: SharedDraft) {
    shared.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (shared !== this.#text.shared) return;
      const from = origin as Origin;
      if (from === 'others') {
        this.#text.pull_fields();
        this.look_after_others();
        return;
      }
      if (this.#line?.generation) this.#line.push(update);
      if (from !== 'program' && from !== 'field') this.#saver.touched();
    });
    shared.awareness.on('update', (_: unknown, origin: unknown) => {
      if (origin !== 'local' || shared !== this.#text.shared) return;
      this.#cursor_timer ??= setTimeout(() => this.#show_cursor(), cursor_pause_ms);
    });
  }

  // Who typed it saves it, but may have gone since.
  look_after_others() {
    clearTimeout(this.#lagging);
    this.#lagging = setTimeout(() => this.lags && void this.#saver.save(), lagging_ms + Math.random() * lagging_ms);
  }

  #show_cursor() {
    clearTimeout(this.#cursor_timer);
    this.#cursor_timer = undefined;
    const { awareness } = this.#text.shared;
    if (awareness.getLocalState()) this.#line?.show_cursor(encodeAwarenessUpdate(awareness, [awareness.clientID]));
  }

  // Another document takes the place of ours.
  #adopt(shared: SharedDraft) {
    const before = this.#text.shared;
    this.watch(shared);
    this.#text.caret = this.#text.sheet?.caret() ?? this.#text.caret;
    this.#text.shared = shared;
    shared.awareness.setLocalStateField('member', this.#line?.member ?? 0);
    this.#text.pull_fields();
    before.destroy();
  }

  // `kept`: the document that a journal has a part of.
  connect(id: number, kept: string) {
    if (this.#line || this.#closed) return;
    const line = new Line(id, shape, kept, {
      opened: (generation, updates) => this.#opened(line, generation, updates),
      came: (update) => {
        if (line.generation) this.#text.shared.take(update.content, 'others');
        else this.#begun_by_others(line, update);
      },
      state: () => this.#told(line),
      people: () => this.#meet(line),
      cursor: (content) => applyAwarenessUpdate(this.#text.shared.awareness, content, 'others'),
      closed: () => {
        const { awareness } = this.#text.shared;
        removeAwarenessStates(awareness, [...awareness.getStates().keys()].filter((each) => each !== awareness.clientID), 'others');
        if (this.#text.has_unsaved) void this.#saver.save();
      },
    });
    line.sum = () => this.#text.shared.all();
    this.#line = line;
  }

  // Until the line is up, or for a moment.
  first_look(): Promise<void> {
    const line = this.#line;
    if (!line || line.open) return Promise.resolve();
    return new Promise((resolve) => {
      this.#on_open = resolve;
      setTimeout(resolve, first_look_ms);
    });
  }
  #on_open: () => void = () => {};
  #unbegun = ''; // the name of a document that nobody has begun

  #opened(line: Line, generation: string, updates: Update[]) {
    if (this.#line !== line) return;
    this.#without_line = null;
    this.#unbegun = generation;
    if (generation === line.generation) {
      for (const update of updates) this.#text.shared.take(update.content, 'others');
      line.join(generation, updates.map((each) => each.number));
    } else if (line.state.folded > 0) {
      this.#join_theirs(line, generation, updates);
    } else {
      line.forget();
    }
    this.#on_open();
    this.#told(line);
    if (this.#text.has_unsaved) void this.#saver.save();
    else if (this.lags) this.look_after_others();
  }

  // Goes over to the document that others have begun; what is unsaved here comes along.
  #join_theirs(line: Line, generation: string, updates: Update[]) {
    const shared = SharedDraft.from(updates.map((each) => each.content));
    if (shared.holds(this.#text.shared)) {
      // We have begun it ourselves, and only the answer was lost.
      for (const update of updates) this.#text.shared.take(update.content, 'others');
      line.join(generation, updates.map((each) => each.number));
      const more = this.#text.shared.beyond(shared);
      if (more) line.push(more);
      shared.destroy();
      return;
    }
    const mine = this.#text.snapshot();
    const merged = this.#text.has_unsaved ? both_of(merge_drafts(this.#text.base, mine, shared.read())) : null;
    this.#adopt(shared);
    line.join(generation, updates.map((each) => each.number));
    if (merged) this.#text.take(merged);
  }

  #begun_by_others(line: Line, update: Update) {
    // Ours may be on its way: the answer tells.
    if (!this.#unbegun) return;
    this.#join_theirs(line, this.#unbegun, [update]);
    if (this.#text.has_unsaved) void this.#saver.save();
  }

  #meet(line: Line) {
    this.others = line.people.filter((each) => each.member !== line.member);
    const { awareness } = this.#text.shared;
    const here = new Set(line.people.map((each) => each.member));
    const gone = [...awareness.getStates()].filter(([client, state]) => client !== awareness.clientID && !here.has(Number(state['member']))).map(([client]) => client);
    removeAwarenessStates(awareness, gone, 'others');
    awareness.setLocalStateField('member', line.member);
    if (this.others.length && line.open && !line.generation && line.people[0]?.member === line.member) void this.#begin(line).catch(() => {});
    this.#show_cursor();
  }

  // What the server says of the article: another has saved it, or it was changed beside the document.
  #told(line: Line) {
    const { state } = line;
    if (!line.joined) {
      if (line.open && this.#text.info && state.revision > this.#text.info.revision && !this.#text.has_unsaved) void this.#saver.look();
      return;
    }
    if (state.revision > state.folded) void this.#fold(line).catch(() => {});
    else if (!this.#text.has_unsaved && !this.#saver.busy && state.etag !== this.#text.etag) void this.#refresh(line).catch(() => {});
  }

  // The article's state, for who has not saved it.
  async #refresh(line: Line) {
    const answer = await call<Article>('GET', `articles/${this.#text.id}`);
    if (!line.joined || this.#text.has_unsaved || this.#saver.busy) return;
    const theirs = draft_of(answer.value);
    // The pair goes together: what was saved, and what it is called.
    if (same_draft({ ...this.#text.snapshot(), slug: theirs.slug }, theirs)) {
      this.#text.base = theirs;
      this.#text.accept(answer.value, answer.etag);
    } else {
      this.#text.info = answer.value;
    }
  }

  get lags(): boolean {
    return Boolean(this.#line?.joined && this.#line.state.head > this.#line.state.saved) && !this.#would_be_read_again();
  }
  // What an editor found ready, or what waits for its hour, goes back to review with the save of somebody whose stories an
  // editor reads, whoever typed the words: they wait in the log for who may save them, or for what this person types.
  #would_be_read_again(): boolean {
    const { info } = this.#text;
    return info !== null && ['ready', 'scheduled'].includes(info.state) && !info.may?.includes('edit_unread');
  }

  // Whether saves go through the shared document: begins it where nobody has.
  async ready(): Promise<boolean> {
    const line = this.#line;
    if (!line || line.refused || this.#text.id === null) return false;
    if (line.open && !line.generation) await this.#begin(line);
    if (line.joined) {
      await line.flushed();
      if (line.joined) return true;
    }
    if (!line.generation) return false;
    // The line was up and is down: it comes again, or there is none any more though the server answers. How long
    // nothing answered at all says nothing of the line.
    try {
      await call<Article>('GET', `articles/${this.#text.id}`);
    } catch (failure) {
      this.#without_line = null;
      throw failure;
    }
    if (line.joined) return this.ready();
    line.try_now();
    this.#without_line ??= { since: Date.now(), attempts: line.attempts };
    const { since, attempts } = this.#without_line;
    if (Date.now() - since < patience_ms || line.attempts - attempts < fair_attempts) throw new Failure('offline', '');
    line.forget();
    return false;
  }

  // Our document becomes the one that all share, if nobody was quicker.
  #begin(line: Line): Promise<boolean> {
    this.#seeding ??= this.#begin_now(line).finally(() => (this.#seeding = null));
    return this.#seeding;
  }
  async #begin_now(line: Line): Promise<boolean> {
    if (this.#text.info && line.state.revision !== this.#text.info.revision && !(await this.#saver.merge())) throw new Failure('offline', this.#saver.reason);
    const generation = this.#unbegun;
    const shared = this.#text.shared;
    const whole = same_draft(this.#text.snapshot(), this.#text.base);
    const sent = shared.all();
    const seen = SharedDraft.from([sent]);
    this.#unbegun = '';
    try {
      const number = await line.fold(0, this.#text.info?.revision ?? 0, sent, whole);
      line.join(generation, [number]);
      line.own = number;
      line.state = { ...line.state, folded: this.#text.info?.revision ?? 0, head: number, saved: whole ? number : 0 };
      // What was typed meanwhile.
      const more = shared.beyond(seen);
      if (more) line.push(more);
      return true;
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.kind !== 'stale') throw failure;
      // Another was first: the line begins anew, with their document.
      line.restart();
      throw new Failure('offline', '');
    } finally {
      seen.destroy();
    }
  }

  // What came into the article beside the document goes into it: a restored revision, a save from elsewhere. All try;
  // one is heard.
  async #fold(line: Line) {
    if (this.#folding) return;
    this.#folding = true;
    try {
      if (line.people[0]?.member !== line.member) await new Promise((resolve) => setTimeout(resolve, others_turn_ms));
      while (line.joined && line.state.revision > line.state.folded) {
        const from = line.state.folded;
        const [now, then] = await Promise.all([call<Article>('GET', `articles/${this.#text.id}`), call<Article>('GET', `articles/${this.#text.id}/revisions/${from}`)]);
        if (!line.joined || line.state.folded !== from) continue;
        const theirs = draft_of(now.value);
        const fork = this.#text.shared.fork();
        const merged = both_of(merge_drafts(draft_of(then.value), fork.read(), theirs));
        fork.write(merged);
        const content = fork.beyond(this.#text.shared);
        fork.destroy();
        try {
          const number = await line.fold(from, now.value.revision, content, same_draft(merged, theirs));
          if (content) this.#text.shared.take(content, 'others');
          line.count(number);
          line.state = { ...line.state, folded: Math.max(line.state.folded, now.value.revision), revision: Math.max(line.state.revision, now.value.revision) };
          this.#text.merged += 1;
        } catch (failure) {
          if (!(failure instanceof Failure) || failure.kind !== 'stale') throw failure;
          await new Promise((resolve) => setTimeout(resolve, others_turn_ms));
        }
      }
    } finally {
      this.#folding = false;
    }
    if (this.#text.has_unsaved || this.lags) void this.#saver.save();
    else this.#told(line);
  }

  // All of it, from the shared document as it is at a place of its log; nothing of this person's is under way. False where
  // the server has it already.
  async send(draft: Draft): Promise<boolean> {
    const line = this.#line;
    if (!line) throw new Failure('offline', '');
    if (line.state.saved >= line.state.head && line.state.saved >= line.own && line.state.revision === line.state.folded) return false;
    const text = this.#text;
    const through = line.through;
    const members = all_members(draft);
    if (text.info?.published_at) text.slug_follows = false;
    if (text.slug_follows && draft.headline !== text.base.headline) members.slug = '';
    if (text.has_unsaved) this.#saver.sending();
    const answer = await call<Article>('PUT', `articles/${text.id}`, { body: members, match: `"log-${line.generation}-${through}"` });
    line.state = { ...line.state, saved: Math.max(line.state.saved, through), revision: answer.value.revision, folded: answer.value.revision, etag: answer.etag };
    if (text.accept_sent(draft, answer.value, answer.etag)) this.look_after_others();
    return true;
  }

  // After a save that came too late: another has saved a later state, or the article was changed beside the document,
  // which goes its own way. False where the line is down.
  async take_in(): Promise<boolean> {
    await new Promise((resolve) => setTimeout(resolve, others_turn_ms));
    const line = this.#line;
    if (line && line.state.revision > line.state.folded) await this.#fold(line).catch(() => {});
    return this.joined;
  }

  // Nothing is left to do here.
  close() {
    this.#closed = true;
    clearTimeout(this.#lagging);
  }
  leave() {
    clearTimeout(this.#lagging);
    this.#line?.close();
  }
}
