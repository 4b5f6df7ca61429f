import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Each worker may open an embedded database of several hundred megabytes.
    maxWorkers: 2,
    pool: 'forks',
  },
});
