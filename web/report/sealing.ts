// The page at /report/ once somebody uses it: writing, sending, and coming back. What seals is in here, so it is ten
// times as large as what is needed to begin (main.ts).
import { ChosenFiles } from './chosen_files.js';
import { forget, originalsOf, unfinished, type Kept } from './kept.js';
import { element, language, make, problem, say, show, sizeOf, turnTo, wordList } from './page.js';
import { listenForReceipts } from './returning.js';
import { ready } from './seal/bytes.js';
import { goOn, sendReport, type Sent, type Told } from './sending.js';
import { explained, explainedOfFile } from './server.js';
import { sendAll } from './unsent.js';
import { emptyList, type Waiting } from './waiting_files.js';

const files = new ChosenFiles('file-list');
let position: Told['position'];

function told(): Told {
  const value = (id: string): string => element<HTMLInputElement>(id).value.trim();
  return {
    text: value('text'),
    place: value('place'),
    ...(position && { position }),
    happened: value('happened'),
    credit: element<HTMLInputElement>('named').checked ? 'name' : 'anonymous',
    name: value('name'),
    publish: element<HTMLInputElement>('publish').checked,
  };
}

function showProgress(share: number): void {
  element<HTMLProgressElement>('bar').value = share * 100;
  element('share').textContent = say('{share} % sent', { share: String(Math.floor(share * 100)) });
}

const showWaiting = (): void => {
  element('share').textContent = say('Waiting for the network…');
};

function leaveOnlyAsked(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

/** Shows that files are on their way while they are. */
const shown = (files: Sent['files']): Sent['files'] => async (progress, waits) => {
  show('progress');
  window.addEventListener('beforeunload', leaveOnlyAsked);
  try {
    return await files(progress, waits);
  } finally {
    window.removeEventListener('beforeunload', leaveOnlyAsked);
    show('progress', false);
  }
};

async function submit(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  await files.looked();
  const open = files.undecided();
  if (open) {
    problem(say('Decide first what happens to the details in {name}.', { name: open.file.name }));
    open.item?.querySelector<HTMLInputElement>('.keep input')?.focus();
    return;
  }
  const send = element<HTMLButtonElement>('send');
  if (send.disabled) return;
  const label = send.textContent;
  send.disabled = true;
  problem('');
  // Whoever leaves now does not learn whether the text has arrived, and gets no receipt.
  window.addEventListener('beforeunload', leaveOnlyAsked);
  try {
    const sent = await sendReport(told(), await files.ready(), await wordList(language), (text) => {
      send.textContent = text;
      element('sending').textContent = text;
    });
    window.removeEventListener('beforeunload', leaveOnlyAsked);
    showReceipt(sent.words);
    if (sent.hasFiles) await sendAll(shown(sent.files), element('unsent'), showProgress, showWaiting);
    element('done').textContent = sent.hasFiles
      ? say('Everything has arrived. You can close this page.')
      : say('Your report has arrived. You can close this page.');
  } catch (trouble) {
    problem(explained(trouble));
  }
  window.removeEventListener('beforeunload', leaveOnlyAsked);
  send.disabled = false;
  send.textContent = label;
  element('sending').textContent = '';
}

function showReceipt(words: string[]): void {
  element<HTMLFormElement>('form').reset();
  emptyList('file-list');
  element('words').replaceChildren(...words.map((word) => make('li', {}, word)));
  // Only where the connection is encrypted do browsers let a page copy.
  show('copy', 'clipboard' in navigator);
  element('copy').onclick = async () => {
    await navigator.clipboard.writeText(words.join(' '));
    element('copied').textContent = say('Copied');
  };
  turnTo('sent');
}

function locate(): void {
  const located = element('located');
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      position = { latitude: coords.latitude, longitude: coords.longitude, accuracy: coords.accuracy };
      const place = `${coords.latitude.toFixed(4)}, ${coords.longitude.toFixed(4)}`;
      located.replaceChildren(say('Added: {place}', { place }), ' ', make('button', {
        type: 'button', className: 'quiet', ariaLabel: say('Remove {name}', { name: place }),
        onclick: () => {
          position = undefined;
          located.replaceChildren();
          element('locate').focus();
        },
      }, '×'));
    },
    () => (located.textContent = say('Your device does not tell where it is.')),
    { enableHighAccuracy: true, timeout: 20_000 });
}

function showMissing(kept: Kept): void {
  element('missing').replaceChildren(...originalsOf(kept).map((file) => make('li', {}, sizeOf(file.bytes))));
}

function listenForAgain(): void {
  const kept = unfinished();
  if (!kept) return;
  turnTo('again');
  showMissing(kept);
  const input = element<HTMLInputElement>('again-files');
  element('again-choose').onclick = () => input.click();
  input.addEventListener('change', async () => {
    element('missing').after(element('progress'));
    show('progress');
    for (const file of input.files ?? []) {
      try {
        if (!(await goOn(kept, file, showProgress, showWaiting))) {
          problem(say('This file could not be sent: {name}', { name: file.name }));
        }
      } catch (trouble) {
        problem(explainedOfFile(trouble));
      }
    }
    input.value = '';
    showMissing(kept);
    if (originalsOf(kept).length === 0) {
      show('progress', false);
      element('missing').replaceChildren(make('li', {}, say('Everything has arrived. You can close this page.')));
    }
  });
  // Chosen before this program was there.
  if (input.files && input.files.length > 0) input.dispatchEvent(new Event('change'));
  element('give-up').onclick = () => {
    forget();
    turnTo('form');
    show('return');
  };
}

/** Takes over what main.ts has kept waiting. */
export async function listen(early: Waiting[]): Promise<void> {
  await ready;
  const input = element<HTMLInputElement>('files');
  input.addEventListener('change', async () => {
    await files.add(input.files ?? []);
    input.value = '';
  });
  element('locate').onclick = locate;
  element<HTMLFormElement>('form').addEventListener('submit', submit);
  listenForReceipts();
  listenForAgain();
  if (early.length > 0) void files.take(early);
}
