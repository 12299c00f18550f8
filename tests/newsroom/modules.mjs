// The functions of the application, made into plain modules by the bundler that builds it.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const packages = createRequire(new URL('../../web/package.json', import.meta.url));
const from_vite = createRequire(packages.resolve('vite'));

export async function module_of(file) {
  const entry = fileURLToPath(new URL(`../../web/newsroom/${file}`, import.meta.url));
  const { outputFiles } = await from_vite('esbuild').build({ entryPoints: [entry], bundle: true, format: 'esm', write: false });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}
