import { expect, test } from 'vitest';
import { endWith } from '../../src/entry/exit.ts';
import { Stopped } from '../../src/entry/stop-signal.ts';

test('a run that was stopped before its first task ends with one sentence and no stack', () => {
  expect(endWith(new Stopped('stopped by SIGTERM'))).toEqual({
    code: 1,
    text: 'The run ended before its first task, nothing was changed: stopped by SIGTERM.',
  });
});

test('anything unknown is a bug and says so', () => {
  const end = endWith(new Error('no such thing'));
  expect(end.code).toBe(70);
  expect(end.text).toMatch(/^This is a bug in openspec-complete, please report it: Error: no such thing/);
});
