// What the documents promise is there: places that they lead to, decisions by their numbers, commands and options.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { root, runWell } from './vestnik.mjs';

const documents = execFileSync('git', ['ls-files', '*.md'], { cwd: root, encoding: 'utf8' }).trim().split('\n');
const read = (file) => readFileSync(path.join(root, file), 'utf8');

/** As GitHub makes the anchor of a heading. */
const anchor = (heading) => heading.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\-_ ]/gu, '').trim().replaceAll(' ', '-');
const anchors = (file) => [...read(file).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchor(heading));

describe('documents', () => {
  test('lead_to_what_is_there', () => {
    for (const file of documents) {
      const text = read(file);
      for (const [, link] of [...text.matchAll(/\]\(([^)\s]+)\)/g), ...text.matchAll(/(?:src|srcset)="([^"]+)"/g)]) {
        if (/^[a-z]+:/.test(link)) continue;
        const [place, part] = link.split('#');
        const target = place ? path.join(path.dirname(file), place) : file;
        assert.ok(existsSync(path.join(root, target)), `${file}: ${link}`);
        if (part) assert.ok(anchors(target).includes(part), `${file}: ${link}: no such heading`);
      }
    }
  });

  test('call_decisions_by_the_numbers_of_their_files', () => {
    for (const file of documents.filter((each) => each.startsWith('docs/decisions/'))) {
      assert.match(read(file), new RegExp(`^# ${path.basename(file).slice(0, 3)} \\S`), file);
    }
  });

  test('name_every_command', async () => {
    const { stdout } = await runWell('--help');
    const commands = [...stdout.matchAll(/^ {2}([a-z]+(?: [a-z]+)?) {2,}/gm)].map(([, name]) => name);
    assert.ok(commands.length > 10, stdout);
    for (const name of commands) assert.ok(read('README.md').includes(`\`${name}\``), name);
  });

  test('name_every_option_of_serve', async () => {
    const { stdout } = await runWell('serve', '--help');
    const options = [...stdout.matchAll(/^ {2}(?:-\w,)?(--[a-z-]+)/gm)].map(([, name]) => name).filter((name) => name !== '--help');
    assert.ok(options.length > 10, stdout);
    for (const name of options) assert.ok(read('docs/operators.md').includes(`\`${name}`), name);
  });
});
