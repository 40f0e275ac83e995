import { TASK_FOLDER } from '../core/foundry/task-file.ts';
import type { TaskResult } from '../core/foundry/task-result.ts';
import { shellWord } from '../core/pulls/shell-word.ts';
import type { EarlierTask } from '../ports/foundry-tasks.ts';
import type { FoundryWork } from './run-foundry-task.ts';

export interface WorkRecord {
  readonly work: FoundryWork;
  /** What stands before `.task.json` in the name of the task's file. */
  readonly stem: string;
  readonly version: string;
  readonly started: Date;
  readonly ended: Date;
  /** What the result takes the place of. */
  readonly earlier?: readonly EarlierTask[];
  /** On fields of the task that changed nothing. */
  readonly note?: string | undefined;
}

/** What the file of a task says about the work on it. Paths are relative to the repository's root. */
export function foundryResult({
  work,
  stem,
  version,
  started,
  ended,
  earlier = [],
  note,
}: WorkRecord): TaskResult {
  const frame = {
    finished_at: ended.toISOString(),
    seconds: (ended.getTime() - started.getTime()) / 1000,
    tool: { name: 'openspec-complete', version },
    next_step: foundryNextStep(work, stem),
    ...(note === undefined ? {} : { note }),
    ...(earlier.length === 0 ? {} : { replaces: earlier.map(replaced) }),
  };
  switch (work.kind) {
    case 'failed':
      return { outcome: 'failed', reason: work.reason, ...frame };
    case 'analysed':
      return { outcome: 'done', semantic: work.analysis.semantic.state, ...frame };
    case 'folded':
      return {
        outcome: 'done',
        bricks: work.bricks.map(({ path, sidecar }) => ({
          brick: `bricks/${path}`,
          source: sidecar.source.path,
          size: sidecar.source.size,
          sha256: sidecar.source.sha256,
          semantic: sidecar.semantic.state,
        })),
        left_out: work.leftOut,
        left_out_total: work.leftOutTotal,
        ...frame,
      };
  }
}

function replaced({ file, result }: EarlierTask) {
  return { file, outcome: result?.outcome, reason: result?.reason, finished_at: result?.['finished_at'] };
}

/** A command for the user, to be run in the repository's root; of a failed task with what has to come before it. */
export function foundryNextStep(work: FoundryWork, stem: string): string {
  if (work.kind === 'failed')
    return `openspec-complete foundry run ${shellWord(stem)}  # after correcting the task or its source`;
  if (work.kind === 'analysed') return `cat ${shellWord(`${TASK_FOLDER}/${stem}.analysis.json`)}`;
  const [only, ...others] = work.bricks;
  if (!only || others.length > 0) return 'openspec-complete view';
  return `openspec-complete foundry inspect ${shellWord(`bricks/${only.path}`)}`;
}
