// One writer's line to an article (src/newsroom/writing.h), spoken byte by byte: a WebSocket as the tests need one.
import { randomBytes } from 'node:crypto';
import net from 'node:net';

/** A client's frame of text, masked as RFC 6455 asks. */
function frame(text) {
  const bytes = Buffer.from(text);
  const mask = randomBytes(4);
  const head = bytes.length < 126 ? Buffer.from([0x81, 0x80 | bytes.length]) : Buffer.from([0x81, 0xfe, bytes.length >> 8, bytes.length & 255]);
  const masked = Buffer.from(bytes.map((byte, i) => byte ^ mask[i % 4]));
  return Buffer.concat([head, mask, masked]);
}

export class WriterLine {
  static open(port, token, article, generation = '') {
    return new Promise((resolve, reject) => {
      const query = new URLSearchParams({ shape: 'test', generation, after: '0' });
      const socket = net.connect(port, '127.0.0.1', () => {
        socket.write(
          [
            `GET /api/v1/articles/${article}/writing?${query} HTTP/1.1`,
            'Host: 127.0.0.1',
            'Connection: Upgrade',
            'Upgrade: websocket',
            'Sec-WebSocket-Version: 13',
            `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
            `Authorization: Bearer ${token}`,
            '',
            '',
          ].join('\r\n'),
        );
      });
      const line = new WriterLine(socket);
      line.welcomed = resolve;
      socket.on('close', () => {
        line.gone = true;
        for (const waiting of line.calls.values()) waiting.reject(new Error('the line is down'));
        line.calls.clear();
        reject(new Error('the line did not open'));
      });
      socket.on('error', () => {});
      let input = Buffer.alloc(0), upgraded = false;
      socket.on('data', (more) => {
        input = Buffer.concat([input, more]);
        if (!upgraded) {
          const end = input.indexOf('\r\n\r\n');
          if (end < 0) return;
          if (!input.subarray(0, end).toString().startsWith('HTTP/1.1 101')) return socket.destroy();
          upgraded = true;
          input = input.subarray(end + 4);
        }
        for (let read; (read = line.next(input)); input = input.subarray(read)) {}
      });
    });
  }

  constructor(socket) {
    this.socket = socket;
    this.calls = new Map();
    this.count = 0;
    this.parts = [];
    this.heard = () => {};
  }

  /** The bytes of the first whole frame, which is dealt with; 0 where there is none. */
  next(input) {
    if (input.length < 2) return 0;
    let length = input[1] & 127, at = 2;
    if (length === 126) [length, at] = [input.length < 4 ? Infinity : input.readUInt16BE(2), 4];
    else if (length === 127) [length, at] = [input.length < 10 ? Infinity : Number(input.readBigUInt64BE(2)), 10];
    if (input.length < at + length) return 0;
    const kind = input[0] & 15;
    if (kind === 0 || kind === 1) {
      // A long message comes in several frames.
      this.parts.push(Buffer.from(input.subarray(at, at + length)));
      if (input[0] & 0x80) this.take(JSON.parse(Buffer.concat(this.parts.splice(0)).toString()));
    } else if (kind === 8) this.socket.destroy();
    return at + length;
  }

  take(message) {
    if (message.type === 'welcome') {
      this.welcome = message;
      this.welcomed(this);
    } else if (message.type === 'done' || message.type === 'refused') {
      const waiting = this.calls.get(message.call);
      this.calls.delete(message.call);
      if (message.type === 'done') waiting?.resolve(message.number);
      else waiting?.reject(new Error(`refused: ${message.reason}`));
    } else if (message.type === 'update') {
      this.heard(message);
    }
  }

  /** The number under which the server has it. */
  call(message) {
    return new Promise((resolve, reject) => {
      if (this.gone) return reject(new Error('the line is down'));
      this.calls.set(++this.count, { resolve, reject });
      this.socket.write(frame(JSON.stringify({ ...message, call: this.count })));
    });
  }
  update(content) {
    return this.call({ type: 'update', content });
  }
  close() {
    this.socket.destroy();
  }
}
