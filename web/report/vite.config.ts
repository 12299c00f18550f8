import { defineConfig } from 'vite';

// The page is made by the theme; it names these files, so their names are fixed.
export default defineConfig({
  base: '/report/',
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        report: new URL('main.ts', import.meta.url).pathname,
        guard: new URL('guard.ts', import.meta.url).pathname,
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', assetFileNames: 'report[extname]' },
    },
  },
  worker: {
    format: 'es',
    rollupOptions: { output: { entryFileNames: 'worker.js', chunkFileNames: 'worker-[name].js' } },
  },
});
