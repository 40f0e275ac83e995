import type { FileChanges, FileTexts } from '../core/edits/edit.ts';
import { classifyProfile } from '../core/profiles/classify-profile.ts';
import type { Task } from '../core/tasks/task.ts';
import { asProof } from '../core/verdicts/as-proof.ts';
import type { Verdict } from '../core/verdicts/attempt.ts';
import { problemOf } from '../core/verdicts/problem-of.ts';
import type { CommitId, SlotLease } from '../ports/repository.ts';
import { judgeCandidate } from './judge-candidate.ts';
import { readShaders } from './read-shaders.ts';
import type { Run } from './run.ts';
import type { Baseline } from './take-baseline.ts';
import { verifyCommands } from './verify-work.ts';

/** What the gates say of a finished task on another base. */
export interface JudgedMove {
  readonly verdict: Verdict;
  /** What is to be committed, the tick left out. */
  readonly changes: FileChanges;
  /** One sentence, when it is not valid. */
  readonly failure?: string;
  readonly asBase?: Baseline;
}

/** Where it is to stand. */
export interface NewBase {
  readonly lease: SlotLease;
  readonly baseline: Baseline;
  readonly commit: CommitId;
}

export interface MovedTask {
  /** The task with the boxes nested in it. */
  readonly whole: Task;
  /** What it changes there. */
  readonly carried: { readonly changes: FileChanges; readonly before: FileTexts };
}

/** Runs the gates of the task's kind on changes that were made on another base; no model is asked. */
export async function judgeMoved(
  { lease, baseline, commit }: NewBase,
  moved: MovedTask,
  run: Run,
): Promise<JudgedMove> {
  const { whole, carried } = moved;
  if (whole.kind === 'verify') {
    const { verdict, changes, failure } = await verifyCommands(
      lease,
      { commit, commands: whole.commands },
      run,
    );
    return { verdict, changes, ...(failure === undefined ? {} : { failure }) };
  }
  const proofs = whole.commands.map(asProof);
  const excused = baseline.failingCommands.filter((line) => !proofs.includes(line));
  await lease.reset(commit);
  const { verdict, changes, asBase } = await judgeCandidate(run, lease, {
    baseline: { ...baseline, failingCommands: excused },
    ...carried,
    kind: whole.kind,
    askedCode: whole.mentions.code,
    profile: classifyProfile({
      task: whole,
      packages: baseline.workspace.packages,
      paths: [...carried.changes.keys()],
    }),
    shaders: () => readShaders(run.repository, commit),
    validate: run.settings.policy.validate,
    proofs,
    signal: run.signal,
  });
  return {
    verdict,
    changes,
    ...(verdict.valid ? {} : { failure: problemOf(verdict) }),
    ...(asBase ? { asBase } : {}),
  };
}
