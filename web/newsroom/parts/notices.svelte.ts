// Short messages at the edge of the screen; read out by screen readers, gone by themselves.
import { untrack } from 'svelte';

export interface Notice {
  id: number;
  text: string;
  kind: 'done' | 'problem';
  link?: { label: string; address: string };
}

const shown_for_ms = 6000;

class Notices {
  list = $state<Notice[]>([]);
  #next = 1;

  say(text: string, kind: Notice['kind'] = 'done', link?: Notice['link']) {
    const notice: Notice = { id: this.#next++, text, kind, ...(link ? { link } : {}) };
    // Said from an effect, it is not what the effect depends on.
    this.list = [...untrack(() => this.list).slice(-3), notice];
    setTimeout(() => this.dismiss(notice.id), kind === 'problem' || link ? shown_for_ms * 2 : shown_for_ms);
  }

  // What was done before is no news any more once something else is.
  settle() {
    this.list = untrack(() => this.list).filter((each) => each.kind === 'problem');
  }

  dismiss(id: number) {
    this.list = this.list.filter((each) => each.id !== id);
  }
}

export const notices = new Notices();
