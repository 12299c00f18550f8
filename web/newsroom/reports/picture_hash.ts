// A perceptual hash: 64 bits that say of two neighbours on a grey picture of 9 × 8 which is the brighter one (dHash).
// Few bits differ between two versions of one picture. src/media/picture_hash.cpp works out the same for the library.
const columns = 9;
const rows = 8;
const side = 4; // px of a cell's sides

/** `pixels`: RGBA of the picture made 36 × 32, whatever its sides were. 16 hexadecimal digits, row by row. */
export function hash_of_pixels(pixels: Uint8ClampedArray): string {
  const cell = (column: number, row: number): number => {
    let sum = 0;
    for (let y = row * side; y < (row + 1) * side; ++y) {
      for (let x = column * side; x < (column + 1) * side; ++x) {
        const at = 4 * (y * columns * side + x);
        sum += 299 * (pixels[at] ?? 0) + 587 * (pixels[at + 1] ?? 0) + 114 * (pixels[at + 2] ?? 0);
      }
    }
    return sum;
  };
  // Less is no difference: an even sky has none, whoever has made it smaller.
  const least_difference = 1000 * side * side;
  let bits = '';
  for (let row = 0; row < rows; ++row) {
    for (let column = 0; column + 1 < columns; ++column) {
      bits += cell(column, row) >= cell(column + 1, row) + least_difference ? '1' : '0';
    }
  }
  return BigInt(`0b${bits}`).toString(16).padStart(16, '0');
}

export async function hash_of(picture: Blob): Promise<string | undefined> {
  // Every pixel counts: a picture that was made smaller before has the same.
  const small = { resizeWidth: columns * side, resizeHeight: rows * side, resizeQuality: 'high' } as const;
  const bitmap = await createImageBitmap(picture, small).catch(() => undefined);
  if (!bitmap) return undefined;
  const canvas = document.createElement('canvas');
  canvas.width = columns * side;
  canvas.height = rows * side;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return undefined;
  // As the server does it.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return hash_of_pixels(context.getImageData(0, 0, canvas.width, canvas.height).data);
}

/** How many bits of two hashes differ. */
export function bits_apart(left: string, right: string): number {
  let count = 0;
  for (const from of [0, 8]) {
    let differing = parseInt(left.slice(from, from + 8), 16) ^ parseInt(right.slice(from, from + 8), 16);
    for (; differing !== 0; differing &= differing - 1) ++count;
  }
  return count;
}
export const alike_bits = 10;

/** Pictures that hardly differ from side to side (a fog, a white page) are like each other, and tell nothing. */
export function tells_nothing(hash: string): boolean {
  const set = bits_apart(hash, '0000000000000000');
  return set < 4 || set > 60;
}
