import { parseTaskFile, printTaskFile, TASK_FOLDER } from './task-file.ts';

/** What the commit of one FoundryTask changes, or the first path that none changes. */
export type OwnFoundryPaths =
  | {
      readonly ok: true;
      /** The task's file with its result. */
      readonly done: string;
      /** Paths of bricks. */
      readonly bricks: readonly string[];
    }
  | { readonly ok: false; readonly why: string };

const BESIDE = /^bricks\/(?:[^/]+\/)*[^/]+\.(?:brick|brick\.json|bricks\.json|png)$/;

/** Sorts the changed paths of a commit: the renamed file of one task, its analysis, and what is below `bricks/`. */
export function ownFoundryPaths(changed: readonly string[]): OwnFoundryPaths {
  const done = changed.find((path) => taskAt(path)?.state === 'done');
  const task = done === undefined ? undefined : taskAt(done);
  if (done === undefined || !task) return { ok: false, why: 'it finishes no FoundryTask' };
  const own = new Set([
    done,
    `${TASK_FOLDER}/${printTaskFile({ base: task.base, state: 'pending' })}`,
    `${TASK_FOLDER}/${task.stem}.analysis.json`,
  ]);
  const foreign = changed.find((path) => !own.has(path) && !BESIDE.test(path));
  if (foreign !== undefined)
    return { ok: false, why: `it changes ${foreign}, which the FoundryTask does not` };
  return { ok: true, done, bricks: changed.filter((path) => path.endsWith('.brick')) };
}

function taskAt(path: string) {
  const name = path.startsWith(`${TASK_FOLDER}/`) ? path.slice(TASK_FOLDER.length + 1) : '/';
  return name.includes('/') ? undefined : parseTaskFile(name);
}
