import { cutEnd } from '../pulls/cut-text.ts';
import { oneLine } from '../pulls/one-line.ts';
import { seconds } from '../pulls/seconds.ts';
import { plainLine } from '../text/plain-line.ts';
import type { Outcome } from './outcome.ts';
import { outcomeWords } from './outcome-words.ts';
import { totalsOf } from './totals.ts';

/**
 * The end of a run as plain text for a terminal: a line for each task, below it where to look and why, then the
 * totals. Foreign text is on one line and holds only characters that a reader sees.
 */
export function finalTable(outcomes: readonly Outcome[], wallMilliseconds: number): string {
  const rows = outcomes.map(cells);
  const widths = [0, 1, 2, 3].map((column) =>
    Math.max(0, ...rows.map((row) => row.cells[column]?.length ?? 0)),
  );
  const lines = rows.flatMap(({ cells, below }) => [
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
    ...below.map((line) => `    ${line}`),
  ]);
  const { completed, failed, skipped, blocked, rounds, promptTokens, completionTokens } = totalsOf(outcomes);
  const blockedPart = blocked === 0 ? '' : ` (${blocked} blocked)`;
  const total =
    `${completed} completed, ${failed} failed, ${skipped} skipped${blockedPart}; ` +
    `${rounds} ${rounds === 1 ? 'round' : 'rounds'}, ${promptTokens + completionTokens} tokens, ${seconds(wallMilliseconds)}`;
  return [...lines, ...(lines.length === 0 ? [] : ['']), total].join('\n');
}

function cells(outcome: Outcome): { readonly cells: readonly string[]; readonly below: readonly string[] } {
  const { task } = outcome;
  const { word, reason } = outcomeWords(outcome);
  const worked = outcome.kind === 'completed' || outcome.kind === 'failed';
  const { rounds, milliseconds } = totalsOf([outcome]);
  const pull = worked ? outcome.pull : undefined;
  return {
    cells: [
      word,
      plainLine(cutEnd(oneLine(`${task.change} ${task.id}`), 60)),
      worked ? `${rounds} ${rounds === 1 ? 'round' : 'rounds'}` : '',
      worked ? seconds(milliseconds) : '',
      plainLine(cutEnd(oneLine(task.title), 80)),
    ],
    below: [
      plainLine(cutEnd(oneLine(reason), 300)),
      ...(pull === undefined || pull.url === '' ? [] : [plainLine(pull.url)]),
    ],
  };
}
