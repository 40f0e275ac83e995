import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pullTitle } from '../../../src/core/pulls/pull-title.ts';
import { CLOSER, hostileText, MENTION, UNSEEN } from '../../support/hostile-text.ts';
import { someTask } from '../../support/proofs.ts';

test('a title names change, task and text', () => {
  expect(pullTitle(someTask())).toBe('add-greeting 1.2: Add `greet(name)` to `src/lib.rs`');
});

test('a title is one line of at most 256 units that pings nobody and closes nothing', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), hostileText(200), (change, id, title) => {
      const text = pullTitle({ change, id, title });
      expect(text.length).toBeLessThanOrEqual(256);
      expect(text).not.toMatch(/\n/);
      expect(text).not.toMatch(UNSEEN);
      expect(text).not.toMatch(MENTION);
      expect(text).not.toMatch(CLOSER);
    }),
    { numRuns: 1000 },
  );
});

test('a closing keyword in a task does not close the issue', () => {
  expect(pullTitle(someTask({ title: 'Fix #12 as @octocat asked, closes acme/shell#3' }))).toBe(
    'add-greeting 1.2: Fix ＃12 as ＠octocat asked, closes acme/shell＃3',
  );
});
