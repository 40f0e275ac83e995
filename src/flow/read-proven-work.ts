import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { createPathPolicy } from '../core/policy/path-policy.ts';
import type { RepositoryPolicy } from '../core/policy/settings.ts';
import type { Claim } from '../core/pulls/read-claim.ts';
import { boxesOf } from '../core/tasks/boxes-of.ts';
import type { Change, Task } from '../core/tasks/task.ts';
import { TaskTree } from '../core/tasks/task-tree.ts';
import { tickTask } from '../core/tasks/tick-task.ts';
import { wholeTask } from '../core/tasks/whole-task.ts';
import { decodeText } from '../core/text/decode-text.ts';
import type { Repository } from '../ports/repository.ts';

/** What a pull request did, as far as it is this program's kind of work. */
export type ProvenWork =
  | {
      readonly kind: 'work';
      /** The task with its nested boxes. */
      readonly task: Task;
      /** Texts of the base at the changed paths, and what became of them; the ticked file is left out. */
      readonly before: FileTexts;
      readonly changes: FileChanges;
    }
  /** Why this program cannot have made it, one sentence. */
  | { readonly kind: 'foreign'; readonly why: string };

export interface ProvenWorkPlace {
  readonly repository: Repository;
  /** The change of the claim at its base; undefined when there is none. */
  readonly change: Change | undefined;
  readonly policy: Pick<RepositoryPolicy, 'allow' | 'deny' | 'skip'>;
}

/**
 * Reads the difference between the claim's two commits. It has to be the ticks of the claim's task, byte by byte, and
 * plain text files at paths that the policy opens: anything else no gate has judged.
 */
export async function readProvenWork(claim: Claim, place: ProvenWorkPlace): Promise<ProvenWork> {
  const { repository, change } = place;
  const task = change?.tasks.find((one) => one.id === claim.task);
  if (!change || !task) return foreign(`its base has no task ${claim.change}#${claim.task}`);
  if (task.done) return foreign(`the box of ${claim.change}#${claim.task} is ticked on its base already`);
  const nested = new TaskTree(change, place.policy.skip).nested(task);
  const paths = await repository.changedPaths(claim.base, claim.head);
  const [old, now] = await Promise.all([
    repository.read(claim.base, [...paths, task.file]),
    repository.read(claim.head, [...paths, task.file]),
  ]);
  if (!task.issue && !isTicked(old.get(task.file), now.get(task.file), boxesOf(task, nested)))
    return foreign(`${task.file} does not differ from the base by exactly the ticks of ${claim.task}`);
  const others = paths.filter((path) => path !== task.file);
  const refused = await refusal(claim, others, place);
  if (refused !== undefined) return foreign(refused);
  const texts = { before: new Map<string, string>(), changes: new Map<string, string | null>() };
  for (const path of others) {
    const [was, is] = [textAt(old, path), textAt(now, path)];
    if (was === undefined || is === undefined) return foreign(`${path} is no text`);
    if (was !== null) texts.before.set(path, was);
    texts.changes.set(path, is);
  }
  return { kind: 'work', task: wholeTask(task, nested), ...texts };
}

/** Whether the file differs by exactly these ticks. */
function isTicked(
  before: Uint8Array | undefined,
  after: Uint8Array | undefined,
  boxes: readonly Task[],
): boolean {
  const ticked = before && boxes.length > 0 ? tickTask(before, boxes) : undefined;
  return ticked?.kind === 'ticked' && after !== undefined && Buffer.compare(ticked.bytes, after) === 0;
}

/** null where there is no file, undefined where it is no text. */
function textAt(files: ReadonlyMap<string, Uint8Array>, path: string): string | null | undefined {
  const bytes = files.get(path);
  return bytes === undefined ? null : decodeText(bytes);
}

/** Why one of the paths cannot be this program's work. cargo writes Cargo.lock itself. */
async function refusal(
  claim: Claim,
  paths: readonly string[],
  { repository, policy }: ProvenWorkPlace,
): Promise<string | undefined> {
  const modesAt = async (commit: string) =>
    new Map((await repository.list(commit)).map(({ path, mode }) => [path, mode]));
  const [old, now] = await Promise.all([modesAt(claim.base), modesAt(claim.head)]);
  const judge = createPathPolicy({ modes: old, allow: policy.allow, deny: policy.deny });
  for (const path of paths) {
    const mode = now.get(path);
    if (mode !== undefined && mode !== (old.get(path) ?? '100644')) return `${path} has the mode ${mode}`;
    const verdict = path === 'Cargo.lock' ? undefined : judge(path);
    if (verdict && !verdict.allowed) return `it changes ${path}, which is closed`;
  }
  return undefined;
}

function foreign(why: string): ProvenWork {
  return { kind: 'foreign', why };
}
