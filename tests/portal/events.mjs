// A reader's browser as far as /events goes: what EventSource does (WHATWG HTML, 9.2), without a browser.
import http from 'node:http';

export class Events {
  /** Answers when the head has come; `status`, `headers`. `lastEventId` and `host` as a browser sends them. */
  static open(server, target, { lastEventId, host } = {}) {
    return new Promise((resolve, reject) => {
      const headers = { accept: 'text/event-stream' };
      if (lastEventId) headers['last-event-id'] = lastEventId;
      if (host) headers.host = host;
      const request = http.request({ host: '127.0.0.1', port: server.port, path: target, headers, agent: false }, (answer) => {
        resolve(new Events(request, answer));
      });
      request.on('error', reject);
      request.end();
    });
  }

  constructor(request, answer) {
    this.request = request;
    this.status = answer.statusCode;
    this.headers = answer.headers;
    this.all = []; // {type, data, lastEventId}
    this.text = '';
    this.lastEventId = '';
    this.woken = () => {};
    let rest = '';
    answer.setEncoding('utf8').on('data', (part) => {
      this.text += part;
      rest += part;
      for (let end; (end = rest.indexOf('\n\n')) >= 0; rest = rest.slice(end + 2)) this.#take(rest.slice(0, end));
      this.woken();
    });
    // Whether it came to its end, instead of being cut off.
    this.ended = new Promise((resolve) => answer.on('close', () => resolve(answer.complete)));
    answer.on('error', () => {});
    request.on('error', () => {});
  }

  #take(block) {
    let type = 'message';
    const data = [];
    for (const line of block.split('\n')) {
      const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line);
      if (name === 'id') this.lastEventId = value;
      if (name === 'event') type = value;
      if (name === 'data') data.push(value);
      if (name === 'retry') this.retry = Number(value);
    }
    if (data.length) this.all.push({ type, data: JSON.parse(data.join('\n')), lastEventId: this.lastEventId });
  }

  /** The first that is so, now or later. */
  async until(isIt, what, milliseconds = 60_000) {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = this.all.find(isIt);
      if (found) return found;
      const left = end - Date.now();
      if (left <= 0) throw new Error(`never told: ${what}; but: ${this.text}`);
      await new Promise((resolve) => {
        this.woken = resolve;
        setTimeout(resolve, Math.min(left, 500));
      });
    }
  }
  close() {
    this.request.destroy();
  }
}
