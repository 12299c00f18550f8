// A reader's and a desk's side of reports without a browser: the program's own sealing, plain HTTP.
import { seal } from './seal.mjs';

const { sodium } = seal;
const random = (bytes) => sodium.randombytes_buf(bytes);

/** Sends a first letter; `content` is sealed unless `letter` is given as it is. */
export async function sendReport(server, content, { letter } = {}) {
  const told = (await server.get('/report/desk')).json();
  const desk = seal.fromBase64(told.public_key);
  const reader = sodium.crypto_box_keypair();
  const report = random(16), fetchName = random(32);
  const sealed = letter?.(desk) ?? seal.sealLetter(
    seal.LetterKind.report, { v: 1, reader: seal.toBase64(reader.publicKey), files: [], ...content },
    { report, number: 0, previous: seal.noPrevious() }, { desk });
  const authorization = `Receipt ${seal.toBase64(fetchName)}`;
  const answer = await server.request('/report/letters', {
    method: 'POST', body: Buffer.from(sealed),
    headers: {
      authorization, report: seal.toHex(report), letter: '0', work: seal.prove(told.challenge, told.bits),
      'content-length': String(sealed.length),
    },
  });
  if (answer.status !== 201) throw new Error(`the letter was refused with ${answer.status}: ${answer.text}`);
  return { report, reader, desk, authorization, letter: sealed };
}

/** The reader's second letter. */
export async function addTo(server, { report, reader, desk, authorization, letter }, content) {
  const sealed = seal.sealLetter(
    seal.LetterKind.addition, { v: 1, files: [], ...content },
    { report, number: 1, previous: seal.digest(letter) }, { desk, from: reader });
  const answer = await server.request('/report/letters', {
    method: 'POST', body: Buffer.from(sealed),
    headers: { authorization, report: seal.toHex(report), letter: '1', 'content-length': String(sealed.length) },
  });
  if (answer.status !== 201) throw new Error(`the addition was refused with ${answer.status}: ${answer.text}`);
}

/** A file for a report that is still to be sent: as its letter names it, and what `sendFile` needs. */
export function newFile(bytes, number, about) {
  const key = seal.newFileKey();
  return { bytes, key, number, named: { number, key: seal.toBase64(key.key), size: bytes.length, ...about } };
}

export async function sendFile(server, { report, authorization }, file) {
  const sealed = new seal.SealedFile(new Blob([file.bytes]), file.key, report, file.number);
  const body = Buffer.from(await sealed.slice(0, sealed.size));
  const answer = await server.request('/report/uploads', {
    method: 'POST', body,
    headers: {
      authorization, 'tus-resumable': '1.0.0', 'upload-length': String(body.length),
      'upload-metadata': `number ${Buffer.from(String(file.number)).toString('base64')}`,
      'content-type': 'application/offset+octet-stream', 'content-length': String(body.length),
    },
  });
  if (answer.status !== 201) throw new Error(`file ${file.number} was refused with ${answer.status}: ${answer.text}`);
}

/** The desk of `vestnik demo`, unlocked. */
export async function unlockDesk(api, passphrase) {
  const told = await api.must('GET', 'reports/desk');
  const key = told.keys.find((each) => each.in_use);
  const pair = seal.unwrapKey(JSON.parse(told.members[0].wrapped), passphrase, seal.fromBase64(key.public_key));
  if (!pair) throw new Error('the passphrase does not open the desk');
  return pair;
}

/** Every letter of a report, opened by the desk. */
export async function openReport(api, desk, id) {
  const report = await api.must('GET', `reports/${id}`);
  let previous = seal.noPrevious(), reader;
  const contents = [];
  for (const each of report.thread) {
    const letter = seal.fromBase64(each.letter);
    const place = { report: seal.fromHex(id), number: each.number, previous };
    const content = seal.openLetter(letter, place, desk, reader);
    if (content.reader) reader = seal.fromBase64(content.reader);
    contents.push(content);
    previous = seal.digest(letter);
  }
  return { report, contents, reader, previous };
}

/** A file of a report as the reader sent it. */
export async function openFile(api, id, file) {
  const read = async (from, to) => {
    const answer = await api.call('GET', `reports/${id}/files/${file.number}?from=${from}`);
    if (answer.status !== 200) throw new Error(`file ${file.number} answered ${answer.status}`);
    return answer.body.subarray(0, to - from);
  };
  const parts = [];
  const key = { key: seal.fromBase64(file.key) };
  for await (const part of seal.openFile(read, file.size, key, seal.fromHex(id), file.number)) parts.push(part);
  return Buffer.concat(parts);
}

/** What the desk has of the report with this text: its first letter, and its files as they were sent. */
export async function sentReport(api, desk, text) {
  for (const { id } of (await api.must('GET', 'reports')).reports) {
    const { contents: [content] } = await openReport(api, desk, id);
    if (content.text !== text) continue;
    const originals = content.files.filter((file) => file.role === 'original');
    return { id, content, originals, bytes: await Promise.all(originals.map((file) => openFile(api, id, file))) };
  }
  throw new Error(`no report says ${text}`);
}

export async function answerReport(api, desk, id, text) {
  const { report, reader, previous } = await openReport(api, desk, id);
  const letter = seal.sealLetter(
    seal.LetterKind.answer, { v: 1, text }, { report: seal.fromHex(id), number: report.letters, previous },
    { desk: desk.publicKey, reader, from: desk });
  return api.must('POST', `reports/${id}/answers`, { number: report.letters, letter: seal.toBase64(letter) });
}
