// Content Credentials by the library of the C2PA itself, away from the page: it needs a worker's synchronous reads.
import init, { WasmReader } from '@contentauth/c2pa-wasm';
import wasm from '@contentauth/c2pa-wasm/c2pa.wasm?url';

const ready = init({ module_or_path: wasm });
const none = /no JUMBF|not found|JumbfNotFound|unsupported/i;

self.addEventListener('message', async ({ data }: MessageEvent<{ type: string; blob: Blob }>) => {
  try {
    await ready;
    const reader = await WasmReader.fromBlob(data.type, data.blob);
    self.postMessage({ store: reader.json() });
    reader.free();
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    self.postMessage(none.test(message) ? {} : { problem: message });
  }
});
