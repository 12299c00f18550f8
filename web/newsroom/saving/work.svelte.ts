// The work on one article: what the person sees, what the server has acknowledged, and how the first becomes the
// second. Every change goes to the journal at once and to the server after a pause; "saved" is said only when the server
// has said so. An answer never touches what is being typed.
//
// What is typed is a document (saving/shared.ts). Where the line to the server is up, all who have the article open share
// it, and saves name the place in its log that they have. Without a line the work is this browser's alone, and a stale
// save is merged with what others saved.
import { call, Failure, message_of } from '../api/client';
import type { Article } from '../api/types';
import { session } from '../session.svelte';
import { all_members, changed_members, draft_of, empty_draft, new_members, same_draft, type Draft, type Fields } from './draft';
import { left_behind, random_name, remove_entry, tab, write_entry, type Entry } from './journal';
import { Line, type Update, type Writer } from './line';
import { both_of, merge_drafts, type Merged } from './merge';
import { applyAwarenessUpdate, encodeAwarenessUpdate, removeAwarenessStates } from 'y-protocols/awareness';
import { shape, SharedDraft, type Origin } from './shared';

export type Condition = 'saved' | 'unsaved' | 'saving' | 'offline' | 'signed_out' | 'refused' | 'conflict';

// Where the body is edited.
export interface Sheet {
  caret(): Caret | null;
  settled(): Promise<void>; // no word is being composed
  selected(): string;
  underlay(passages: string[]): void;
  seek(passage: string): boolean;
}

export interface Caret {
  from: number;
  to: number;
  focused: boolean;
}

const pause_ms = 600;
const longest_wait_ms = 2_500; // of somebody who types without a pause
const first_retry_ms = 1_000, longest_retry_ms = 10_000;
const most_uncertain = 4;
const first_look_ms = 1_500; // that an article waits for its line before it is shown
const lagging_ms = 4_000; // after which what others typed is saved for them
const others_turn_ms = 400;
const cursor_pause_ms = 100;
const patience_ms = 10_000; // with a server that answers and no line, before the work goes on alone
const fair_attempts = 2; // of the line meanwhile: a computer may have slept through the time

// But for the address, which the server may have made of the headline.
const same_writing = (sent: Draft, server: Draft) => same_draft({ ...sent, slug: server.slug }, server);

const fields_of = ({ body: _, ...fields }: Draft): Fields => fields;

export class Work {
  fields = $state<Fields>(fields_of(empty_draft));
  condition = $state<Condition>('saved');
  reason = $state('');
  info = $state.raw<Article | null>(null); // what the server last said
  conflict = $state.raw<Merged | null>(null);
  recovered = $state(false);
  merged = $state(0); // times that somebody else's changes came in
  ever_saved = $state(false);
  shared = $state.raw(SharedDraft.of(empty_draft));
  others = $state.raw<Writer[]>([]); // who else has the article open now

  caret: Caret | null = null; // where it was when the sheet was taken away
  #line: Line | null = null;
  #seeding: Promise<boolean> | null = null;
  #folding = false;
  #without_line: { since: number; attempts: number } | null = null; // the server answers, the line does not come
  #lagging: ReturnType<typeof setTimeout> | undefined;
  #cursor_timer: ReturnType<typeof setTimeout> | undefined;
  #sheet: Sheet | null = null;
  #base: Draft = empty_draft;
  #etag = '';
  // Sent, and not known whether the server has it: at most one of them arrived.
  #sent: Draft[] = [];
  #creation = random_name();
  #key = '';
  #tab = '';
  #typed = 0; // counts changes
  #acknowledged = 0;
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting_since = 0;
  #retry_ms = first_retry_ms;
  #closed = false;
  // The address follows the headline of an article that has just begun, until somebody sets it.
  #slug_follows = false;
  #undo: (() => void)[] = [];

  get id(): number | null {
    return this.info?.id ?? null;
  }
  get has_unsaved(): boolean {
    return this.#typed !== this.#acknowledged;
  }
  get etag(): string {
    return this.#etag;
  }

  // ---- opening ----

  static async open(id: number | null, recover = ''): Promise<Work> {
    const work = new Work();
    await work.#open(id, recover);
    return work;
  }

  async #open(id: number | null, recover: string) {
    this.#tab = await tab();
    const person = session.person?.email ?? '';
    const left = (await left_behind(person).catch(() => [])).filter((entry) =>
      id === null ? entry.article === null && (recover ? entry.key === recover : entry.tab === this.#tab) : entry.article === id,
    );
    this.#watch(this.shared);
    if (id !== null) {
      try {
        const answer = await call<Article>('GET', `articles/${id}`);
        this.#accept(answer.value, answer.etag);
        this.#base = draft_of(answer.value);
      } catch (failure) {
        const kept = left.at(-1);
        if (!kept || !(failure instanceof Failure) || !['offline', 'server', 'signed_out'].includes(failure.kind)) throw failure;
        this.info = { ...(kept.base as unknown as Article), id, state: 'draft' };
        this.#base = kept.base;
        this.#etag = kept.etag;
      }
    }
    this.#key = `${this.#tab}:${id ?? `new-${this.#creation}`}`;
    this.#take(this.#base);
    if (id !== null) {
      this.#connect(id, left.findLast((entry) => entry.shared)?.shared?.generation ?? '');
      await this.#first_look();
    }
    this.ever_saved = id !== null;
    this.#slug_follows = !this.#base.headline && !this.info?.published_at;
    for (const entry of left) this.#recover(entry);
    this.#listen();
    if (this.has_unsaved) this.#soon(0);
  }

  #recover(entry: Entry) {
    if (entry.article === null) {
      this.#creation = entry.creation;
      this.#key = entry.key;
      this.#base = entry.base;
      this.#sent = entry.sent;
      this.#take(entry.current);
      this.#typed += 1;
      this.recovered = true;
      return;
    }
    // Of the document that the others go on with, nothing has to be merged.
    if (entry.shared && this.#line?.generation === entry.shared.generation) {
      const before = this.#snapshot();
      this.shared.take(entry.shared.state, 'program');
      this.#pull_fields();
      if (!same_draft(before, this.#snapshot())) {
        this.#typed += 1;
        this.recovered = true;
      }
      void this.#keep().then(() => (entry.key !== this.#key ? remove_entry(entry.key) : undefined)).catch(() => {});
      return;
    }
    const server = this.#base;
    const now = this.#snapshot();
    if (same_draft(entry.current, now)) {
      void remove_entry(entry.key).catch(() => {});
      return;
    }
    // The state that the entry grew from may have been overtaken, or be what was on its way when all ended.
    const grown_from = entry.sent.find((draft) => same_writing(draft, server)) ?? entry.base;
    const merged = merge_drafts(grown_from, entry.current, now);
    this.#take(merged.draft);
    if (merged.texts.length || merged.pieces.some((piece) => piece.kind === 'conflict')) this.conflict = merged;
    this.#typed += 1;
    this.recovered = true;
    // From now on it is in this tab's own entry.
    void this.#keep().then(() => (entry.key !== this.#key ? remove_entry(entry.key) : undefined)).catch(() => {});
  }

  attach(sheet: Sheet): () => void {
    this.#sheet = sheet;
    return () => {
      if (this.#sheet !== sheet) return;
      this.caret = sheet.caret();
      this.#sheet = null;
    };
  }

  // What notes are about.
  selected(): string {
    return this.#sheet?.selected() ?? '';
  }
  underlay(passages: string[]) {
    this.#sheet?.underlay(passages);
  }
  seek(passage: string): boolean {
    return this.#sheet?.seek(passage) ?? false;
  }

  #take(draft: Draft) {
    this.fields = fields_of(structuredClone(draft));
    this.shared.write(draft);
  }

  #snapshot(): Draft {
    return { ...$state.snapshot(this.fields), body: this.shared.read_body() };
  }

  // All that the person sees now.
  draft(): Draft {
    return this.#snapshot();
  }

  #accept(article: Article, etag: string) {
    this.info = article;
    this.#etag = etag || `"${article.revision}"`;
  }

  // ---- changing ----

  touch() {
    this.shared.write_fields($state.snapshot(this.fields), 'field');
    this.#touched();
  }

  #touched() {
    this.#typed += 1;
    if (this.condition === 'saved' || this.condition === 'refused') this.condition = 'unsaved';
    void this.#keep().catch((problem: unknown) => (this.reason = message_of(problem)));
    this.#soon();
  }

  // One write at a time; the newest state follows.
  #keeping: Promise<void> | null = null;
  #keep_again = false;
  #keep(): Promise<void> {
    if (this.#keeping) {
      this.#keep_again = true;
      return this.#keeping;
    }
    this.#keeping = (async () => {
      do {
        this.#keep_again = false;
        if (this.has_unsaved) await write_entry(this.#entry());
        else await remove_entry(this.#key);
      } while (this.#keep_again);
    })().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  #entry(): Entry {
    return {
      key: this.#key,
      article: this.id,
      person: session.person?.email ?? '',
      tab: this.#tab,
      etag: this.#etag,
      base: this.#base,
      sent: this.#sent,
      current: this.#snapshot(),
      creation: this.#creation,
      ...(this.#line?.generation ? { shared: { generation: this.#line.generation, state: this.shared.all() } } : {}),
      at: Date.now(),
    };
  }

  #soon(wait = pause_ms) {
    clearTimeout(this.#timer);
    this.#waiting_since ||= Date.now();
    const left = Math.max(0, longest_wait_ms - (Date.now() - this.#waiting_since));
    this.#timer = setTimeout(() => void this.save(), Math.min(wait, left));
  }

  // ---- saving ----

  // Sends what has not been acknowledged; settles when nothing is left to send, or when it cannot be sent.
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting_since = 0;
    this.#running ??= this.#save().finally(() => (this.#running = null));
    return this.#running;
  }

  async #save() {
    for (let first = true; (this.has_unsaved || (first && this.#lags)) && !this.conflict; first = false) {
      let typed = this.#typed;
      let draft = this.#snapshot();
      let arrived;
      try {
        if (await this.#together()) {
          typed = this.#typed;
          draft = this.#snapshot();
          await this.#send_together(draft);
          arrived = draft;
        } else {
          arrived = await this.#send(draft);
        }
      } catch (failure) {
        if (!(await this.#settle(failure))) return;
        continue;
      }
      if (arrived === draft) this.#acknowledged = typed;
      this.ever_saved = true;
      this.reason = '';
      this.#retry_ms = first_retry_ms;
      await this.#keep().catch(() => {});
    }
    if (!this.conflict) this.condition = 'saved';
    this.#leave();
  }

  // The draft that the server has by then.
  async #send(now: Draft): Promise<Draft> {
    const known = this.id;
    // A call that makes an article may be repeated only as it was: the server knows it again by its key.
    const draft = known === null ? (this.#sent[0] ?? now) : now;
    const members = known === null ? new_members(draft) : changed_members(this.#base, draft);
    if (known !== null && Object.keys(members).length === 0) return draft;
    if (members.slug !== undefined || this.info?.published_at) this.#slug_follows = false;
    if (known !== null && this.#slug_follows && members.headline !== undefined) members.slug = '';
    if (this.condition !== 'offline') this.condition = 'saving';
    this.#sent = known === null ? [draft] : [...this.#sent, draft].slice(-most_uncertain);
    void this.#keep().catch(() => {});
    const answer =
      known === null
        ? await call<Article>('POST', 'articles', { body: members, idempotency: this.#creation })
        : await call<Article>('PUT', `articles/${known}`, { body: members, match: this.#etag });
    this.#base = draft;
    this.#sent = [];
    this.#accept(answer.value, answer.etag);
    // The server makes an address of the first headline; it is nobody's typing.
    if (this.fields.slug === draft.slug && draft.slug !== answer.value.slug) {
      this.#base = { ...draft, slug: answer.value.slug };
      this.#rename_to(answer.value.slug);
    }
    if (known === null) {
      await this.#rename();
      this.#connect(answer.value.id, '');
    }
    return draft;
  }

  // ---- together ----

  #watch(shared: SharedDraft) {
    shared.doc.on('update', (update: Uint8Array, origin: unknown) => {
      if (shared !== this.shared) return;
      const from = origin as Origin;
      if (from === 'others') {
        this.#pull_fields();
        this.#look_after_others();
        return;
      }
      if (this.#line?.generation) this.#line.push(update);
      if (from !== 'program' && from !== 'field') this.#touched();
    });
    shared.awareness.on('update', (_: unknown, origin: unknown) => {
      if (origin !== 'local' || shared !== this.shared) return;
      this.#cursor_timer ??= setTimeout(() => this.#show_cursor(), cursor_pause_ms);
    });
  }

  // Who typed it saves it, but may have gone since.
  #look_after_others() {
    clearTimeout(this.#lagging);
    this.#lagging = setTimeout(() => this.#lags && void this.save(), lagging_ms + Math.random() * lagging_ms);
  }

  #show_cursor() {
    clearTimeout(this.#cursor_timer);
    this.#cursor_timer = undefined;
    const { awareness } = this.shared;
    if (awareness.getLocalState()) this.#line?.show_cursor(encodeAwarenessUpdate(awareness, [awareness.clientID]));
  }

  #pull_fields() {
    const theirs = this.shared.read_fields();
    for (const name of Object.keys(theirs) as (keyof Fields)[]) {
      if (JSON.stringify(theirs[name]) !== JSON.stringify($state.snapshot(this.fields[name]))) Object.assign(this.fields, { [name]: theirs[name] });
    }
  }

  // Another document takes the place of ours.
  #adopt(shared: SharedDraft) {
    const before = this.shared;
    this.#watch(shared);
    this.caret = this.#sheet?.caret() ?? this.caret;
    this.shared = shared;
    shared.awareness.setLocalStateField('member', this.#line?.member ?? 0);
    this.#pull_fields();
    before.destroy();
  }

  // `kept`: the document that a journal has a part of.
  #connect(id: number, kept: string) {
    if (this.#line || this.#closed) return;
    const line = new Line(id, shape, kept, {
      opened: (generation, updates) => this.#opened(line, generation, updates),
      came: (update) => {
        if (line.generation) this.shared.take(update.content, 'others');
        else this.#begun_by_others(line, update);
      },
      state: () => this.#told(line),
      people: () => this.#meet(line),
      cursor: (content) => applyAwarenessUpdate(this.shared.awareness, content, 'others'),
      closed: () => {
        const { awareness } = this.shared;
        removeAwarenessStates(awareness, [...awareness.getStates().keys()].filter((each) => each !== awareness.clientID), 'others');
        if (this.has_unsaved) void this.save();
      },
    });
    line.sum = () => this.shared.all();
    this.#line = line;
  }

  // Until the line is up, or for a moment.
  #first_look(): Promise<void> {
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
      for (const update of updates) this.shared.take(update.content, 'others');
      line.join(generation, updates.map((each) => each.number));
    } else if (line.state.folded > 0) {
      this.#join_theirs(line, generation, updates);
    } else {
      line.forget();
    }
    this.#on_open();
    this.#told(line);
    if (this.has_unsaved) void this.save();
    else if (this.#lags) this.#look_after_others();
  }

  // Goes over to the document that others have begun; what is unsaved here comes along.
  #join_theirs(line: Line, generation: string, updates: Update[]) {
    const shared = SharedDraft.from(updates.map((each) => each.content));
    const mine = this.#snapshot();
    const merged = this.has_unsaved ? both_of(merge_drafts(this.#base, mine, shared.read())) : null;
    this.#adopt(shared);
    line.join(generation, updates.map((each) => each.number));
    if (merged) this.#take(merged);
  }

  #begun_by_others(line: Line, update: Update) {
    // Ours may be on its way: the answer tells.
    if (!this.#unbegun) return;
    this.#join_theirs(line, this.#unbegun, [update]);
    if (this.has_unsaved) void this.save();
  }

  #meet(line: Line) {
    this.others = line.people.filter((each) => each.member !== line.member);
    const { awareness } = this.shared;
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
      if (line.open && this.info && state.revision > this.info.revision && !this.has_unsaved) void this.#look();
      return;
    }
    if (state.revision > state.folded) void this.#fold(line).catch(() => {});
    else if (!this.has_unsaved && !this.#running && state.etag !== this.#etag) void this.#refresh(line).catch(() => {});
  }

  // The article's state, for who has not saved it.
  async #refresh(line: Line) {
    const answer = await call<Article>('GET', `articles/${this.id}`);
    if (!line.joined || this.has_unsaved || this.#running) return;
    const theirs = draft_of(answer.value);
    // The pair goes together: what was saved, and what it is called.
    if (same_draft({ ...this.#snapshot(), slug: theirs.slug }, theirs)) {
      this.#base = theirs;
      this.#accept(answer.value, answer.etag);
    } else {
      this.info = answer.value;
    }
  }

  get #lags(): boolean {
    return Boolean(this.#line?.joined && this.#line.state.head > this.#line.state.saved);
  }

  // Whether saves go through the shared document: begins it where nobody has.
  async #together(): Promise<boolean> {
    const line = this.#line;
    if (!line || line.refused || this.id === null) return false;
    if (line.open && !line.generation) await this.#begin(line);
    if (line.joined) {
      await line.flushed();
      if (line.joined) return true;
    }
    if (!line.generation) return false;
    // The line was up and is down: it comes again, or there is none any more though the server answers. How long
    // nothing answered at all says nothing of the line.
    try {
      await call<Article>('GET', `articles/${this.id}`);
    } catch (failure) {
      this.#without_line = null;
      throw failure;
    }
    if (line.joined) return this.#together();
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
    if (this.info && line.state.revision !== this.info.revision && !(await this.#merge())) throw new Failure('offline', this.reason);
    const generation = this.#unbegun;
    const shared = this.shared;
    const whole = same_draft(this.#snapshot(), this.#base);
    const sent = shared.all();
    const seen = SharedDraft.from([sent]);
    this.#unbegun = '';
    try {
      const number = await line.fold(0, this.info?.revision ?? 0, sent, whole);
      line.join(generation, [number]);
      line.own = number;
      line.state = { ...line.state, folded: this.info?.revision ?? 0, head: number, saved: whole ? number : 0 };
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
        const [now, then] = await Promise.all([call<Article>('GET', `articles/${this.id}`), call<Article>('GET', `articles/${this.id}/revisions/${from}`)]);
        if (!line.joined || line.state.folded !== from) continue;
        const theirs = draft_of(now.value);
        const fork = this.shared.fork();
        const merged = both_of(merge_drafts(draft_of(then.value), fork.read(), theirs));
        fork.write(merged);
        const content = fork.beyond(this.shared);
        fork.destroy();
        try {
          const number = await line.fold(from, now.value.revision, content, same_draft(merged, theirs));
          if (content) this.shared.take(content, 'others');
          line.count(number);
          line.state = { ...line.state, folded: Math.max(line.state.folded, now.value.revision), revision: Math.max(line.state.revision, now.value.revision) };
          this.merged += 1;
        } catch (failure) {
          if (!(failure instanceof Failure) || failure.kind !== 'stale') throw failure;
          await new Promise((resolve) => setTimeout(resolve, others_turn_ms));
        }
      }
    } finally {
      this.#folding = false;
    }
    if (this.has_unsaved || this.#lags) void this.save();
    else this.#told(line);
  }

  // All of it, from the shared document as it is at a place of its log. Nothing of this person's is under way.
  async #send_together(draft: Draft) {
    const line = this.#line;
    if (!line) throw new Failure('offline', '');
    if (line.state.saved >= line.state.head && line.state.saved >= line.own && line.state.revision === line.state.folded) return;
    const through = line.through;
    const members = all_members(draft);
    if (this.info?.published_at) this.#slug_follows = false;
    if (this.#slug_follows && draft.headline !== this.#base.headline) members.slug = '';
    if (this.condition !== 'offline' && this.has_unsaved) this.condition = 'saving';
    const answer = await call<Article>('PUT', `articles/${this.id}`, { body: members, match: `"log-${line.generation}-${through}"` });
    line.state = { ...line.state, saved: Math.max(line.state.saved, through), revision: answer.value.revision, folded: answer.value.revision, etag: answer.etag };
    this.#base = draft;
    this.#sent = [];
    this.#accept(answer.value, answer.etag);
    if (this.fields.slug === draft.slug && draft.slug !== answer.value.slug) {
      this.#base = { ...draft, slug: answer.value.slug };
      this.#rename_to(answer.value.slug);
      this.#look_after_others();
    }
  }

  #rename_to(slug: string) {
    this.fields.slug = slug;
    this.shared.write_fields($state.snapshot(this.fields), 'program');
  }

  // From now on the entry is the article's.
  async #rename() {
    const former = this.#key;
    this.#key = `${this.#tab}:${this.id}`;
    this.#typed += 1; // so that the new entry is written before the old one goes
    await write_entry(this.#entry()).catch(() => {});
    this.#typed -= 1;
    await remove_entry(former).catch(() => {});
  }

  // After a failure: true where it is worth trying again at once.
  async #settle(failure: unknown): Promise<boolean> {
    const kind = failure instanceof Failure ? failure.kind : 'server';
    this.reason = message_of(failure);
    if (kind === 'stale' && this.#line?.generation) {
      // Another has saved a later state, or the article was changed beside the document, which goes its own way.
      await new Promise((resolve) => setTimeout(resolve, others_turn_ms));
      if (this.#line.state.revision > this.#line.state.folded) await this.#fold(this.#line).catch(() => {});
      return this.#line.joined || this.#settle(new Failure('offline', ''));
    }
    if (kind === 'stale') return this.#merge();
    if (kind === 'signed_out') this.condition = 'signed_out';
    else if (kind === 'offline' || kind === 'server') {
      this.condition = 'offline';
      this.#timer = setTimeout(() => void this.save(), this.#retry_ms);
      this.#retry_ms = Math.min(this.#retry_ms * 2, longest_retry_ms);
    } else {
      this.condition = 'refused';
      this.#sent = [];
    }
    return false;
  }

  async #merge(): Promise<boolean> {
    let answer;
    try {
      answer = await call<Article>('GET', `articles/${this.id}`);
    } catch (failure) {
      if (failure instanceof Failure && failure.kind === 'stale') return false;
      return this.#settle(failure);
    }
    await this.#sheet?.settled();
    const theirs = draft_of(answer.value);
    // A save whose answer was lost is not somebody else's.
    const base = this.#sent.find((draft) => same_writing(draft, theirs)) ?? this.#base;
    const mine = this.#snapshot();
    const foreign = !same_draft(base, theirs);
    const merged = merge_drafts(base, mine, theirs);
    this.#sent = [];
    this.#base = theirs;
    this.#accept(answer.value, answer.etag);
    if (!same_draft(mine, merged.draft)) this.#take(merged.draft);
    if (merged.texts.length || merged.pieces.some((piece) => piece.kind === 'conflict')) {
      this.conflict = merged;
      this.condition = 'conflict';
      return false;
    }
    if (foreign) this.merged += 1;
    return true;
  }

  // The person has chosen.
  resolve(draft: Draft) {
    this.conflict = null;
    this.#take(draft);
    this.condition = 'unsaved';
    this.touch();
    void this.save();
  }

  // A step leaves the text as it is.
  note_step(article: Article, etag: string) {
    this.#accept(article, etag);
    this.#base = { ...this.#base, slug: article.slug };
    if (this.fields.slug !== article.slug) this.#rename_to(article.slug);
  }

  // Who has it and when it may come out: kept with the article, not with its text.
  async set_work(change: { assignee?: string; embargo_until?: string | null }) {
    await this.save();
    if (this.id === null) throw new Failure('refused', this.reason);
    const send = () => call<Article>('PUT', `articles/${this.id}`, { body: change, match: this.#etag });
    const answer = await send().catch(async (failure: unknown) => {
      if (!(failure instanceof Failure) || failure.kind !== 'stale') throw failure;
      if (!this.#line?.joined) {
        await this.#merge();
        return send();
      }
      const { etag } = await call<Article>('GET', `articles/${this.id}`);
      return call<Article>('PUT', `articles/${this.id}`, { body: change, match: etag });
    });
    // A save that overtook it has told of it already.
    if (answer.value.revision >= (this.info?.revision ?? 0)) this.note_step(answer.value, answer.etag);
  }

  // ---- the world around ----

  #listen() {
    const on = (target: EventTarget, name: string, listener: (event: Event) => void) => {
      target.addEventListener(name, listener);
      this.#undo.push(() => target.removeEventListener(name, listener));
    };
    on(window, 'online', () => void this.save());
    on(window, 'beforeunload', (event) => {
      if (this.has_unsaved) event.preventDefault();
    });
    on(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.save();
      else void this.#look();
    });
    this.#undo.push(session.on_begin(() => void this.save()));
  }

  // Whoever comes back to a tab sees what others have saved meanwhile.
  async #look() {
    if (this.id === null || this.#running) return;
    if (this.has_unsaved) return void this.save();
    if (this.#line?.generation) return;
    try {
      const answer = await call<Article>('GET', `articles/${this.id}`);
      if (this.has_unsaved || this.#running || answer.etag === this.#etag) return;
      const theirs = draft_of(answer.value);
      const changed = !same_draft(theirs, this.#base);
      this.#accept(answer.value, answer.etag);
      this.#base = theirs;
      if (changed) this.#take(theirs);
    } catch {
      // The next save will tell.
    }
  }

  // What is left to send goes on being sent; what does not arrive stays in the journal.
  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const undo of this.#undo) undo();
    clearTimeout(this.#lagging);
    void this.save().finally(() => this.#leave());
  }

  // Once nothing is left to send.
  #leave() {
    if (!this.#closed || this.has_unsaved) return;
    clearTimeout(this.#lagging);
    this.#line?.close();
  }
}
