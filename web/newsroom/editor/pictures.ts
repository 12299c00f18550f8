// Pictures in what is pasted. What came as bytes inside the HTML is taken out of it and stands in the text under a name of
// its own until the library has the file: a document that several people share is no place for files.
import { is_good_resource } from '../saving/grammar';
import { random_name } from '../saving/journal';
import { picture_tag, source_of, with_source, with_sources } from './sources';

const coming = 'upload:';
export const new_place = () => coming + random_name();
export const is_coming = (src: unknown) => typeof src === 'string' && src.startsWith(coming);

// Of a pasted picture, where it is; null: nowhere that a page could show it from (blob:, file:, cid: …).
export function address_of(src: string): string | null {
  if (is_coming(src)) return src;
  let address = src.startsWith('//') ? `https:${src}` : src;
  if (/^https?:/i.test(address)) {
    try {
      address = new URL(address).href;
    } catch {
      return null;
    }
  } else if (!address.startsWith('/')) return null;
  return is_good_resource(address) ? address : null;
}

function file_of(address: string): File | null {
  const found = /^data:(image\/[a-z\d+.-]+)(?:;[^,;]*)*;base64,(.+)$/is.exec(address);
  if (!found?.[1] || !found[2]) return null;
  try {
    const bytes = Uint8Array.from(atob(found[2].replace(/\s/g, '')), (char) => char.charCodeAt(0));
    return new File([bytes], `picture.${found[1].slice(6).replace(/\+.*/, '')}`, { type: found[1] });
  } catch {
    return null;
  }
}

export interface Taken {
  html: string;
  files: Map<string, File>; // by the place where each will stand
  foreign: Set<string>; // addresses on other sites, as they stand in the text
  left: number; // cannot be had from here
}

const on_disk = /^file:/i;

// `beside`: pictures that came in another form with the same text, in its order (editor/rtf.ts); asked for where some stand
// on the writer's own disk, and believed where there are as many.
export function take_pictures(pasted: string, beside: () => (File | null)[] = () => []): Taken {
  const html = with_sources(pasted);
  const taken: Taken = { html, files: new Map(), foreign: new Set(), left: 0 };
  const wanted = (html.match(picture_tag) ?? []).filter((tag) => on_disk.test(source_of(tag))).length;
  const come = wanted ? beside() : [];
  const from_disk = come.length === wanted ? come.values() : [].values();
  taken.html = html.replace(picture_tag, (tag) => {
    const src = source_of(tag);
    const file = /^data:/i.test(src) ? file_of(src) : on_disk.test(src) ? (from_disk.next().value ?? null) : null;
    if (file) {
      const place = new_place();
      taken.files.set(place, file);
      return with_source(tag, place);
    }
    const address = address_of(src);
    if (!address) taken.left += 1;
    else if (!address.startsWith('/') && !is_coming(address)) taken.foreign.add(address);
    return tag;
  });
  return taken;
}

// "Copy image" of a browser: its address as HTML, and beside it the picture itself.
export function is_lone_picture(html: string): boolean {
  const shown = html.replace(/<!--[\s\S]*?-->|<(style|head)\b[\s\S]*?<\/\1>/gi, '');
  const text = shown.replace(picture_tag, '').replace(/<[^>]*>/g, '').replace(/&nbsp;/g, ' ');
  return shown.match(picture_tag)?.length === 1 && !text.trim();
}
