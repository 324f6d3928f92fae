import { defineConfig } from 'vitest/config';

/** The pure rooms: their tests need nothing but Node, and their coverage is shown. */
const PURE = ['signing', 'venues', 'policy', 'keyring', 'channel', 'guardians'];

export default defineConfig({
  define: { __VOUCH_TEST__: 'true' },
  test: {
    include: ['src/**/*.test.{ts,tsx}', '{scripts,demo,dapp}/**/*.test.ts'],
    coverage: {
      provider: 'v8',
      include: PURE.map((room) => `src/${room}/**/*.ts`),
      exclude: ['**/*.test.ts', '**/testing.ts', '**/testing/**'],
      reporter: ['text'],
      reportsDirectory: 'coverage',
    },
  },
});
