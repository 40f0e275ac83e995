import type { CommentEvent } from '../core/commands/classify-comment.ts';
import type { Command, CommandNames, CommandOptions } from '../core/commands/command.ts';
import { helpText } from '../core/commands/help-text.ts';
import { parseComment } from '../core/commands/parse-comment.ts';
import { revisionNotes } from '../core/commands/revision-notes.ts';
import { statusTable } from '../core/commands/status-table.ts';
import { maskStrings } from '../core/policy/mask-strings.ts';
import { isBranchOf } from '../core/pulls/branch-name.ts';
import { parseMarker } from '../core/pulls/marker.ts';
import type { Marker } from '../core/pulls/proof.ts';
import { unitOf } from '../core/tasks/unit-of.ts';
import type { ReviewedPull } from '../ports/reviews.ts';
import { changeOfPull } from './change-of-pull.ts';
import { type ChosenWork, chooseWork } from './choose-work.ts';
import { decideFoundryCommand, ownFoundryPull } from './decide-foundry-command.ts';
import { type Decision, type DecisionTools, isNamed, refuse } from './decision.ts';
import { gatherWishes } from './gather-wishes.ts';
import { isProven } from './is-proven.ts';

/** Decides what a command comes to; reads, writes nothing. Throws `github-*` and git faults and those of reading changes. */
export async function decideCommand(
  command: Command,
  event: CommentEvent,
  tools: DecisionTools,
): Promise<Decision> {
  if (command.kind === 'help')
    return { kind: 'answer', isRefusal: false, markdown: helpText(), reason: 'help was asked for' };
  const pull = event.isPull ? await tools.reviews.pull(event.issue) : undefined;
  if (event.isPull && (!pull || pull.isFork))
    return refuse('pull requests from forks are never checked out, built or revised');
  const foundry = pull && ownFoundryPull(pull, tools);
  const decided = foundry && (await decideFoundryCommand(command, foundry, tools));
  if (decided) return decided;
  const own = pull && ownPull(pull, tools);
  switch (command.kind) {
    case 'status':
      return tellStatus(isNamed(command.names) || !own ? command.names : namesOf(own), event, tools);
    case 'retry':
      if (own && !isNamed(command.names)) return retryPull(own, command.options, tools);
      return complete(await chooseWork(command.names, event, tools.source), command.options, true);
    case 'complete':
      return complete(await chooseWork(command.names, event, tools.source), command.options, false);
    case 'revise':
      return own ? revise(command, own, { event, tools }) : completeFromOther(event, tools);
  }
}

interface OwnPull {
  readonly pull: ReviewedPull;
  readonly marker: Marker;
}

/** The prefix can be anybody's, and the marker can be copied: both together are ours. */
function ownPull(pull: ReviewedPull, { settings }: DecisionTools): OwnPull | undefined {
  const marker = pull.branch.startsWith(settings.branchPrefix) ? parseMarker(pull.body) : undefined;
  return marker && { pull, marker };
}

/** On a pull request of somebody else a command names changes as on an issue; nothing of the pull request is used. */
async function completeFromOther(event: CommentEvent, tools: DecisionTools): Promise<Decision> {
  const parsed = parseComment(event.text, 'issue');
  if (parsed.kind !== 'command' || parsed.command.kind !== 'complete')
    return refuse(parsed.kind === 'wrong' ? parsed.problem : 'this is not one of my pull requests');
  const { names, options } = parsed.command;
  return complete(await chooseWork(names, event, tools.source), options, false);
}

function complete(work: ChosenWork, options: CommandOptions, redo: boolean): Decision {
  switch (work.kind) {
    case 'refused':
      return { kind: 'answer', isRefusal: true, markdown: work.answer, reason: work.reason };
    case 'named':
      return { kind: 'complete', names: work.names, options, redo };
    case 'issue': {
      const { change } = work;
      return { kind: 'complete', names: { changes: [change.name], tasks: [] }, options, redo, change };
    }
  }
}

async function retryPull(
  { pull, marker }: OwnPull,
  options: CommandOptions,
  { source }: DecisionTools,
): Promise<Decision> {
  if (/^issue-\d+$/.test(marker.change))
    return refuse(`comment \`/complete retry\` on ${marker.change.replace('-', ' ')}, which this is about`);
  const names = { changes: [], tasks: [`${marker.change}#${marker.task}`] };
  const change = await changeOfPull(pull, marker, source);
  const task = change?.tasks.find((one) => one.id === marker.task);
  return { kind: 'complete', names, options, redo: true, ...(task && { unit: unitOf(task) }) };
}

async function revise(
  command: Extract<Command, { kind: 'revise' }>,
  { pull, marker }: OwnPull,
  { event, tools }: { readonly event: CommentEvent; readonly tools: DecisionTools },
): Promise<Decision> {
  if (pull.state !== 'open')
    return refuse(`this pull request is ${pull.state}; \`/complete retry\` works on its task again`);
  const tip = await tools.branches.tip(pull.branch);
  if (tip === undefined) return refuse('the branch of this pull request is gone');
  const commit = await tools.repository.resolve(tip);
  const change = await changeOfPull(pull, marker, tools.sourceAt(commit));
  const task = change?.tasks.find((one) => one.id === marker.task);
  if (!change || !task)
    return refuse('the task of this pull request is no longer in the tasks file of its branch');
  if (task.kind === 'verify') return refuse('its task only runs commands, so there is nothing to write');
  const asked = { author: event.author, said: command.said };
  const wishes = await gatherWishes({ ...pull, head: commit }, asked, tools);
  const notes = revisionNotes(wishes);
  if (notes.length === 0)
    return refuse(
      'there is no open review comment and no failed check here; say what to change behind the command',
    );
  const files = wishes.remarks.map(({ path }) => path);
  return {
    kind: 'revise',
    revision: { pull, marker, task, notes, files },
    options: command.options,
    base: { branch: pull.base, commit },
    change,
  };
}

async function tellStatus(names: CommandNames, event: CommentEvent, tools: DecisionTools): Promise<Decision> {
  const work = event.isPull && !isNamed(names) ? undefined : await chooseWork(names, event, tools.source);
  if (work?.kind === 'refused')
    return { kind: 'answer', isRefusal: true, markdown: work.answer, reason: work.reason };
  const changes = work?.kind === 'issue' ? [work.change] : await tools.source.changes(changesIn(work?.names));
  const open = await tools.pulls.listOpen(tools.settings.branchPrefix);
  const shown = maskStrings(changes, tools.mask);
  const markdown = statusTable(shown, (task) => {
    const key = { change: task.change, id: task.id };
    const pull = open.find((one) => isBranchOf(tools.settings.branchPrefix, key, one.branch));
    return pull && { number: pull.number, url: pull.url, isProven: isProven(pull) };
  });
  return { kind: 'answer', isRefusal: false, markdown, reason: 'the status was asked for' };
}

/** Undefined: all, also where a bare id does not say of which change. */
function changesIn(names: CommandNames | undefined): readonly string[] | undefined {
  if (!names || names.tasks.some((task) => !task.includes('#'))) return undefined;
  return [...names.changes, ...names.tasks.map((task) => task.slice(0, task.lastIndexOf('#')))];
}

function namesOf({ marker }: OwnPull): CommandNames {
  return { changes: [marker.change], tasks: [] };
}
