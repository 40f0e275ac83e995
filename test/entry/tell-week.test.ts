import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { tellWeek } from '../../src/entry/tell-week.ts';
import { FakeJournalReader } from '../fakes/fake-journal-reader.ts';
import { SOME_MODELS, SOME_ROWS } from '../support/some-week.ts';
import { UPSTREAM_NOW, weekOf } from '../support/upstream-week.ts';

test('a journal that answers is told of', async () => {
  const reader = new FakeJournalReader({ calls: weekOf(9, 1), models: SOME_MODELS, outcomes: SOME_ROWS });
  expect(await tellWeek(async () => reader, UPSTREAM_NOW)).toContain('### This week');
  expect(reader.isClosed).toBe(true);
});

test.each([
  ['is not there', async () => undefined],
  ['cannot be opened', () => Promise.reject(new Fault('bad-settings', 'control-dsn'))],
  ['has a bug', () => Promise.reject(new TypeError('a bug'))],
  ['never answers', () => new Promise<undefined>(() => undefined)],
])('a journal that %s is no trouble', async (_, open) => {
  expect(await tellWeek(open, UPSTREAM_NOW, 1)).toBeUndefined();
});
