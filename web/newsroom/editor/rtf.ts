// Pictures of a text that Word copied. Its HTML names files on the writer's own disk (file:///C:/…/clip_image001.png), which
// no page may open; the RTF that it copies beside it (Word 2007 RTF specification 1.9.1, "Pictures") has their bytes:
//   {\*\shppict{\pict … \pngblip … 89504e47…}}{\nonshppict{\pict … the same again for old programs …}}

const most_pictures = 200;
const token = /[{}]|\\(?:([a-z]+)-?\d* ?|'[\da-f]{2}|[^a-z])/gi;
// Destinations whose pictures stand nowhere in the HTML, or a second time.
const elsewhere = new Set(['nonshppict', 'shprslt', 'listpicture']);
const kinds: Record<string, string> = { pngblip: 'png', jpegblip: 'jpeg' };

function file_of(hex: string, kind: string): File | null {
  const digits = hex.replace(/[^\da-f]/gi, '');
  if (digits.length < 2) return null;
  const bytes = new Uint8Array(digits.length >> 1);
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = parseInt(digits.slice(2 * i, 2 * i + 2), 16);
  return new File([bytes], `picture.${kind === 'jpeg' ? 'jpg' : kind}`, { type: `image/${kind}` });
}

/** In the order of the text; null: one that is no PNG or JPEG (a drawing for Windows). No more than 200 are looked at. */
export function pictures_of_rtf(rtf: string): (File | null)[] {
  const found: (File | null)[] = [];
  let depth = 0, skipped = 0; // the depth of the group that is passed over; 0: none
  let picture = null as { depth: number; kind: string; from: number } | null;
  for (const { 0: sign, 1: word, index } of rtf.matchAll(token)) {
    if (sign === '{') depth += 1;
    else if (sign === '}') {
      if (picture?.depth === depth) {
        found.push(picture.kind ? file_of(rtf.slice(picture.from, index), picture.kind) : null);
        if (found.length === most_pictures) break;
        picture = null;
      }
      if (skipped === depth) skipped = 0;
      depth -= 1;
      if (picture?.depth === depth) picture.from = index + 1;
    } else if (word && !skipped) {
      if (elsewhere.has(word)) skipped = depth;
      else if (word === 'pict' && !picture) picture = { depth, kind: '', from: 0 };
      if (picture?.depth === depth) {
        picture.kind = kinds[word] ?? picture.kind;
        picture.from = index + sign.length;
      }
    }
  }
  return found;
}
