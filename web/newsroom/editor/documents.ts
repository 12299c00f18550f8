// What documents of Word, LibreOffice and Google Docs hold beside their text, and how they write what is said otherwise in
// HTML. Works on what ProseMirror has read into a document of its own, where nothing is drawn or run, and whose styles stand
// as data (editor/paste.ts).

export interface LeftOut {
  deletions: number; // tracked
  comments: number; // of colleagues in the margin
}

const of_documents = /mso-|\bMso[A-Z]|docs-internal-guid|\bsd(?:foot|end)note|#(?:ftnt|cmnt)|google\.[a-z.]+\/url\?|safelinks\.protection|vertical-align:\s*su|line-through/;

const style_of = (element: Element) => element.getAttribute('data-style') ?? '';
const styled = (root: ParentNode, pattern: RegExp, tag = '') =>
  [...root.querySelectorAll(`${tag}[data-style]`)].filter((element) => pattern.test(style_of(element)));
const one_line = (text: string) => text.replace(/\s+/gu, ' ').trim();

function remove_with_emptied(element: Element) {
  const block = element.closest('p, li');
  element.remove();
  if (block && !one_line(block.textContent) && !block.querySelector('img')) block.remove();
}

// `<del>` without a name and a time may be a web page's own way to show what changed; WordPress gives it a time.
function drop_deletions(page: HTMLElement, from_word: boolean): number {
  const deletions = [...page.querySelectorAll(from_word ? 'del' : 'del[cite][datetime]')];
  deletions.forEach(remove_with_emptied);
  return deletions.length;
}

function drop_comments(page: HTMLElement): number {
  const lists = styled(page, /mso-element:\s*comment-list/);
  const comments = lists.flatMap((list) => styled(list, /mso-element:\s*comment(?!-)/));
  for (const element of [...lists, ...page.querySelectorAll('.MsoCommentReference, .msocomanchor')]) element.remove();
  return comments.length;
}

function note_of(carrier: Element): string {
  try {
    return String(JSON.parse(carrier.getAttribute('data-text') ?? '""'));
  } catch {
    return ''; // of a page that has a mark of that name itself
  }
}

// The word before a note's sign carries the note (content/grammar.cpp); of two at one word it carries both.
function give_to_word_before(sign: Element, text: string) {
  const made_by = sign.ownerDocument;
  const block = sign.closest('p, li, td, th, h1, h2, h3, h4, h5, h6, blockquote') ?? sign;
  const texts = made_by.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  texts.currentNode = sign;
  let before = texts.previousNode() as Text | null;
  while (before && !/\S/.test(before.data)) before = texts.previousNode() as Text | null;
  const noted = before?.parentElement?.closest('[data-mark="footnote"]');
  if (noted) {
    noted.setAttribute('data-text', JSON.stringify(`${note_of(noted)} ${text}`));
    return sign.remove();
  }
  const carrier = made_by.createElement('span');
  carrier.setAttribute('data-mark', 'footnote');
  carrier.setAttribute('data-text', JSON.stringify(text));
  const typed = before?.data.trimEnd() ?? '';
  let from = typed.length;
  while (from > 0 && !/\s/.test(typed.charAt(from - 1))) from -= 1;
  if (!before || from === typed.length) {
    carrier.textContent = one_line(sign.textContent) || '*';
    return sign.replaceWith(carrier);
  }
  const marked = before.splitText(from);
  marked.splitText(typed.length - from);
  marked.replaceWith(carrier);
  carrier.append(marked);
  sign.remove();
}

const of_a_note = /^[[(]?(?:\d{1,4}|\p{L}{1,3}|[ivx]{1,7}|[*†‡]{1,4})[\])]?$/iu;
const known_name = /^#?_?(?:ftn|edn|sdfootnote|sdendnote|cmnt)/;
// A question that leads to its answer and back is none.
const is_sign = (anchor: Element) => known_name.test(anchor.getAttribute('href') ?? '') || of_a_note.test(one_line(anchor.textContent));

// The whole of a note: what an editor put around it, or its paragraph.
function whole_note(back: Element): Element | null {
  const box = back.closest('div');
  const named = box && /^(?:ftn|edn|sdfootnote|sdendnote)\d+$/.test(box.id);
  const own = box?.querySelector('p')?.contains(back) && box.querySelectorAll('a[href^="#"]').length === 1;
  return named || own ? box : back.closest('p, li');
}

// As one line; where a link leads is told behind it, which a note is for.
function said_in(note: Element): string {
  for (const link of note.querySelectorAll('a[href^="http"]')) {
    const address = direct(link.getAttribute('href') ?? '');
    if (!one_line(link.textContent).includes(address)) link.append(` (${address})`);
  }
  return one_line(note.textContent);
}

// A sign in the text and a note at its end that lead to one another. Comments of Google's are written like footnotes.
function take_notes(page: HTMLElement): number {
  const named = new Map<string, Element>();
  for (const anchor of page.querySelectorAll('a[name], a[id]')) {
    for (const name of [anchor.getAttribute('name'), anchor.id]) if (name && !named.has(name)) named.set(name, anchor);
  }
  const target_of = (anchor: Element) => named.get((anchor.getAttribute('href') ?? '').replace(/^#/, ''));
  const taken = new Set<Element>();
  let comments = 0;
  for (const sign of page.querySelectorAll('a[href^="#"]')) {
    const back = target_of(sign);
    if (!back || back === sign || taken.has(sign) || target_of(back) !== sign) continue;
    taken.add(back);
    if (!is_sign(sign) || !is_sign(back)) continue;
    const note = whole_note(back);
    if (!note || note.contains(sign)) continue;
    back.remove();
    const text = said_in(note);
    note.remove();
    if (back.id.startsWith('cmnt')) {
      comments += 1;
      sign.remove();
    } else if (text) give_to_word_before(sign, text);
  }
  // The line that Word draws above its notes.
  for (const list of styled(page, /mso-element:\s*(?:foot|end)note-list/)) if (!one_line(list.textContent)) list.remove();
  return comments;
}

// Word writes points of lists as paragraphs that say their list and level, with the sign as text in front.
const place_in_list = /mso-list:\s*(l\d+)\s+level(\d)/;
const numbered = /^\(?(?:\d{1,3}\.)*(\d{1,6})[.):]?\)?$/;
const lettered = /^\(?([a-zа-я])[.):]\)?$/i;
const bullet = /^(?:.|[^\p{L}\p{N}]{1,2})$/u; // letters too: those of Wingdings
const alphabets = ['abcdefghijklmnopqrstuvwxyz', 'абвгдежзийклмнопрстуфхцчшщъьюя'];

// Where a list begins whose first sign is that; 0: it counts nothing. Nothing for words before a text that are its own:
// "Чл. 5.", "§ 2.", "Раздел II."
function start_of(sign: string): number | undefined {
  const number = numbered.exec(sign)?.[1];
  if (number) return Number(number);
  const letter = lettered.exec(sign)?.[1]?.toLowerCase();
  if (letter) return Math.max(...alphabets.map((letters) => letters.indexOf(letter))) + 1;
  return bullet.test(sign) ? 0 : undefined;
}

function make_lists(page: HTMLElement) {
  let open: { level: number; id: string; list: HTMLElement; last: Element }[] = [];
  let previous: Element | null = null;
  for (const point of styled(page, place_in_list, 'p')) {
    const [, id = '', digit = '1'] = place_in_list.exec(style_of(point)) ?? [];
    const sign = styled(point, /mso-list:\s*ignore/i)[0];
    if (!sign) continue; // its sign is known by its looks (editor/paste.ts)
    if (!previous || point.previousElementSibling !== previous) open = [];
    const level = Number(digit);
    const start = start_of(one_line(sign.textContent));
    if (start === undefined) {
      sign.textContent = `${one_line(sign.textContent)} `;
      continue;
    }
    const kind = start ? 'OL' : 'UL';
    while (open.length && (open.at(-1)?.level ?? 0) > level) open.pop();
    const same = open.at(-1);
    if (same?.level === level && (same.list.tagName !== kind || same.id !== id)) open.pop();
    sign.remove();
    const item = page.ownerDocument.createElement('li');
    const around = open.at(-1);
    if (around?.level === level) {
      around.list.append(item);
      around.last = item;
    } else {
      const list = page.ownerDocument.createElement(kind);
      if (start > 1) list.setAttribute('start', String(start));
      if (around) around.last.append(list);
      else point.before(list);
      list.append(item);
      open.push({ level, id, list, last: item });
    }
    item.append(point);
    previous = open[0]?.list ?? null;
  }
}

// Addresses that lead over somebody who counts who clicks where.
function direct(address: string): string {
  try {
    const { hostname, pathname, searchParams } = new URL(address);
    const through = /(?:^|\.)google\.[a-z.]+$/.test(hostname) && pathname === '/url' ? (searchParams.get('q') ?? searchParams.get('url'))
      : hostname.endsWith('.safelinks.protection.outlook.com') ? searchParams.get('url') : null;
    return through && /^https?:\/\//i.test(through) ? through : address;
  } catch {
    return address;
  }
}

function wrap_content(element: Element, tag: string) {
  const inner = element.ownerDocument.createElement(tag);
  inner.append(...element.childNodes);
  element.append(inner);
}

// What our own editor copied is as it should be.
export const is_document = (html: string) => of_documents.test(html) && !html.includes('data-pm-slice');
// Letters of advertisers have styles of Word's as well.
export const is_of_word = (html: string) => /urn:schemas-microsoft-com:office:word|class=["']?Mso[A-Z]/.test(html);

/** Changes what is in `page` into what was meant. */
export function read_as_meant(page: HTMLElement, from_word: boolean): LeftOut {
  const deletions = drop_deletions(page, from_word);
  const comments = drop_comments(page) + take_notes(page);
  make_lists(page);
  for (const link of page.querySelectorAll('a[href]')) link.setAttribute('href', direct(link.getAttribute('href') ?? ''));
  for (const raised of styled(page, /vertical-align:\s*super/, 'span')) wrap_content(raised, 'sup');
  for (const lowered of styled(page, /vertical-align:\s*sub/, 'span')) wrap_content(lowered, 'sub');
  for (const struck of styled(page, /text-decoration[a-z-]*:[^;]*line-through/, 'span')) wrap_content(struck, 's');
  return { deletions, comments };
}
