// Names that senders give to files (trust.md B12): whatever stands in one, it becomes no path, no header field and no
// trick for the eye; what an upload of a report says about itself is a number and nothing else.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';

import { namesBelow, newToken, removeFolders, shared, Vestnik } from './vestnik.mjs';
import { sendReport } from '../reports/client.mjs';

let server, token;
before(async () => {
  server = await Vestnik.demo();
  token = await newToken(server.data, 'chief');
});
after(async () => {
  await server?.stop();
  await removeFolders();
});

const picture = readFileSync(path.join(shared, 'data/photos/gps/DSCN0010.jpg'));
const bytes = (text) => (Buffer.isBuffer(text) ? text : Buffer.from(text));
const names = [
  '../../../etc/passwd', '..\\..\\boot.ini', '/etc/cron.d/x', 'C:\\x.jpg', '..', '.', 'a/..', 'x\u0000.jpg', 'x.jpg\u0000.exe',
  'изпратено\u202egpj.exe', '\u2067\u2066скрито\u2069', 'a\nSet-Cookie: x=1', 'a\u000bb\u001b[2Jc', 'con', '%2e%2e%2f%00', '"; filename="b.exe',
  'a'.repeat(3_000), 'я'.repeat(1_500), '<script>alert(1)</script>.jpg', Buffer.from([0xc0, 0xae, 0xc0, 0xae, 0x2f, 0x78]), Buffer.from([0xff, 0xfe, 0x41]),
  Buffer.from([0xed, 0xa0, 0x80]), '\ufeff', '',
];
const tricks = /[/\\\u0000-\u001f\u007f\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/u;

function form(name) {
  return Buffer.concat([
    Buffer.from('--xxyyxx\r\nContent-Disposition: form-data; name="file"; filename="'), bytes(name),
    Buffer.from('"\r\nContent-Type: image/jpeg\r\n\r\n'), picture, Buffer.from('\r\n--xxyyxx--\r\n'),
  ]);
}
const filesOf = () => namesBelow(server.data).filter((name) => !/^(control\.sock|vestnik\.db)/.test(name));

test('names of uploaded files are texts, whatever stands in them', async () => {
  const kept = new Set();
  for (const name of names) {
    for (const how of ['form', 'query', 'json']) {
      const text = Buffer.isBuffer(name) ? name.toString('latin1') : name;
      let answer;
      if (how === 'form') {
        answer = await server.request('/api/v1/assets', {
          method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=xxyyxx' }, body: form(name),
        });
      } else if (how === 'query') {
        answer = await server.request(`/api/v1/assets?file_name=${encodeURIComponent(text).slice(0, 6_000)}`, {
          method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'image/jpeg' }, body: picture,
        });
      } else {
        const { id } = (await server.api(token).call('POST', 'assets', picture, { 'content-type': 'image/jpeg' })).json();
        answer = await server.api(token).call('PUT', `assets/${id}`, { file_name: text });
      }
      const what = `${how}: ${JSON.stringify(text.slice(0, 60))} gave ${answer.status}`;
      assert.ok([200, 201, 400, 414].includes(answer.status), what);
      assert.equal(answer.headers['set-cookie'], undefined, what);
      if (answer.status >= 400) continue;
      const asset = answer.json();
      assert.doesNotMatch(asset.file_name, tricks, what);
      assert.ok(Buffer.from(asset.file_name).toString('utf8') === asset.file_name && !['.', '..'].includes(asset.file_name), what);
      kept.add(asset.file_name);
    }
  }
  assert.ok(kept.size > 10, 'most of them are taken');
  // What lies on the disk is called by digests and by our own names.
  for (const file of filesOf()) assert.match(path.basename(file), /^[\w.-]+$/, file);
  assert.ok(!filesOf().some((name) => /passwd|boot|exe/.test(name)));
});

test('what an upload of a report says about itself is the number of the file, or it is refused and nothing is kept', async () => {
  const report = await sendReport(server, { text: 'с файл' });
  // But for the indexes and the renditions made ahead, which follow what was taken a moment before at their own pace.
  const kept_files = () => filesOf().filter((name) => !/^(search|newsroom-search|media\/renditions)(\/|$)/.test(name));
  const before = kept_files();
  const coded = (text) => bytes(text).toString('base64');
  const metadata = [
    '', 'number', 'number ', 'number !!!', `number ${coded('-1')}`, `number ${coded('1e1')}`, `number ${coded('99999999999999999999')}`,
    `number ${coded('0x1')}`, `number ${coded('1\n2')}`, `number ${coded('1\u0000')}`, `filename ${coded('x.jpg')}`,
    `number ${coded('1')},filename ${coded('../x')}`, `filename ${coded('x')},number ${coded('1')}`, `number ${coded('1')},number ${coded('2')}`,
    `Number ${coded('1')}`, `number  ${coded('1')}`, `number ${coded('١')}`, `number ${'A'.repeat(4_096)}`,
    ...names.slice(0, 12).map((name) => `name ${coded(name)}`),
  ];
  for (const each of metadata) {
    const answer = await server.request('/report/uploads', {
      method: 'POST', headers: { authorization: report.authorization, 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': each },
    });
    assert.equal(answer.status, 400, JSON.stringify(each));
    assert.equal(answer.headers.location, undefined);
  }
  // As bytes that a client's library would not send: a value with these in it is no value.
  for (const value of ['number MA==\nX: y', 'number MA==\rX: y', 'number MA==\u0000', 'number \u0001MA==', 'number MA==\u007f']) {
    const answer = await server.raw(`POST /report/uploads HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: ${report.authorization}\r\nTus-Resumable: 1.0.0\r\nUpload-Length: 10\r\nUpload-Metadata: ${value}\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 4\d\d /, JSON.stringify(value));
    assert.equal(answer.match(/HTTP\/1\.1 /g).length, 1, JSON.stringify(value));
  }
  assert.deepEqual(kept_files(), before);

  const taken = await server.request('/report/uploads', {
    method: 'POST',
    headers: { authorization: report.authorization, 'tus-resumable': '1.0.0', 'upload-length': '10', 'upload-metadata': `number ${coded('0')}` },
  });
  assert.equal(taken.status, 201, taken.body.toString());
  assert.notDeepEqual(kept_files(), before, 'an upload that is taken shows among the files that are looked at');
});
