// F8: one process follows the other on a socket that stays open, as systemd keeps it, under load: no request fails,
// whoever comes meanwhile waits.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import http from 'node:http';
import { after, test } from 'node:test';
import { binary, eventually, removeFolders } from '../portal/vestnik.mjs';
import { demoData } from './serving.mjs';

after(removeFolders);

// Stands for systemd: holds the socket, starts the program with it as descriptor 3, stops it and starts the next for
// each line that it reads.
const keeper = `
import os, socket, subprocess, sys
listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
os.dup2(listener.fileno(), 3, inheritable=True)
command = ["sh", "-c", 'LISTEN_PID=$$ LISTEN_FDS=1 exec "$0" serve --data "$1"'] + sys.argv[1:]
start = lambda: subprocess.Popen(command, pass_fds=[3])
print("port", listener.getsockname()[1], flush=True)
child = start()
for line in sys.stdin:
    child.terminate()
    print("ended with", child.wait(), flush=True)
    child = start()
child.terminate()
print("ended with", child.wait(), flush=True)
`;

test('an upgrade under load fails no request', async () => {
  const data = await demoData();
  const child = spawn('python3', ['-c', keeper, binary, data], { stdio: ['pipe', 'pipe', 'pipe'] });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (log += text));
  const ended = new Promise((resolve) => child.on('exit', resolve));
  const times = (text) => log.split(text).length - 1;
  await eventually(() => times('listening on') === 1, 'the first process');
  const port = Number(/port (\d+)/.exec(log)[1]);

  const failures = [];
  let answered = 0;
  let busy = true;
  // A connection for each request: one that is kept may be closed by us at any moment, which clients know how to take.
  const ask = () =>
    new Promise((resolve) => {
      const failed = (error) => (failures.push(error.code), resolve());
      http
        .get({ port, host: '127.0.0.1', agent: false }, (answer) => {
          if (answer.statusCode !== 200) failures.push(answer.statusCode);
          answered += 1;
          answer.resume().on('end', resolve).on('error', failed);
        })
        .on('error', failed);
    });
  const readers = Array.from({ length: 16 }, async () => {
    while (busy) await ask();
  });
  for (let upgrade = 1; upgrade <= 3; ++upgrade) {
    await eventually(() => answered > upgrade * 100, 'readers');
    child.stdin.write('next\n');
    await eventually(() => times('listening on') === 1 + upgrade, 'the next process', 30_000);
  }
  const before = answered;
  await eventually(() => answered > before + 100, 'readers of the last process');
  busy = false;
  await Promise.all(readers);
  child.stdin.end();
  await ended;
  assert.deepEqual(failures, []);
  assert.equal(times('ended with 0'), 4);
});
