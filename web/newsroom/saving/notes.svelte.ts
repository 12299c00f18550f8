// The newsroom's notes on one article, and the steps that it took.
import { every, Failure } from '../api/client';

export interface Note {
  id: number;
  kind: 'comment' | 'step' | 'missed';
  by: string;
  text: string;
  quote: string;
  at: string;
  resolved: boolean;
}

// Steps that give a story a state; it may be assigned or held back in between.
const moves = /^(submitted|found ready|returned|scheduled|unscheduled|published|unpublished|withdrawn|changed)/;
const look_again_ms = 30_000;

export class NotesOf {
  items = $state.raw<Note[]>([]); // as they were made, the newest last
  available = $state(true);

  #asked = 0;

  constructor(readonly article: number) {}

  async load() {
    const asked = ++this.#asked;
    try {
      const items = await every<Note>(`articles/${this.article}/comments`);
      if (asked === this.#asked) this.items = items; // else a later question knows more
    } catch (problem) {
      if (problem instanceof Failure && problem.kind === 'missing') this.available = false;
    }
  }

  // Others make notes too: they are looked for while somebody is looking at this page.
  watch(): () => void {
    const look = () => {
      if (document.visibilityState === 'visible') void this.load();
    };
    const timer = setInterval(look, look_again_ms);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }

  get open(): Note[] {
    return this.items.filter((note) => note.kind === 'comment' && !note.resolved);
  }
  get passages(): string[] {
    return this.items.filter((note) => note.quote && !note.resolved).map((note) => note.quote);
  }
  // Who has sent it back last, and why; null where something else has happened since.
  get returned(): Note | null {
    const last = this.items.findLast((note) => note.kind === 'step' && moves.test(note.text));
    return last?.text.startsWith('returned') ? last : null;
  }
}
