import type { CommentEvent } from '../core/commands/classify-comment.ts';
import { COMMAND_WORDS, type CommandNames } from '../core/commands/command.ts';
import { helpText } from '../core/commands/help-text.ts';
import { findNamedWork } from '../core/commands/named-work.ts';
import { Fault } from '../core/fault.ts';
import { escapeMarkdown } from '../core/pulls/escape-markdown.ts';
import { issueChange } from '../core/tasks/issue-task.ts';
import type { Change } from '../core/tasks/task.ts';
import { closestName } from '../core/text/closest-name.ts';
import type { ChangeSource } from '../ports/change-source.ts';
import { planTasks } from './plan-tasks.ts';

/** What a command without a pull request of its own is about. */
export type ChosenWork =
  | { readonly kind: 'named'; readonly names: CommandNames }
  | { readonly kind: 'issue'; readonly change: Change }
  /** `answer` is safe Markdown; `reason` plain text, part of a sentence. */
  | { readonly kind: 'refused'; readonly answer: string; readonly reason: string };

/**
 * Names of the command first, then what the issue names, then the issue itself; a pull request that is not this
 * program's own names nothing by itself. Throws the faults of reading changes but for unknown names and no changes.
 */
export async function chooseWork(
  names: CommandNames,
  event: CommentEvent,
  source: ChangeSource,
): Promise<ChosenWork> {
  if (names.changes.length > 0 || names.tasks.length > 0) return checkNames(names, source);
  if (event.isPull) {
    const reason = 'this is not one of my pull requests';
    return { kind: 'refused', reason, answer: helpText(`${reason}, so say which change or task is meant`) };
  }
  const named = findNamedWork(`${event.title}\n${event.description}`, await changesOf(source));
  if (named.changes.length > 0 || named.tasks.length > 0) return { kind: 'named', names: named };
  const { issue: number, title, description: body, url } = event;
  return { kind: 'issue', change: issueChange({ number, title, body, url }) };
}

async function checkNames(names: CommandNames, source: ChangeSource): Promise<ChosenWork> {
  try {
    await planTasks(source, { ...names, order: 'independent', maxTasks: 1, skip: [] });
    return { kind: 'named', names };
  } catch (error) {
    if (!(error instanceof Fault) || !UNKNOWN.has(error.code)) throw error;
    const [first] = names.changes;
    const word = first === undefined ? undefined : closestName(first, COMMAND_WORDS);
    const what = error.code === 'unknown-task' ? 'task' : 'change';
    const near = word === undefined ? '' : ` (did you mean \`/complete ${word}\`?)`;
    const problem = `there is no ${what} ${escapeMarkdown(error.at.slice(0, 500))}${near}`;
    return {
      kind: 'refused',
      reason: `there is no ${what} ${error.at.slice(0, 500)}`,
      answer: helpText(`${problem}${await listChanges(source)}`),
    };
  }
}

const UNKNOWN: ReadonlySet<string> = new Set(['unknown-change', 'unknown-task', 'no-openspec']);
const MOST_LISTED = 20;

async function listChanges(source: ChangeSource): Promise<string> {
  const names = (await changesOf(source)).map(({ name }) => escapeMarkdown(name.slice(0, 100)));
  if (names.length === 0) return '; there is no change in this repository';
  const left = names.length - MOST_LISTED;
  return `; there are ${names.slice(0, MOST_LISTED).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** A repository without OpenSpec has issues too. */
async function changesOf(source: ChangeSource): Promise<readonly Change[]> {
  try {
    return await source.changes();
  } catch (error) {
    if (error instanceof Fault && error.code === 'no-openspec') return [];
    throw error;
  }
}
