/**
 * Builds the approval page apart from the others: all it needs to paint is one file, which runs in the order in which it
 * is written. Sharing chunks with the other pages would cost it some ten requests, and React before its first question.
 * @module
 */
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { build } from 'vite';

/** @returns {import('vite').Plugin} */
export function approveEntry() {
  /** @type {import('vite').ResolvedConfig} */
  let config;
  return {
    name: 'vouch-approve-entry',
    apply: 'build',
    configResolved(resolved) {
      config = resolved;
    },
    closeBundle: {
      sequential: true,
      async handler() {
        const { outDir, target, modulePreload } = config.build;
        await build({
          configFile: false,
          root: config.root,
          mode: config.mode,
          logLevel: 'warn',
          publicDir: false,
          define: config.define ?? {},
          plugins: [react(), tailwindcss()],
          build: {
            outDir,
            emptyOutDir: false,
            target,
            modulePreload,
            reportCompressedSize: false,
            rollupOptions: { input: 'src/popup/approve.html' },
          },
        });
      },
    },
  };
}
