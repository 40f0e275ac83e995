import { expect, test } from 'vitest';
import { type Breaker, breakerAfterFailure, breakerAt, CLOSED } from '../../../src/core/routing/breaker.ts';

const PLAN = { failures: 3, baseMilliseconds: 1_000, longestMilliseconds: 5_000 };

function afterFailures(count: number, random = 0): Breaker {
  let breaker = CLOSED;
  for (let times = 0; times < count; times += 1)
    breaker = breakerAfterFailure(breaker, { now: 100, random }, PLAN);
  return breaker;
}

test('fewer failures than planned leave it closed', () => {
  expect(afterFailures(2)).toEqual({ kind: 'closed', failures: 2 });
});

test.each([
  [3, 1_100],
  [4, 2_100],
  [5, 4_100],
  [6, 5_100],
  [90, 5_100],
])('after %i failures in a row it is open until %i', (count, until) => {
  expect(afterFailures(count)).toEqual({ kind: 'open', failures: count, until });
});

test('up to half of the wait is added at random', () => {
  expect(afterFailures(3, 1)).toMatchObject({ until: 1_600 });
});

test('it is half open once the wait is over, and not before', () => {
  const open = afterFailures(3);
  expect(breakerAt(open, 1_099)).toBe(open);
  expect(breakerAt(open, 1_100)).toEqual({ kind: 'half-open', failures: 3 });
});

test('one failure on trial opens it again, for longer', () => {
  const trial = breakerAt(afterFailures(3), 1_100);
  expect(breakerAfterFailure(trial, { now: 1_100, random: 0 }, PLAN)).toEqual({
    ...{ kind: 'open', failures: 4, until: 3_100 },
  });
});
