// Whose stories an editor reads before readers do; the server asks the same (newsroom/editors_hand.h).
import { catalogue } from './catalogue.svelte';
import { session } from './session.svelte';

// `section`: slug of the one that the story is in. Not known yet: as one that wants an editor.
export function needs_editors_hand(section: string | null): boolean {
  if (session.may('editor', 'chief')) return false;
  return catalogue.sections.find((each) => each.slug === section)?.needs_editor ?? true;
}
