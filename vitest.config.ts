import { defineConfig } from 'vitest/config';

/**
 * Tests that share a worker and its modules with the next file, since loading modules costs more than most tests do.
 * They leave their process as they found it. Those that start Temporal's runtime, of which a process has only one, or
 * that look at what a process has loaded, are not among them.
 */
const TOGETHER = [
  'test/domain/**/*.test.ts',
  'test/adapters/!(payloads|pdf)/**/*.test.ts',
  'test/api/**/!(temporal-*).test.ts',
];

export default defineConfig({
  test: {
    globalSetup: ['test/helpers/global-setup.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Many tests wait for processes of their own, so one more than two cores would take; each may open an embedded
    // database of several hundred megabytes, so no more.
    maxWorkers: 3,
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: { name: 'alone', include: ['test/**/*.test.ts'], exclude: TOGETHER },
      },
      {
        extends: true,
        test: {
          name: 'together',
          include: TOGETHER,
          isolate: false,
          // After the others: a file of theirs in between would end a worker that could go on.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
