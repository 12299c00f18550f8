// Who is signed in.
import { call, end_calls, Failure, get, post, when_signed_out } from './api/client';
import type { Person } from './api/types';
import { sign_in_with_passkey } from './passkeys';

interface SessionAnswer {
  user: Person;
}

class Session {
  // undefined: not known yet; null: nobody.
  person = $state<Person | null | undefined>(undefined);
  // Signed in once, and ended since: the work stays open under the sign-in dialog.
  ended = $state(false);
  unreachable = $state('');

  constructor() {
    when_signed_out(() => {
      if (this.person) this.ended = true;
      else this.person = null;
    });
  }

  async find() {
    this.unreachable = '';
    try {
      this.#turn_to((await get<SessionAnswer>('session')).user);
    } catch (problem) {
      if (problem instanceof Failure && (problem.kind === 'signed_out' || problem.kind === 'missing')) this.person = null;
      else this.unreachable = problem instanceof Error ? problem.message : String(problem);
    }
  }

  async sign_in(email: string, password: string, totp: string) {
    const answer = await post<SessionAnswer>('session', { email, password, ...(totp ? { totp } : {}) });
    this.#begin(answer.user);
  }

  async use_passkey() {
    this.#begin(await sign_in_with_passkey());
  }

  async accept_invitation(code: string, password: string, totp: string) {
    const answer = await post<SessionAnswer>('invitations/accept', { code, password, ...(totp ? { totp } : {}) });
    this.#begin(answer.user);
  }

  async sign_out() {
    // First: what only this person may see is gone even where the server cannot be reached.
    this.#leave();
    await call('DELETE', 'session');
    this.person = null;
    this.ended = false;
  }

  // Whoever keeps what only one person may see: it is told before somebody else is here.
  #leaving = new Set<() => void>();
  on_leave(listener: () => void): void {
    this.#leaving.add(listener);
  }
  #leave() {
    for (const listener of this.#leaving) listener();
  }
  #turn_to(person: Person) {
    if (this.person?.email !== person.email) this.#leave();
    this.person = person;
  }

  #begin(person: Person) {
    // What is unsaved here is the former person's: it stays in their journal, and the page begins anew for the other.
    if (this.ended && this.person && this.person.email !== person.email) {
      this.#leave();
      end_calls();
      location.reload();
      return;
    }
    this.#turn_to(person);
    this.ended = false;
    for (const listener of this.#listeners) listener();
  }

  // Whoever waits for a session to go on: unsaved work.
  #listeners = new Set<() => void>();
  on_begin(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  may(...roles: string[]): boolean {
    return roles.includes(this.person?.role ?? '') || this.person?.role === 'administrator';
  }
}

export const session = new Session();

// Whether an account wants a code of its authenticator program too.
export const wants_second_step = (failure: unknown) => failure instanceof Failure && /second-factor/.test(failure.code);
