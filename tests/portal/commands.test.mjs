// What somebody is told who mistypes a command.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from './vestnik.mjs';

test('a_mistyped_command_is_told_with_those_that_begin_alike', async () => {
  const ended = await run('import', 'worpress', 'a.xml');
  assert.equal(ended.status, 2);
  assert.match(ended.stderr, /no such command: import worpress/);
  assert.match(ended.stderr, /import wordpress/);
  assert.match(ended.stderr, /import jsonl/);
  const unknown = await run('imprt');
  assert.equal(unknown.status, 2);
  assert.match(unknown.stderr, /no such command: imprt \(vestnik --help lists them\)/);
});
