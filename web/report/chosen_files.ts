// The files that a reader has chosen: what each tells is shown, and the reader decides what becomes of it.
import { canBeFreed, factsOf, stripped, tellsSomething, type Facts } from './metadata.js';
import { make, problem, say, sizeOf } from './page.js';
import { removeButton, showWaiting, takeOut, tellOf, type Waiting } from './waiting_files.js';

const mostBytes = 2 * 1024 ** 3;

export interface Chosen {
  file: File;
  facts: Facts;
  /** undefined: the reader has not decided yet, and nothing is sent. */
  keep?: boolean;
  /** Its line. */
  item?: HTMLElement;
  /** False where what it tells stands in it for good: it goes as it is or not at all. */
  canBeFreed: boolean;
}

/** A picture that was drawn anew is no HEIC any more. */
const nameOf = (file: File, sent: Blob): string =>
  sent.type === 'image/jpeg' && sent.type !== file.type ? file.name.replace(/\.[^.]*$/, '') + '.jpg' : file.name;

export class ChosenFiles {
  readonly chosen: Chosen[] = [];
  private looking = Promise.resolve();
  private waiting: Waiting[] = [];

  constructor(private readonly list: string) {}

  /** All are shown at once, and looked into one after the other, in the order in which they were chosen. */
  add(files: Iterable<File>): Promise<void> {
    return this.take(showWaiting(this.list, files, this.chosen.length + this.waiting.filter((each) => !each.gone).length));
  }

  /** Those that are in the list already. */
  take(waiting: Waiting[]): Promise<void> {
    this.waiting.push(...waiting);
    return (this.looking = this.looking.then(() => this.addAll(waiting)));
  }

  /** Large files take a while to look at: none may be left behind because somebody was quicker. */
  looked(): Promise<void> {
    return this.looking;
  }

  private async addAll(waiting: Waiting[]): Promise<void> {
    for (const each of waiting) {
      await this.look(each);
      this.waiting.shift();
    }
    const looked = this.chosen.filter(({ file }) => waiting.some((each) => !each.gone && each.file === file));
    const [first] = looked;
    if (first) {
      tellOf(this.list, looked.map(({ file }) => file), this.told(first.facts), '{n} files are in the list; beside each stands what it tells about you.');
    }
  }

  private async look(waiting: Waiting): Promise<void> {
    const { file } = waiting;
    if (waiting.gone) return;
    if (file.size > mostBytes) {
      takeOut(this.list, waiting.item);
      problem(say('The file is larger than 2 GB: {name}', { name: file.name }));
      return;
    }
    const facts = await factsOf(file).catch((): Facts => ({ known: false }));
    const tells = tellsSomething(facts);
    const entry: Chosen = { file, facts, canBeFreed: tells && (await canBeFreed(file).catch(() => false)) };
    if (!tells) entry.keep = true;
    if (waiting.gone) return; // by now
    this.chosen.push(entry);
    entry.item = this.showEntry(entry, waiting.item);
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

  private showEntry(entry: Chosen, waiting: HTMLElement): HTMLElement {
    const item = make('li', { className: 'chosen' });
    const remove = removeButton(entry.file, () => {
      this.chosen.splice(this.chosen.indexOf(entry), 1);
      takeOut(this.list, item);
    });
    item.append(
      make('p', { className: 'chosen-name' },
        ...this.picture(entry.file),
        make('span', {}, make('strong', {}, entry.file.name), sizeOf(entry.file.size)),
        remove),
      make('p', { className: 'hint' }, this.told(entry.facts)));
    if (tellsSomething(entry.facts)) item.append(this.choice(entry));
    const had_focus = waiting.contains(document.activeElement);
    waiting.replaceWith(item);
    if (had_focus) remove.focus();
    return item;
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
