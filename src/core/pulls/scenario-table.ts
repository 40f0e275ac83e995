import { boundedLines } from './bounded-lines.ts';
import { cutEnd } from './cut-text.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { Proof } from './proof.ts';
import { tableRow } from './table-row.ts';

const MOST_TESTS = 5;

/** Spec scenarios and the tests that cover them, as a GFM table of about `room` characters at most. */
export function scenarioTable(scenarios: Proof['scenarios'], room: number): string {
  if (scenarios.length === 0) return 'The change names no scenarios for this task.';
  const rows = scenarios.map(({ requirement, scenario, tests }) =>
    tableRow([
      escapeMarkdown(cutEnd(requirement, 160)),
      escapeMarkdown(cutEnd(scenario, 160)),
      testList(tests),
    ]),
  );
  return [
    '| Requirement | Scenario | Tests |',
    '| :-- | :-- | :-- |',
    ...boundedLines(rows, room, (left) => tableRow(['…', `${left} more in the report`, ''])),
  ].join('\n');
}

function testList(tests: readonly string[]): string {
  if (tests.length === 0) return '⚠️ none';
  const shown = tests.slice(0, MOST_TESTS).map((test) => escapeMarkdown(`\`${cutEnd(test, 120)}\``));
  const left = tests.length - shown.length;
  return [...shown, ...(left > 0 ? [`${left} more`] : [])].join(', ');
}
