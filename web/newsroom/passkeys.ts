// Passkeys: the browser makes one or answers with one, the server checks it. Bytes travel as URL-safe base64.
import { post } from './api/client';
import type { SessionAnswer } from './api/types';

export interface Passkey {
  id: number;
  name: string;
  created_at: string;
  used_at: string | null;
}

// What WebAuthn level 3 writes in JSON; not every browser that has passkeys reads that by itself.
interface Descriptor {
  type: 'public-key';
  id: string;
}
interface CreationOptions extends Omit<PublicKeyCredentialCreationOptions, 'challenge' | 'user' | 'excludeCredentials'> {
  challenge: string;
  user: { id: string; name: string; displayName: string };
  excludeCredentials: Descriptor[];
}
interface RequestOptions extends Omit<PublicKeyCredentialRequestOptions, 'challenge' | 'allowCredentials'> {
  challenge: string;
  allowCredentials: Descriptor[];
}

function bytes_of(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0));
}
function text_of(bytes: ArrayBuffer): string {
  const letters = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
const keys_of = (list: Descriptor[]) => list.map(({ type, id }) => ({ type, id: bytes_of(id) }));

export const has_passkeys = 'PublicKeyCredential' in globalThis;

// A key opens the account by itself: whoever adds one proves first to be its owner.
export async function add_passkey(proof: { password: string } | { totp: string }): Promise<Passkey> {
  const options = await post<CreationOptions>('passkeys/options', proof);
  const made = (await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: bytes_of(options.challenge),
      user: { ...options.user, id: bytes_of(options.user.id) },
      excludeCredentials: keys_of(options.excludeCredentials),
    },
  })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return post<Passkey>('passkeys', {
    client_data: text_of(response.clientDataJSON),
    authenticator_data: text_of(response.getAuthenticatorData()),
  });
}

export async function sign_in_with_passkey(): Promise<SessionAnswer> {
  const options = await post<RequestOptions>('session/passkey/options');
  const chosen = (await navigator.credentials.get({
    publicKey: { ...options, challenge: bytes_of(options.challenge), allowCredentials: keys_of(options.allowCredentials) },
  })) as PublicKeyCredential;
  const response = chosen.response as AuthenticatorAssertionResponse;
  return post<SessionAnswer>('session/passkey', {
    id: chosen.id,
    client_data: text_of(response.clientDataJSON),
    authenticator_data: text_of(response.authenticatorData),
    signature: text_of(response.signature),
    ...(response.userHandle ? { user_handle: text_of(response.userHandle) } : {}),
  });
}

// The browser tells apart hardly more than this, so that no page learns what keys there are.
export function was_called_off(failure: unknown): boolean {
  return failure instanceof DOMException && (failure.name === 'NotAllowedError' || failure.name === 'AbortError');
}
export function is_there_already(failure: unknown): boolean {
  return failure instanceof DOMException && failure.name === 'InvalidStateError';
}
