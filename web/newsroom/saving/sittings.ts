// Saves follow each other every few seconds while somebody writes: together they are one sitting, which is shown by its
// last state. What readers have seen stands by itself.
import type { Revision } from '../api/types';

export interface Sitting {
  last: Revision;
  others: Revision[]; // before it, newest first
}

const pause_ms = 15 * 60_000;

// `revisions`: newest first.
export function sittings_of(revisions: Revision[]): Sitting[] {
  const sittings: Sitting[] = [];
  let former: Revision | undefined;
  for (const revision of revisions) {
    const sitting = sittings.at(-1);
    const goes_on =
      sitting && former && !revision.published && former.by === revision.by && Date.parse(former.at) - Date.parse(revision.at) < pause_ms;
    if (goes_on) sitting.others.push(revision);
    else sittings.push({ last: revision, others: [] });
    former = revision;
  }
  return sittings;
}
