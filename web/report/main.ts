// The page at /report/ as it begins: small, so that the first word can be written at once. What looks into files, seals
// and sends (sealing.ts) comes when somebody touches the page, or a while after it was read. What is asked for before
// that is done when it is there; nothing is sent without it.
import './report.css';

import { element, openFiles, problem, say, show } from './page.js';
import { showWaiting, type Waiting } from './waiting_files.js';

const page = document.documentElement.dataset; // guard.ts
const comes_anyway_ms = 10_000;
const pause_ms = 5_000;
const most_tries = 3; // while there is a network

type Sealing = typeof import('./sealing.js');

/** A browser runs it only with the digest that build.mjs has written here: this file has its own in the page. */
const digest = 'SEALING_DIGEST';
const address = '/report/sealing.js';

function loaded(at: string): Promise<void> {
  return new Promise((done, failed) => {
    const script = document.createElement('script');
    Object.assign(script, { type: 'module', src: at, integrity: digest, onload: () => done(), onerror: failed });
    document.head.append(script);
  });
}

const isServed = (): Promise<boolean> =>
  fetch('/report/program.sha256', { cache: 'no-store', credentials: 'omit' }).then(() => true, () => false);
const pause = (): Promise<void> => new Promise((done) => setTimeout(done, pause_ms));

/** Waits for the network as long as it takes. Throws where there is one, and the program is not what it has to be. */
async function fetched(waits: () => void): Promise<Sealing> {
  for (let tries = 0, failed = 0; ; ++tries) {
    // A browser remembers of an address that nothing came from there.
    const at = tries === 0 ? address : `${address}?${tries}`;
    try {
      await loaded(at);
      return tries === 0 ? await import('./sealing.js') : ((await import(/* @vite-ignore */ at)) as Sealing);
    } catch (trouble) {
      if ((await isServed()) && ++failed === most_tries) throw trouble;
      waits();
      await pause();
    }
  }
}

let coming: Promise<void> | undefined;
const chosen: Waiting[] = [];
const waiting: (() => void)[] = [];
let waits = (_text: string): void => undefined;

async function come(): Promise<void> {
  let came = true;
  try {
    await (await fetched(() => waits(say('Waiting for the network…')))).listen(chosen);
  } catch {
    // As where it is blocked: the page says what sending without it means, and lets the text go.
    delete page['program'];
    came = false;
  }
  stopWaiting();
  const asked = waiting.length > 0;
  for (const each of waiting.splice(0)) each();
  if (!came) showUnsealed(asked);
}
const bring = (): void => void (coming ??= come());

/** What sending unsealed means stands at the head, which somebody who sends may have left behind: it is brought into view
 *  before anything goes like that, at once where somebody has asked for something. */
function showUnsealed(asked: boolean): void {
  const plain = document.querySelector<HTMLElement>('.report-plain');
  if (!plain) return;
  plain.tabIndex = -1;
  if (asked) return plain.focus();
  document.addEventListener('submit', (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    plain.focus();
  }, { capture: true, once: true });
}

/** Done when the program is there; unsealed only when somebody has read what that means, and asks for it again. */
function keepSubmit(form: HTMLFormElement): void {
  const button = form.querySelector<HTMLButtonElement>('.primary');
  const told = form.querySelector<HTMLElement>('.report-actions [role=status]');
  if (!button || !told || button.disabled) return;
  const label = button.textContent;
  button.disabled = true;
  waiting.push(() => {
    button.disabled = false;
    button.textContent = label;
    told.textContent = '';
    if (page['program'] === 'ready') form.requestSubmit();
  });
  const sends = form.id === 'form'; // who sends looks at the button
  waits = (text) => {
    told.textContent = text;
    if (sends) button.textContent = text;
  };
  waits(sends ? say('Sealing…') : say('Opening…'));
}

/** What somebody does before the program is there. */
function keepWaiting(event: Event): void {
  const { target } = event;
  if (target instanceof HTMLFormElement && event.type === 'submit') {
    keepSubmit(target);
  } else if (target instanceof HTMLInputElement && target.id === 'files' && event.type === 'change') {
    chosen.push(...showWaiting('file-list', target.files ?? [], chosen.filter((each) => !each.gone).length));
    target.value = '';
  } else if (target instanceof HTMLElement && target.id === 'locate' && event.type === 'click') {
    waiting.push(() => target.click());
  } else {
    return;
  }
  event.preventDefault();
  event.stopImmediatePropagation();
  bring();
}

const kept_waiting = ['submit', 'change', 'click'] as const;
const brings = ['pointerdown', 'keydown', 'focusin'] as const;
function stopWaiting(): void {
  for (const type of kept_waiting) document.removeEventListener(type, keepWaiting, true);
  for (const type of brings) document.removeEventListener(type, bring, true);
}

/** Browsers open a choice of files only at once. */
function listenForFiles(): void {
  openFiles(element<HTMLInputElement>('files'), 'choose', 'camera');
}

/** Files of a report may wait to be chosen again (kept.ts). */
function keepsSomething(): boolean {
  try {
    return sessionStorage.length > 0;
  } catch {
    return false; // forbidden
  }
}

if (typeof WebAssembly === 'object') {
  for (const type of kept_waiting) document.addEventListener(type, keepWaiting, true);
  for (const type of brings) document.addEventListener(type, bring, true);
  listenForFiles();
  show('locate', 'geolocation' in navigator && isSecureContext);
  page['program'] = 'ready';
  if (keepsSomething()) bring();
  else setTimeout(bring, comes_anyway_ms);
} else {
  delete page['program'];
  problem(say('Your browser is too old to seal a report. You can send text.'));
}
