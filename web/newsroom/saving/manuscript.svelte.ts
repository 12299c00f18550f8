// One article as it is being written: what the person sees, what the server has last acknowledged of it, and how far the
// two are apart. It sends nothing.
import type { Article } from '../api/types';
import { draft_of, empty_draft, same_value, settled_topics, type Draft, type Fields } from './draft';
import { SharedDraft } from './shared';

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

const fields_of = ({ body: _, ...fields }: Draft): Fields => fields;

export class Manuscript {
  fields = $state<Fields>(fields_of(empty_draft));
  shared = $state.raw(SharedDraft.of(empty_draft));
  info = $state.raw<Article | null>(null); // what the server last said
  merged = $state(0); // times that somebody else's changes came in

  caret: Caret | null = null; // where it was when the sheet was taken away
  sheet: Sheet | null = null;
  base: Draft = empty_draft; // the state that `etag` names
  etag = '';
  // The address follows the headline of an article that has just begun, until somebody sets it.
  slug_follows = false;
  typed = 0; // counts changes
  acknowledged = 0;

  get id(): number | null {
    return this.info?.id ?? null;
  }
  get has_unsaved(): boolean {
    return this.typed !== this.acknowledged;
  }

  attach(sheet: Sheet): () => void {
    this.sheet = sheet;
    return () => {
      if (this.sheet !== sheet) return;
      this.caret = sheet.caret();
      this.sheet = null;
    };
  }

  take(draft: Draft) {
    this.fields = fields_of(structuredClone(draft));
    this.shared.write(draft);
  }

  // All that the person sees now.
  snapshot(): Draft {
    return { ...$state.snapshot(this.fields), body: this.shared.read_body() };
  }

  accept(article: Article, etag: string) {
    this.info = article;
    this.etag = etag || `"${article.revision}"`;
  }
  // With all of its text.
  accept_whole(article: Article, etag: string) {
    this.accept(article, etag);
    this.base = draft_of(article);
  }

  // What was sent is what the server has. True where the server has made another address of the first headline, or other
  // slugs of new topics; it is nobody's typing.
  accept_sent(draft: Draft, article: Article, etag: string): boolean {
    this.base = draft;
    this.accept(article, etag);
    const topics = settled_topics(draft.topics, article.topics);
    const named = topics !== null && !same_value('topics', draft, { ...draft, topics });
    if (named) {
      this.base = { ...this.base, topics };
      if (same_value('topics', { ...draft, ...$state.snapshot(this.fields) }, draft)) {
        this.fields.topics = topics;
        this.write_fields('program');
      }
    }
    if (this.fields.slug !== draft.slug || draft.slug === article.slug) return named;
    this.base = { ...this.base, slug: article.slug };
    this.rename_to(article.slug);
    return true;
  }

  write_fields(origin: 'field' | 'program') {
    this.shared.write_fields($state.snapshot(this.fields), origin);
  }
  // What others have written into the fields of the document.
  pull_fields() {
    const theirs = this.shared.read_fields();
    for (const name of Object.keys(theirs) as (keyof Fields)[]) {
      if (JSON.stringify(theirs[name]) !== JSON.stringify($state.snapshot(this.fields[name]))) Object.assign(this.fields, { [name]: theirs[name] });
    }
  }

  rename_to(slug: string) {
    this.fields.slug = slug;
    this.write_fields('program');
  }
}
