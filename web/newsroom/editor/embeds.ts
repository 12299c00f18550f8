// Which posts and clips of other sites the server knows by their address (src/content/embed.cpp). Asked before anything is
// sent: it refuses the whole text of an article for one address that it does not know.
const named = /^[\w.-]{1,100}$/;
const number = /^\d{1,25}$/;
const has = (text: string | undefined, pattern: RegExp): boolean => text !== undefined && pattern.test(text);

const facebook_kinds = ['posts', 'videos', 'photos', 'permalink', 'reel', 'reels', 'share'];

interface Provider {
  name: string;
  hosts: string[];
  knows: (steps: string[], query: URLSearchParams, host: string) => boolean;
}

const providers: Provider[] = [
  {
    name: 'YouTube',
    hosts: ['youtube.com', 'youtu.be', 'youtube-nocookie.com', 'music.youtube.com'],
    knows: (steps, query, host) => {
      const id = host === 'youtu.be' ? steps[0] : steps[0] === 'watch' ? query.get('v') : ['embed', 'shorts', 'live', 'v', 'e'].includes(steps[0] ?? '') ? steps[1]?.replace(/&.*/, '') : '';
      return has(id ?? '', /^[\w-]{11}$/);
    },
  },
  { name: 'Vimeo', hosts: ['vimeo.com', 'player.vimeo.com'], knows: (steps) => steps.some((step) => number.test(step)) },
  {
    name: 'X',
    hosts: ['x.com', 'twitter.com'],
    knows: (steps) => steps.some((step, i) => i > 0 && /^status(es)?$/.test(step) && has(steps[i + 1], number)),
  },
  {
    name: 'Facebook',
    hosts: ['facebook.com', 'fb.com', 'fb.watch'],
    knows: (steps, query, host) => {
      const [first = ''] = steps;
      const told = (name: string, pattern: RegExp) => pattern.test(query.get(name) ?? '');
      if (host === 'fb.watch') return named.test(first);
      if (first === 'plugins') return provider_of(query.get('href') ?? '') !== null;
      if (['watch', 'video.php'].includes(first) && told('v', number)) return true;
      if (['photo', 'photo.php'].includes(first) && told('fbid', number)) return true;
      if (['permalink.php', 'story.php'].includes(first) && told('story_fbid', named) && told('id', number)) return true;
      return steps.length >= 2 && steps.length <= 6 && steps.every((step) => named.test(step)) && steps.slice(0, -1).some((step) => facebook_kinds.includes(step));
    },
  },
  {
    name: 'Instagram',
    hosts: ['instagram.com', 'instagr.am'],
    knows: (steps) => steps.slice(0, 2).some((step, i) => ['p', 'reel', 'reels', 'tv'].includes(step) && has(steps[i + 1], named)),
  },
  {
    name: 'Telegram',
    hosts: ['t.me', 'telegram.me'],
    knows: (steps) => {
      const [channel = '', post = ''] = steps[0] === 's' ? steps.slice(1) : steps;
      return channel.length >= 4 && named.test(channel) && number.test(post);
    },
  },
  {
    name: 'TikTok',
    hosts: ['tiktok.com'],
    knows: (steps) => {
      const of_a_user = /^@[\w.-]+$/.test(steps[0] ?? '') && steps[1] === 'video';
      return (of_a_user || ['embed', 'player'].includes(steps[0] ?? '')) && has(steps.at(-1), number);
    },
  },
];

/** The name of the provider whose post or clip stands at `address`; null: none that we know. */
export function provider_of(address: string): string | null {
  const typed = address.trim();
  let url;
  try {
    url = new URL(typed);
  } catch {
    return null;
  }
  // An address and nothing else, written as the server reads it: browsers pass over line breaks, names and ports.
  if (!/^https?:$/.test(url.protocol) || /\s/.test(typed) || !typed.toLowerCase().startsWith(`${url.origin}/`)) return null;
  const host = ['www.', 'm.', 'mobile.', 'bg-bg.'].reduce((name, prefix) => (name.startsWith(prefix) ? name.slice(prefix.length) : name), url.host);
  const steps = url.pathname.split('/').filter(Boolean);
  const provider = steps.length ? providers.find(({ hosts }) => hosts.includes(host)) : undefined;
  return provider?.knows(steps, url.searchParams, host) ? provider.name : null;
}

/** An address as it is said aloud: what stands on a card without a title. */
export const said_address = (address: string): string => address.replace(/^https?:\/\//, '').replace(/^www\./, '');
