// Who is signed in.
import { call, end_calls, Failure, get, post, when_signed_out } from './api/client';
import type { Person, SessionAnswer } from './api/types';
import { catalogue } from './catalogue.svelte';
import { sign_in_with_passkey } from './passkeys';

export interface Invited {
  name: string;
  email: string;
  second_factor: boolean;
}

class Session {
  // undefined: not known yet; null: nobody.
  person = $state<Person | null | undefined>(undefined);
  // Signed in once, and ended since: the work stays open under the sign-in dialog.
  ended = $state(false);
  unreachable = $state('');
  #sites = $state.raw<SessionAnswer['sites']>([]);

  constructor() {
    when_signed_out(() => {
      if (this.person) this.ended = true;
      else this.person = null;
    });
  }

  async find() {
    this.unreachable = '';
    try {
      this.#turn_to(await get<SessionAnswer>('session'));
    } catch (problem) {
      if (problem instanceof Failure && (problem.kind === 'signed_out' || problem.kind === 'missing')) this.person = null;
      else this.unreachable = problem instanceof Error ? problem.message : String(problem);
    }
  }

  async sign_in(email: string, password: string, totp: string) {
    const answer = await post<SessionAnswer>('session', { email, password, ...(totp ? { totp } : {}) });
    this.#begin(answer);
  }

  async use_passkey() {
    this.#begin(await sign_in_with_passkey());
  }

  // Whose account a one-time link opens. Fails where it opens none any more.
  invited = (code: string) => post<Invited>('invitations/look', { code });

  async accept_invitation(code: string, password: string, totp: string) {
    const answer = await post<SessionAnswer>('invitations/accept', { code, password, ...(totp ? { totp } : {}) });
    this.#begin(answer);
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
  #turn_to({ user, sites }: SessionAnswer) {
    if (this.person?.email !== user.email) this.#leave();
    this.person = user;
    this.#sites = sites;
  }

  #begin(answer: SessionAnswer) {
    // What is unsaved here is the former person's: it stays in their journal, and the page begins anew for the other.
    if (this.ended && this.person && this.person.email !== answer.user.email) {
      this.#leave();
      end_calls();
      location.reload();
      return;
    }
    this.#turn_to(answer);
    this.ended = false;
    for (const listener of this.#listeners) listener();
  }

  // Whoever waits for a session to go on: unsaved work.
  #listeners = new Set<() => void>();
  on_begin(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  // Whether one of the roles that this person has on the site, be it for one section, is among these. Of an article or a
  // front the server tells more (api/types.ts, Step).
  may(...roles: string[]): boolean {
    // The server names only sites where there are some; before the catalogue is here, the strongest role of all has to do.
    const here = catalogue.site
      ? (this.#sites.find((site) => site.host === catalogue.site?.host)?.roles ?? this.person?.roles_everywhere ?? [])
      : [this.person?.role ?? ''];
    return here.some((role) => role === 'administrator' || roles.includes(role));
  }
  // What belongs to the whole installation: accounts, tokens, the log.
  get administers_everything(): boolean {
    return this.person?.roles_everywhere?.includes('administrator') ?? false;
  }
}

export const session = new Session();

// Whether an account wants a code of its authenticator program too.
export const wants_second_step = (failure: unknown) => failure instanceof Failure && /second-factor/.test(failure.code);
