// A list of a settings page: loaded, shown, changed and loaded again.
import { Failure, message_of } from '../../api/client';
import { notices } from '../../parts/notices.svelte';
import { t } from '../../words/index.svelte';

export class Loading<Value> {
  value = $state.raw<Value | null>(null);
  problem = $state('');
  busy = $state(false);
  refused = $state(''); // why the last change was, for whoever shows it beside what was typed
  #fetch: () => Promise<Value>;

  constructor(fetch: () => Promise<Value>) {
    this.#fetch = fetch;
    void this.load();
  }

  async load() {
    try {
      this.value = await this.#fetch();
      this.problem = '';
    } catch (failure) {
      this.problem = failure instanceof Failure && failure.kind === 'missing' ? t().not_there : message_of(failure);
    }
  }

  // Does something and shows what it has become; false where it failed. `beside`: a dialog shows why, since a notice
  // would stand behind it.
  async change(work: () => Promise<unknown>, beside = false): Promise<boolean> {
    this.busy = true;
    this.refused = '';
    try {
      await work();
      notices.say(t().saved);
      await this.load();
      return true;
    } catch (failure) {
      if (beside) this.refused = message_of(failure);
      else notices.say(message_of(failure), 'problem');
      // What somebody else has made of it meanwhile is shown before it is changed again.
      if (failure instanceof Failure && (failure.kind === 'stale' || failure.kind === 'missing')) await this.load();
      return false;
    } finally {
      this.busy = false;
    }
  }
}
