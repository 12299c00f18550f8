// A reader who comes back with the seven words: reads what the desk asks, and adds.
import { stretch } from './background.js';
import { ChosenFiles } from './chosen_files.js';
import { element, language, make, openFiles, say, turnTo, wordList } from './page.js';
import { toHex } from './seal/bytes.js';
import { LetterKind, noPrevious, openLetter } from './seal/letter.js';
import { readWords, receiptOf, type Receipt } from './seal/receipt.js';
import { Addition } from './sending.js';
import { desk, explained, isGone, patiently, ServerError, thread, type Thread, type ThreadLetter } from './server.js';
import { sendAll } from './unsent.js';
import { emptyList } from './waiting_files.js';

const hourInMilliseconds = 3_600_000;

function shownTime(hour: number): string {
  return new Date(hour * hourInMilliseconds).toLocaleString(language, { dateStyle: 'long', timeStyle: 'short' });
}

/** The desk may have had another key when it wrote. So may somebody who took its place: the reader sees it. */
function keyOf(letter: ThreadLetter): HTMLElement[] {
  const key = letter.letter && toHex(letter.letter.slice(4, 12));
  if (key === undefined || key === element('fingerprint').textContent) return [];
  return [make('p', { className: 'hint' }, say('Written with another key than the desk has now: {key}', { key }))];
}

function textOf(there: Thread, at: number, receipt: Receipt): string {
  const letter = there.letters[at];
  if (!letter?.letter) return '';
  const deskKey = there.keys.get(toHex(letter.letter.slice(4, 12)));
  const previous = at === 0 ? noPrevious() : (there.letters[at - 1]?.digest ?? noPrevious());
  try {
    const content = openLetter(
      letter.letter, { report: there.report, number: letter.number, previous }, receipt.keys, deskKey);
    return String((content as { text?: unknown }).text ?? '');
  } catch {
    return say('This letter cannot be opened. It may have been changed on the way.');
  }
}

function showLetters(there: Thread, receipt: Receipt): void {
  const list = element('letters');
  list.replaceChildren();
  there.letters.forEach((letter, at) => {
    const answer = letter.kind === LetterKind.answer;
    list.append(make('li', { className: answer ? 'letter from-desk' : 'letter' },
      make('p', { className: 'letter-head' }, make('strong', {}, say(answer ? 'The desk' : 'You')), ` ${shownTime(letter.hour)}`),
      answer
        ? make('div', {}, ...keyOf(letter), make('p', { className: 'letter-text' }, textOf(there, at, receipt)))
        : make('p', { className: 'hint' }, say('Sealed for the desk: it cannot be read here.'))));
  });
  if (!there.letters.some((letter) => letter.kind === LetterKind.answer)) {
    list.append(make('li', { className: 'hint' }, say('The desk has not answered yet.')));
  }
}

async function open(typed: string): Promise<Receipt | undefined> {
  const words = readWords(typed, await wordList(/\p{Script=Cyrillic}/u.test(typed) ? 'bg' : 'en'));
  if (!words) return undefined;
  return receiptOf(await stretch(words, (await desk()).salt));
}

export function listenForReceipts(): void {
  const opening = element('opening');
  element<HTMLFormElement>('return-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    opening.textContent = say('Opening…');
    try {
      const receipt = await open(element<HTMLTextAreaElement>('receipt').value);
      if (!receipt) {
        opening.textContent = say('These are not seven words of ours. Please check them.');
        return;
      }
      showLetters(await thread(receipt.fetch), receipt);
      element<HTMLTextAreaElement>('receipt').value = '';
      opening.textContent = '';
      listenForAdditions(receipt);
      turnTo('thread');
    } catch (trouble) {
      const unknown = trouble instanceof ServerError && trouble.status === 404;
      opening.textContent = unknown
        ? say('No report has these words. Please check them.')
        : explained(trouble);
    }
  });
}

function listenForAdditions(receipt: Receipt): void {
  const files = new ChosenFiles('addition-list');
  const input = element<HTMLInputElement>('addition-files');
  openFiles(input, 'addition-choose', 'addition-camera');
  input.addEventListener('change', async () => {
    await files.add(input.files ?? []);
    input.value = '';
  });
  const adding = element('adding');
  const text = element<HTMLTextAreaElement>('addition');
  const publish = element<HTMLInputElement>('addition-publish');
  const add = element<HTMLButtonElement>('add');
  const waits = (): void => void (adding.textContent = say('Waiting for the network…'));
  // What is sealed and may have arrived does not change any more.
  const lock = (locked: boolean): void => {
    text.readOnly = locked;
    for (const id of ['addition-choose', 'addition-camera', 'addition-publish']) element<HTMLInputElement>(id).disabled = locked;
    element('addition-list').inert = locked;
  };
  const sealedOf = async (): Promise<Addition> =>
    new Addition(receipt, { text: text.value, ...(publish.checked && { publish: true as const }) }, await files.ready());
  let addition: Addition | undefined;
  element<HTMLFormElement>('addition-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    await files.looked();
    if (add.disabled) return;
    const open = files.undecided();
    if (open) {
      adding.textContent = say('Decide first what happens to the details in {name}.', { name: open.file.name });
      open.item?.querySelector<HTMLInputElement>('.keep input')?.focus();
      return;
    }
    if (text.value.trim() === '' && files.chosen.length === 0 && !publish.checked) {
      adding.textContent = say('Write what happened, please.');
      return text.focus();
    }
    add.disabled = true;
    lock(true);
    try {
      adding.textContent = say('Sealing…');
      addition ??= await sealedOf();
      const upload = await addition.send(waits);
      addition = undefined;
      text.value = '';
      publish.checked = false;
      files.chosen.length = 0;
      emptyList('addition-list');
      await sendAll(
        upload, element('addition-unsent'),
        (share) => (adding.textContent = say('{share} % sent', { share: String(Math.floor(share * 100)) })), waits);
      adding.textContent = say('Added.');
      showLetters(await patiently(() => thread(receipt.fetch), waits), receipt);
    } catch (trouble) {
      adding.textContent = explained(trouble);
      // One that was refused did not arrive; of one whose answer was lost nobody knows.
      if (!isGone(trouble)) addition = undefined;
    }
    lock(addition !== undefined);
    add.disabled = false;
  });
}
