// The worker's side that the page sees.
import address from './worker.ts?worker&url';
import type { Task } from './worker.js';

let worker: Worker | undefined;
let last = 0;
const waiting = new Map<number, { done: (result: never) => void; failed: (problem: Error) => void }>();

function start(): Worker {
  const made = new Worker(address, { type: 'module' });
  made.addEventListener('message', ({ data }: MessageEvent<{ id: number; result: never; problem?: string }>) => {
    const caller = waiting.get(data.id);
    waiting.delete(data.id);
    if (data.problem !== undefined) caller?.failed(new Error(data.problem));
    else caller?.done(data.result);
  });
  made.addEventListener('error', () => {
    for (const caller of waiting.values()) caller.failed(new Error('the worker has stopped'));
    waiting.clear();
    worker = undefined;
  });
  return made;
}

function run<T>(task: Task): Promise<T> {
  worker ??= start();
  const id = ++last;
  return new Promise<T>((done, failed) => {
    waiting.set(id, { done: done as (result: never) => void, failed });
    worker?.postMessage({ id, task });
  });
}

export const stretch = (words: string[], salt: Uint8Array): Promise<Uint8Array> => run({ kind: 'stretch', words, salt });
export const prove = (challenge: string, bits: number): Promise<string> => run({ kind: 'prove', challenge, bits });
