// Single pictures out of a clip, in this browser: nothing of it leaves.
const longest = 640;
const patience = 20_000; // ms; a clip may not be playable here

export interface Frame {
  /** Seconds from the beginning. */
  at: number;
  source: string;
}

function moved(clip: HTMLVideoElement, to: number): Promise<void> {
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error('it takes too long')), patience);
    clip.addEventListener('seeked', () => (clearTimeout(late), done()), { once: true });
    clip.currentTime = to;
  });
}

/** The picture that the player shows now, as large as it is. */
export function still_of(clip: HTMLVideoElement): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = clip.videoWidth;
  canvas.height = clip.videoHeight;
  canvas.getContext('2d')?.drawImage(clip, 0, 0);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

/** `count` pictures at equal distances. The addresses are the caller's to revoke. */
export async function frames_of(source: string, count: number): Promise<Frame[]> {
  const clip = document.createElement('video');
  clip.muted = true;
  clip.preload = 'auto';
  await new Promise<void>((done, failed) => {
    const late = setTimeout(() => failed(new Error('it takes too long')), patience);
    clip.addEventListener('loadeddata', () => (clearTimeout(late), done()), { once: true });
    clip.addEventListener('error', () => failed(new Error('this browser cannot show it')), { once: true });
    clip.src = source;
  });
  // Clips that a browser recorded do not say how long they are: whoever goes behind their end finds out.
  if (!Number.isFinite(clip.duration)) await moved(clip, Number.MAX_SAFE_INTEGER);
  const frames: Frame[] = [];
  const scale = Math.min(1, longest / Math.max(clip.videoWidth, clip.videoHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(clip.videoWidth * scale));
  canvas.height = Math.max(1, Math.round(clip.videoHeight * scale));
  const context = canvas.getContext('2d');
  for (let index = 0; index < count; ++index) {
    const at = (clip.duration * (index + 0.5)) / count;
    await moved(clip, Number.isFinite(at) ? at : 0);
    context?.drawImage(clip, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', 0.85));
    if (blob) frames.push({ at: clip.currentTime, source: URL.createObjectURL(blob) });
    if (!Number.isFinite(at)) break;
  }
  return frames;
}
