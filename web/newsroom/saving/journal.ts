// What was typed and has not reached the server, in this browser's IndexedDB: written at every change, before anything
// is sent, and removed when the server has acknowledged it. It outlives a crash, a lost network and an ended session.
import type { Draft } from './draft';

export interface Entry {
  key: string;
  article: number | null; // null: never reached the server
  person: string; // e-mail: another person on this device sees nothing of it
  tab: string;
  etag: string; // of the state that `base` is
  base: Draft;
  sent: Draft[]; // on their way when this was written: the server may have one of them
  current: Draft;
  // The document that `current` is of, where several share one: named, and whole.
  shared?: { generation: string; state: Uint8Array };
  site?: string; // that it was begun for; empty: the one of the address
  creation: string; // Idempotency-Key of the call that makes the article
  at: number; // ms since 1970
}

const store_name = 'work';

let opened: Promise<IDBDatabase> | undefined;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('vestnik-journal', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(store_name, { keyPath: 'key' });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(new Error(request.error?.message ?? 'no database'));
  });
  return opened;
}

async function run<Value>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<Value>): Promise<Value> {
  const transaction = (await database()).transaction(store_name, mode);
  const request = work(transaction.objectStore(store_name));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(new Error(transaction.error?.message ?? 'not kept'));
  });
}

export const write_entry = (entry: Entry) => run('readwrite', (store) => store.put(entry));
export const remove_entry = (key: string) => run('readwrite', (store) => store.delete(key));
export const all_entries = () => run<Entry[]>('readonly', (store) => store.getAll() as IDBRequest<Entry[]>);

// ---- which tab wrote what ----

function random_name(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
export { random_name };

const tab_key = 'vestnik.tab';
const lock_of = (tab: string) => `vestnik-tab-${tab}`;

// A name for this tab that survives a reload. A duplicated tab copies it, so whoever does not get its lock takes another.
// A page that is being reloaded may still hold its own for a moment.
async function find_tab(): Promise<string> {
  const former = sessionStorage.getItem(tab_key);
  for (let attempt = 0; former && attempt < 5; ++attempt) {
    if (!navigator.locks || (await hold(former))) return former;
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  const name = random_name();
  if (navigator.locks) await hold(name);
  sessionStorage.setItem(tab_key, name);
  return name;
}

// True where the lock is this tab's until it closes.
function hold(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    void navigator.locks.request(lock_of(name), { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock ? new Promise<void>(() => {}) : undefined;
    });
  });
}

let this_tab: Promise<string> | undefined;
export const tab = () => (this_tab ??= find_tab());

async function living_tabs(): Promise<Set<string>> {
  const held = navigator.locks ? ((await navigator.locks.query()).held ?? []) : [];
  return new Set(held.map((lock) => lock.name?.replace(lock_of(''), '') ?? ''));
}

// What nobody is working on any more: of this person, oldest first. `mine` too, what this tab left before a reload.
export async function left_behind(person: string, mine = true): Promise<Entry[]> {
  const [entries, living, own] = await Promise.all([all_entries(), living_tabs(), tab()]);
  return entries
    .filter((entry) => entry.person === person && (entry.tab === own ? mine : !living.has(entry.tab)))
    .sort((a, b) => a.at - b.at);
}
