// A small picture of a photo or clip, for the desk's inbox; sealed beside the original.
const longest = 480;
const patience = 8000; // ms; some clips cannot be shown here

function draw(source: CanvasImageSource, width: number, height: number): Promise<Blob | undefined> {
  const scale = Math.min(1, longest / Math.max(width, height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(width * scale));
  canvas.height = Math.max(1, Math.round(height * scale));
  canvas.getContext('2d')?.drawImage(source, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob((blob) => done(blob ?? undefined), 'image/jpeg', 0.75));
}

async function ofPicture(file: Blob): Promise<Blob | undefined> {
  const picture = await createImageBitmap(file);
  return draw(picture, picture.width, picture.height);
}

function ofClip(file: Blob): Promise<Blob | undefined> {
  const clip = document.createElement('video');
  const address = URL.createObjectURL(file);
  const shown = new Promise<void>((done, failed) => {
    clip.addEventListener('seeked', () => done());
    clip.addEventListener('loadeddata', () => (clip.currentTime = Math.min(1, clip.duration / 3 || 0)));
    clip.addEventListener('error', () => failed(new Error('not a clip that can be shown')));
    setTimeout(() => failed(new Error('it takes too long')), patience);
  });
  clip.muted = true;
  clip.preload = 'auto';
  clip.src = address;
  return shown
    .then(() => draw(clip, clip.videoWidth, clip.videoHeight))
    .finally(() => URL.revokeObjectURL(address));
}

/** Nothing where none can be made. */
export async function previewOf(file: Blob): Promise<Blob | undefined> {
  try {
    if (file.type.startsWith('image/')) return await ofPicture(file);
    if (file.type.startsWith('video/')) return await ofClip(file);
  } catch {
    return undefined;
  }
  return undefined;
}
