// What the server says of advertising has words in Bulgarian: every refusal and every particular that its source names.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { module_of } from './modules.mjs';

let refusal_in_words, operation_in_words, particular_in_words;
before(async () => {
  ({ refusal_in_words, operation_in_words } = await module_of('words/told.ts'));
  ({ particular_in_words } = await module_of('words/told_advertising.ts'));
});
const source = (file) => readFile(new URL(`../../src/${file}`, import.meta.url), 'utf8');

test('refusals of the advertising desk are told in Bulgarian', async () => {
  let found = 0;
  for (const file of ['newsroom/campaigns.cpp', 'newsroom/creatives.cpp', 'advertising/creative_view.cpp', 'advertising/campaign.cpp', 'advertising/ledger.cpp', 'advertising/target.cpp']) {
    // The first text of each; what is put together from several is looked at by its first part.
    for (const [, text] of (await source(file)).matchAll(/fail\(\s*ErrorKind::(?!not_found|internal)\w+,\s*"([^"]+)"(?!\s*\+)/g)) {
      if (/^not the path/.test(text)) continue; // nothing that a person types
      found += 1;
      const told = refusal_in_words(text, 'bg');
      assert.match(told, /[а-я]/, `${file}: ${text}`);
      assert.doesNotMatch(told.replace(/HTML5?|WebVTT|VAST|EU|CSS|px|data:/g, ''), /[a-z]{4,}/, `${file}: ${told}`);
    }
  }
  assert.ok(found > 25, `${found} refusals`);
  assert.equal(refusal_in_words('a second person has to approve it', 'bg'), 'Трябва да я одобри втори човек');
  assert.equal(refusal_in_words('a second person has to approve it', 'en'), 'a second person has to approve it');
});

test('why a picture of another site was not fetched is told in Bulgarian', async () => {
  let found = 0;
  for (const file of ['outside/target.cpp', 'outside/resolve.cpp', 'outside/fetcher.cpp']) {
    // Every text that is a sentence of its own; what stands in an answer of the server stands in them alone.
    for (const [, text] of (await source(file)).matchAll(/(?:refuse\(|no_answer\(|(?:fail\(ErrorKind::(?!busy|internal)\w+,)|(?:remedy|instead|later) =|[?:])\s*"([a-z][^"]* [^"]*)"/g)) {
      found += 1;
      assert.doesNotMatch(refusal_in_words(text, 'bg').replace(/https?/g, ''), /[a-z]{4,}/, `${file}: ${text}`);
    }
  }
  assert.ok(found > 20, `${found} refusals`);
});

test('what is written into the audit log has words in both languages', async () => {
  let found = 0;
  for (const file of ['operations', 'account_operations', 'report_operations']) {
    const table = await source(`newsroom/${file}.cpp`);
    for (const [, name] of table.matchAll(/Method::(?:post|put|del|patch), "[^"]+",\s*[\w| ]+,\s*"(\w+)"/g)) {
      // These change nothing that is kept in the log: pieces of a file, questions, what a key is asked for.
      if (/^(beginUpload|continueUpload|endUpload|checkSpelling|suggestSpelling|passkeyOptions|signInOptions|lookAtInvitation)$/.test(name)) continue;
      found += 1;
      assert.match(operation_in_words(name, 'bg'), /[а-я]/, name);
      assert.match(operation_in_words(name, 'en'), /[a-z] /i, name);
    }
  }
  assert.ok(found > 50, `${found} operations`);
});

test('particulars that are missing and steps in the log are told in Bulgarian', async () => {
  const rules = (await source('advertising/political.cpp')).replaceAll(/"\s*\n\s*"/g, '');
  const texts = [...rules.matchAll(/need\([^;]*?"([^"]+)"\);/g)].map(([, text]) => text).filter((text) => text.includes(' '));
  assert.ok(texts.length > 20, `${texts.length} particulars`);
  for (const text of texts) assert.match(particular_in_words(text, 'bg', (it) => it), /[а-я]/, text);
  assert.equal(particular_in_words('who it is', 'en', (it) => it), 'who it is');
  const table = await source('newsroom/advertising_operations.cpp');
  for (const [, name] of table.matchAll(/Method::(?:post|put|del), "[^"]+", \w+,\s*"(\w+)"/g)) {
    if (/^(readVast|previewCreative|forecast)$/.test(name)) continue; // change nothing
    assert.match(operation_in_words(name, 'bg'), /[а-я]/, name);
  }
});
