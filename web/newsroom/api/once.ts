// A call that may be repeated when its answer was lost: under the same key for as long as it says the same.
import { random_name } from '../saving/journal';

export class Once {
  #said = '';
  #key = '';

  key(what: unknown): string {
    const said = JSON.stringify(what);
    if (said !== this.#said) {
      this.#said = said;
      this.#key = random_name();
    }
    return this.#key;
  }
  // The server has done it: the same words again are another call.
  done() {
    this.#said = '';
  }
}
