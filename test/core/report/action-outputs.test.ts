import { expect, test } from 'vitest';
import { actionOutputs } from '../../../src/core/report/action-outputs.ts';
import { forbiddenOutcome, someOutcomes } from '../../support/outcomes.ts';
import { someTask } from '../../support/proofs.ts';

test('every pull request is listed, every task counted, blocked ones as skipped', () => {
  const outputs = actionOutputs(someOutcomes());
  expect(outputs).toMatchObject({ completed: 1, failed: 1, skipped: 2 });
  expect(JSON.parse(outputs['pull-requests'])).toEqual([
    {
      change: 'add-greeting',
      task: '1.2',
      number: 41,
      url: 'https://github.com/acme/shell/pull/41',
      branch: 'openspec/add-greeting/1.2-greet',
      status: 'opened',
    },
    {
      change: 'add-greeting',
      task: '1.3',
      number: 42,
      url: 'https://github.com/acme/shell/pull/42',
      branch: 'openspec/add-greeting/1.3-bye',
      status: 'failed',
    },
  ]);
});

test('nothing done is an empty list and zeros', () => {
  expect(actionOutputs([])).toEqual({ 'pull-requests': '[]', completed: 0, failed: 0, skipped: 0 });
});

test('a forbidden pull request keeps its branch and compare page', () => {
  const outputs = actionOutputs([forbiddenOutcome()]);
  expect(outputs.completed).toBe(1);
  expect(JSON.parse(outputs['pull-requests'])).toMatchObject([
    {
      number: 0,
      status: 'failed',
      branch: 'openspec/add-greeting/3.1-forbidden',
      url: expect.stringContaining('/compare/'),
    },
  ]);
});

test('a dry run and a failure without a draft list no pull request', () => {
  const outputs = actionOutputs([
    {
      kind: 'completed',
      task: someTask(),
      status: 'would-open',
      pull: { number: 0, url: '', branch: 'b' },
      attempts: [],
    },
    { kind: 'failed', task: someTask(), reason: 'r', attempts: [], errors: [] },
  ]);
  expect(outputs).toEqual({ 'pull-requests': '[]', completed: 1, failed: 1, skipped: 0 });
});
