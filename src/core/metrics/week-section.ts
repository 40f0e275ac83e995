import { codeSpan } from '../pulls/code-span.ts';
import { cutEnd } from '../pulls/cut-text.ts';
import { disarmReferences } from '../pulls/disarm-references.ts';
import { oneLine } from '../pulls/one-line.ts';
import { tableRow } from '../pulls/table-row.ts';
import { percent } from './percent.ts';
import type { Stats } from './stats.ts';

/** The week up to a run's end as a section of its job summary; undefined where the journal is off or tells of nothing. */
export function weekSection(stats: Stats): string | undefined {
  const { tasks, foundry, calls, db_off } = stats;
  const worked = tasks.completed + tasks.failed;
  const folded = foundry.completed + foundry.failed;
  if (db_off || worked + folded + calls.total_calls === 0) return undefined;
  const gate = (name: string) => stats.gates.find((one) => one.gate === name)?.first_round_pass_rate ?? null;
  const { top_error_reason: top } = calls;
  const most = top === null ? '' : `, most often ${code(top)}`;
  const rows = [
    ...(worked === 0 && folded > 0
      ? []
      : [
          ['Tasks completed', `${tasks.completed} of ${worked} (${percent(tasks.completion_rate)})`],
          ['… in the first round', percent(stats.rounds[0]?.completed_so_far_rate ?? null)],
          ['Check, tests held in the first round', `${percent(gate('check'))}, ${percent(gate('tests'))}`],
          ['Repaired without the model', percent(stats.repairs.share_without_model)],
          ['Tokens per completed task', `${tasks.tokens_per_completed_task ?? '–'}`],
        ]),
    ...(folded === 0
      ? []
      : [
          [
            'FoundryTasks completed',
            `${foundry.completed} of ${folded} (${percent(foundry.completion_rate)})`,
          ],
        ]),
    ['Model calls', `${calls.total_calls}, ${percent(calls.error_rate)} failed${most}`],
  ];
  return ['### This week', '', tableRow(['', '']), '| :-- | --: |', ...rows.map(tableRow)].join('\n');
}

function code(text: string): string {
  return codeSpan(disarmReferences(cutEnd(oneLine(text), 100), 'prose'));
}
