import type { Row } from './summarise.ts';

const HEADINGS = [
  'category',
  'loop',
  'cases',
  'completed',
  'false accepts',
  'of them unseen',
  'model calls a task',
  'prompt tokens a finished task',
  'completion tokens a finished task',
  'repairs without a model',
  'seconds a task',
];

/** The rows as a Markdown table. */
export function printTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => [
    row.category,
    row.loop,
    String(row.cases),
    `${row.finished} (${percent(row.finished, row.cases)})`,
    `${row.falseAccepts} (${percent(row.falseAccepts, row.cases)})`,
    String(row.unseen),
    row.rounds.toFixed(2),
    count(row.promptTokens),
    count(row.completionTokens),
    String(row.repairs),
    row.seconds.toFixed(1),
  ]);
  const widths = HEADINGS.map((heading, at) =>
    Math.max(heading.length, ...lines.map((line) => line[at]?.length ?? 0)),
  );
  const print = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [print(HEADINGS), print(widths.map((width) => '-'.repeat(width))), ...lines.map(print)].join('\n');
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`;
}

function count(value: number): string {
  return Number.isNaN(value) ? '-' : String(Math.round(value));
}
