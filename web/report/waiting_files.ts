// Files that a reader has chosen and that nobody has looked into yet: the program that does may be on its way over a bad
// network, and a long clip takes a while. Each is in its list at once, and can be taken out of it.
import { element, make, say, sizeOf } from './page.js';

export const mostFiles = 20;

export interface Waiting {
  file: File;
  item: HTMLElement;
  /** The reader has taken it back. */
  gone: boolean;
}

/** For voices that read aloud: a list tells nothing by itself. */
export function tellOf(list: string, file: File, text: string): void {
  element(`${list}-said`).textContent = `${file.name}, ${sizeOf(file.size)}: ${text}`;
}

/** Nothing of the files stays in the page, nor in what is said aloud of them. */
export function emptyList(list: string): void {
  element(list).replaceChildren();
  element(`${list}-said`).textContent = '';
}

/** The button's focus goes to the next file, or to where one chooses files. */
export function takeOut(list: string, item: HTMLElement): void {
  const { nextElementSibling: next, previousElementSibling: before } = item;
  const focused = item.contains(document.activeElement);
  item.remove();
  element(`${list}-said`).textContent = '';
  if (!focused) return;
  const left = (next ?? before)?.querySelector<HTMLElement>('.remove');
  (left ?? element(list).closest('.field')?.querySelector<HTMLElement>('.file-buttons button'))?.focus();
}

export const removeButton = (file: File, onclick: () => void): HTMLElement =>
  make('button', { type: 'button', className: 'remove', ariaLabel: say('Remove {name}', { name: file.name }), onclick }, '×');

/** Shows `files`; of more than a report takes only as many as it takes to say so. `there`: shown already. */
export function showWaiting(list: string, files: Iterable<File>, there: number): Waiting[] {
  const shown: Waiting[] = [];
  for (const file of files) {
    if (there + shown.length > mostFiles) break;
    const item = make('li', { className: 'chosen' });
    const waiting: Waiting = { file, item, gone: false };
    const text = say('Being prepared…');
    item.append(
      make('p', { className: 'chosen-name' },
        make('span', {}, make('strong', {}, file.name), sizeOf(file.size)),
        removeButton(file, () => {
          waiting.gone = true;
          takeOut(list, item);
        })),
      make('p', { className: 'hint' }, text));
    element(list).append(item);
    tellOf(list, file, text);
    shown.push(waiting);
  }
  return shown;
}
