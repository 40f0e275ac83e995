import { z } from 'zod';
import { cutEnd } from '../pulls/cut-text.ts';
import { escapeMarkdown } from '../pulls/escape-markdown.ts';
import { markdownLink } from '../pulls/markdown-link.ts';
import { oneLine } from '../pulls/one-line.ts';
import { tableRow } from '../pulls/table-row.ts';

/** The parts of a run's JSON report that a summary of several runs shows. */
const reportShape = z.object({
  version: z.literal(1),
  fault: z.string().nullish(),
  tasks: z.array(
    z.object({
      change: z.string(),
      task: z.string(),
      title: z.string(),
      outcome: z.enum(['completed', 'failed', 'blocked', 'skipped']),
      reason: z.string().optional(),
      status: z.string().optional(),
      pull: z.object({ number: z.number(), url: z.string(), branch: z.string() }).optional(),
    }),
  ),
});
type JointTask = z.output<typeof reportShape>['tasks'][number];

/** A file that should be a report, parsed. */
export interface ReportFile {
  readonly name: string;
  /** JSON, or undefined when it is none. */
  readonly content: unknown;
}

const SIGNS = { completed: '✅', failed: '❌', blocked: '⏸️', skipped: '➖' } as const;
const OUTCOMES = ['completed', 'failed', 'blocked', 'skipped'] as const;
/** Rows; with cells as long as they can be the table stays below the 1 MiB that GitHub shows of a step. */
const MOST_ROWS = 500;

/**
 * One job summary of the runs of a matrix, as Markdown: every task once, as the run that did most with it tells
 * it, the totals, and what stopped a run. Files that are no report are named. Foreign text is escaped.
 */
export function jointSummary(files: readonly ReportFile[]): string {
  const read = files.map(({ name, content }) => ({ name, report: reportShape.safeParse(content).data }));
  const tasks = new Map<string, JointTask>();
  for (const task of read.flatMap(({ report }) => report?.tasks ?? [])) {
    const name = `${task.change}#${task.task}`;
    const known = tasks.get(name);
    if (!known || weight(task) < weight(known)) tasks.set(name, task);
  }
  const all = [...tasks.values()].toSorted((a, b) => weight(a) - weight(b));
  const total = (outcome: JointTask['outcome']) => all.filter((task) => task.outcome === outcome).length;
  const rows = all.slice(0, MOST_ROWS).map(taskRow);
  const troubles = read.flatMap(({ name, report }) => {
    if (!report) return [`${name} is no report of this program`];
    return report.fault ? [report.fault] : [];
  });
  const sections = [
    '## OpenSpec Complete',
    `**${OUTCOMES.map((outcome) => `${total(outcome)} ${outcome}`).join(', ')}** in ${files.length} ${files.length === 1 ? 'run' : 'runs'}`,
    ...[...new Set(troubles)].map(
      (trouble) => `**Stopped:** ${escapeMarkdown(cutEnd(oneLine(trouble), 1000))}`,
    ),
    all.length === 0
      ? 'There was no open task to work on.'
      : ['| Task | Outcome | Pull request |', '| :-- | :-- | :-- |', ...rows].join('\n'),
    ...(all.length > MOST_ROWS ? [`… and ${all.length - MOST_ROWS} more in the reports`] : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

/** What a run did with a task comes before what another run left undone. */
function weight({ outcome }: JointTask): number {
  return OUTCOMES.indexOf(outcome);
}

function taskRow({ change, task, title, outcome, status, reason, pull }: JointTask): string {
  const said = (text: string, longest: number) => escapeMarkdown(cutEnd(oneLine(text), longest));
  const why = reason ?? status ?? '';
  return tableRow([
    `**${said(`${change} ${task}`, 200)}** ${said(title, 200)}`,
    `${SIGNS[outcome]} ${outcome}${why === '' ? '' : `: ${said(why, 400)}`}`,
    pull === undefined
      ? ''
      : pull.number === 0
        ? said(pull.branch, 200)
        : markdownLink(`#${pull.number}`, pull.url),
  ]);
}
