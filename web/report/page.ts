// The page's elements and words.
const messages = JSON.parse(document.getElementById('messages')?.textContent ?? '{}') as Record<string, string>;

/** A message in the page's language; {name} stands for what is filled in. */
export function say(message: string, filled: Record<string, string> = {}): string {
  return (messages[message] ?? message).replace(/\{(\w+)\}/g, (whole, name: string) => filled[name] ?? whole);
}

export function element<T extends HTMLElement = HTMLElement>(id: string): T {
  const found = document.getElementById(id);
  if (!found) throw new Error(`no element #${id}`);
  return found as T;
}

export const language = document.documentElement.lang;

/** An element with text and children, never HTML. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K, properties: Partial<HTMLElementTagNameMap[K]> = {}, ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** One button leads to what the device has, the other straight to its camera. */
export function openFiles(input: HTMLInputElement, choose: string, camera: string): void {
  element(choose).onclick = () => input.click();
  element(camera).onclick = () => {
    input.setAttribute('capture', 'environment');
    input.click();
    input.removeAttribute('capture');
  };
}

export function show(id: string, shown = true): void {
  element(id).hidden = !shown;
}

/** Shows a section in place of the others, and says so to a screen reader. */
export function turnTo(id: string): void {
  for (const each of ['form', 'sent', 'again', 'thread', 'return']) show(each, each === id);
  const title = element(id).querySelector<HTMLElement>('h1');
  document.querySelector<HTMLElement>('main > h1')?.toggleAttribute('hidden', id !== 'form');
  document.querySelector<HTMLElement>('main > .report-lead')?.toggleAttribute('hidden', id !== 'form');
  problem('');
  window.scrollTo(0, 0);
  title?.focus();
}

export function problem(text: string): void {
  element('problem').textContent = text;
  show('problem', text !== '');
  if (text !== '') element('problem').scrollIntoView({ block: 'center' });
}

const units = ['B', 'KB', 'MB', 'GB'];
export function sizeOf(bytes: number): string {
  let unit = 0;
  let value = bytes;
  for (; value >= 1000 && unit < units.length - 1; ++unit) value /= 1000;
  return `${value.toLocaleString(language, { maximumFractionDigits: value < 10 && unit > 0 ? 1 : 0 })} ${units[unit]}`;
}

/** The words of a list, one a line. */
export async function wordList(of: string): Promise<string[]> {
  const text = of === 'bg' ? (await import('./words/bg.txt?raw')).default : (await import('./words/en.txt?raw')).default;
  return text.trim().split('\n');
}
