// Calls to /api/v1 on this site, with the session's cookie. Every failure is a Failure that says what kind it is.

export type FailureKind = 'offline' | 'signed_out' | 'stale' | 'forbidden' | 'missing' | 'refused' | 'server';

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly status = 0,
    readonly input = '',
    readonly code = '',
  ) {
    super(message);
  }
}

export interface Answer<Value> {
  value: Value;
  etag: string;
}

interface Options {
  body?: unknown;
  match?: string;
  fresh?: boolean; // only where there is none by that name yet
  idempotency?: string;
  signal?: AbortSignal;
  patience_ms?: number; // for a call that waits for somebody else
}

// Who wants to know that the session has ended: the sign-in dialog, over whatever is open.
let on_signed_out: () => void = () => {};
export function when_signed_out(listener: () => void) {
  on_signed_out = listener;
}

// Another person has signed in over this one's work: from here on nothing of it leaves the page, which ends.
let ended = false;
export function end_calls() {
  ended = true;
}
export const calls_have_ended = () => ended;

// Of several sites the one that is worked on; empty: the one of this address.
let site = '';
export function about_site(host: string) {
  site = host;
}
export const site_now = () => site;
export function with_site(path: string): string {
  return site && !/[?&]site=/.test(path) ? `${path}${path.includes('?') ? '&' : '?'}site=${encodeURIComponent(site)}` : path;
}

// What a browser says of it is in its own language, and about fetching.
const no_answer = 'The server does not answer';

// A server that died in the middle of a call leaves it hanging: better no answer than an endless wait.
const patience_ms = 20_000;

function kind_of(status: number): FailureKind {
  if (status === 401) return 'signed_out';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'missing';
  if (status === 412) return 'stale';
  if (status >= 500 || status === 429 || status === 408) return 'server';
  return 'refused';
}

// How refusals are said in the language of the interface.
let in_words: (text: string, input: string) => string = (text) => text;
export function say_refusals(words: typeof in_words) {
  in_words = words;
}

async function failure_of(response: Response): Promise<Failure> {
  const problem = (await response.json().catch(() => ({}))) as Record<string, unknown>;
  const text = (name: string) => (typeof problem[name] === 'string' ? problem[name] : '');
  const remedy = in_words(text('remedy'), '');
  const message = [in_words(text('detail') || text('title') || response.statusText, text('input')), remedy.charAt(0).toUpperCase() + remedy.slice(1)].filter(Boolean).join('. ');
  return new Failure(kind_of(response.status), message, response.status, text('input'), text('type'));
}

export async function call<Value>(method: string, path: string, options: Options = {}): Promise<Answer<Value>> {
  if (ended) throw new Failure('signed_out', '');
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  if (options.match) headers['If-Match'] = options.match;
  if (options.fresh) headers['If-None-Match'] = '*';
  if (options.idempotency) headers['Idempotency-Key'] = options.idempotency;
  const limit = AbortSignal.timeout(options.patience_ms ?? patience_ms);
  let response: Response;
  try {
    response = await fetch(`/api/v1/${with_site(path)}`, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      signal: options.signal ? AbortSignal.any([limit, options.signal]) : limit,
      ...(options.body !== undefined ? { body: JSON.stringify(options.body) } : {}),
    });
  } catch (problem) {
    if (options.signal?.aborted) throw problem;
    throw new Failure('offline', in_words(no_answer, ''));
  }
  if (!response.ok) {
    const failure = await failure_of(response);
    if (failure.kind === 'signed_out' && !/^(session|invitations|passkeys\/options)/.test(path)) on_signed_out();
    throw failure;
  }
  try {
    const value = (response.status === 204 ? undefined : await response.json()) as Value;
    return { value, etag: response.headers.get('ETag') ?? '' };
  } catch (problem) {
    // The connection broke in the middle of the answer.
    throw new Failure('offline', in_words(no_answer, ''));
  }
}

export async function get<Value>(path: string, signal?: AbortSignal): Promise<Value> {
  return (await call<Value>('GET', path, signal ? { signal } : {})).value;
}
// All of a list that comes in pages; of an endless one as much as somebody can look at.
const most_pages = 50, page_lines = 200;
export async function every<Line>(path: string): Promise<Line[]> {
  const lines: Line[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < most_pages; ++page) {
    const answer: { items: Line[]; next: string | null } = await get(`${path}${query({ limit: page_lines, cursor })}`);
    lines.push(...answer.items);
    cursor = answer.next;
    if (!cursor) break;
  }
  return lines;
}
export async function post<Value>(path: string, body: unknown = {}): Promise<Value> {
  return (await call<Value>('POST', path, { body })).value;
}
export async function put<Value>(path: string, body: unknown): Promise<Value> {
  return (await call<Value>('PUT', path, { body })).value;
}

export function query(parameters: Record<string, string | number | null | undefined>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== null && value !== undefined && value !== '');
  return given.length ? `?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}` : '';
}

export function message_of(problem: unknown): string {
  return problem instanceof Error ? problem.message : String(problem);
}
