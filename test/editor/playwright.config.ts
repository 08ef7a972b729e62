import { defineConfig } from '@playwright/test';

// biome-ignore lint/style/noDefaultExport: Playwright takes the default export.
export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: 'out/failures',
  // One editor serves all tests, one after the other.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['./closing-line.ts']],
});
