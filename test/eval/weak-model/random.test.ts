import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Random } from '../../../eval/weak-model/random.ts';

test('equal seeds give equal numbers from 0 to below 1', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const [a, b] = [new Random(seed), new Random(seed)];
      const numbers = Array.from({ length: 20 }, () => a.next());
      expect(numbers).toEqual(Array.from({ length: 20 }, () => b.next()));
      expect(numbers.every((number) => number >= 0 && number < 1)).toBe(true);
    }),
  );
});

test('chances, weights and counts come near what was asked for', () => {
  const random = new Random('many');
  const draws = Array.from({ length: 20_000 }, () => ({
    chance: random.chance(0.3) ? 1 : 0,
    weighted: random.weighted({ seldom: 1, often: 3 }) === 'often' ? 1 : 0,
    count: random.count(3),
  }));
  const mean = (of: (draw: (typeof draws)[number]) => number) =>
    draws.reduce((sum, draw) => sum + of(draw), 0) / draws.length;
  expect(mean(({ chance }) => chance)).toBeCloseTo(0.3, 1);
  expect(mean(({ weighted }) => weighted)).toBeCloseTo(0.75, 1);
  expect(mean(({ count }) => count)).toBeGreaterThan(2.8);
  expect(mean(({ count }) => count)).toBeLessThan(3.2);
});
