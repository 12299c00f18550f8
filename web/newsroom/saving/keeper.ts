// Keeps what is unsaved of one piece of work in the journal: one write at a time, the newest state follows.
import { remove_entry, write_entry, type Entry } from './journal';

export class Keeper {
  key = '';
  #entry: () => Entry | null;
  #keeping: Promise<void> | null = null;
  #again = false;

  // `entry`: what is to be kept now; null: nothing, all of it is saved.
  constructor(entry: () => Entry | null) {
    this.#entry = entry;
  }

  keep(): Promise<void> {
    if (this.#keeping) {
      this.#again = true;
      return this.#keeping;
    }
    this.#keeping = (async () => {
      do {
        this.#again = false;
        const entry = this.#entry();
        if (entry) await write_entry(entry);
        else await remove_entry(this.key);
      } while (this.#again);
    })().finally(() => (this.#keeping = null));
    return this.#keeping;
  }

  // The same work under another name: `entry` is written before the former one goes.
  async rename(key: string, entry: Entry) {
    const former = this.key;
    this.key = key;
    await write_entry({ ...entry, key }).catch(() => {});
    await remove_entry(former).catch(() => {});
  }

  // What was found under another name is in our own entry from now on.
  adopt(key: string) {
    void this.keep()
      .then(() => (key !== this.key ? remove_entry(key) : undefined))
      .catch(() => {});
  }
}
