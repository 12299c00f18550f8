// Files that a reader has chosen and that nobody has looked into yet: the program that does may be on its way over a bad
// network, and a long clip takes a while. Each is in its list at once, and can be taken out of it.
import { element, make, problem, say, sizeOf } from './page.js';

export const mostFiles = 20;

export interface Waiting {
  file: File;
  item: HTMLElement;
  /** The reader has taken it back. */
  gone: boolean;
}

/** For voices that read aloud, since a list tells nothing by itself: of one file what its line says, of several only how
 *  many there are. Twenty lines one after the other would be listened to for minutes, or cut each other off. */
export function tellOf(list: string, files: File[], one: string, several: string): void {
  const [file] = files;
  element(`${list}-said`).textContent =
    files.length === 1 && file ? `${file.name}, ${sizeOf(file.size)}: ${one}` : file ? say(several, { n: String(files.length) }) : '';
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

/** Shows as many of `files` as a report takes, and says at once where that is not all. `there`: shown already. */
export function showWaiting(list: string, files: Iterable<File>, there: number): Waiting[] {
  const given = [...files];
  const taken = given.slice(0, Math.max(0, mostFiles - there));
  problem(taken.length < given.length ? say('At most 20 files go into one report.') : '');
  const text = say('Being prepared…');
  const shown = taken.map((file) => {
    const item = make('li', { className: 'chosen' });
    const waiting: Waiting = { file, item, gone: false };
    item.append(
      make('p', { className: 'chosen-name' },
        make('span', {}, make('strong', {}, file.name), sizeOf(file.size)),
        removeButton(file, () => {
          waiting.gone = true;
          takeOut(list, item);
        })),
      make('p', { className: 'hint' }, text));
    element(list).append(item);
    return waiting;
  });
  tellOf(list, taken, text, '{n} files are being prepared…');
  return shown;
}
