// Passkeys that open the desk: WebAuthn's PRF extension answers a secret that only this passkey gives, and that only
// this page gets; the server takes no part and learns a public key.
import { fromBase64, fromText, toBase64 } from '../../report/seal/bytes';
import { passkeyPair, type OwnPasskey } from '../../report/seal/member';
import type { KeyPair } from '../../report/seal/letter';

/** What every passkey is asked; each answers something else. Part of the format. */
const asked = () => ({ prf: { eval: { first: fromText('vestnik report desk passkey') as BufferSource } } });
const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const es256 = -7, rs256 = -257, ed25519 = -8;

export const has_passkeys = (): boolean => typeof PublicKeyCredential === 'function';

export class NoPrf extends Error {}

async function answer_of(credentials: Uint8Array[]): Promise<{ credential: Uint8Array; pair: KeyPair }> {
  const found = (await navigator.credentials.get({
    publicKey: {
      challenge: random(32),
      allowCredentials: credentials.map((id) => ({ type: 'public-key' as const, id: id as BufferSource })),
      userVerification: 'required',
      extensions: asked(),
    },
  })) as PublicKeyCredential | null;
  const answer = found?.getClientExtensionResults().prf?.results?.first;
  if (!found || !answer) throw new NoPrf();
  const secret = answer instanceof ArrayBuffer ? new Uint8Array(answer) : new Uint8Array(answer.buffer);
  const pair = passkeyPair(secret);
  secret.fill(0);
  return { credential: new Uint8Array(found.rawId), pair };
}

/** A new passkey for the desk. Throws NoPrf where the device's passkeys cannot keep a secret of this kind. */
export async function new_passkey(member: string): Promise<OwnPasskey> {
  const made = (await navigator.credentials.create({
    publicKey: {
      // A name of its own: it must not replace the passkey that this person signs in with.
      rp: { name: 'Vestnik' },
      user: { id: random(32), name: `${member} (reports)`, displayName: `${member} (reports)` },
      challenge: random(32),
      pubKeyCredParams: [es256, ed25519, rs256].map((alg) => ({ type: 'public-key' as const, alg })),
      authenticatorSelection: { residentKey: 'discouraged', userVerification: 'required' },
      extensions: asked(),
    },
  })) as PublicKeyCredential | null;
  if (!made || made.getClientExtensionResults().prf?.enabled === false) throw new NoPrf();
  // Many answer only when asked again, not when they are made.
  const { credential, pair } = await answer_of([new Uint8Array(made.rawId)]);
  pair.privateKey.fill(0);
  return { credential: toBase64(credential), public: toBase64(pair.publicKey) };
}

/** The pair of whichever of them is at hand. */
export async function passkey_pair(known: { credential: string }[]): Promise<KeyPair> {
  return (await answer_of(known.map((each) => fromBase64(each.credential)))).pair;
}
