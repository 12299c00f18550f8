// The files that a reader has chosen: what each tells is shown, and the reader decides what becomes of it.
import { canBeFreed, factsOf, stripped, tellsSomething, type Facts } from './metadata.js';
import { element, make, problem, say, sizeOf } from './page.js';

const mostFiles = 20;
const mostBytes = 2 * 1024 ** 3;

export interface Chosen {
  file: File;
  facts: Facts;
  /** undefined: the reader has not decided yet, and nothing is sent. */
  keep?: boolean;
  /** False where what it tells stands in it for good: it goes as it is or not at all. */
  canBeFreed: boolean;
}

/** A picture that was drawn anew is no HEIC any more. */
const nameOf = (file: File, sent: Blob): string =>
  sent.type === 'image/jpeg' && sent.type !== file.type ? file.name.replace(/\.[^.]*$/, '') + '.jpg' : file.name;

export class ChosenFiles {
  readonly chosen: Chosen[] = [];
  private looking = Promise.resolve();

  constructor(private readonly list: string) {}

  /** One after the other, in the order in which they were chosen. */
  add(files: Iterable<File>): Promise<void> {
    const all = [...files];
    return (this.looking = this.looking.then(() => this.addAll(all)));
  }

  /** Large files take a while to look at: none may be left behind because somebody was quicker. */
  looked(): Promise<void> {
    return this.looking;
  }

  private async addAll(files: File[]): Promise<void> {
    problem('');
    for (const file of files) {
      if (this.chosen.length >= mostFiles) return problem(say('At most 20 files go into one report.'));
      if (file.size > mostBytes) {
        problem(say('The file is larger than 2 GB: {name}', { name: file.name }));
        continue;
      }
      const facts = await factsOf(file).catch((): Facts => ({ known: false }));
      const tells = tellsSomething(facts);
      const entry: Chosen = { file, facts, canBeFreed: tells && (await canBeFreed(file).catch(() => false)) };
      if (!tells) entry.keep = true;
      this.chosen.push(entry);
      this.showEntry(entry);
    }
  }

  /** The first file about which nothing was decided. */
  undecided(): Chosen | undefined {
    return this.chosen.find((entry) => entry.keep === undefined);
  }

  /** Each file as it will be sent. Throws where one cannot be freed of what it tells. */
  async ready(): Promise<{ blob: Blob; name: string; type: string; metadata: string }[]> {
    const ready = [];
    for (const { file, facts, keep } of this.chosen) {
      const blob = keep ? file : await stripped(file);
      if (!blob) throw new Error(say('This file could not be sent: {name}', { name: file.name }));
      const metadata = keep ? (facts.known ? (tellsSomething(facts) ? 'kept' : 'none') : 'unknown') : 'removed';
      ready.push({ blob, name: nameOf(file, blob), type: blob.type || file.type, metadata });
    }
    return ready;
  }

  private showEntry(entry: Chosen): void {
    const item = make('li', { className: 'chosen' });
    item.append(
      make('p', { className: 'chosen-name' },
        ...this.picture(entry.file),
        make('span', {}, make('strong', {}, entry.file.name), sizeOf(entry.file.size)),
        make('button', {
          type: 'button', className: 'remove', ariaLabel: say('Remove {name}', { name: entry.file.name }),
          onclick: () => {
            this.chosen.splice(this.chosen.indexOf(entry), 1);
            item.remove();
          },
        }, '×')),
      make('p', { className: 'hint' }, this.told(entry.facts)));
    if (tellsSomething(entry.facts)) item.append(this.choice(entry));
    element(this.list).append(item);
  }

  private picture(file: File): HTMLElement[] {
    if (!file.type.startsWith('image/')) return [];
    const shown = make('img', { className: 'chosen-picture', alt: '', src: URL.createObjectURL(file) });
    shown.onload = shown.onerror = () => URL.revokeObjectURL(shown.src);
    return [shown];
  }

  private told(facts: Facts): string {
    if (!facts.known) return say('We cannot look into this kind of file. It is sealed as it is, with whatever it tells about you.');
    if (!tellsSomething(facts)) return say('Tells nothing about you that we could find.');
    const told = [
      facts.place && `${say('place')} ${facts.place}`,
      facts.time && say('time: {time}', { time: facts.time }),
      facts.camera && say('camera: {camera}', { camera: facts.camera }),
      facts.author && say('author: {author}', { author: facts.author }),
      facts.track && say('a track of data that the camera wrote'),
      facts.behind && say('more behind the picture, such as a short clip'),
      facts.more && say('other details: {details}', { details: facts.more }),
    ].filter(Boolean);
    return say('Tells about you: {facts}', { facts: told.join(' · ') });
  }

  private choice(entry: Chosen): HTMLElement {
    const name = `keep-${crypto.getRandomValues(new Uint32Array(1))[0]}`;
    const option = (keep: boolean, label: string): HTMLElement =>
      make('label', { className: 'choice' },
        make('input', { type: 'radio', name, onchange: () => (entry.keep = keep) }), ` ${label}`);
    const legend = make('legend', { className: 'unseen' }, entry.file.name);
    if (!entry.canBeFreed) {
      return make('fieldset', { className: 'keep' }, legend,
        make('p', { className: 'hint' },
          say('Your browser cannot take these details out of this kind of file. Remove the file, choose a JPEG of it instead, or send all of it.')),
        option(true, say('Send as it is, with these details')));
    }
    return make('fieldset', { className: 'keep' }, legend,
      option(false, say('Send without these details')),
      option(true, say('Send as it is: the desk can check it better')));
  }
}
