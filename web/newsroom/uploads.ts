// Sends a file into the media library in pieces (tus): a lost connection costs a piece, a reloaded page only the rest of
// the file. What the library answers is an asset.
import { call, Failure, get, with_site } from './api/client';
import type { Asset } from './api/types';
import { random_name } from './saving/journal';

export interface Watch {
  progress?: (sent: number, all: number) => void;
  signal?: AbortSignal;
}

/** What is true of an asset from its first moment on. */
export interface About {
  credit?: string;
  from_reader?: 'true';
}

const piece_bytes = 512 * 1024;
const retries = [0, 500, 1_000, 2_000, 5_000, ...Array<number>(60).fill(10_000)]; // ms: a lift, a tunnel
const passing = new Set([0, 408, 409, 423, 429]);

async function send(file: File, name: string, { progress, signal }: Watch): Promise<string> {
  const { Upload } = await import('tus-js-client');
  return new Promise((done, failed) => {
    const upload = new Upload(file, {
      endpoint: with_site('/api/v1/uploads'),
      chunkSize: piece_bytes,
      retryDelays: retries,
      metadata: { filename: name },
      removeFingerprintOnSuccess: true,
      onProgress: (sent, all) => progress?.(sent, all ?? file.size),
      onShouldRetry: (problem) => {
        const status = 'originalResponse' in problem ? (problem.originalResponse?.getStatus() ?? 0) : 0;
        return passing.has(status) || (status >= 500 && status !== 507);
      },
      onSuccess: () => done(new URL(upload.url ?? '', location.href).pathname.split('/').at(-1) ?? ''),
      onError: (problem) => {
        const response = 'originalResponse' in problem ? problem.originalResponse : null;
        // Whoever is signed out by now is asked to sign in again.
        if (response?.getStatus() === 401) void get('session').catch(() => {});
        failed(new Error(reason_in(response?.getBody()) || problem.message));
      },
    });
    signal?.addEventListener('abort', () => {
      void upload.abort(true).catch(() => {});
      failed(new DOMException('given up', 'AbortError'));
    });
    void upload
      .findPreviousUploads()
      .then(([former]) => {
        if (signal?.aborted) return;
        if (former) upload.resumeFromPreviousUpload(former);
        upload.start();
      })
      .catch(failed);
  });
}

function reason_in(body: string | undefined): string {
  try {
    const { detail, title } = JSON.parse(body ?? '') as { detail?: string; title?: string };
    return detail ?? title ?? '';
  } catch {
    return '';
  }
}

export async function upload(file: File, watch: Watch = {}, about: About = {}): Promise<Asset> {
  const id = await send(file, file.name || 'picture', watch);
  const creation = random_name();
  for (const wait of [...retries, -1]) {
    try {
      const { value } = await call<Asset>('POST', 'assets', { body: { ...about, upload: id }, idempotency: creation });
      // The library has the file by now.
      void fetch(with_site(`/api/v1/uploads/${id}`), { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } }).catch(() => {});
      return value;
    } catch (problem) {
      const passes = problem instanceof Failure && (problem.kind === 'offline' || problem.kind === 'server');
      if (!passes || wait < 0 || watch.signal?.aborted) throw problem;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }
  throw new Failure('offline', '');
}
