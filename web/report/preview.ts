// A small picture of a photo or clip, for the desk's inbox; sealed beside the original.
const longest = 480;
const patience = 8000; // ms, for all files together: the letter names their previews and waits for them
const atOnce = 3;

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

function ofClip(file: Blob, time: number): Promise<Blob | undefined> {
  const clip = document.createElement('video');
  const address = URL.createObjectURL(file);
  const shown = new Promise<void>((done, failed) => {
    clip.addEventListener('seeked', () => done());
    clip.addEventListener('loadeddata', () => (clip.currentTime = Math.min(1, clip.duration / 3 || 0)));
    clip.addEventListener('error', () => failed(new Error('not a clip that can be shown')));
    setTimeout(() => failed(new Error('it takes too long')), time);
  });
  clip.muted = true;
  clip.preload = 'auto';
  clip.src = address;
  return shown
    .then(() => draw(clip, clip.videoWidth, clip.videoHeight))
    .finally(() => URL.revokeObjectURL(address));
}

async function made(file: Blob, time: number): Promise<Blob | undefined> {
  if (file.type.startsWith('image/')) return ofPicture(file);
  if (file.type.startsWith('video/')) return ofClip(file, time);
  return undefined;
}

/** Nothing where none can be made in so many milliseconds. */
export function previewOf(file: Blob, time = patience): Promise<Blob | undefined> {
  const late = new Promise<undefined>((done) => setTimeout(() => done(undefined), time));
  return Promise.race([made(file, time).catch(() => undefined), late]);
}

/** One for each file, some of them at once; those that are not there in time are left away. */
export async function previewsOf(files: Blob[]): Promise<(Blob | undefined)[]> {
  const end = Date.now() + patience;
  const previews = files.map((): Blob | undefined => undefined);
  const waiting = [...files.entries()];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next && Date.now() < end; next = waiting.shift()) {
      previews[next[0]] = await previewOf(next[1], end - Date.now());
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return previews;
}
