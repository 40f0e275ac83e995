import { repairName } from '../repairs/repair-name.ts';
import type { Attempt } from '../verdicts/attempt.ts';
import { boundedLines } from './bounded-lines.ts';
import { cutEnd } from './cut-text.ts';
import { errorCounts } from './error-counts.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { seconds } from './seconds.ts';
import { tableRow } from './table-row.ts';

/** Codes of repairs that are named. */
const MOST_CODES = 8;

/** Round by round: what came back and which errors it had, as a GFM table of about `room` characters at most. */
export function attemptsTable(attempts: readonly Attempt[], room: number): string {
  if (attempts.length === 0) return 'No round with a model was needed.';
  const rows = attempts.map((attempt) =>
    tableRow([
      escapeMarkdown(roundName(attempt)),
      escapeMarkdown(`${cutEnd(attempt.reply, 120)}${repairsOf(attempt)}${leftOutOf(attempt)}`),
      escapeMarkdown(cutEnd(errorCounts(attempt.errorsByCode), 200)),
      attempt.gates
        .filter(({ result }) => result === 'failed')
        .map(({ gate }) => `\`${gate}\``)
        .join(', ') || 'none',
      `${attempt.promptTokens ?? '?'} → ${attempt.completionTokens ?? '?'}`,
      seconds(attempt.modelMilliseconds),
    ]),
  );
  return [
    '| Round | Reply | Errors by code | Failed gates | Tokens | Model time |',
    '| --: | :-- | :-- | :-- | --: | --: |',
    ...boundedLines(rows, room, (left) => tableRow(['…', `${left} more in the report`, '', '', '', ''])),
  ].join('\n');
}

/** `2`, `2 of candidate 3`, `1 for the tests`, `5 with qwen3-coder-30b` */
function roundName({ round, candidate, purpose, model }: Attempt): string {
  return [
    `${round}`,
    ...(purpose === 'tests' ? ['for the tests'] : []),
    ...(candidate === undefined ? [] : [`of candidate ${candidate}`]),
    ...(model === undefined ? [] : [`with ${cutEnd(model, 100)}`]),
  ].join(' ');
}

/** `, 2 repairs without the model (E0308, E0433)` */
function repairsOf({ repairs = [] }: Attempt): string {
  if (repairs.length === 0) return '';
  const codes = [...new Set(repairs.map(repairName))].slice(0, MOST_CODES);
  const count = `${repairs.length} ${repairs.length === 1 ? 'repair' : 'repairs'}`;
  return `, ${count} without the model (${codes.join(', ')})`;
}

/** `; 3 parts of the context left out of the prompt`: which ones is in the report. */
function leftOutOf({ leftOut = [] }: Attempt): string {
  if (leftOut.length === 0) return '';
  return `; ${leftOut.length} ${leftOut.length === 1 ? 'part' : 'parts'} of the context left out of the prompt`;
}
