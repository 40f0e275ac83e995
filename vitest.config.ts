import { defineConfig } from 'vitest/config';

/** Real git and cargo run in these tests: a worker per core keeps them from starving each other. */
export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    pool: 'forks',
    reporters: ['default'],
  },
});
