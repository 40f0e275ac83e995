import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jointSummary } from '../../../src/core/report/joint-summary.ts';
import { hostileText } from '../../support/hostile-text.ts';

const task = (id: string, outcome: string, more: object = {}) => ({
  change: 'add',
  task: id,
  title: `Task ${id}`,
  outcome,
  ...more,
});
const report = (tasks: readonly object[], fault: string | null = null) => ({ version: 1, fault, tasks });
const pull = { number: 7, url: 'https://github.com/a/b/pull/7', branch: 'openspec/add/1.1' };

test('the runs of a matrix become one table, what was worked on first', () => {
  const shown = jointSummary([
    { name: 'one.json', content: report([task('2', 'skipped', { reason: 'it needs a person' })]) },
    { name: 'two.json', content: report([task('1.1', 'completed', { status: 'opened', pull })]) },
  ]);
  expect(shown).toMatchInlineSnapshot(`
    "## OpenSpec Complete

    **1 completed, 0 failed, 0 blocked, 1 skipped** in 2 runs

    | Task | Outcome | Pull request |
    | :-- | :-- | :-- |
    | **add 1.1** Task 1.1 | ✅ completed: opened | [#7](https://github.com/a/b/pull/7) |
    | **add 2** Task 2 | ➖ skipped: it needs a person |  |
    "
  `);
});

test('a task that several runs tell of stands there once, as the run tells it that did most', () => {
  const shown = jointSummary([
    { name: 'a', content: report([task('1', 'skipped')]) },
    { name: 'b', content: report([task('1', 'failed', { reason: 'a gate failed' })]) },
  ]);
  expect(shown.match(/Task 1/g)).toHaveLength(1);
  expect(shown).toContain('0 completed, 1 failed, 0 blocked, 0 skipped');
});

test('what stopped a run is told once, and a file that is no report is named', () => {
  const stopped = { name: 'a', content: report([], 'No model server answers.') };
  const shown = jointSummary([stopped, { ...stopped, name: 'b' }, { name: 'odd.json', content: [1] }]);
  expect(shown.match(/No model server answers/g)).toHaveLength(1);
  expect(shown).toContain('**Stopped:** odd.json is no report of this program');
  expect(shown).toContain('There was no open task to work on.');
});

test('foreign text makes no row, no link and no mention', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), (title, reason) => {
      const shown = jointSummary([{ name: 'a', content: report([task('1', 'failed', { title, reason })]) }]);
      expect(shown.trimEnd().split('\n')).toHaveLength(7);
    }),
  );
});

test('a summary of very many tasks stays below what GitHub shows', () => {
  const long = 'x'.repeat(5000);
  const tasks = Array.from({ length: 2000 }, (_, at) =>
    task(`${at}`, 'failed', { title: long, reason: long }),
  );
  const shown = jointSummary([{ name: 'a', content: report(tasks) }]);
  expect(shown).toContain('… and 1500 more in the reports');
  expect(Buffer.byteLength(shown)).toBeLessThan(1_048_576);
});
