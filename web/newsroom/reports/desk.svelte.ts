// The report desk in this browser: its private keys, in memory only, and reports as they are once opened.
import { call, get, post, put, query } from '../api/client';
import { digest, fromBase64, fromHex, ready, sodium, toBase64, toHex } from '../../report/seal/bytes';
import { openFile } from '../../report/seal/file';
import { keyIdOf, LetterKind, noPrevious, openLetter, sealLetter, type KeyPair } from '../../report/seal/letter';
import {
  askToJoin, fingerprintOf, isProved, isVouched, letIn, MemberDoor, mostPasskeys, mostSuccessions, openWithPasskey,
  readWrapped, successionOf, vouchedPasskeys, type MemberKey, type OwnPasskey, type Succession,
} from '../../report/seal/member';
import { unwrapKey, type WrappedKey } from '../../report/seal/passphrase';
import { isNoteOf, noteOf } from '../../report/seal/note';
import { session } from '../session.svelte';
import { content_of, type Content, type NamedFile } from './content';
import { new_passkey, passkey_pair } from './passkey';
import { w } from './words';

export type { Content, NamedFile };
export type Label = 'new' | 'checking' | 'verified' | 'false' | 'used';
export const labels: Label[] = ['new', 'checking', 'verified', 'false', 'used'];

interface SealedLetter { number: number; kind: number; hour: number; letter: string; author?: string }
interface SealedReport {
  id: string; hour: number; letters: number; notes: number; has_receipt: boolean; sealed_on_arrival: boolean;
  label: Label; assigned: string; destroyed_at: number; merged_into: string; answered?: boolean; first?: SealedLetter;
  thread?: SealedLetter[]; remarks?: SealedLetter[]; files: { number: number; bytes: number; complete: boolean }[];
}
interface DeskAnswer {
  keys: { id: string; public_key: string; in_use: boolean }[];
  members: { key: string; member: string; wrapped: string; left: boolean }[];
  me: string;
  kept_days: number;
}

/** Who has a way to the desk's keys, or asks for one. */
export interface Member {
  name: string;
  /** Compared by voice before somebody is let in; '' of a passphrase that several share. */
  fingerprint: string;
  /** For the key in use. Neither: opens what came for former keys alone. */
  let_in: boolean;
  asks: boolean;
  /** The account is closed, or has no role of the desk any more: the next key is not sealed to it. */
  left: boolean;
  passkeys: number;
}
/** What opens everything that comes for one key of the desk. */
export interface RecoverySheet { letters: string; fingerprint: string }
export interface Destruction {
  number: number; report: string; hour: number; reason: 'retention' | 'desk'; letters: number; files: number; digest: string;
}
export interface Letter {
  number: number; kind: number; hour: number; author: string; content: Content | null;
  /** Of notes: false where nobody who can open the desk need have written it in this name. */
  proved: boolean;
}
export interface Report extends Omit<SealedReport, 'first' | 'thread' | 'remarks'> {
  opened: Letter[];
  remarks: Letter[];
}

/** `loaded` of `total`, without what is merged. */
export interface Inbox { reports: Report[]; loaded: number; total: number }

/** A letter of the reader's that nobody has answered. */
export const waits = (report: Report): boolean => report.letters > 1 && !report.answered;

const most_in_memory = 8 * 1024 * 1024;

class Desk {
  known = $state<DeskAnswer | null>(null);
  unlocked = $state(false);
  /** To be printed and put away: it stands on the screen, whatever else happens, until somebody has. */
  sheet = $state<RecoverySheet | null>(null);
  #keys = new Map<string, KeyPair>();

  constructor() {
    // The page is not loaded anew when somebody signs out: whoever comes next in this tab finds the desk locked.
    session.on_leave(() => this.lock());
  }

  get set_up(): boolean {
    return this.known !== null && this.known.keys.length > 0;
  }
  get fingerprint(): string {
    return this.known?.keys.find((key) => key.in_use)?.id ?? '';
  }

  async find(): Promise<void> {
    await ready;
    this.known = await get<DeskAnswer>('reports/desk');
  }

  get me(): string {
    return this.known?.me ?? '';
  }
  /** Who has a way to which key. A row that cannot be read is nobody's. */
  get #rows(): { id: string; member: string; left: boolean; key: WrappedKey | MemberKey }[] {
    return (this.known?.members ?? []).flatMap(({ key: id, member, wrapped, left }) => {
      const key = readWrapped(wrapped);
      return key ? [{ id, member, left, key }] : [];
    });
  }
  get members(): Member[] {
    const named = new Map<string, Member>();
    for (const { id, member, left, key } of this.#rows) {
      const known = named.get(member);
      const now = id === this.fingerprint;
      const sealed = key.v === 1 || key.sealed !== undefined;
      const passkeys = Math.max(known?.passkeys ?? 0, key.v === 2 ? (key.passkeys ?? []).length : 0);
      const fingerprint = known && !now ? known.fingerprint : key.v === 2 ? fingerprintOf(key) : '';
      named.set(member, {
        name: member, left, fingerprint, passkeys,
        let_in: (known?.let_in ?? false) || (now && sealed), asks: (known?.asks ?? false) || (now && !sealed),
      });
    }
    return [...named.values()];
  }
  /** Whether this person has an own passphrase here, or has asked for one. */
  get own(): Member | undefined {
    return this.members.find((each) => each.name === this.me);
  }

  /** The keys that are open here and that the desk has. */
  get #open_keys(): [string, KeyPair][] {
    return [...this.#keys].filter(([id]) => this.known?.keys.some((each) => each.id === id));
  }

  /** What the rows of a key say it came after: of several that say something each, for one may have been put there. */
  #said_of(id: string): Succession[] {
    return this.#rows.flatMap(({ id: of, key }) => (of === id && key.v === 2 ? (key.after ?? []) : []));
  }
  /** The same to be written into another row of that key. */
  #after(id: string): { after?: Succession[] } {
    const row = this.#rows.find(({ id: of, key }) => of === id && key.v === 2 && key.after !== undefined)?.key;
    return row?.v === 2 && row.after ? { after: row.after } : {};
  }

  /** False where the key in use was not made by anybody who could open those that are open here: then somebody else may
   *  read what comes. */
  get is_proved(): boolean {
    const publicKey = this.#public_of(this.fingerprint);
    const said = new Map((this.known?.keys ?? []).map(({ id }) => [id, this.#said_of(id)]));
    return !publicKey || isProved({ id: this.fingerprint, publicKey }, new Map(this.#open_keys), said);
  }

  #public_of(key: string): Uint8Array | undefined {
    const found = this.known?.keys.find((each) => each.id === key)?.public_key;
    return found === undefined ? undefined : fromBase64(found);
  }

  /** Opens every key that the passphrase opens; false where it opens none. */
  unlock(passphrase: string): boolean {
    const door = new MemberDoor(passphrase);
    for (const { id, member, key } of this.#rows) {
      const public_key = this.#public_of(id);
      if (!public_key || this.#keys.has(id)) continue;
      // Each try takes a second: other people's ways are not tried, a shared one is.
      if (key.v === 2 && member !== this.me) continue;
      try {
        const pair = key.v === 2 ? door.open(key, public_key) : unwrapKey(key, passphrase, public_key);
        if (pair) this.#keys.set(id, pair);
      } catch {
        // A row of another form than it says; the others may open.
      }
    }
    door.close();
    this.unlocked = this.#open_keys.length > 0;
    return this.unlocked;
  }

  /** The rows of this person's own way, with the desk's public key that each opens. */
  #own_rows(): { id: string; key: MemberKey; public_key: Uint8Array }[] {
    return this.#rows.flatMap(({ id, member, key }) => {
      const public_key = this.#public_of(id);
      return member === this.me && key.v === 2 && public_key ? [{ id, key, public_key }] : [];
    });
  }

  /** Opens every key that one of this person's passkeys opens; false where none does. */
  async unlock_with_passkey(): Promise<boolean> {
    const rows = this.#own_rows();
    const known = new Map(rows.flatMap(({ key }) => key.passkeys ?? []).map((each) => [each.credential, each]));
    const own = await passkey_pair([...known.values()]);
    for (const { id, key, public_key } of rows) {
      const pair = openWithPasskey(key, own, public_key);
      if (pair) this.#keys.set(id, pair);
    }
    sodium.memzero(own.privateKey);
    this.unlocked = this.#open_keys.length > 0;
    return this.unlocked;
  }

  /** This person's own way, as it is to a key that is open here. */
  get #own_way(): MemberKey | undefined {
    return this.#own_rows().find(({ id }) => this.#keys.has(id))?.key;
  }

  /** This person's passkeys, without those that no holder of an open key has let in. */
  #own_passkeys(): OwnPasskey[] {
    const found = new Map<string, OwnPasskey>();
    for (const { id, key } of this.#own_rows()) {
      const pair = this.#keys.get(id);
      for (const each of pair ? vouchedPasskeys(key, this.me, pair) : []) found.set(each.credential, each);
    }
    return [...found.values()];
  }

  /** Saves this person's own way to every key that is open here. */
  async #save_own(key: MemberKey, passkeys: OwnPasskey[]): Promise<void> {
    for (const [id, pair] of this.#open_keys) {
      await put('reports/desk/own', {
        key: id, wrapped: JSON.stringify({ ...letIn(key, this.me, pair, passkeys), ...this.#after(id) }) });
    }
    await this.find();
  }

  /** A passkey beside the passphrase, for every key that is open here. */
  async add_passkey(): Promise<void> {
    await this.find();
    const key = this.#own_way;
    if (!key) throw new Error('a passkey stands beside an own passphrase');
    const passkeys = this.#own_passkeys();
    if (passkeys.length >= mostPasskeys) throw new Error('too many passkeys');
    await this.#save_own(key, [...passkeys, await new_passkey(this.me)]);
  }

  async remove_passkeys(): Promise<void> {
    const key = this.#own_way;
    if (key) await this.#save_own(key, []);
  }

  /** With what the recovery sheet says; false where it is none of this desk's. */
  recover(typed: string): boolean {
    const hex = typed.replace(/[^0-9a-f]/gi, '').toLowerCase();
    if (hex.length !== 64) return false;
    const privateKey = fromHex(hex);
    const publicKey = sodium.crypto_scalarmult_base(privateKey);
    const key = this.known?.keys.find((each) => each.public_key === toBase64(publicKey));
    if (!key) return false;
    this.#keys.set(key.id, { publicKey, privateKey });
    this.unlocked = true;
    return true;
  }

  /** A passphrase of one's own; somebody who can open the desk has to let one in. */
  async ask_to_join(passphrase: string): Promise<void> {
    await post('reports/desk/requests', { key: this.fingerprint, wrapped: JSON.stringify(askToJoin(passphrase)) });
    await this.find();
  }

  async #admit(name: string, key: MemberKey): Promise<void> {
    for (const [id, pair] of this.#open_keys) {
      await put(`reports/desk/members/${encodeURIComponent(name)}`, {
        key: id, wrapped: JSON.stringify({ ...letIn(key, name, pair), ...this.#after(id) }) });
    }
  }

  /** Seals every key that is open here to that member. */
  async let_in(name: string): Promise<void> {
    const shown = this.members.find((each) => each.name === name)?.fingerprint;
    await this.find();
    // What was compared by voice is what is let in.
    if (this.members.find((each) => each.name === name)?.fingerprint !== shown) throw new Error('the request has changed: compare again');
    if (!this.#keys.has(this.fingerprint)) throw new Error(w().key_changed);
    const key = this.#rows.find((each) => each.member === name && each.id === this.fingerprint)?.key;
    if (key?.v !== 2) throw new Error('nobody of that name has asked');
    await this.#admit(name, key);
    await this.find();
  }

  /** A new passphrase of one's own for every key that is open here; passkeys stay. */
  async own_passphrase(passphrase: string): Promise<void> {
    await this.find();
    await this.#save_own(askToJoin(passphrase), this.#own_passkeys());
  }

  /** For what comes from now on. */
  async keep_for(days: number): Promise<void> {
    await put('reports/desk', { kept_days: days });
    await this.find();
  }

  async remove(name: string): Promise<void> {
    await call('DELETE', `reports/desk/members/${encodeURIComponent(name)}`);
    await this.find();
  }

  lock(): void {
    for (const pair of this.#keys.values()) sodium.memzero(pair.privateKey);
    this.#keys.clear();
    this.unlocked = false;
    this.sheet = null;
  }

  /** A new key, made here and opened by this passphrase from now on; whoever was let in by a holder of the key before
   *  gets it too, nobody else does, and nobody at all where that key was not the desk's own. All rows go with the key in one call: none is left out where the next would fail. */
  async make_key(passphrase: string): Promise<void> {
    // Somebody may have come, or added a passkey, since this page was opened.
    await this.find();
    const before = this.is_proved ? this.#keys.get(this.fingerprint) : undefined;
    const vouched = before
      ? this.#rows.flatMap(({ id, member, left, key }) =>
          id === this.fingerprint && member !== this.me && !left && key.v === 2 && isVouched(key, member, before)
            ? [{ member, key, passkeys: vouchedPasskeys(key, member, before) }] : [])
      : [];
    const passkeys = this.#own_passkeys();
    const own = askToJoin(passphrase);
    const pair = sodium.crypto_box_keypair();
    const id = toHex(keyIdOf(pair.publicKey));
    // The one in use first, then the newest.
    const former = this.#open_keys.reverse().sort(([left], [right]) => Number(right === this.fingerprint) - Number(left === this.fingerprint));
    const after = former.slice(0, mostSuccessions).map(([, each]) => successionOf(pair.publicKey, each));
    const members = [
      ...vouched.map(({ member, key, passkeys: theirs }) => ({
        member, wrapped: JSON.stringify({ ...letIn(key, member, pair, theirs), after }) })),
      // The keys before open with the same passphrase: one for all.
      ...this.#open_keys.map(([key, each]) => ({
        key, member: this.me, wrapped: JSON.stringify({ ...letIn(own, this.me, each, passkeys), ...this.#after(key) }) })),
    ];
    this.#keys.set(id, pair);
    try {
      await post('reports/desk/keys', {
        public_key: toBase64(pair.publicKey), member: this.me,
        wrapped: JSON.stringify({ ...letIn(own, this.me, pair, passkeys), after }), members,
      });
    } catch (trouble) {
      // The answer may be lost, and the key in use all the same.
      const told = await this.find().then(() => true, () => false);
      if (!this.#public_of(id)) {
        if (told) {
          sodium.memzero(pair.privateKey);
          this.#keys.delete(id);
        }
        throw trouble;
      }
    }
    this.sheet = { letters: toHex(pair.privateKey), fingerprint: id };
    this.unlocked = true;
    await this.find();
  }

  async destroyed(): Promise<{ destroyed: Destruction[]; sound: boolean }> {
    return get('reports/destroyed');
  }

  #key_for(letter: Uint8Array): KeyPair | undefined {
    return this.#keys.get(toHex(letter.slice(4, 12)));
  }

  #open(report: string, sealed: SealedLetter, kinds: number[], previous: Uint8Array, reader?: Uint8Array): Letter {
    const shown: Letter = {
      number: sealed.number, kind: sealed.kind, hour: sealed.hour, author: sealed.author ?? '', content: null, proved: true };
    const bytes = fromBase64(sealed.letter);
    const own = this.#key_for(bytes);
    // Whose it is stands in the letter, not beside it.
    if (!own || bytes[3] !== sealed.kind || !kinds.includes(sealed.kind)) return shown;
    const place = { report: fromHex(report), number: sealed.number, previous };
    try {
      shown.content = content_of(openLetter(bytes, place, own, reader));
    } catch {
      shown.content = null;
    }
    if (sealed.kind === LetterKind.note) {
      shown.proved = shown.content !== null && shown.content.by === shown.author && isNoteOf(shown.content, place, own);
    }
    return shown;
  }

  #opened(sealed: SealedReport): Report {
    const thread = sealed.thread ?? (sealed.first ? [sealed.first] : []);
    const opened: Letter[] = [];
    let previous = noPrevious();
    let reader: Uint8Array | undefined;
    for (const each of thread) {
      const kinds = each.number === 0 ? [LetterKind.report] : [LetterKind.addition, LetterKind.answer];
      const letter = this.#open(sealed.id, each, kinds, previous, reader);
      opened.push(letter);
      if (each.number === 0 && letter.content?.reader) reader = fromBase64(letter.content.reader);
      previous = digest(fromBase64(each.letter));
    }
    const remarks = (sealed.remarks ?? []).map((each) => this.#open(sealed.id, each, [LetterKind.note], noPrevious()));
    return { ...sealed, opened, remarks };
  }

  /** At least `most` of those that the desk goes on with, where there are so many, and what is merged with them. */
  async inbox(filter: { label?: string; assigned?: string } = {}, most = 1): Promise<Inbox> {
    const opened = new Map<string, Report>();
    let total = 1;
    let skip = 0;
    while (skip < Math.min(most, total)) {
      const answer = await get<{ reports: SealedReport[]; total: number }>(`reports${query({ ...filter, skip: skip || null })}`);
      const mains = answer.reports.filter((each) => !each.merged_into).length;
      // One that comes meanwhile moves the others on: they are met again.
      for (const each of answer.reports) if (!opened.has(each.id)) opened.set(each.id, this.#opened(each));
      total = answer.total;
      if (mains === 0) break;
      skip += mains;
    }
    return { reports: [...opened.values()], loaded: skip, total };
  }

  async report(id: string): Promise<Report> {
    return this.#opened(await get<SealedReport>(`reports/${id}`));
  }

  async save(report: Report, change: { label?: Label; assigned?: string; keep_days?: number }): Promise<void> {
    await put(`reports/${report.id}`, change);
  }

  /** '' takes it apart again. */
  async merge(id: string, into: string): Promise<void> {
    await put(`reports/${id}`, { merged_into: into });
  }

  /** How many of its files the server could not destroy yet. */
  async destroy(report: Report): Promise<number> {
    return (await call<{ files_left: number }>('DELETE', `reports/${report.id}`)).value.files_left;
  }

  async answer(id: string, text: string): Promise<void> {
    const sealed = await get<SealedReport>(`reports/${id}`);
    const report = this.#opened(sealed);
    const reader = report.opened[0]?.content?.reader;
    const own = this.#keys.get(this.fingerprint);
    const last = sealed.thread?.at(-1);
    if (!reader || !own || !last) throw new Error('this report cannot be answered');
    const letter = sealLetter(
      LetterKind.answer, { v: 1, text },
      { report: fromHex(id), number: report.letters, previous: digest(fromBase64(last.letter)) },
      { desk: own.publicKey, reader: fromBase64(reader), from: own });
    await post(`reports/${id}/answers`, { number: report.letters, letter: toBase64(letter) });
  }

  async remark(report: Report, text: string): Promise<void> {
    const own = this.#keys.get(this.fingerprint);
    if (!own) throw new Error('the desk is locked');
    const place = { report: fromHex(report.id), number: report.notes };
    const letter = sealLetter(
      LetterKind.note, noteOf(text, this.me, place, own), { ...place, previous: noPrevious() },
      { desk: own.publicKey });
    await post(`reports/${report.id}/notes`, { number: report.notes, letter: toBase64(letter) });
  }

  /** A file as the reader sent it. */
  async file(report: Report, file: NamedFile): Promise<Blob> {
    let piece = new Uint8Array();
    let from = 0;
    const read = async (start: number, end: number): Promise<Uint8Array> => {
      const parts: Uint8Array[] = [];
      for (let at = start; at < end; ) {
        if (at < from || at >= from + piece.length) {
          const answer = await fetch(`/api/v1/reports/${report.id}/files/${file.number}?from=${at}`, { credentials: 'same-origin' });
          if (!answer.ok) throw new Error(String(answer.status));
          piece = new Uint8Array(await answer.arrayBuffer());
          from = at;
          if (piece.length === 0) break;
        }
        const part = piece.subarray(at - from, Math.min(end - from, piece.length));
        parts.push(part.slice());
        at += part.length;
      }
      const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
      let at = 0;
      for (const part of parts) {
        whole.set(part, at);
        at += part.length;
      }
      return whole;
    };
    // Browsers keep large blobs on the disk, and bytes in memory: a film of two gigabytes is handed over as it comes.
    const blobs: Blob[] = [];
    let parts: BlobPart[] = [];
    let held = 0;
    const hand_over = () => {
      blobs.push(new Blob(parts));
      parts = [];
      held = 0;
    };
    const key = { key: fromBase64(file.key), header: new Uint8Array() };
    for await (const part of openFile(read, file.size, key, fromHex(report.id), file.number)) {
      parts.push(part.slice());
      held += part.length;
      if (held >= most_in_memory) hand_over();
    }
    hand_over();
    return new Blob(blobs, { type: file.type });
  }
}

export const desk = new Desk();
export { LetterKind };

/** Each once: where two letters name a file by the same number, the one of before never began to come. */
export function files_of(report: Report): NamedFile[] {
  const files = new Map<number, NamedFile>();
  for (const letter of report.opened) {
    for (const file of letter.content?.files ?? []) files.set(file.number, { ...file, letter: letter.number });
  }
  return [...files.values()];
}
export function preview_of(report: Report, file: NamedFile): NamedFile | undefined {
  return files_of(report).find((each) => each.role === 'preview' && each.of === file.number && each.letter === file.letter);
}
export function time_of(hour: number, language: string): string {
  return new Date(hour * 3_600_000).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });
}
