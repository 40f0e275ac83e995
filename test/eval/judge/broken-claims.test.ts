import { expect, test } from 'vitest';
import { brokenClaims } from '../../../eval/judge/broken-claims.ts';

const files = new Map([['README.md', '# A\n\n## Use\n']]);

test('claims look at lines, and a missing file matches nothing', () => {
  const must = [{ file: 'README.md', matches: '^## Use$' }];
  expect(brokenClaims(files, { must, mustNot: [{ file: 'none.md', matches: '.' }] })).toEqual([]);
  expect(brokenClaims(files, { must: [{ file: 'none.md', matches: '.' }], mustNot: must })).toEqual([
    'none.md does not match /./',
    'README.md matches /^## Use$/',
  ]);
});
