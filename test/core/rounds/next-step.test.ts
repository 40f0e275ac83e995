import { expect, test } from 'vitest';
import { nextStep, type RoundFact } from '../../../src/core/rounds/next-step.ts';

/** `F` begins a conversation, `r` goes on; `+` came nearer. */
function rounds(story: string): readonly RoundFact[] {
  return [...story.matchAll(/([Fr])(\+?)/g)].map(([, kind, plus]) => ({
    first: kind === 'F',
    better: plus === '+',
  }));
}

test.each([
  ['F+', 0, 'go-on'],
  ['F+r', 0, 'go-on'],
  ['F+rr', 0, 'fresh-start'],
  ['F+rr+r', 0, 'go-on'],
  ['Fr', 0, 'fresh-start'],
  ['F', 0, 'go-on'],
  ['F+rrFr', 0, 'fresh-start'],
  ['F+rrFr', 1, 'next-model'],
  ['F+rrF+r', 1, 'go-on'],
  ['FrF', 1, 'go-on'],
  ['F+r+r+r+r+r+', 0, 'stop'],
  ['F+r+r+r+r+r+', 2, 'next-model'],
])('%s with %i models left: %s', (story, modelsLeft, step) => {
  expect(nextStep(rounds(story), { maxRounds: 6, modelsLeft })).toBe(step);
});
