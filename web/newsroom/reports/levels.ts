// Error levels: the picture is packed once more as JPEG and the difference shown brighter. What was pasted in, or saved
// more often than the rest, stands out. A hint for a person's eye, never a verdict.
const quality = 0.9;
const largest = 4_000_000; // pixels; beyond, the picture is made smaller first
const brighter = 16;

export async function error_levels(picture: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(picture);
  const scale = Math.min(1, Math.sqrt(largest / (bitmap.width * bitmap.height)));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return null;
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  const before = context.getImageData(0, 0, canvas.width, canvas.height);
  const packed = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', quality));
  if (!packed) return null;
  context.drawImage(await createImageBitmap(packed), 0, 0);
  const after = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let at = 0; at < after.data.length; ++at) {
    after.data[at] = at % 4 === 3 ? 255 : Math.min(255, brighter * Math.abs((before.data[at] ?? 0) - (after.data[at] ?? 0)));
  }
  context.putImageData(after, 0, 0);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}
