// The work on one article: what the person sees, what the server has acknowledged, and how the first becomes the
// second. Every change goes to the journal at once and to the server after a pause; "saved" is said only when the server
// has said so. An answer never touches what is being typed.
//
// What is typed is a document (saving/shared.ts). Where the line to the server is up, all who have the article open share
// it, and saves name the place in its log that they have. Without a line the work is this browser's alone, and a stale
// save is merged with what others saved.
import { call, calls_have_ended, Failure, message_of, site_now, type Answer } from '../api/client';
import type { Article } from '../api/types';
import { assets } from '../assets.svelte';
import { catalogue } from '../catalogue.svelte';
import { session } from '../session.svelte';
import { arrivals } from './arrivals.svelte';
import { changed_members, draft_of, new_members, same_draft, settled_topics, type Draft, type Fields } from './draft';
import { left_behind, random_name, remove_entry, tab, type Entry } from './journal';
import { Keeper } from './keeper';
import type { Writer } from './line';
import { Manuscript, type Caret, type Sheet } from './manuscript.svelte';
import { merge_drafts, type Merged } from './merge';
import type { SharedDraft } from './shared';
import { Together, type Saver } from './together.svelte';

export type Condition = 'saved' | 'unsaved' | 'saving' | 'offline' | 'signed_out' | 'refused' | 'conflict';

const pause_ms = 600;
const longest_wait_ms = 2_500; // of somebody who types without a pause
const first_retry_ms = 1_000, longest_retry_ms = 10_000;
const most_uncertain = 4;

// But for the address, which the server may have made of the headline, and for the slugs of new topics.
const same_writing = (sent: Draft, server: Draft) =>
  same_draft({ ...sent, slug: server.slug, topics: settled_topics(sent.topics, server.topics) ?? sent.topics }, server);

export class Work implements Saver {
  condition = $state<Condition>('saved');
  reason = $state('');
  answered = $state(false); // while 'offline': the server did answer, that it cannot take it now
  conflict = $state.raw<Merged | null>(null);
  recovered = $state(false);
  kept_from = $state<number | null>(null); // the article that this text was of, which is out of this person's reach by now
  ever_saved = $state(false);

  #text = new Manuscript();
  #together = new Together(this.#text, this);
  #keeper = new Keeper(() => (this.has_unsaved ? this.#entry() : null));
  // Sent, and not known whether the server has it: at most one of them arrived.
  #sent: Draft[] = [];
  #creation = random_name();
  #renewed = false; // that, once: a refusal of another kind stays one
  #tab = '';
  #running: Promise<void> | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waiting_since = 0;
  #retry_ms = first_retry_ms;
  #closed = false;
  #arriving = 0; // files on their way into the text
  #undo: (() => void)[] = [];
  #passages: string[] = []; // that notes are about

  // ---- what the screens show ----

  get fields(): Fields {
    return this.#text.fields;
  }
  get shared(): SharedDraft {
    return this.#text.shared;
  }
  get info(): Article | null {
    return this.#text.info;
  }
  get merged(): number {
    return this.#text.merged;
  }
  get others(): Writer[] {
    return this.#together.others;
  }
  get caret(): Caret | null {
    return this.#text.caret;
  }
  set caret(caret: Caret | null) {
    this.#text.caret = caret;
  }
  get id(): number | null {
    return this.#text.id;
  }
  get has_unsaved(): boolean {
    return this.#text.has_unsaved;
  }
  get etag(): string {
    return this.#text.etag;
  }
  draft(): Draft {
    return this.#text.snapshot();
  }
  attach(sheet: Sheet): () => void {
    sheet.underlay(this.#passages);
    return this.#text.attach(sheet);
  }
  // What notes are about.
  selected(): string {
    return this.#text.sheet?.selected() ?? '';
  }
  underlay(passages: string[]) {
    this.#passages = passages;
    this.#text.sheet?.underlay(passages);
  }
  seek(passage: string): boolean {
    return this.#text.sheet?.seek(passage) ?? false;
  }

  // Uploads the picture over the text. It becomes this work's, whichever stands in the editor by then.
  async take_lead(file: File) {
    this.#arriving += 1;
    try {
      const asset = await assets.upload(file);
      this.fields.lead_image = asset.id;
      this.touch();
    } finally {
      this.#arriving -= 1;
      if (this.#closed) void this.save().finally(() => this.#leave());
    }
  }

  // Uploads what the text waits for at `place`. The document of the work gets it, whatever has become of the sheet.
  async take_file(place: string, file: File) {
    this.#arriving += 1;
    try {
      const asset = await assets.upload(file);
      this.shared.settle(place, asset);
    } catch (problem) {
      this.shared.settle(place, null);
      throw problem;
    } finally {
      this.#arriving -= 1;
      if (this.#closed) void this.save().finally(() => this.#leave());
    }
  }

  // Takes over a picture that the text has by its address on another site; where it cannot be had, the address stays.
  async take_over(address: string) {
    this.#arriving += 1;
    try {
      this.shared.settle(address, await assets.take_over(address));
    } finally {
      this.#arriving -= 1;
      if (this.#closed) void this.save().finally(() => this.#leave());
    }
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
    this.#together.watch(this.shared);
    if (id !== null) {
      try {
        const answer = await call<Article>('GET', `articles/${id}`);
        this.#text.accept_whole(answer.value, answer.etag);
      } catch (failure) {
        const kept = left.at(-1);
        if (!kept || !(failure instanceof Failure)) throw failure;
        if (failure.kind === 'forbidden' || failure.kind === 'missing') return this.#open_as_new(kept, failure.kind);
        if (!['offline', 'server', 'signed_out'].includes(failure.kind)) throw failure;
        this.#text.info = { ...(kept.base as unknown as Article), id, state: 'draft' };
        this.#text.base = kept.base;
        this.#text.etag = kept.etag;
      }
    }
    this.#keeper.key = `${this.#tab}:${id ?? `new-${this.#creation}`}`;
    this.#text.take(this.#text.base);
    if (id !== null) {
      this.#together.connect(id, left.findLast((entry) => entry.shared)?.shared?.generation ?? '');
      await this.#together.first_look();
    }
    this.ever_saved = id !== null;
    this.#text.slug_follows = !this.#text.base.headline && !this.info?.published_at;
    for (const entry of left) this.#recover(entry);
    this.#listen();
    if (this.has_unsaved) this.#soon(0);
  }

  // What was written of an article that cannot be opened any more is somebody's work all the same.
  #open_as_new(entry: Entry, why: 'forbidden' | 'missing') {
    this.kept_from = entry.article;
    this.#keeper.key = `${this.#tab}:new-${this.#creation}`;
    // Where one may not write, one may not begin either.
    this.#text.take({ ...entry.current, slug: '', ...(why === 'forbidden' ? { section: null } : {}) });
    this.#text.slug_follows = true;
    this.#text.typed += 1;
    this.#keeper.adopt(entry.key);
    this.#listen();
    this.#soon(0);
  }

  #recover(entry: Entry) {
    if (entry.article === null) {
      // Sections and topics are of the site that it was begun for, and only there the same call makes the same article.
      if (entry.site !== undefined && entry.site !== site_now()) catalogue.go_over_to(entry.site);
      this.#creation = entry.creation;
      this.#keeper.key = entry.key;
      this.#text.base = entry.base;
      this.#sent = entry.sent;
      this.#text.take(entry.current);
      this.#text.typed += 1;
      this.recovered = true;
      return;
    }
    // Of the document that the others go on with, nothing has to be merged.
    if (entry.shared && this.#together.generation === entry.shared.generation) {
      const before = this.draft();
      this.shared.take(entry.shared.state, 'program');
      this.#text.pull_fields();
      if (!same_draft(before, this.draft())) {
        this.#text.typed += 1;
        this.recovered = true;
      }
      this.#keeper.adopt(entry.key);
      return;
    }
    const server = this.#text.base;
    const now = this.draft();
    if (same_draft(entry.current, now)) {
      void remove_entry(entry.key).catch(() => {});
      return;
    }
    // The state that the entry grew from may have been overtaken, or be what was on its way when all ended.
    const grown_from = entry.sent.find((draft) => same_writing(draft, server)) ?? entry.base;
    const merged = merge_drafts(grown_from, entry.current, now);
    this.#text.take(merged.draft);
    if (merged.texts.length || merged.pieces.some((piece) => piece.kind === 'conflict')) this.conflict = merged;
    this.#text.typed += 1;
    this.recovered = true;
    this.#keeper.adopt(entry.key);
  }

  // ---- changing ----

  touch() {
    this.#text.write_fields('field');
    this.touched();
  }

  touched() {
    this.#text.typed += 1;
    if (this.condition === 'saved' || this.condition === 'refused') this.condition = 'unsaved';
    void this.#keeper.keep().catch((problem: unknown) => (this.reason = message_of(problem)));
    this.#soon();
  }

  #entry(): Entry {
    return {
      key: this.#keeper.key,
      article: this.id,
      person: session.person?.email ?? '',
      tab: this.#tab,
      etag: this.#text.etag,
      base: this.#text.base,
      sent: this.#sent,
      current: this.draft(),
      site: site_now(),
      creation: this.#creation,
      ...(this.#together.generation ? { shared: { generation: this.#together.generation, state: this.shared.all() } } : {}),
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

  get busy(): boolean {
    return this.#running !== null;
  }
  sending() {
    if (this.condition !== 'offline') this.condition = 'saving';
  }

  async #save() {
    for (let first = true; (this.has_unsaved || (first && this.#together.lags)) && !this.conflict; first = false) {
      let typed = this.#text.typed;
      let draft = this.draft();
      let arrived;
      try {
        if (await this.#together.ready()) {
          typed = this.#text.typed;
          draft = this.draft();
          if (await this.#together.send(draft)) this.#sent = [];
          arrived = draft;
        } else {
          arrived = await this.#send(draft);
        }
      } catch (failure) {
        if (!(await this.#settle(failure))) return;
        continue;
      }
      if (arrived === draft) this.#text.acknowledged = typed;
      this.ever_saved = true;
      this.reason = '';
      this.#retry_ms = first_retry_ms;
      await this.#keeper.keep().catch(() => {});
    }
    if (!this.conflict) this.condition = 'saved';
    this.#leave();
  }

  // The draft that the server has by then.
  async #send(now: Draft): Promise<Draft> {
    const known = this.id;
    // A call that makes an article may be repeated only as it was: the server knows it again by its key.
    const draft = known === null ? (this.#sent[0] ?? now) : now;
    const members = known === null ? new_members(draft) : changed_members(this.#text.base, draft);
    if (known !== null && Object.keys(members).length === 0) return draft;
    if (members.slug !== undefined || this.info?.published_at) this.#text.slug_follows = false;
    if (known !== null && this.#text.slug_follows && members.headline !== undefined) members.slug = '';
    this.sending();
    this.#sent = known === null ? [draft] : [...this.#sent, draft].slice(-most_uncertain);
    void this.#keeper.keep().catch(() => {});
    const answer =
      known === null
        ? await call<Article>('POST', 'articles', { body: members, idempotency: this.#creation })
        : await call<Article>('PUT', `articles/${known}`, { body: members, match: this.#text.etag });
    this.#sent = [];
    this.#text.accept_sent(draft, answer.value, answer.etag);
    if (known === null) {
      await this.#rename();
      this.#together.connect(answer.value.id, '');
    }
    return draft;
  }

  // From now on the entry is the article's.
  async #rename() {
    this.#text.typed += 1; // so that the new entry is written before the old one goes
    await this.#keeper.rename(`${this.#tab}:${this.id}`, this.#entry());
    this.#text.typed -= 1;
  }

  // After a failure: true where it is worth trying again at once.
  async #settle(failure: unknown): Promise<boolean> {
    const kind = failure instanceof Failure ? failure.kind : 'server';
    this.reason = message_of(failure);
    if (kind === 'stale' && this.#together.generation) {
      return (await this.#together.take_in()) || this.#settle(new Failure('offline', ''));
    }
    if (kind === 'stale') return this.merge();
    // The key was used for another call than this: what is written since is another article.
    if (this.id === null && failure instanceof Failure && failure.status === 409 && !this.#renewed) {
      this.#renewed = true;
      this.#creation = random_name();
      this.#sent = [];
      return true;
    }
    if (kind === 'signed_out') this.condition = 'signed_out';
    else if (kind === 'offline' || kind === 'server') {
      this.condition = 'offline';
      this.answered = kind === 'server' && failure instanceof Failure;
      this.#timer = setTimeout(() => void this.save(), this.#retry_ms);
      this.#retry_ms = Math.min(this.#retry_ms * 2, longest_retry_ms);
    } else {
      this.condition = 'refused';
      this.#sent = [];
    }
    return false;
  }

  // What others saved goes in; false where it cannot now.
  async merge(): Promise<boolean> {
    let answer;
    try {
      answer = await call<Article>('GET', `articles/${this.id}`);
    } catch (failure) {
      if (failure instanceof Failure && failure.kind === 'stale') return false;
      return this.#settle(failure);
    }
    await this.#text.sheet?.settled();
    const theirs = draft_of(answer.value);
    // A save whose answer was lost is not somebody else's.
    const base = this.#sent.find((draft) => same_writing(draft, theirs)) ?? this.#text.base;
    const mine = this.draft();
    const foreign = !same_draft(base, theirs);
    const merged = merge_drafts(base, mine, theirs);
    this.#sent = [];
    this.#text.accept_whole(answer.value, answer.etag);
    if (!same_draft(mine, merged.draft)) this.#text.take(merged.draft);
    if (merged.texts.length || merged.pieces.some((piece) => piece.kind === 'conflict')) {
      this.conflict = merged;
      this.condition = 'conflict';
      return false;
    }
    if (foreign) this.#text.merged += 1;
    return true;
  }

  // The person has chosen.
  resolve(draft: Draft) {
    this.conflict = null;
    this.#text.take(draft);
    this.condition = 'unsaved';
    this.touch();
    void this.save();
  }

  // A step leaves the text as it is.
  note_step(article: Article, etag: string) {
    this.#text.accept(article, etag);
    this.#text.base = { ...this.#text.base, slug: article.slug };
    if (this.fields.slug !== article.slug) this.#text.rename_to(article.slug);
  }

  // Takes the state that the person sees: `send` is given its ETag. What others typed into the shared document is on this
  // sheet too; without one, what they saved is taken in, and `again` says whether that changes nothing of what was meant.
  async #with_match(send: (etag: string) => Promise<Answer<Article>>, again: boolean): Promise<Answer<Article>> {
    try {
      return await send(this.#text.etag);
    } catch (failure) {
      if (!(failure instanceof Failure) || failure.kind !== 'stale') throw failure;
      if (this.#together.joined) return send((await call<Article>('GET', `articles/${this.id}`)).etag);
      const before = this.draft();
      const merged = await this.merge();
      if (!again && !(merged && same_draft(before, this.draft()))) throw failure;
      return send(this.#text.etag);
    }
  }

  // A step of work; null where what was typed could not be saved. Failure 'stale': others have saved something that this
  // person has not seen until now.
  async step(name: string, body: unknown): Promise<Article | null> {
    await this.save();
    if (this.has_unsaved || this.id === null) return null;
    const [method, path] = name === 'trash' ? ['DELETE', `articles/${this.id}`] : ['POST', `articles/${this.id}/${name}`];
    const answer = await this.#with_match((match) => call<Article>(method, path, { ...(method === 'POST' ? { body } : {}), match }), false);
    if (answer.value.revision >= (this.info?.revision ?? 0)) this.note_step(answer.value, answer.etag);
    return answer.value;
  }

  // Who has it and when it may come out: kept with the article, not with its text.
  async set_work(change: { assignee?: string; embargo_until?: string | null }) {
    await this.save();
    if (this.id === null) throw new Failure('refused', this.reason);
    const answer = await this.#with_match((match) => call<Article>('PUT', `articles/${this.id}`, { body: change, match }), true);
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
      if ((this.has_unsaved || this.#arriving) && !calls_have_ended()) event.preventDefault();
    });
    on(document, 'visibilitychange', () => {
      if (document.visibilityState === 'hidden') void this.save();
      else void this.look();
    });
    this.#undo.push(session.on_begin(() => void this.save()));
  }

  // Whoever comes back to a tab sees what others have saved meanwhile.
  async look() {
    if (this.id === null || this.#running) return;
    if (this.has_unsaved) return void this.save();
    if (this.#together.generation) return;
    try {
      const answer = await call<Article>('GET', `articles/${this.id}`);
      if (this.has_unsaved || this.#running || answer.etag === this.#text.etag) return;
      const theirs = draft_of(answer.value);
      const changed = !same_draft(theirs, this.#text.base);
      this.#text.accept_whole(answer.value, answer.etag);
      if (changed) this.#text.take(theirs);
    } catch {
      // The next save will tell.
    }
  }

  // What is left to send goes on being sent; what does not arrive stays in the journal.
  close() {
    if (this.#closed) return;
    this.#closed = true;
    for (const undo of this.#undo) undo();
    this.#together.close();
    const late = this.has_unsaved;
    void this.save().finally(() => {
      this.#leave();
      if (late && !this.has_unsaved) arrivals.count += 1;
    });
  }

  // Once nothing is left to send.
  #leave() {
    if (!this.#closed || this.has_unsaved || this.#arriving) return;
    this.#together.leave();
  }
}
