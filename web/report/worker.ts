// What takes seconds, away from the page: stretching the words, proving work.
import { ready } from './seal/bytes.js';
import { stretchWords } from './seal/receipt.js';
import { prove } from './seal/work.js';

export type Task =
  | { kind: 'stretch'; words: string[]; salt: Uint8Array }
  | { kind: 'prove'; challenge: string; bits: number };

self.addEventListener('message', async ({ data }: MessageEvent<{ id: number; task: Task }>) => {
  try {
    await ready;
    const { task } = data;
    const result = task.kind === 'stretch' ? stretchWords(task.words, task.salt) : prove(task.challenge, task.bits);
    self.postMessage({ id: data.id, result });
  } catch (problem) {
    self.postMessage({ id: data.id, problem: String(problem) });
  }
});
