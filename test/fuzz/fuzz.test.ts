import fc from 'fast-check';
import { describe, test } from 'vitest';
import { ALL_FUZZED } from './all-fuzzed.ts';

describe.each(Object.entries(ALL_FUZZED))('%s', (_subject, all) => {
  test.each(all.map(({ title, property }) => [title, property] as const))('%s', (_title, property) => {
    fc.assert(property, { numRuns: 2000 });
  });
});
