// HTML and CSS as the standards have them, by the Nu Html Checker.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { newFolder } from '../portal/vestnik.mjs';
import { everyPage, serveDemo } from './demo.mjs';

const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

/** What the checker finds in these files: [{file, line, message, extract}]. */
async function check(files) {
  const child = spawn('java', ['-Xss1m', '-jar', checker, '--also-check-css', '--format', 'json', '--exit-zero-always', ...files], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text) => (output += text));
  await new Promise((resolve, reject) => child.on('error', reject).on('close', resolve));
  return JSON.parse(output).messages.map(({ url, lastLine, message, extract }) => ({
    file: path.basename(url ?? ''), line: lastLine, message, extract: extract?.trim(),
  }));
}

let server, found;
before(async () => {
  server = await serveDemo();
  const folder = await newFolder();
  const files = [];
  const keep = async (name, bytes) => {
    files.push(path.join(folder, name));
    await writeFile(files.at(-1), bytes);
  };
  for (const { name, path: address, status } of await everyPage(server)) {
    const answer = await server.get(address);
    assert.equal(answer.status, status, address);
    await keep(`${name.replaceAll(' ', '-')}.html`, answer.body);
  }
  const [, style] = /<link rel="stylesheet" href="([^"]+)"/.exec((await server.get('/')).text);
  await keep('style.css', (await server.get(style)).body);
  await keep('wrong.html', '<!doctype html><html lang="bg"><title>x</title><p><div></p><img src="a">');
  await keep('wrong.css', 'p { colour: red }');
  // All at once: starting the checker takes longer than its work.
  found = await check(files);
});
after(() => server?.close());

describe('the checker', () => {
  test('finds_nothing_wrong_in_any_page_or_in_the_style_sheet', () => {
    assert.deepEqual(found.filter(({ file }) => !file.startsWith('wrong.')), []);
  });
  for (const file of ['wrong.html', 'wrong.css']) {
    test(`finds_what_is_wrong_in_${file}`, () => assert.ok(found.some((each) => each.file === file)));
  }
});
