// What the server takes as an attribute of a block or a mark (src/content/grammar.cpp, attribute_value.cpp). It refuses the
// whole text of an article for one that it does not take, and what people paste has everything.
const most_address_bytes = 2_048;
const bounds: Record<string, [number, number]> = { start: [0, 1_000_000], colspan: [1, 100], rowspan: [1, 1_000], level: [2, 4] };
const choices: Record<string, string[]> = {
  align: ['left', 'right', 'center', 'wide', 'full'],
  kind: ['agency', 'institution', 'person', 'document'],
};
const addresses = new Set(['url', 'href']);
const resources = new Set(['src', 'poster']);
const codes = new Set(['language', 'lang']);

const bytes_of = (text: string) => new TextEncoder().encode(text).length;
const has_honest_host = (address: string) => /^https?:\/\/[^/?#:@][^/?#@]*([/?#]|$)/i.test(address);

// As the server looks at where a picture or a recording is (src/content/address.cpp).
export function is_good_resource(address: string): boolean {
  if (bytes_of(address) > most_address_bytes) return false;
  if (/[\u0000-\u0020\u007f"<>\\^`{|}]/.test(address) || /^(\/\/|#)/.test(address)) return false;
  return !/^[^:/?#]*:/.test(address) || has_honest_host(address);
}

const good_address = /^(https?:\/\/[^\s.]+\.[^\s]+|mailto:\S+@\S+|tel:[+\d][\d\s-]*|\/(?!\/)\S*)$/;

// A link's address with what has to be escaped in one escaped; nothing for one that leads nowhere.
function address_of(text: string): string | undefined {
  if (!good_address.test(text)) return undefined;
  const address = (text.startsWith('tel:') ? text.replace(/\s/g, '') : text).replace(/[\u0000-\u0020\u007f"<>\\^`{|}]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
  const is_right = bytes_of(address) <= most_address_bytes && (!/^https?:/i.test(address) || has_honest_host(address));
  return is_right ? address : undefined;
}

// Half of a letter that takes two places is none.
export const whole_letters = (text: string): string =>
  text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');

/** The value as the server takes it; undefined: not at all. */
export function fitting(name: string, given: unknown): unknown {
  const bound = bounds[name];
  if (bound) return Number.isInteger(given) && Number(given) >= bound[0] && Number(given) <= bound[1] ? given : undefined;
  if (name === 'asset') return Number.isInteger(given) && Number(given) > 0 ? given : undefined;
  if (Array.isArray(given)) return given.map((each) => whole_letters(String(each)));
  const value = typeof given === 'number' ? String(given) : given;
  if (typeof value !== 'string') return undefined;
  if (addresses.has(name)) return address_of(value);
  if (resources.has(name)) return is_good_resource(value) ? value : undefined;
  if (codes.has(name)) return /^[\w+#.-]{1,35}$/.test(value) ? value : undefined;
  if (choices[name]) return choices[name].includes(value) ? value : undefined;
  return whole_letters(value);
}
