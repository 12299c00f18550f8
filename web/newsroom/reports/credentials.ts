// What a file's Content Credentials (C2PA) say, read in this browser: nothing is asked of any other host, so whether an
// issuer can be trusted is not known, only whether the signature is whole.
import worker_address from './credentials.worker.ts?worker&url';

export interface Credentials {
  valid: boolean;
  trusted: boolean;
  issuer: string;
  time: string;
  with: string;
  actions: string[];
  /** What is wrong, in the standard's words. */
  problems: string[];
}

interface Assertion { label: string; data?: { actions?: { action?: string }[] } }
interface Store {
  active_manifest?: string;
  manifests?: Record<string, {
    claim_generator?: string;
    claim_generator_info?: { name?: string; version?: string }[];
    signature_info?: { issuer?: string; common_name?: string; time?: string };
    assertions?: Assertion[];
  }>;
  validation_state?: string;
  validation_status?: { code: string; explanation?: string }[];
}

// The policy of the page lets scripts only come through one like this.
interface Factory { createPolicy: (name: string, rules: { createScriptURL: (address: string) => string }) => { createScriptURL: (address: string) => string } }
const policy = (globalThis as { trustedTypes?: Factory }).trustedTypes?.createPolicy('vestnik-worker', {
  createScriptURL: (address) => {
    if (address !== worker_address) throw new Error('not a program of ours');
    return address;
  },
});

// One file after the other; given up where it takes too long.
const patience_ms = 60_000;

function ask(blob: Blob): Promise<{ store?: string; problem?: string }> {
  const worker = new Worker(policy?.createScriptURL(worker_address) ?? worker_address, { type: 'module' });
  return new Promise<{ store?: string; problem?: string }>((done, failed) => {
    const late = setTimeout(() => failed(new Error('it takes too long')), patience_ms);
    worker.addEventListener('message', ({ data }) => (clearTimeout(late), done(data)));
    worker.addEventListener('error', (event) => (clearTimeout(late), failed(new Error(event.message || 'the reader has stopped'))));
    worker.postMessage({ type: blob.type, blob });
  }).finally(() => worker.terminate());
}

/** Nothing where the file carries none. */
export async function credentials_of(blob: Blob): Promise<Credentials | undefined> {
  const { store, problem } = await ask(blob);
  if (problem) throw new Error(problem);
  if (!store) return undefined;
  const read = JSON.parse(store) as Store;
  const active = read.manifests?.[read.active_manifest ?? ''];
  const maker = active?.claim_generator_info?.[0];
  // That an issuer is unknown is no change to the file.
  const problems = (read.validation_status ?? []).filter(({ code }) => code !== 'signingCredential.untrusted');
  return {
    valid: problems.length === 0 && read.validation_state !== 'Invalid',
    trusted: read.validation_state === 'Trusted',
    issuer: active?.signature_info?.issuer ?? active?.signature_info?.common_name ?? '',
    time: active?.signature_info?.time ?? '',
    with: [maker?.name, maker?.version].filter(Boolean).join(' ') || (active?.claim_generator ?? ''),
    actions: (active?.assertions ?? [])
      .filter(({ label }) => label.startsWith('c2pa.actions'))
      .flatMap(({ data }) => (data?.actions ?? []).map(({ action }) => (action ?? '').replace('c2pa.', ''))),
    problems: problems.map(({ code, explanation }) => (explanation ? `${code}: ${explanation}` : code)),
  };
}
