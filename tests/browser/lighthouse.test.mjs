// What Lighthouse thinks of the pages. Its score for speed depends on what else the machine does: it is printed here and
// promised by tests/browser/lighthouse, on a machine that does nothing else.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { serveDemo } from './demo.mjs';
import { measure, measured } from './lighthouse.mjs';

let server, results;
before(async () => {
  server = await serveDemo();
  results = await measure(server.origin);
});
after(() => server?.close());

describe('lighthouse', () => {
  for (const name of Object.keys(measured)) {
    test(`gives_the_page_${name.replaceAll(' ', '_')}_full_marks`, (context) => {
      const { performance, ...scores } = results[name].scores;
      context.diagnostic(`performance of ${name}: ${performance}`);
      const want = { accessibility: 100, 'best-practices': 100, seo: 100 };
      assert.deepEqual(scores, want, results[name].faults.join('\n'));
      const moved = Number(results[name].figures['cumulative-layout-shift']);
      assert.ok(moved < 0.01, `what is being read moves: ${moved}`);
    });
  }
});
