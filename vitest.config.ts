import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/helpers/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Many tests wait for processes of their own, so one more than two cores would take; each may open an embedded
    // database of several hundred megabytes, so no more.
    maxWorkers: 3,
    pool: 'forks',
  },
});
