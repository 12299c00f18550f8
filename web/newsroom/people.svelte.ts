// Who works here, for giving stories to and for showing names instead of addresses. Loaded once.
import { get } from './api/client';

export interface Colleague {
  email: string;
  name: string;
  role: string;
}

class People {
  list = $state<Colleague[]>([]);
  #asked: Promise<void> | null = null;

  load(): Promise<void> {
    this.#asked ??= get<{ people: Colleague[] }>('people').then(
      (answer) => {
        this.list = answer.people;
      },
      () => {
        this.#asked = null;
      },
    );
    return this.#asked;
  }

  name_of(email: string): string {
    return this.list.find((each) => each.email === email)?.name || email;
  }
}

export const people = new People();
