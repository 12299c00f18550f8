// Attacks on readers' browsers, from corpora that others keep, and a watch that sees whatever of them runs.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { shared } from '../portal/vestnik.mjs';

/** [{name, html}]: DOMPurify's payloads, the HTML5 security cheat sheet's vectors and what is ours. */
export async function attacks() {
  const folder = path.join(shared, 'data/attacks');
  const payloads = JSON.parse(await readFile(path.join(folder, 'html-sanitizer-1.json'), 'utf8'));
  const vectors = await readFile(path.join(folder, 'html5-vectors-1.txt'), 'utf8');
  return [
    ...payloads.map(({ title, payload }, at) => ({ name: `payload ${at}: ${title ?? ''}`, html: payload })),
    ...vectors.split(/(?=<div id="\d+">)/).filter((part) => part.startsWith('<div id=')).map((html) => ({
      name: `vector ${/\d+/.exec(html)[0]}`, html,
    })),
    ...own.map((html, at) => ({ name: `own ${at}`, html, runs: true })),
  ];
}

// The ways in which Chromium runs something, one each.
const own = [
  '<script>alert(1)</script>',
  '<script src="data:text/javascript,alert(1)"></script>',
  '<script type="module">alert(1)</script>',
  '<img src="/no-such-picture" onerror="alert(1)">',
  '<svg onload="alert(1)"></svg>',
  '<svg><a href="javascript:alert(1)"><text x="9" y="20">X</text></a></svg>',
  '<a href="javascript:alert(1)">X</a>',
  '<a href=" java\tscript:alert(1)">X</a>',
  '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
  '<iframe src="javascript:parent.alert(1)"></iframe>',
  '<object data="data:text/html,<script>alert(1)</script>"></object>',
  '<embed src="data:text/html,<script>alert(1)</script>">',
  '<details open ontoggle="alert(1)"><summary>X</summary></details>',
  '<form action="javascript:alert(1)"><button>X</button></form>',
  '<input autofocus onfocus="alert(1)">',
  '<video><source onerror="alert(1)"></video>',
  '<style>@keyframes x{}</style><p style="animation:x" onanimationstart="alert(1)">X</p>',
  '<base href="https://evil.example/"><img src="x.png">',
];

/**
 * A page in which attacks are opened one after the other, by `newReader`'s options. `attempt(address)` opens it, does what
 * a reader might, and answers what has run: every script that the browser parses beside the site's own files, whatever
 * it would do, dialogs, and requests to other hosts.
 */
export class Arena {
  static async open(context, origin) {
    const arena = new Arena();
    arena.origin = origin;
    arena.page = await context.newPage();
    await arena.#watch();
    return arena;
  }

  async attempt(address) {
    this.runs = [];
    this.arriving = true;
    await this.page.goto(address, { waitUntil: 'load', timeout: 15_000 }).catch((error) => {
      if (!/interrupted|ERR_ABORTED/.test(error.message)) throw error;  // the attack navigated; it was stopped
    });
    this.arriving = false;
    await this.page.evaluate(touchEverything).catch((error) => {
      if (!/context was destroyed|navigat/i.test(error.message)) throw error;
    });
    return this.runs;
  }

  async #watch() {
    const { page, origin } = this;
    const session = await page.context().newCDPSession(page);
    session.on('Debugger.scriptParsed', ({ url, executionContextAuxData: world }) => {
      // The test's own: its worlds, and what it evaluates, which has no address.
      if (world?.isDefault === false || url === '' || url.startsWith('pptr:') || url.includes('UtilityScript')) return;
      // Chromium's own, of a frame that the policy has kept empty.
      if (url.startsWith('chrome-error:')) return;
      if (!url.startsWith(`${origin}/assets/`)) this.runs.push(`script of ${url.slice(0, 120)}`);
    });
    await session.send('Debugger.enable');
    await session.send('Debugger.setSkipAllPauses', { skip: true });
    page.on('dialog', (dialog) => {
      this.runs.push(`${dialog.type()} “${dialog.message()}”`);
      dialog.dismiss().catch(() => {});
    });
    page.on('popup', (popup) => popup.close().catch(() => {}));
    await page.exposeBinding('vestnikRan', (_, what) => this.runs.push(what));
    await page.addInitScript(() => {
      const tell = globalThis.vestnikRan;
      for (const name of ['alert', 'confirm', 'prompt', 'print']) globalThis[name] = () => void tell(name);
    });
    await page.route('**', (route) => {
      const request = route.request(), url = request.url();
      const own = url.startsWith(`${origin}/`);
      const main = request.isNavigationRequest() && request.frame() === page.mainFrame();
      // Where a link leads is no run, whether clicked or refreshed to. An answer without content leaves the page there.
      if (main && !this.arriving) return route.fulfill({ status: 204 });
      if (own) return route.continue();
      if (!main) this.runs.push(`request to ${url.slice(0, 120)}`);
      return route.abort();
    });
  }
}

/** In the page: clicks and moves over everything in the article, gives everything the focus, scrolls. */
async function touchEverything() {
  const all = [...(document.querySelector('main') ?? document.body).querySelectorAll('*')].slice(0, 600);
  const story = all.filter((element) => !element.closest('.embed-show, .share, .enlarge, .tail, .slot'));
  for (const element of story) {
    for (const type of ['mouseover', 'mouseenter', 'mousemove', 'mousedown', 'mouseup', 'dblclick', 'wheel', 'keydown']) {
      element.dispatchEvent(new Event(type, { bubbles: true }));
    }
    element.focus?.();
    element.blur?.();
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window }));
    // A script that is an address runs a moment later, unless a click elsewhere has come before.
    if (element.matches('a, area, form, button, input')) await new Promise((resolve) => setTimeout(resolve));
  }
  scrollTo(0, document.documentElement.scrollHeight);
  await new Promise((resolve) => setTimeout(resolve, 100));
}
