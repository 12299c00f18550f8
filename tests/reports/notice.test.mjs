// The desk's notice by e-mail, as a mail server sees it.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { newFolder, runWell, Vestnik } from '../portal/vestnik.mjs';
import { sendReport } from './client.mjs';

let data, mails, smtp, arrived;

/** As much of SMTP (RFC 5321) as a client needs to hand over a message. */
function mailServer(socket) {
  let text = '', message = null;
  socket.write('220 mail.example.org\r\n');
  socket.on('data', (bytes) => {
    text += bytes;
    for (let end; (end = text.indexOf('\r\n')) >= 0; text = text.slice(end + 2)) {
      const line = text.slice(0, end);
      if (message !== null && line === '.') {
        mails.push(message);
        message = null;
        socket.write('250 taken\r\n');
        arrived();
      } else if (message !== null) message += `${line}\n`;
      else if (line === 'DATA') socket.write('354 go on\r\n'), (message = '');
      else if (line === 'QUIT') socket.end('221 bye\r\n');
      else socket.write('250 ok\r\n');
    }
  });
  socket.on('error', () => {});
}

before(async () => {
  mails = [];
  smtp = net.createServer(mailServer);
  await new Promise((done) => smtp.listen(0, '127.0.0.1', done));
  data = await newFolder();
  await runWell('demo', '--data', data);
});
after(() => smtp?.close());

const options = () => [
  '--report-notice-server', `smtp://127.0.0.1:${smtp.address().port}`,
  '--report-notice-from', 'vestnik@example.org', '--report-notice-to', 'desk@example.org',
];

/** Nobody waits for the turn of the hour: what stands in the tables becomes an hour older. */
function anHourLater() {
  const sql = `UPDATE report_letters SET hour = hour - 1;
    UPDATE settings SET value = value - 2 WHERE name = 'report notice hour';`;
  const done = spawnSync('sqlite3', [path.join(data, 'vestnik.db'), sql], { encoding: 'utf8' });
  assert.equal(done.status, 0, done.stderr);
}

test('the message says that there is a new report, and nothing else', { timeout: 120_000 }, async () => {
  let server = await Vestnik.serve(data, ...options());
  await sendReport(server, { text: 'Видях пожар.' });
  await server.stop();
  assert.deepEqual(mails, [], 'not in the hour in which the reader was here');
  anHourLater();
  const came = new Promise((done) => (arrived = done));
  server = await Vestnik.serve(data, ...options());
  await came;
  await server.stop();
  assert.equal(mails.length, 1);
  const [head, body] = mails[0].split('\n\n');
  assert.equal(body.trim(), 'Нов сигнал');
  assert.deepEqual(head.split('\n').map((line) => line.split(':')[0]).sort(), [
    'Auto-Submitted', 'Content-Transfer-Encoding', 'Content-Type', 'From', 'MIME-Version', 'Subject', 'To']);
});

test('a wrong address is refused before anything is served', async () => {
  await assert.rejects(
    Vestnik.serve(data, '--report-notice-server', 'http://example.org', '--report-notice-from', 'a@b.bg', '--report-notice-to', 'c@d.bg'),
    /mail server/);
});
