import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that hold no process-wide state (environment, hooks of a helper, native stores): they may share their modules. */
const STATELESS = ['test/domain/**/*.test.ts'];

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
      // One worker for many files: loading the same modules for each would take longer than the tests.
      { extends: true, test: { name: 'stateless', include: STATELESS, isolate: false } },
      {
        extends: true,
        test: {
          name: 'isolated',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...STATELESS],
        },
      },
    ],
  },
});
