import { codeSpan } from '../pulls/code-span.ts';
import { cutEnd } from '../pulls/cut-text.ts';
import { disarmReferences } from '../pulls/disarm-references.ts';
import { escapeMarkdown } from '../pulls/escape-markdown.ts';
import { markdownLink } from '../pulls/markdown-link.ts';
import { oneLine } from '../pulls/one-line.ts';
import { seconds } from '../pulls/seconds.ts';
import { tableRow } from '../pulls/table-row.ts';
import type { Outcome, PullLink } from './outcome.ts';
import { outcomeWords } from './outcome-words.ts';
import { totalsOf } from './totals.ts';

/**
 * Bytes of the table, so that the whole stays below what GitHub shows of one step (1 MiB).
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#step-isolation-and-limits
 */
const TABLE_BYTES = 700_000;
const COMPARE_BYTES = 200_000;

/** A finished run, for the job summary. */
export interface SummaryInput {
  readonly outcomes: readonly Outcome[];
  /** Undefined when no model was needed. */
  readonly modelKey?: string;
  readonly reportPath: string;
  readonly wallMilliseconds: number;
  readonly dryRun: boolean;
  /** What stopped the run, one sentence. */
  readonly fault?: string;
  /** Why there are no outcomes, where there is more to say than that no task was open: part of a sentence. */
  readonly idle?: string;
  /** Markdown of the week before, see `weekSection`. */
  readonly week?: string;
}

/** The job summary as Markdown of less than 1 MiB: every task with its outcome and reason, the totals, what to do. */
export function runSummary(run: SummaryInput): string {
  const { outcomes } = run;
  const sections = [
    `## OpenSpec Complete${run.dryRun ? ' (dry run: nothing was written)' : ''}`,
    totalsLine(run),
    ...(run.fault === undefined ? [] : [`**Stopped:** ${escapeMarkdown(cutEnd(run.fault, 2000))}`]),
    ...(outcomes.length > 0 ? [taskTable(outcomes)] : []),
    ...(outcomes.length === 0 && run.fault === undefined ? [idleLine(run.idle)] : []),
    ...forbiddenSection(outcomes),
    ...(run.week === undefined ? [] : [run.week]),
    `Whole logs and all numbers: ${code(run.reportPath)}`,
  ];
  return `${sections.join('\n\n')}\n`;
}

function idleLine(idle: string | undefined): string {
  return idle === undefined
    ? 'There was no open task to work on.'
    : `Nothing was worked on: ${escapeMarkdown(cutEnd(oneLine(idle), 500))}.`;
}

function totalsLine({ outcomes, modelKey, wallMilliseconds }: SummaryInput): string {
  const totals = totalsOf(outcomes);
  const blocked = totals.blocked === 0 ? '' : ` (${totals.blocked} of them blocked)`;
  return [
    `**${totals.completed} completed, ${totals.failed} failed, ${totals.skipped} skipped${blocked}**`,
    `${totals.rounds} ${totals.rounds === 1 ? 'round' : 'rounds'}`,
    `${totals.promptTokens + totals.completionTokens} tokens`,
    seconds(wallMilliseconds),
    ...(modelKey === undefined ? [] : [code(modelKey)]),
  ].join(' · ');
}

function taskTable(outcomes: readonly Outcome[]): string {
  // Tasks that were worked on come first: when rows must be left out, it is not these.
  const worked = outcomes.filter(({ kind }) => kind === 'completed' || kind === 'failed');
  const rest = outcomes.filter(({ kind }) => kind === 'blocked' || kind === 'skipped');
  return [
    '| Task | Outcome | Pull request | Rounds | Tokens | Time |',
    '| :-- | :-- | :-- | --: | --: | --: |',
    ...withinBytes([...worked, ...rest].map(taskRow), TABLE_BYTES, (left) =>
      tableRow(['…', `${left} more in the report`, '', '', '', '']),
    ),
  ].join('\n');
}

function taskRow(outcome: Outcome): string {
  const { task } = outcome;
  const { sign, word, reason } = outcomeWords(outcome);
  const worked = outcome.kind === 'completed' || outcome.kind === 'failed';
  const { rounds, promptTokens, completionTokens, milliseconds } = totalsOf([outcome]);
  return tableRow([
    `**${escapeMarkdown(cutEnd(`${task.change} ${task.id}`, 200))}** ${escapeMarkdown(cutEnd(task.title, 200))}`,
    `${sign} ${word}: ${escapeMarkdown(cutEnd(reason, 400))}`,
    worked && outcome.pull !== undefined ? pullCell(outcome.pull) : '',
    worked ? `${rounds}` : '',
    worked ? `${promptTokens + completionTokens}` : '',
    worked ? seconds(milliseconds) : '',
  ]);
}

function pullCell(pull: PullLink): string {
  if (pull.setting !== undefined) return markdownLink('compare', pull.url);
  return pull.number === 0 ? code(pull.branch) : markdownLink(`#${pull.number}`, pull.url);
}

function forbiddenSection(outcomes: readonly Outcome[]): readonly string[] {
  const pulls = outcomes.flatMap((outcome) =>
    (outcome.kind === 'completed' || outcome.kind === 'failed') && outcome.pull?.setting !== undefined
      ? [outcome.pull]
      : [],
  );
  if (pulls.length === 0) return [];
  const settings = [...new Set(pulls.map(({ setting = '' }) => setting))];
  const links = pulls.map(({ branch, url }) => `- ${markdownLink(`Open it for ${code(branch)}`, url)}`);
  return [
    '### GitHub did not let this workflow open pull requests',
    'The branches are pushed and nothing is lost: open them by hand with the links below, or change the setting and run again.',
    ...settings.map((setting) => escapeMarkdown(cutEnd(setting, 500))),
    withinBytes(links, COMPARE_BYTES, (left) => `- … ${left} more in the report`).join('\n'),
  ];
}

function withinBytes(
  lines: readonly string[],
  bytes: number,
  more: (left: number) => string,
): readonly string[] {
  let used = 0;
  const end = lines.findIndex((line) => {
    used += Buffer.byteLength(line) + 1;
    return used > bytes;
  });
  return end === -1 ? lines : [...lines.slice(0, end), more(lines.length - end)];
}

function code(text: string): string {
  return codeSpan(disarmReferences(cutEnd(oneLine(text), 300), 'prose'));
}
