import { defineConfig } from 'vitest/config';

/** The pure rooms: their tests need nothing but Node, and their coverage is shown. */
const PURE = ['signing', 'venues', 'policy', 'keyring', 'channel', 'guardians'];

export default defineConfig({
  define: { __VOUCH_TEST__: 'true' },
  test: {
    // A machine that others use too is slow at times: what a test proves is not how fast it ran.
    testTimeout: 60_000,
    hookTimeout: 60_000,
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
