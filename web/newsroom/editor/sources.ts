// Where a picture of a web page is. Pages that load pictures late have something else in the place of the address until a
// script of theirs puts it there, and many have the same picture in several widths.
import { is_good_resource } from '../saving/grammar';

// With ">" inside quoted attributes, as many browsers write it.
const rest = String.raw`(?:=\s*"[^"]*"|=\s*'[^']*'|=(?!\s*["'])|[^>=])*>`;
const picture = String.raw`<img\b(?:${rest}|[^>]*>)`;
export const picture_tag = new RegExp(picture, 'gi');
const source_tag = new RegExp(String.raw`<source\b${rest}`, 'gi');
const set_of_pictures = /<picture\b[^>]*>([\s\S]*?)<\/picture>/gi;
const without_script = new RegExp(String.raw`(${picture})\s*<noscript\b[^>]*>\s*(${picture})\s*</noscript>`, 'gi');
const attribute = /\s([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>]+))?/g;
const own_source = /(\ssrc\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)/i;

// Where the scripts look for it.
const late = ['data-src', 'data-lazy-src', 'data-original', 'data-lazy'];
const late_sets = ['data-srcset', 'data-lazy-srcset'];
const widest = 2_560; // px: what is wider is for printing

const signs: Record<string, string> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>' };
const plain = (text: string) =>
  text.replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|quot|apos|lt|gt));/gi, (whole, hex?: string, number?: string, name?: string) => {
    if (name) return signs[name.toLowerCase()] ?? whole;
    const code = hex ? parseInt(hex, 16) : Number(number);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;');

function attributes_of(tag: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, name = '', value = ''] of tag.matchAll(attribute)) {
    const key = name.toLowerCase();
    if (!found.has(key)) found.set(key, plain(value.replace(/^(["'])([\s\S]*)\1$/, '$2')).trim());
  }
  return found;
}

export const source_of = (tag: string): string => plain((own_source.exec(tag)?.[2] ?? '').replace(/^["']|["']$/g, '')).trim();

/** The same picture from there. */
export function with_source(tag: string, address: string): string {
  const written = `"${escaped(address)}"`;
  if (own_source.test(tag)) return tag.replace(own_source, (_, name: string) => name + written);
  return tag.replace(/^<img/i, (name) => `${name} src=${written}`);
}

// Whole; relative ones are of the page that the picture's own address is of. Nothing for a pattern that a script fills in,
// and for a mere sign to it ("true", "800").
function whole(address: string, page: string): string | null {
  if (!/[./]/.test(address) || /[{}]|^(?:data|blob|about|javascript):/i.test(address)) return null;
  const start = /^https?:/i.test(page) ? page : /^\/\//.test(page) ? `https:${page}` : undefined;
  try {
    const found = new URL(address.startsWith('//') ? `https:${address}` : address, start);
    return /^https?:$/.test(found.protocol) && is_good_resource(found.href) ? found.href : null;
  } catch {
    return null;
  }
}

// Of "a.jpg 320w, b.jpg 1280w" or "a.jpg, b.jpg 2x" the best for a screen.
function best_of(set: string, page: string): string | null {
  let best: { address: string; size: number } | null = null;
  for (const [, given = '', number = '1'] of set.matchAll(/([^\s,]\S*[^\s,])(?:\s+(\d+(?:\.\d+)?)[wx])?\s*(?:,|$)/g)) {
    const address = whole(given, page);
    const size = Number(number);
    if (!address) continue;
    const better = !best || (size > widest ? size < best.size : size > best.size || best.size > widest);
    if (better) best = { address, size };
  }
  return best?.address ?? null;
}

const clues = /\s(?:data-(?:src|srcset|lazy-src|lazy-srcset|lazy|original)|srcset)\s*=/i;

function found_in(tag: string, page: string): string | null {
  if (!clues.test(tag)) return null;
  const named = attributes_of(tag);
  const first = (names: string[], read: (text: string, page: string) => string | null) =>
    names.map((name) => read(named.get(name) ?? '', page)).find((address) => address !== null) ?? null;
  return first(late_sets, best_of) ?? first(late, whole) ?? first(['srcset'], best_of);
}

/** The HTML with every picture's best address where its address belongs. What has none stays as it is. */
export function with_sources(html: string): string {
  const settled = (tag: string, beside = '') => {
    const page = source_of(tag);
    const sources = () => (beside.match(source_tag) ?? []).map((source) => found_in(source, page)).find((address) => address !== null);
    const address = found_in(tag, page) ?? (whole(page, '') || /^(?:\/|upload:|file:)/i.test(page) ? null : sources());
    return address ? with_source(tag, address) : tag;
  };
  return html
    .replace(without_script, (_, shown: string, spare: string) => (found_in(shown, source_of(shown)) || whole(source_of(shown), '') ? shown : spare))
    .replace(set_of_pictures, (_, inside: string) => (inside.match(picture_tag) ?? []).map((tag) => settled(tag, inside)).join(''))
    .replace(picture_tag, (tag) => settled(tag));
}
