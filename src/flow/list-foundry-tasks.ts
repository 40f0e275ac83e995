import { brickDestination } from '../core/foundry/brick-destination.ts';
import { type ParsedFoundryTask, parseFoundryTask } from '../core/foundry/parse-foundry-task.ts';
import { plainName } from '../core/foundry/plain-name.ts';
import { printTaskFile, type TaskState } from '../core/foundry/task-file.ts';
import type { FoundryTasks, FoundTask } from '../ports/foundry-tasks.ts';

/** A task of the folder, and what keeps it from being worked on. */
export interface ListedTask {
  /** Its file name as it is now. */
  readonly file: string;
  readonly found: FoundTask;
  readonly parsed: ParsedFoundryTask;
  /** The file of a done task with the same name or id; of a pending one. */
  readonly doneAs?: string;
  /** The file of another task that is done or before it, with the same id or destination: its brick would be written over. */
  readonly clashesWith?: string;
}

/** All tasks by file name. A file that a dead process left under two names is listed once. */
export async function listFoundryTasks(tasks: Pick<FoundryTasks, 'list'>): Promise<readonly ListedTask[]> {
  const all = await tasks.list();
  const claimed = new Set(all.flatMap(({ base, state }) => (state === 'claimed' ? [base] : [])));
  const listed = all
    .filter(({ base, state }) => state === 'claimed' || !claimed.has(base))
    .map((found) => ({ file: printTaskFile(found), found, parsed: parsed(found) }));
  const byRight = listed.toSorted((a, b) => ORDER[a.found.state] - ORDER[b.found.state]);
  return listed.map((one) => ({ ...one, ...doneAs(one, listed), ...clashesWith(one, byRight) }));
}

function parsed({ bytes, unread = 'it is larger than a MiB' }: FoundTask): ParsedFoundryTask {
  return bytes ? parseFoundryTask(bytes) : { ok: false, why: unread };
}

function doneAs(one: ListedTask, all: readonly ListedTask[]): Pick<ListedTask, 'doneAs'> {
  if (one.found.state !== 'pending') return {};
  const done = all.find(
    ({ found, parsed }) =>
      found.state === 'done' && (found.stem === one.found.stem || sameId(parsed, one.parsed)),
  );
  return done ? { doneAs: done.file } : {};
}

/** Of two tasks that want one brick, the one whose state comes first here has it, then the one whose name does. */
const ORDER: Readonly<Record<TaskState, number>> = { done: 0, claimed: 1, pending: 2, failed: 3 };

/** @param all by who has a brick that several want */
function clashesWith(one: ListedTask, all: readonly ListedTask[]): Pick<ListedTask, 'clashesWith'> {
  const other = all.slice(0, all.indexOf(one)).find(({ found, parsed }) => {
    if (found.state === 'failed' || found.base === one.found.base) return false;
    const [wantsId, wantsBrick] = [sameId(parsed, one.parsed), samePlace(parsed, one.parsed)];
    // Done under the same id, it is the same task: see doneAs.
    return found.state === 'done' ? wantsBrick && !wantsId : wantsBrick || wantsId;
  });
  return other ? { clashesWith: other.file } : {};
}

/** Ids whose branch would be the same are the same: one can be written so that it is what another becomes. */
function sameId(a: ParsedFoundryTask, b: ParsedFoundryTask): boolean {
  return a.ok && b.ok && plainName(a.task.task_id) === plainName(b.task.task_id);
}

function samePlace(a: ParsedFoundryTask, b: ParsedFoundryTask): boolean {
  if (!a.ok || !b.ok || a.task.type === 'analyze_system' || b.task.type === 'analyze_system') return false;
  const [one, other] = [brickDestination(a.task), brickDestination(b.task)];
  return one.ok && other.ok && one.path === other.path;
}
