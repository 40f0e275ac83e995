import { boundedLines } from '../pulls/bounded-lines.ts';
import { cutEnd } from '../pulls/cut-text.ts';
import { escapeMarkdown } from '../pulls/escape-markdown.ts';
import { markdownLink } from '../pulls/markdown-link.ts';
import { tableRow } from '../pulls/table-row.ts';
import type { Change, Task } from '../tasks/task.ts';

/** An open pull request of a task. */
export interface TaskPull {
  readonly number: number;
  readonly url: string;
  readonly isProven: boolean;
}

const ROOM = 50_000;

/** The tasks of changes and their open pull requests, as Markdown; foreign text cannot break it. */
export function statusTable(
  changes: readonly Change[],
  pullOf: (task: Task) => TaskPull | undefined,
): string {
  if (changes.length === 0) return 'There is no open change.';
  const counts = changes.map(
    ({ name, complete, total }) => `**${escapeMarkdown(cutEnd(name, 200))}** ${complete}/${total}`,
  );
  const rows = changes.flatMap((change) => change.tasks.map((task) => taskRow(task, pullOf(task))));
  return [
    boundedLines(counts, 5000, (left) => `and ${left} more`).join(' · '),
    [
      '| Task | | Pull request |',
      '| :-- | :-- | :-- |',
      ...boundedLines(rows, ROOM, (left) => tableRow(['…', `${left} more`, ''])),
    ].join('\n'),
  ].join('\n\n');
}

function taskRow(task: Task, pull: TaskPull | undefined): string {
  const name = escapeMarkdown(cutEnd(`${task.change} ${task.id}`, 200));
  return tableRow([
    `**${name}** ${escapeMarkdown(cutEnd(task.title, 200))}`,
    stateOf(task, pull),
    pull ? markdownLink(`#${pull.number}`, pull.url) : '',
  ]);
}

function stateOf(task: Task, pull: TaskPull | undefined): string {
  if (task.done) return '✅ done';
  if (pull) return pull.isProven ? '🔀 proven, to be merged' : '❌ not proven';
  if (task.deferred) return '➖ deferred';
  return task.kind === 'manual' || task.kind === 'meta' ? '👤 for a person' : '⬜ open';
}
