// The browser's sealing modules (web/report/seal), bundled so that node can load them.
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const web = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../web');
const fromWeb = createRequire(path.join(web, 'package.json'));
const fromVite = createRequire(fromWeb.resolve('vite'));
const { build } = fromVite('esbuild');

export const requireFromWeb = fromWeb;

const folder = await mkdtemp(path.join(os.tmpdir(), 'vestnik-seal-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const out = path.join(folder, 'seal.mjs');
await build({
  stdin: {
    contents: ['bytes', 'letter', 'file', 'receipt', 'work', 'passphrase', 'member', 'note'].map((name) => `export * from './${name}.ts';`).join('\n'),
    resolveDir: path.join(web, 'report/seal'),
    loader: 'ts',
  },
  bundle: true, format: 'esm', platform: 'node', outfile: out, logLevel: 'error',
});
export const seal = await import(pathToFileURL(out).href);
await seal.ready;
