// Pictures of other sites, fetched by the server into the library (POST /api/v1/assets/fetch). A few at a time: a page that
// is pasted whole may have a hundred, and others paste too.
import { call, Failure } from './api/client';
import type { Asset } from './api/types';
import { random_name } from './saving/journal';

const at_once = 2;
const patience_ms = 40_000; // the server gives the other site 20 s, and then there is the picture to look at
const retries = [1_000, 2_000, 5_000, 10_000, 20_000, 30_000]; // ms, while our own server is out of reach

let under_way = 0;
const waiting: (() => void)[] = [];

async function turn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (under_way >= at_once) await new Promise<void>((resolve) => waiting.push(resolve));
  else under_way += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else under_way -= 1;
  }
}

// Fails with what the server says of it; Failure 'offline' where it has not been reached for a while.
export const fetch_picture = (address: string): Promise<Asset> =>
  turn(async () => {
    const creation = random_name();
    for (const wait of [...retries, -1]) {
      try {
        return (await call<Asset>('POST', 'assets/fetch', { body: { url: address }, idempotency: creation, patience_ms })).value;
      } catch (problem) {
        const passes = problem instanceof Failure && problem.kind === 'offline';
        if (!passes || wait < 0) throw problem;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
    throw new Failure('offline', '');
  });
