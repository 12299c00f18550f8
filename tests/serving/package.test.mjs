// The Debian package: built by one command, and in it what an installation needs, nothing of ours left out.
import assert from 'node:assert/strict';
import { readFile, readdir } from 'node:fs/promises';
import { after, test } from 'node:test';
import path from 'node:path';
import { newFolder, removeFolders, root } from '../portal/vestnik.mjs';
import { exec } from './serving.mjs';

after(removeFolders);

test('packaging/make-deb builds a package with the program, its units and its documents', async () => {
  const folder = await newFolder();
  const { stdout } = await exec(path.join(root, 'packaging/make-deb'), [folder]);
  const file = stdout.trim();
  assert.match(path.basename(file), /^vestnik_\d+\.\d+\.\d+_\w+\.deb$/);
  const { stdout: contents } = await exec('dpkg-deb', ['-c', file]);
  for (const name of ['usr/bin/vestnik', 'lib/systemd/system/vestnik.service', 'lib/systemd/system/vestnik.socket', 'usr/share/doc/vestnik/operators.md', 'usr/share/doc/vestnik/copyright']) {
    assert.ok(contents.includes(`./${name}\n`), name);
  }
  const documents = (await readdir(path.join(root, 'docs'))).filter((name) => name.endsWith('.md'));
  for (const document of documents) {
    const text = await readFile(path.join(root, 'docs', document), 'utf8');
    for (const [, link] of text.matchAll(/\]\((?![a-z]+:|\.\.\/|#)([^)#]+)/g)) assert.ok(contents.includes(`./usr/share/doc/vestnik/${link}\n`), `${document}: ${link}`);
  }
  assert.doesNotMatch(contents, /home|tmp/);
  const { stdout: control } = await exec('dpkg-deb', ['-f', file]);
  assert.match(control, /^Depends: .*libsqlite3-0.*hunspell-bg/m);

  // In a tree of its own it says its version: nothing was stripped that it needs.
  const tree = path.join(folder, 'tree');
  await exec('dpkg-deb', ['-x', file, tree]);
  assert.match((await exec(path.join(tree, 'usr/bin/vestnik'), ['--version'])).stdout, /^vestnik \d/);
});
