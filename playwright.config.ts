import { defineConfig } from 'playwright/test';

/** End-to-end tests: the built extension in a real Chromium. `npm run e2e` */
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  fullyParallel: false,
  workers: 2,
  // Two browsers on two shared cores: a test that passes only the second time is named as flaky at the end, and looked into.
  retries: 1,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
});
