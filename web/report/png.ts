// The chunks of a PNG file.
const telling = new Set(['tEXt', 'zTXt', 'iTXt', 'eXIf', 'tIME', 'caBX']);
const magic = [0x89, 0x50, 0x4e, 0x47];

export const isPng = (bytes: Uint8Array): boolean => magic.every((byte, at) => bytes[at] === byte);

/** Whether more than the picture stands in it, packed or behind its end, though nobody here can read it. */
export function pngTells(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (telling.has(type)) return true;
    at += 12 + view.getUint32(at);
    if (type === 'IEND') return bytes.subarray(at).some((byte) => byte !== 0);
  }
  return true; // cut off: nobody knows
}
