import { describe, expect, test } from 'vitest';
import { classifyEvent } from '../../../src/core/commands/classify-event.ts';

const [ONE, TWO, ZERO] = ['1', '2', '0'].map((digit) => digit.repeat(40)) as [string, string, string];
const push = (over: object = {}) =>
  classifyEvent(
    'push',
    { ref: 'refs/heads/main', before: ONE, after: TWO, forced: false, deleted: false, ...over },
    'main',
  );

describe('push', () => {
  test('to the base branch is worked on from before to after', () => {
    expect(push()).toEqual({ kind: 'push', before: ONE, after: TWO });
  });

  test('a first push and a force push have no before', () => {
    expect(push({ before: ZERO })).toEqual({ kind: 'push', before: undefined, after: TWO });
    expect(push({ forced: true })).toEqual({ kind: 'push', before: undefined, after: TWO });
  });

  test('ids may be SHA-256', () => {
    expect(push({ before: '0'.repeat(64), after: 'a'.repeat(64) })).toMatchObject({
      before: undefined,
      after: 'a'.repeat(64),
    });
  });

  test.each([
    [{ ref: 'refs/heads/feature' }, 'the push was to refs/heads/feature, not to main'],
    [{ ref: 'refs/heads/openspec/main' }, 'the push was to refs/heads/openspec/main, not to main'],
    [{ ref: 'refs/tags/main' }, 'the push was to refs/tags/main, not to main'],
    [{ deleted: true }, 'the branch was deleted'],
    [{ after: ZERO }, 'the branch was deleted'],
    [{ after: 'HEAD' }, 'the push event has no ref, before and after'],
    [{ before: undefined }, 'the push event has no ref, before and after'],
    [{ after: `${TWO.slice(1)};` }, 'the push event has no ref, before and after'],
  ])('%j starts nothing: %s', (over, reason) => {
    expect(push(over)).toEqual({ kind: 'nothing', reason });
  });
});

describe('dispatch', () => {
  test('names changes and tasks by commas and newlines', () => {
    const inputs = { change: 'one, two\n', task: '1.1\n\n1.2,', 'dry-run': 'true' };
    expect(classifyEvent('workflow_dispatch', { inputs }, 'main')).toEqual({
      kind: 'complete',
      changes: ['one', 'two'],
      tasks: ['1.1', '1.2'],
    });
  });

  test('by repository names them in its payload', () => {
    const payload = { action: 'complete', client_payload: { change: 'one', task: null } };
    expect(classifyEvent('repository_dispatch', payload, 'main')).toEqual({
      kind: 'complete',
      changes: ['one'],
      tasks: [],
    });
  });

  test.each([
    {},
    null,
    { inputs: null },
    { inputs: {} },
    { inputs: { change: '', task: ' ' } },
    { inputs: { change: 7 } },
  ])('with %j names nothing, so the next open tasks are meant', (payload) => {
    expect(classifyEvent('workflow_dispatch', payload, 'main')).toEqual({
      kind: 'complete',
      changes: [],
      tasks: [],
    });
  });
});

test('a schedule means the next open tasks', () => {
  expect(classifyEvent('schedule', { schedule: '0 3 * * *' }, 'main')).toEqual({
    kind: 'complete',
    changes: [],
    tasks: [],
  });
});

test.each(['issue_comment', 'pull_request', 'pull_request_target', ''])(
  '%j starts nothing and says so',
  (name) => {
    expect(classifyEvent(name, {}, 'main')).toEqual({
      kind: 'nothing',
      reason: `the event "${name}" starts nothing in this version`,
    });
  },
);
