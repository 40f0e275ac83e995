import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stackOrder } from '../../../src/core/refresh/stack-order.ts';

test('a branch comes after the one it stands on; otherwise the order stays', () => {
  const pulls = [
    { branch: 'c', base: 'b' },
    { branch: 'x', base: 'main' },
    { branch: 'a', base: 'main' },
    { branch: 'b', base: 'a' },
  ];
  expect(stackOrder(pulls).map(({ branch }) => branch)).toEqual(['a', 'b', 'c', 'x']);
});

test('every branch comes once, circles included', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'd', 'main');
  const pulls = fc.uniqueArray(fc.record({ branch: name, base: name }), { selector: ({ branch }) => branch });
  fc.assert(
    fc.property(pulls, (some) => {
      expect(new Set(stackOrder(some))).toEqual(new Set(some));
      expect(stackOrder(some)).toHaveLength(some.length);
    }),
  );
});
