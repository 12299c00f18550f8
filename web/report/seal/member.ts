// A member's own way to the desk's keys (docs/report-format.md, "Wrapped private key", version 2).
//
// The passphrase becomes a key pair of the member's own. Who holds the desk's key seals it to the member's public key:
// members come in, and keys are changed, without anybody else's passphrase. The voucher tells whoever changes the key
// next that this public key was let in by a holder of the desk's key, not put there by the server. A succession tells the
// members that a new key of the desk was made by somebody who could open the former one.
import { digest, equal, fromBase64, fromText, join, sodium, toBase64, toHex } from './bytes.js';
import { keyIdOf, type KeyPair } from './letter.js';
import type { WrappedKey } from './passphrase.js';
import { guessMemory, guessOperations } from './receipt.js';

/** A passkey that opens the same: what its PRF extension answers becomes another key pair of the member's. */
export interface Passkey {
  credential: string;
  public: string;
  sealed: string;
  voucher: string;
}

export interface MemberKey {
  v: 2;
  kdf: 'argon2id13';
  operations: number;
  memory: number;
  salt: string;
  public: string;
  /** Absent while nobody has let the member in. */
  sealed?: string;
  voucher?: string;
  passkeys?: Passkey[];
  /** Of the desk's key that this row opens: the same in every row of it, and believed by nobody before it is proved. */
  after?: Succession[];
}

/** Made by whoever made a key of the desk while this former one was open. */
export interface Succession {
  key: string; // id of the former one
  proof: string;
}

const domain = fromText('vestnik member 2');
const passkeyDomain = fromText('vestnik passkey 2');
const successionDomain = fromText('vestnik succession 2');
/** Rows have a bound, and keys are changed for years: older ones are reached through these. */
export const mostSuccessions = 6;
export const mostPasskeys = 4;
const most = { operations: 64, memory: 1024 * 1024 * 1024 };

/** What a server may not make cheap to guess, or endless. */
const bearable = (key: MemberKey): boolean =>
  key.operations >= guessOperations && key.operations <= most.operations && key.memory >= guessMemory && key.memory <= most.memory;

function pairOf(key: Pick<MemberKey, 'operations' | 'memory' | 'salt'>, passphrase: string): KeyPair {
  const seed = sodium.crypto_pwhash(
    sodium.crypto_box_SEEDBYTES, fromText(passphrase), fromBase64(key.salt), key.operations, key.memory,
    sodium.crypto_pwhash_ALG_ARGON2ID13);
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed);
  sodium.memzero(seed);
  return { publicKey, privateKey };
}

/** A request to be let in. Takes seconds. */
export function askToJoin(passphrase: string): MemberKey {
  const salt = toBase64(sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES));
  const asked = { v: 2, kdf: 'argon2id13', operations: guessOperations, memory: guessMemory, salt } as const;
  const own = pairOf(asked, passphrase);
  sodium.memzero(own.privateKey);
  return { ...asked, public: toBase64(own.publicKey) };
}

/** What two people compare by voice before one lets the other in. */
export const fingerprintOf = (key: MemberKey): string => toHex(digest(fromBase64(key.public)).slice(0, 8));

const voucherOf = (key: { public: string }, member: string, desk: KeyPair): Uint8Array =>
  sodium.crypto_generichash(32, join(domain, fromBase64(key.public), fromText(member)), desk.privateKey);

const sealedFor = (key: { public: string }, member: string, desk: KeyPair): { sealed: string; voucher: string } => ({
  sealed: toBase64(sodium.crypto_box_seal(desk.privateKey, fromBase64(key.public))),
  voucher: toBase64(voucherOf(key, member, desk)),
});

/** What is known of a passkey whatever the desk's key is. */
export type OwnPasskey = Pick<Passkey, 'credential' | 'public'>;

/** The desk's key for that member, and for those passkeys of theirs; nothing else in `key` is believed. */
export const letIn = (key: MemberKey, member: string, desk: KeyPair, passkeys: OwnPasskey[] = []): MemberKey => ({
  v: 2, kdf: 'argon2id13', operations: key.operations, memory: key.memory, salt: key.salt, public: key.public,
  ...sealedFor(key, member, desk),
  ...(passkeys.length > 0 && {
    passkeys: passkeys.map(({ credential, public: own }) => ({ credential, public: own, ...sealedFor({ public: own }, member, desk) })),
  }),
});

/** False where nobody who held that key of the desk let this member in. */
export const isVouched = (key: { public: string; voucher?: string }, member: string, desk: KeyPair): boolean =>
  key.voucher !== undefined && equal(fromBase64(key.voucher), voucherOf(key, member, desk));

/** A member's passkeys without those that the server may have put there. */
export const vouchedPasskeys = (key: MemberKey, member: string, desk: KeyPair): OwnPasskey[] =>
  (key.passkeys ?? [])
    .filter((each) => isVouched(each, member, desk))
    .map(({ credential, public: own }) => ({ credential, public: own }));

const proofOf = (next: Uint8Array, former: KeyPair): Uint8Array =>
  sodium.crypto_generichash(32, join(successionDomain, next), former.privateKey);

/** That the next public key of the desk was made by somebody who could open this one. */
export const successionOf = (next: Uint8Array, former: KeyPair): Succession =>
  ({ key: toHex(keyIdOf(former.publicKey)), proof: toBase64(proofOf(next, former)) });

/** Whether every key that is open here leads to the one in use, from succession to succession. A key that somebody
 *  else has put into its place has no proof of a key that only the desk's members can open.
 *  `said`: what the rows of each key say it came after. */
export function isProved(
  inUse: { id: string; publicKey: Uint8Array }, open: ReadonlyMap<string, KeyPair>, said: ReadonlyMap<string, Succession[]>,
): boolean {
  const reached = new Set([inUse.id]);
  const waiting = [inUse];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const { key, proof } of said.get(next.id) ?? []) {
      const former = open.get(key);
      if (!former || reached.has(key) || !equal(fromBase64(proof), proofOf(next.publicKey, former))) continue;
      reached.add(key);
      waiting.push({ id: key, publicKey: former.publicKey });
    }
  }
  return [...open.keys()].every((id) => reached.has(id));
}

/** The pair that a passkey's PRF answer becomes. */
export function passkeyPair(answer: Uint8Array): KeyPair {
  const seed = sodium.crypto_generichash(sodium.crypto_box_SEEDBYTES, passkeyDomain, answer);
  const { publicKey, privateKey } = sodium.crypto_box_seed_keypair(seed);
  sodium.memzero(seed);
  return { publicKey, privateKey };
}

/** The desk's key, opened with a passkey; nothing where it is not sealed to that one. */
export function openWithPasskey(key: MemberKey, own: KeyPair, deskPublic: Uint8Array): KeyPair | undefined {
  const name = toBase64(own.publicKey);
  return openSealed((key.passkeys ?? []).find((each) => each.public === name)?.sealed, own, deskPublic);
}

function openSealed(sealed: string | undefined, own: KeyPair, deskPublic: Uint8Array): KeyPair | undefined {
  if (sealed === undefined) return undefined;
  try {
    const privateKey = sodium.crypto_box_seal_open(fromBase64(sealed), own.publicKey, own.privateKey);
    return equal(sodium.crypto_scalarmult_base(privateKey), deskPublic) ? { publicKey: deskPublic, privateKey } : undefined;
  } catch {
    return undefined;
  }
}

/** A row of the desk's members; nothing where it cannot be read: one row that is broken shuts nobody else out. */
export function readWrapped(wrapped: string): WrappedKey | MemberKey | undefined {
  try {
    const key = JSON.parse(wrapped) as WrappedKey | MemberKey;
    if (key.v === 1) return key;
    if (key.v !== 2) return undefined;
    const bytes: unknown[] = [key.public, key.salt, ...[key.sealed, key.voucher].filter((each) => each !== undefined)];
    for (const each of key.passkeys ?? []) bytes.push(each.public, each.sealed, each.voucher);
    for (const each of key.after ?? []) bytes.push(each.proof);
    return bytes.every((each) => typeof each === 'string' && fromBase64(each)) ? key : undefined;
  } catch {
    return undefined;
  }
}

/** Opens several of the desk's keys with one stretching. */
export class MemberDoor {
  private readonly pairs = new Map<string, KeyPair>();

  constructor(private readonly passphrase: string) {}

  /** Nothing where the passphrase is another one, or the member has not been let in. */
  open(key: MemberKey, deskPublic: Uint8Array): KeyPair | undefined {
    if (!bearable(key) || key.sealed === undefined) return undefined;
    const name = `${key.salt} ${key.operations} ${key.memory}`;
    const own = this.pairs.get(name) ?? pairOf(key, this.passphrase);
    this.pairs.set(name, own);
    return openSealed(key.sealed, own, deskPublic);
  }

  close(): void {
    for (const pair of this.pairs.values()) sodium.memzero(pair.privateKey);
    this.pairs.clear();
  }
}
