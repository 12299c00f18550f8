// What is typed beside the text of articles – a note, a correction, a reason, a front – until it is sent: it outlives a panel that is closed,
// a dialog that Escape ends, and a reload of the page. It stays in this tab, and is its writer's alone.
import { site_now } from '../api/client';
import { session } from '../session.svelte';

export class Jotted {
  #key: string;
  #text = $state('');
  #kept = $state(true);

  // `what`: the thing and the field that it is typed in, "12/note".
  constructor(what: string) {
    this.#key = `vestnik.jotted.${session.person?.email ?? ''}.${site_now()}.${what}`;
    try {
      this.#text = sessionStorage.getItem(this.#key) ?? '';
    } catch {
      // A browser that keeps nothing: then it lives as long as the page.
    }
  }

  get text(): string {
    return this.#text;
  }
  set text(text: string) {
    this.#text = text;
    try {
      if (text) sessionStorage.setItem(this.#key, text);
      else sessionStorage.removeItem(this.#key);
      this.#kept = true;
    } catch {
      // As above, or there is no room left.
      this.#kept = false;
    }
  }
  // False where the browser keeps nothing, or no more: what is typed lives as long as the page.
  get kept(): boolean {
    return this.#kept;
  }
}
