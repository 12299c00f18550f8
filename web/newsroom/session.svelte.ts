// Who is signed in.
import { call, Failure, get, post, when_signed_out } from './api/client';
import type { Person } from './api/types';

interface SessionAnswer {
  user?: Person;
  name?: string;
  email?: string;
  role?: string;
}

function person_of(answer: SessionAnswer): Person {
  const from = answer.user ?? answer;
  return { name: from.name ?? '', email: from.email ?? '', role: from.role ?? '' };
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
      this.person = person_of(await get<SessionAnswer>('session'));
    } catch (problem) {
      if (problem instanceof Failure && (problem.kind === 'signed_out' || problem.kind === 'missing')) this.person = null;
      else this.unreachable = problem instanceof Error ? problem.message : String(problem);
    }
  }

  async sign_in(email: string, password: string, totp: string) {
    const answer = await post<SessionAnswer>('session', { email, password, ...(totp ? { totp } : {}) });
    this.#begin(person_of(answer));
    if (!this.person?.name) await this.find();
  }

  async accept_invitation(code: string, password: string) {
    const answer = await post<SessionAnswer>('invitations/accept', { code, password });
    this.#begin(person_of(answer));
    await this.find();
  }

  async sign_out() {
    await call('DELETE', 'session');
    this.person = null;
    this.ended = false;
  }

  #begin(person: Person) {
    this.person = person;
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
