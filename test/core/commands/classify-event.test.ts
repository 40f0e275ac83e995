import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classifyEvent } from '../../../src/core/commands/classify-event.ts';
import { printMarker } from '../../../src/core/pulls/marker.ts';
import { closedPullPayload, commentPayload, type PullChange } from '../../support/event-payloads.ts';

const MARKER = {
  version: 1,
  change: 'more-words',
  task: '1.1',
  valid: true,
  tree: '1',
  head: '2',
  base: '3',
  rustc: 'rustc',
  cargo: 'cargo',
  gates: {},
  fingerprint: 'f',
} as const;

const PLACE = { base: 'main', branchPrefix: 'openspec/' };
const [ONE, TWO, ZERO] = ['1', '2', '0'].map((digit) => digit.repeat(40)) as [string, string, string];
const push = (over: object = {}) =>
  classifyEvent(
    'push',
    { ref: 'refs/heads/main', before: ONE, after: TWO, forced: false, deleted: false, ...over },
    PLACE,
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
    expect(classifyEvent('workflow_dispatch', { inputs }, PLACE)).toEqual({
      kind: 'complete',
      changes: ['one', 'two'],
      tasks: ['1.1', '1.2'],
    });
  });

  test('by repository names them in its payload', () => {
    const payload = { action: 'complete', client_payload: { change: 'one', task: null } };
    expect(classifyEvent('repository_dispatch', payload, PLACE)).toEqual({
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
    expect(classifyEvent('workflow_dispatch', payload, PLACE)).toEqual({ kind: 'sweep' });
  });
});

test('a schedule is a sweep, whoever its actor is', () => {
  const payload = { schedule: '0 3 * * *', sender: { login: 'octocat' } };
  expect(classifyEvent('schedule', payload, PLACE)).toEqual({ kind: 'sweep' });
});

test.each(['issues', 'pull_request_review', ''])('%j starts nothing and says so', (name) => {
  expect(classifyEvent(name, {}, PLACE)).toEqual({
    kind: 'nothing',
    reason: `the event "${name}" starts nothing`,
  });
});

describe('a comment', () => {
  const classify = (payload: unknown) => classifyEvent('issue_comment', payload, PLACE);

  test('on an issue is read with what the issue said at that time', () => {
    expect(classify(commentPayload({ body: '/complete' }))).toEqual({
      kind: 'comment',
      event: {
        issue: 7,
        isPull: false,
        title: 'Say goodbye',
        description: 'Guests leave too.',
        url: 'https://github.com/acme/greeter/issues/7',
        comment: 4001,
        commentUrl: 'https://github.com/acme/greeter/issues/7#issuecomment-4001',
        author: 'ada',
        isBot: false,
        text: '/complete',
        createdAt: '2026-11-02T10:00:00Z',
      },
    });
  });

  test('on a pull request is known as one, and an issue without a body has an empty one', () => {
    const payload = commentPayload({ isPull: true, issue: { body: null } });
    expect(classify(payload)).toMatchObject({ event: { isPull: true, description: '' } });
  });

  test('of a program is known as one by its type or its name', () => {
    for (const user of [
      { login: 'renovate[bot]', type: 'Bot' },
      { login: 'renovate[bot]', type: 'User' },
      { login: 'renovate', type: 'Bot' },
    ])
      expect(classify(commentPayload({ user }))).toMatchObject({ event: { isBot: true } });
  });

  test.each(['edited', 'deleted'])('that was %s starts nothing', (action) => {
    expect(classify(commentPayload({ action }))).toEqual({
      kind: 'nothing',
      reason: `the comment was ${action}, and only new comments are read`,
    });
  });
});

describe('a pull request', () => {
  const classify = (change: PullChange) => classifyEvent('pull_request', closedPullPayload(change), PLACE);

  test('of its own that was merged refreshes what builds on its branch', () => {
    const merged = 'openspec/more-words/1.1-add';
    expect(classify({ ref: merged })).toEqual({ kind: 'refresh', merged });
    expect(classifyEvent('pull_request_target', closedPullPayload({ ref: merged }), PLACE)).toEqual({
      kind: 'refresh',
      merged,
    });
  });

  test.each<[PullChange, string]>([
    [{ action: 'opened' }, 'pull request #12 was opened, and only closed ones matter'],
    [{ merged: false }, 'pull request #12 was closed without merging: a no, which is remembered'],
    [{ headRepository: 'eve/greeter' }, 'pull request #12 is from a fork'],
    [{ headRepository: null }, 'pull request #12 is from a fork'],
    [{ ref: 'feature/words' }, 'pull request #12 is not one of this program'],
  ])('%j starts nothing: %s', (change, reason) => {
    expect(classify(change)).toEqual({ kind: 'nothing', reason });
  });

  test('is its own by the marker too, where the prefix was another one then', () => {
    const body = `Done.\n${printMarker(MARKER)}`;
    expect(classify({ ref: 'other/more-words/1.1-add', body })).toMatchObject({ kind: 'refresh' });
  });
});

test('no payload, however broken, is more than nothing', () => {
  const names = fc.constantFrom(
    'push',
    'issue_comment',
    'pull_request',
    'workflow_dispatch',
    'schedule',
    'fork',
  );
  fc.assert(
    fc.property(names, fc.anything(), (name, payload) => {
      expect(['nothing', 'sweep']).toContain(classifyEvent(name, payload, PLACE).kind);
    }),
  );
});
