// Sends sealed files by tus: pieces with a checksum, going on after a lost connection, a locked phone or a reload.
import { Upload, type HttpRequest } from 'tus-js-client';

import { sodium } from './seal/bytes.js';
import { SealedFile, type FileKey } from './seal/file.js';
import { say } from './page.js';
import { ReaderError, receiptField } from './server.js';

// What a cut connection had not sent to its end is sent once more: where that happens the pieces become smaller, so that a
// network that is gone every few seconds moves on too.
const pieceBytes = 1024 * 1024;
const leastPieceBytes = 64 * 1024;
const wholeBeforeLarger = 8;
// Half a minute, then every half minute for hours: a train through a tunnel, a phone in a pocket.
const retries = [0, 500, 1000, 2000, 5000, 10_000, ...Array<number>(400).fill(30_000)];

export interface Sending {
  file: Blob;
  key: FileKey;
  report: Uint8Array;
  number: number;
  fetch: Uint8Array;
  address?: string; // of an upload that was begun before
  begun?: (address: string) => void;
  progress: (sent: number, all: number) => void;
  waits?: () => void;
}

export function send(sending: Sending): Promise<void> {
  const source = new SealedFile(sending.file, sending.key, sending.report, sending.number);
  let piece = new Uint8Array();
  let whole = 0;
  let unreadable: ReaderError | undefined;
  const read = (start: number, end: number): Promise<Uint8Array> =>
    source.slice(start, end).catch((error: unknown) => {
      if (!(error instanceof DOMException)) throw error;
      throw (unreadable = new ReaderError(say(
        'Your device does not let this page read the file any more: was it moved or changed? Come back with the seven words and add it again.')));
    });
  return new Promise<void>((done, failed) => {
    const upload = new Upload(sending.file, {
      endpoint: '/report/uploads',
      uploadUrl: sending.address ?? null,
      uploadSize: source.size,
      chunkSize: pieceBytes,
      retryDelays: retries,
      storeFingerprintForResuming: false,
      removeFingerprintOnSuccess: false,
      metadata: { number: String(sending.number) },
      headers: { authorization: receiptField(sending.fetch) },
      fileReader: {
        openFile: async () => ({
          size: source.size,
          slice: async (start: number, end: number) => {
            piece = (await read(start, end)) as Uint8Array<ArrayBuffer>;
            return { value: new Blob([piece as BlobPart]), size: piece.length, done: end >= source.size };
          },
          close: () => undefined,
        }),
      },
      onBeforeRequest: (request: HttpRequest) => {
        if (request.getMethod() === 'PATCH') {
          const digest = sodium.crypto_hash_sha256(piece);
          request.setHeader('Upload-Checksum', `sha256 ${sodium.to_base64(digest, sodium.base64_variants.ORIGINAL)}`);
        }
      },
      onUploadUrlAvailable: () => {
        if (upload.url) sending.begun?.(upload.url);
      },
      onProgress: (sent, all) => sending.progress(sent, all ?? source.size),
      onShouldRetry: (problem) => {
        // No network brings it back.
        if (unreadable) return false;
        const status = 'originalResponse' in problem ? (problem.originalResponse?.getStatus() ?? 0) : 0;
        sending.waits?.();
        whole = 0;
        upload.options.chunkSize = Math.max(leastPieceBytes, (upload.options.chunkSize ?? pieceBytes) / 2);
        return status === 0 || status === 409 || status === 423 || status === 460 || status >= 500 && status !== 507;
      },
      onChunkComplete: () => {
        if (++whole < wholeBeforeLarger) return;
        whole = 0;
        upload.options.chunkSize = Math.min(pieceBytes, (upload.options.chunkSize ?? pieceBytes) * 2);
      },
      onSuccess: () => done(),
      onError: (problem) => failed(unreadable ?? problem),
    });
    upload.start();
  });
}
