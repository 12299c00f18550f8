// Which screen is open: the path under /newsroom/, kept in the browser's history.
const root = '/newsroom/';

function path_now(): string {
  return location.pathname.startsWith(root) ? location.pathname.slice(root.length) : '';
}

class Route {
  path = $state(path_now());
  query = $state(new URLSearchParams(location.search));
  hash = $state(location.hash);


  constructor() {
    const follow = () => this.#read();
    addEventListener('popstate', follow);
    addEventListener('hashchange', follow);
  }

  #read() {
    this.path = path_now();
    this.query = new URLSearchParams(location.search);
    this.hash = location.hash;
  }

  go(to: string, how: 'push' | 'replace' = 'push') {
    if (how === 'push') history.pushState(null, '', root + to);
    else history.replaceState(null, '', root + to);
    this.#read();
    if (how === 'push') scrollTo(0, 0);
  }
}

export const route = new Route();

// The list of articles as somebody has last looked at it: whoever leaves one of its articles comes back to that.
export const list = { address: 'articles' };

export function address(to: string): string {
  return root + to;
}

// For links: the browser opens them in a new tab where the person asks for it, else the application follows.
export function follow(event: MouseEvent) {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = (event.target as Element | null)?.closest('a');
  if (!link || link.target || link.origin !== location.origin || !link.pathname.startsWith(root)) return;
  if (link.hasAttribute('download')) return;
  event.preventDefault();
  route.go(link.pathname.slice(root.length) + link.search + link.hash);
}
