import { expect, test } from 'vitest';
import { furtherModels } from '../../../src/core/policy/further-models.ts';

test.each([
  [['a', 'b', 'c'], 'a', ['b', 'c']],
  [['a', 'b', 'c'], 'B', ['c']],
  [['a', 'b', 'c'], 'c', []],
  [['a', 'b'], 'other', ['a', 'b']],
  [['a', 'b', 'a'], 'a', ['b']],
  [[], 'a', []],
])('from %j, after %s: %j', (models, key, further) => {
  expect(furtherModels(models, key)).toEqual(further);
});
