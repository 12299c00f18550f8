// A long list of a settings page: what holds the words that are searched for, a page at a time.
import { get, message_of, query } from '../../api/client';
import type { Page } from '../../api/types';
import { notices } from '../../parts/notices.svelte';
import { Loading } from './loading.svelte';

const typing_pause_ms = 200;

export class Pages<Line> {
  words = $state('');
  next = $state<string | null>(null);
  readonly list: Loading<Line[]>;
  #path: string;
  #pause: ReturnType<typeof setTimeout> | undefined;

  constructor(path: string) {
    this.#path = path;
    this.list = new Loading(() => this.#page(null));
  }

  async #page(cursor: string | null): Promise<Line[]> {
    const words = this.words.trim();
    const page = await get<Page<Line>>(`${this.#path}${query({ q: words, cursor })}`);
    // An answer that comes late is not what is searched for now: the one on its way says where the list goes on.
    if (words === this.words.trim()) this.next = page.next;
    return page.items;
  }

  typed() {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => void this.list.load(), typing_pause_ms);
  }

  async more() {
    const words = this.words;
    try {
      const items = await this.#page(this.next);
      if (words === this.words) this.list.value = [...(this.list.value ?? []), ...items];
    } catch (failure) {
      notices.say(message_of(failure), 'problem');
    }
  }
}
