import { crx } from '@crxjs/vite-plugin';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import manifest from './manifest.json' with { type: 'json' };
import { approveEntry } from './scripts/approve-entry.mjs';
import { descriptors } from './scripts/bundle-descriptors.ts';
import { checkBuild } from './scripts/check-build.mjs';

/** `--mode testing` gives `dist-test/`: the same extension with the test clock and the death hooks. */
export default defineConfig(({ mode }) => {
  const testing = mode === 'testing';
  return {
    plugins: [
      react(),
      tailwindcss(),
      crx({ manifest: manifest as Parameters<typeof crx>[0]['manifest'] }),
      descriptors(),
      approveEntry(),
      checkBuild({ testing }),
    ],
    define: { __VOUCH_TEST__: JSON.stringify(testing) },
    build: {
      outDir: testing ? 'dist-test' : 'dist',
      target: 'chrome148',
      modulePreload: { polyfill: false },
      sourcemap: false,
      reportCompressedSize: false,
      rollupOptions: { input: { tab: 'src/popup/tab.html' } },
    },
  };
});
