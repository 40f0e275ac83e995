import { expect, test } from 'vitest';
import { printBars } from '../../../eval/table/bars.ts';
import type { CaseResult } from '../../../eval/table/case-result.ts';
import { printTable } from '../../../eval/table/print-table.ts';
import { summarise } from '../../../eval/table/summarise.ts';

const result = (more: Partial<CaseResult>): CaseResult => ({
  ...{ name: 'a/1', category: 'feature', loop: 'engine', end: 'finished', reason: '', unseen: false },
  ...{
    rounds: 1,
    usage: { calls: 1, promptTokens: 100, completionTokens: 10 },
    repairs: 0,
    milliseconds: 1000,
  },
  drawn: [],
  ...more,
});
const results = [
  result({}),
  result({ name: 'a/2', end: 'failed', usage: { calls: 3, promptTokens: 300, completionTokens: 30 } }),
  result({ loop: 'plain', end: 'false-accept', unseen: true }),
  result({ loop: 'plain', name: 'a/2', usage: { calls: 2, promptTokens: 2000, completionTokens: 200 } }),
];

test('tokens of failed tasks are paid by the finished ones', () => {
  const row = summarise(results).find(({ category, loop }) => category === 'all' && loop === 'engine');
  expect(row).toMatchObject({ cases: 2, finished: 1, rounds: 2, promptTokens: 400, completionTokens: 40 });
});

test('the table has a row a loop for each category and for all', () => {
  expect(
    printTable(summarise(results))
      .split('\n')
      .map((line) => line.split('|')[1]?.trim()),
  ).toEqual(
    ['category', '--------', 'feature', 'feature', 'all', 'all'].map((text, at) =>
      at === 1 ? expect.stringMatching(/^-+$/) : text,
    ),
  );
});

test('each bar says its figure and whether it holds', () => {
  expect(printBars(summarise(results))).toMatchInlineSnapshot(`
    "held     false accepts of the engine: 0 (bar 0), 0 of them seen by nothing but the hidden tests
    not held completion of the engine: 50.0 % (bar >= 90 %)
    held     completion of the plain loop: 50.0 % (bar <= 60 %)
    held     tokens a finished task: 0.19 x the plain loop's (bar <= 0.50)"
  `);
  expect(printBars([])).toBe('no bars: one of the loops was not run');
});
