import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  base: '/newsroom/',
  plugins: [svelte()],
  build: {
    target: 'es2022',
    // The Content-Security-Policy allows files of this site only: nothing may become a data: address.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800, // kB; the editor and the outline map are one piece each, loaded when somebody needs them
  },
});
