import type { Command } from '../core/commands/command.ts';
import { statusTable } from '../core/commands/status-table.ts';
import { foundryBranch } from '../core/foundry/foundry-branch.ts';
import { type FoundryMarker, parseFoundryMarker } from '../core/foundry/foundry-marker.ts';
import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { codeSpan } from '../core/pulls/code-span.ts';
import { cutEnd } from '../core/pulls/cut-text.ts';
import { oneLine } from '../core/pulls/one-line.ts';
import type { Pull } from '../ports/pulls.ts';
import type { ReviewedPull } from '../ports/reviews.ts';
import { type Decision, type DecisionTools, isNamed, refuse } from './decision.ts';
import { foundryTasksAt } from './foundry-tasks-at.ts';
import { taskOfFoundry } from './task-of-foundry.ts';

/** A pull request of a FoundryTask. */
export interface OwnFoundryPull {
  readonly pull: ReviewedPull;
  readonly marker: FoundryMarker;
}

/** The marker can be copied and the branch be anybody's: both have to name the same task. */
export function ownFoundryPull(
  pull: ReviewedPull,
  { settings }: Pick<DecisionTools, 'settings'>,
): OwnFoundryPull | undefined {
  const marker = parseFoundryMarker(pull.body);
  return marker && pull.branch === foundryBranch(settings.branchPrefix, marker.task)
    ? { pull, marker }
    : undefined;
}

/** Decides what a command on the pull request of a FoundryTask comes to; undefined where it names something else. */
export async function decideFoundryCommand(
  command: Command,
  own: OwnFoundryPull,
  tools: DecisionTools,
): Promise<Decision | undefined> {
  switch (command.kind) {
    case 'status':
      return isNamed(command.names) ? undefined : tellStatus(tools);
    case 'retry':
      return isNamed(command.names) ? undefined : retry(own, command.options, tools);
    case 'revise':
      return refuse(
        'a brick is made of its source alone, so words change nothing; change the FoundryTask on the base branch, or comment `/complete retry` to fold it again',
      );
    default:
      return undefined;
  }
}

async function retry(
  { pull, marker }: OwnFoundryPull,
  options: Extract<Command, { kind: 'retry' }>['options'],
  { repository, base }: DecisionTools,
): Promise<Decision> {
  if (pull.state === 'merged') return refuse('this pull request is merged, and its FoundryTask is done');
  const listed = await foundryTasksAt(repository, base.commit);
  const own = listed.filter((one) => taskOfFoundry(one).id === marker.task);
  const pending = own.find(({ found }) => found.state === 'pending');
  if (pending && pending.doneAs === undefined)
    return { kind: 'fold', only: [`${TASK_FOLDER}/${pending.file}`], options };
  const id = codeSpan(cutEnd(oneLine(marker.task), 200));
  const what = own.length === 0 ? 'is gone from' : 'is no longer pending on';
  return refuse(`the FoundryTask ${id} ${what} ${codeSpan(base.branch)}`);
}

/** The FoundryTasks of the base branch and their open pull requests. */
async function tellStatus({ repository, base, pulls, settings, mask }: DecisionTools): Promise<Decision> {
  const listed = await foundryTasksAt(repository, base.commit);
  const tasks = listed.map((one) => ({ ...taskOfFoundry(one), done: one.found.state === 'done' }));
  const open = await pulls.listOpen(settings.branchPrefix);
  const complete = tasks.filter(({ done }) => done).length;
  const change = { name: 'foundry', files: [], total: tasks.length, complete, tasks };
  const markdown = statusTable(maskStrings([change], mask), (task) => {
    const pull = open.find(({ branch }) => branch === foundryBranch(settings.branchPrefix, task.id));
    return pull && { number: pull.number, url: pull.url, isProven: isDone(pull) };
  });
  return { kind: 'answer', isRefusal: false, markdown, reason: 'the status was asked for' };
}

function isDone({ body }: Pull): boolean {
  return parseFoundryMarker(body)?.valid === true;
}
