// What a form changes of something that others change too: only what is different goes out, over what is there by then, so
// that nobody's work is put back to how it was when the form was opened.
import { t } from '../words/index.svelte';
import { call, Failure } from './client';

const most_attempts = 3;
const same = (one: unknown, other: unknown) => JSON.stringify(one ?? null) === JSON.stringify(other ?? null);

export class Changes<Thing extends object> {
  #path: string;
  #shown: Partial<Thing>; // in the fields, before the person changes them
  #seen: Partial<Thing>; // what the person knows the server to have

  // `before`: what the person saw when they began.
  constructor(path: string, before: Thing) {
    this.#path = path;
    // As it is now: the form goes on changing its own.
    const kept = JSON.stringify(before);
    this.#shown = JSON.parse(kept) as Thing;
    this.#seen = JSON.parse(kept) as Thing;
  }

  // Failure 'stale' where somebody else has changed the same: it says what to, and saving once more keeps one's own.
  async save(after: Partial<Thing>): Promise<Thing> {
    const names = (Object.keys(after) as (keyof Thing)[]).filter((name) => !same(after[name], this.#shown[name]));
    for (let attempt = 1; ; ++attempt) {
      const now = await call<Thing>('GET', this.#path);
      const theirs = names.filter((name) => !same(now.value[name], this.#seen[name]) && !same(now.value[name], after[name]));
      for (const name of theirs) this.#seen[name] = now.value[name];
      if (theirs.length) throw new Failure('stale', t().overtaken(theirs.map((name) => said(now.value[name])).join('; ')), 412);
      if (!names.length) return now.value;
      try {
        const body = Object.fromEntries(names.map((name) => [name, after[name]]));
        const { value } = await call<Thing>('PUT', this.#path, { body, match: now.etag });
        for (const name of names) {
          this.#shown[name] = after[name];
          this.#seen[name] = value[name];
        }
        return value;
      } catch (failure) {
        if (!(failure instanceof Failure) || failure.kind !== 'stale' || attempt === most_attempts) throw failure;
      }
    }
  }
}

const said = (value: unknown) => (typeof value === 'string' ? `“${value}”` : value === null ? '–' : JSON.stringify(value));
