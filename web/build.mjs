// Builds every browser part into ../build/web/PART. Text files get a .gz and a .br beside them, so that the server
// compresses nothing. Called by scripts/web.
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { build } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));
const out = path.join(here, '../build/web');
const parts = ['newsroom', 'report'];
// The best packing of a program as large as the C2PA's takes half a minute and saves little.
const large_bytes = 2 * 1024 * 1024;
const worth_packing = /\.(html|js|css|svg|json|wasm)$/;

async function pack(folder) {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !worth_packing.test(entry.name)) continue;
    const file = path.join(entry.parentPath ?? entry.path, entry.name);
    const bytes = await readFile(file);
    await writeFile(`${file}.gz`, gzipSync(bytes, { level: 9 }));
    const quality = bytes.length > large_bytes ? constants.BROTLI_DEFAULT_QUALITY - 2 : constants.BROTLI_MAX_QUALITY;
    await writeFile(`${file}.br`, brotliCompressSync(bytes, {
      params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_QUALITY]: quality },
    }));
  }
}

/** What the page's first file brings later, it runs with this digest only (report/main.ts). */
async function nameDigest(folder) {
  const first = path.join(folder, 'report.js');
  const program = await readFile(first, 'utf8');
  const digest = createHash('sha256').update(await readFile(path.join(folder, 'sealing.js'))).digest('base64');
  if (program.split('SEALING_DIGEST').length !== 2) throw new Error('report.js does not name the digest of sealing.js once');
  await writeFile(first, program.replace('SEALING_DIGEST', `sha256-${digest}`));
}

for (const part of parts) {
  await build({
    configFile: path.join(here, part, 'vite.config.ts'),
    root: path.join(here, part),
    logLevel: 'warn',
    build: { outDir: path.join(out, part), emptyOutDir: true },
  });
  if (part === 'report') await nameDigest(path.join(out, part));
  await pack(path.join(out, part));
}
