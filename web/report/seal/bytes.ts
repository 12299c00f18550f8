// Byte strings as the report format writes them (docs/report-format.md).
import sodium from 'libsodium-wrappers-sumo';

export { sodium };
export const ready = sodium.ready;

export const toBase64 = (bytes: Uint8Array): string =>
  sodium.to_base64(bytes, sodium.base64_variants.URLSAFE_NO_PADDING);
export const fromBase64 = (text: string): Uint8Array =>
  sodium.from_base64(text, sodium.base64_variants.URLSAFE_NO_PADDING);
export const toHex = (bytes: Uint8Array): string => sodium.to_hex(bytes);
export const fromHex = (text: string): Uint8Array => sodium.from_hex(text);
export const fromText = (text: string): Uint8Array => new TextEncoder().encode(text);
export const toText = (bytes: Uint8Array): string => new TextDecoder('utf-8', { fatal: true }).decode(bytes);
export const digest = (bytes: Uint8Array): Uint8Array => sodium.crypto_generichash(32, bytes, null);

export function join(...parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Four bytes, the lowest first. */
export function u32(number: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number, true);
  return bytes;
}

export const equal = (left: Uint8Array, right: Uint8Array): boolean =>
  left.length === right.length && sodium.memcmp(left, right);

/** The smallest size ≥ `size` that PADMÉ allows (Nikitin et al., 2019); exact below 2⁵³. */
export function padme(size: number): number {
  if (size < 2) return size;
  const exponent = Math.floor(Math.log2(size));
  const mantissa = Math.floor(Math.log2(exponent)) + 1;
  if (exponent <= mantissa) return size;
  const step = 2 ** (exponent - mantissa);
  return Math.ceil(size / step) * step;
}
