// The work on one article: what the person sees, what the server has acknowledged, and how the first becomes the
// second. Every change goes to the journal at once and to the server after a pause; "saved" is said only when the server
// has said so. An answer never touches what is being typed. A stale save is merged with what others saved.
import type { JSONContent } from '@tiptap/core';
import { call, Failure, message_of } from '../api/client';
import type { Article } from '../api/types';
import { session } from '../session.svelte';
import { changed_members, draft_of, empty_draft, new_members, same_draft, type Draft, type Fields } from './draft';
import { left_behind, random_name, remove_entry, tab, write_entry, type Entry } from './journal';
import { merge_drafts, type Merged } from './merge';

export type Condition = 'saved' | 'unsaved' | 'saving' | 'offline' | 'signed_out' | 'refused' | 'conflict';

// Where the body is edited.
export interface Sheet {
  body(): JSONContent;
  show(body: JSONContent): void; // keeps the caret where it is
  settled(): Promise<void>; // no word is being composed
  selected(): string;
  underlay(passages: string[]): void;
  seek(passage: string): boolean;
}

const pause_ms = 600;
const longest_wait_ms = 2_500; // of somebody who types without a pause
const first_retry_ms = 1_000, longest_retry_ms = 10_000;
const most_uncertain = 4;

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

  #sheet: Sheet | null = null;
  #body: JSONContent = empty_draft.body;
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
  get body(): JSONContent {
    return this.#body;
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
      this.#body = sheet.body();
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
    this.#body = draft.body;
    this.fields = fields_of(structuredClone(draft));
    this.#sheet?.show(draft.body);
  }

  #snapshot(): Draft {
    return { ...$state.snapshot(this.fields), body: this.#sheet?.body() ?? this.#body };
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

  // Sends what has not been acknowledged; settles when nothing is left to send or it cannot go on for now.
  save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#waiting_since = 0;
    this.#running ??= this.#save().finally(() => (this.#running = null));
    return this.#running;
  }

  async #save() {
    while (this.has_unsaved && !this.conflict) {
      const typed = this.#typed;
      const draft = this.#snapshot();
      let arrived;
      try {
        arrived = await this.#send(draft);
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
      this.fields.slug = answer.value.slug;
      this.#base = { ...draft, slug: answer.value.slug };
    }
    if (known === null) await this.#rename();
    return draft;
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

  // Takes over what another did to the article: a step of work, a restored revision. Nothing may be unsaved.
  show(article: Article, etag: string) {
    this.#accept(article, etag);
    this.#base = draft_of(article);
    if (!this.has_unsaved) this.#take(this.#base);
  }

  // A step leaves the text as it is.
  note_step(article: Article, etag: string) {
    this.#accept(article, etag);
    this.#base = { ...this.#base, slug: article.slug };
    this.fields.slug = article.slug;
  }

  // Who has it and when it may come out: kept with the article, not with its text.
  async set_work(change: { assignee?: string; embargo_until?: string | null }) {
    await this.save();
    if (this.id === null) throw new Failure('refused', this.reason);
    const send = () => call<Article>('PUT', `articles/${this.id}`, { body: change, match: this.#etag });
    const answer = await send().catch(async (failure: unknown) => {
      if (!(failure instanceof Failure) || failure.kind !== 'stale') throw failure;
      await this.#merge();
      return send();
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
    void this.save();
  }
}
