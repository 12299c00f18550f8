// C11: requests that two readers could take apart differently, sent straight to us and through nginx and haproxy. Sent to us
// they are refused; behind a proxy the next reader never gets what somebody smuggled.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import path from 'node:path';
import { newFolder, removeFolders, Vestnik } from '../portal/vestnik.mjs';
import { demoData, freePort, program, raw, statuses } from './serving.mjs';

let server, nginx, haproxy, nginxPort, haproxyPort;

before(async () => {
  server = await Vestnik.serve(await demoData());
  [nginxPort, haproxyPort] = [await freePort(), await freePort()];
  const folder = await newFolder();
  await writeFile(path.join(folder, 'nginx.conf'), `
daemon off; worker_processes 1; pid ${folder}/pid; error_log ${folder}/error.log; ${process.getuid() === 0 ? 'user root;' : ''}
events { worker_connections 256; }
http { access_log off; client_body_temp_path ${folder}/a; proxy_temp_path ${folder}/b; fastcgi_temp_path ${folder}/c; uwsgi_temp_path ${folder}/d; scgi_temp_path ${folder}/e;
  upstream vestnik { server 127.0.0.1:${server.port}; keepalive 4; }
  server { listen 127.0.0.1:${nginxPort}; location / { proxy_pass http://vestnik; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $host; } } }`);
  await writeFile(path.join(folder, 'haproxy.cfg'), `
defaults
  mode http
  timeout connect 5s
  timeout client 5s
  timeout server 5s
  http-reuse always
frontend f
  bind 127.0.0.1:${haproxyPort}
  default_backend b
backend b
  server s 127.0.0.1:${server.port}
`);
  nginx = await program('/usr/sbin/nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf')], { port: nginxPort });
  haproxy = await program('/usr/sbin/haproxy', ['-f', path.join(folder, 'haproxy.cfg')], { port: haproxyPort });
});
after(async () => {
  await nginx?.end();
  await haproxy?.end();
  await server?.stop();
  await removeFolders();
});

// What is smuggled: where it is taken for a request, it is answered 404, which nothing else here is.
const inner = 'GET /smuggled/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
const post = (fields, body) => `POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n${fields}\r\n\r\n${body}`;
const chunked = (text) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;

const payloads = {
  'length and chunked (CL.TE)': post('Content-Length: 4\r\nTransfer-Encoding: chunked', `0\r\n\r\n${inner}`),
  'chunked and length (TE.CL)': post('Transfer-Encoding: chunked\r\nContent-Length: 4', chunked(inner)),
  'two lengths': post(`Content-Length: 0\r\nContent-Length: ${inner.length}`, inner),
  'two lengths in one field': post(`Content-Length: 0, ${inner.length}`, inner),
  'a length with a sign': post('Content-Length: +0', inner),
  'a negative length': post('Content-Length: -1', inner),
  'a length in hexadecimal': post('Content-Length: 0x0', inner),
  'a length with an underscore': post('Content-Length: 0_0', inner),
  'a length with a space inside': post('Content-Length: 0 0', inner),
  'an empty length': post('Content-Length: ', inner),
  'a length too large for any number': post('Content-Length: 18446744073709551616', inner),
  'a space before the colon': post('Content-Length : 0', inner),
  'a space before the colon of chunked': post('Transfer-Encoding : chunked', `0\r\n\r\n${inner}`),
  'a tab before chunked': post('Transfer-Encoding:\tchunked\r\nContent-Length: 4', `0\r\n\r\n${inner}`),
  'a vertical tab before chunked': post('Transfer-Encoding: \x0bchunked\r\nContent-Length: 4', `0\r\n\r\n${inner}`),
  'chunked twice': post('Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked', `0\r\n\r\n${inner}`),
  'chunked, then another': post('Transfer-Encoding: chunked\r\nTransfer-Encoding: cow', `0\r\n\r\n${inner}`),
  'identity and a length': post(`Transfer-Encoding: identity\r\nContent-Length: 0`, inner),
  'a coding that is none': post('Transfer-Encoding: xchunked', `0\r\n\r\n${inner}`),
  'a coding in quotes': post('Transfer-Encoding: "chunked"', `0\r\n\r\n${inner}`),
  'chunked in HTTP/1.0': `POST / HTTP/1.0\r\nHost: 127.0.0.1\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
  'a chunk size with a sign': post('Transfer-Encoding: chunked', `+0\r\n\r\n${inner}`),
  'a chunk size in 0x': post('Transfer-Encoding: chunked', `0x0\r\n\r\n${inner}`),
  'a chunk size that overflows': post('Transfer-Encoding: chunked', `10000000000000000\r\n\r\n${inner}`),
  'a chunk size with a space': post('Transfer-Encoding: chunked', `0 \r\n\r\n${inner}`),
  'a chunk extension with a line feed': post('Transfer-Encoding: chunked', `2;\nxx\r\n0\r\n\r\n${inner}`),
  'a chunk that is longer than it says': post('Transfer-Encoding: chunked', `3\r\nabcde\r\n0\r\n\r\n${inner}`),
  'a chunk that ends in a line feed': post('Transfer-Encoding: chunked', `3\nabc\n0\n\n${inner}`),
  'a folded field': post('X-A: b\r\n Content-Length: 0', inner),
  'a bare line feed between fields': post('X-A: b\nContent-Length: 0', inner),
  'a bare carriage return in a field': post('X-A: b\rContent-Length: 0', inner),
  'a NUL in a field': post('X-A: b\0c\r\nContent-Length: 0', inner),
  'a field without a colon': post('Content-Length', inner),
  'a field without a name': post(': 0', inner),
  'a line that begins with a space': `GET / HTTP/1.1\r\n Host: 127.0.0.1\r\n\r\n`,
  'no host': `GET / HTTP/1.1\r\n\r\n`,
  'two hosts': `GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n`,
  'a host with a path': `GET / HTTP/1.1\r\nHost: 127.0.0.1/evil\r\n\r\n`,
  'another host in the target': `GET http://evil.example/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
  'a target of two words': `GET / /smuggled/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
  'an older version with more': `GET / HTTP/0.9\r\n\r\n${inner}`,
  'a version that is none': `GET / HTTP/1.1x\r\nHost: 127.0.0.1\r\n\r\n`,
  'HTTP/2 in the clear': 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
};

const doors = { direct: () => server.port, 'behind nginx': () => nginxPort, 'behind haproxy': () => haproxyPort };
for (const [name, bytes] of Object.entries(payloads)) {
  test(`${name}: refused, and the next reader gets an own answer`, async () => {
    for (const [door, port] of Object.entries(doors)) {
      const answer = await raw(port(), bytes, 700);
      const got = statuses(answer.text);
      if (door === 'direct') {
        // A refusal and the end: 404 is what the hidden request would be answered.
        assert.ok(got.length <= 1 && !got.includes(404) && (got[0] ?? 400) >= 400, `${door}: ${got}`);
        assert.ok(answer.closed, `${door}: the connection stays open`);
      }
      // A proxy may itself take two requests out of the bytes, for the same client. What it must not do is make one and
      // have us see two: the second answer would go to whoever comes next over its connection to us.
      for (let reader = 0; reader < 3; ++reader) {
        const next = await raw(port(), 'GET /robots.txt HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');
        assert.deepEqual(statuses(next.text), [200], door);
        assert.match(next.text, /Sitemap:/i, door);
      }
    }
  });
}
