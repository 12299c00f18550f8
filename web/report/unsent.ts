// Files that did not arrive do not hold up the others: they are listed, and the reader says when to try them again.
import { make, say } from './page.js';
import type { Sent } from './sending.js';
import { explainedOfFile } from './server.js';

/** Until every file has arrived; `place` shows what has not. */
export async function sendAll(
  files: Sent['files'], place: HTMLElement, progress: (share: number) => void, waits: () => void,
): Promise<void> {
  for (;;) {
    const unsent = await files(progress, waits);
    if (unsent.length === 0) return;
    await new Promise<void>((again) => {
      place.replaceChildren(
        make('p', {}, make('strong', {}, say('These files did not arrive:'))),
        make('ul', { className: 'file-list' }, ...unsent.map(({ name, trouble }) =>
          make('li', {}, make('strong', {}, name), ` ${explainedOfFile(trouble)}`))),
        make('p', { className: 'report-actions' },
          make('button', { type: 'button', className: 'quiet', onclick: () => again() }, say('Try again'))));
      place.hidden = false;
    });
    place.hidden = true;
  }
}
