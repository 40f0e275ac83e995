import { expect, test } from 'vitest';
import { nextSteps } from '../../../src/core/report/next-steps.ts';
import type { Outcome } from '../../../src/core/report/outcome.ts';
import { someOutcomes } from '../../support/outcomes.ts';
import { someTask } from '../../support/proofs.ts';

const completed = (change: string, id: string, status: 'opened' | 'would-open' = 'opened'): Outcome => ({
  kind: 'completed',
  task: someTask({ change, id }),
  status,
  pull: { number: 0, url: `/pulls/${id}.md`, branch: `openspec/${change}/${id}` },
  attempts: [],
});

test('one branch is shown and merged', () => {
  expect(nextSteps(someOutcomes(), true)).toMatchInlineSnapshot(`
    "Next, read the work and take it over:
        git show openspec/add-greeting/1.2-greet
        git merge openspec/add-greeting/1.2-greet"
  `);
});

test('of a stack the last branch holds all, for each change', () => {
  const outcomes = [completed('one', '1.1'), completed('one', '1.2'), completed('two', '1.1')];
  expect(nextSteps(outcomes, true)).toMatchInlineSnapshot(`
    "Next, read the work and take it over:
        git log --patch ..openspec/one/1.2
        git merge openspec/one/1.2
        git show openspec/two/1.1
        git merge openspec/two/1.1"
  `);
});

test('branches beside each other are named one by one', () => {
  const outcomes = [completed('one', '1.1'), completed('one', '1.2')];
  expect(nextSteps(outcomes, false)?.match(/git merge .*/g)).toEqual([
    'git merge openspec/one/1.1',
    'git merge openspec/one/1.2',
  ]);
});

test('where nothing was written there is nothing to do', () => {
  expect(nextSteps([], true)).toBeUndefined();
  expect(nextSteps([completed('one', '1.1', 'would-open')], true)).toBeUndefined();
  expect(
    nextSteps(
      someOutcomes().filter(({ kind }) => kind !== 'completed'),
      true,
    ),
  ).toBeUndefined();
});
