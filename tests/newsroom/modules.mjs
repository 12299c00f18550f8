// The functions of the application, made into plain modules by the bundler that builds it.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const packages = createRequire(new URL('../../web/package.json', import.meta.url));
const from_vite = createRequire(packages.resolve('vite'));
const newsroom = fileURLToPath(new URL('../../web/newsroom', import.meta.url));

// There is no page to show them on.
const without_components = {
  name: 'without-components',
  setup(build) {
    build.onLoad({ filter: /\.svelte$/ }, () => ({ contents: 'export default null;' }));
  },
};

/** All that the files export, which share what they both import. */
export async function module_of(...files) {
  const { outputFiles } = await from_vite('esbuild').build({
    stdin: { contents: files.map((file) => `export * from './${file}';`).join('\n'), resolveDir: newsroom },
    bundle: true,
    format: 'esm',
    write: false,
    plugins: [without_components],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString('base64')}`);
}
