import { expect, test } from 'vitest';
import { disarmReferences } from '../../../src/core/pulls/disarm-references.ts';

test.each(['log', 'prose'] as const)(
  'a keyword behind a letter that folds to an ASCII one closes nothing in %s',
  (where) => {
    // U+017F folds to s and U+212A to k; a plain reader sees a word boundary behind them.
    for (const letter of ['\u017F', '\u212A', 'x', '_', '1'])
      expect(disarmReferences(`${letter}Resolves acme/shell#3, ${letter}fixes #4`, where)).not.toContain('#');
  },
);
