import type { GateResult } from '../core/verdicts/gate.ts';
import type { CommitId, SlotLease } from '../ports/repository.ts';
import type { Run } from './run.ts';
import { runVerifyTask } from './run-verify-task.ts';
import { UNPROVEN, type Work, type Workplace } from './work.ts';

/** Proves a `verify` task, nested boxes included, by its commands; no model is asked. */
export async function verifyWork({ job, lease }: Workplace, run: Run): Promise<Work> {
  const { task, start } = job;
  const { commands } = job.whole;
  const text = `running ${commands.map((line) => `\`${line}\``).join(', ')}`;
  run.progress.emit({ kind: 'stage', task: `${task.change}#${task.id}`, stage: 'judge', round: 0, text });
  return verifyCommands(lease, { commit: start.commit, commands }, run);
}

/** Runs the commands of a `verify` task on a commit. */
export async function verifyCommands(
  lease: SlotLease,
  order: { readonly commit: CommitId; readonly commands: readonly string[] },
  run: Run,
): Promise<Work> {
  const end = await runVerifyTask(run.shell, lease, { ...order, signal: run.signal });
  if (end.kind === 'proved') return { ...UNPROVEN, verdict: end.verdict };
  const { reason, compileLog, testLog } = end;
  const gate: GateResult = {
    gate: 'validate',
    result: 'failed',
    summary: reason,
    feedback: reason,
    milliseconds: 0,
  };
  const verdict = { ...UNPROVEN.verdict, gates: [gate], compileLog, testLog, feedback: reason };
  return { ...UNPROVEN, failure: reason, verdict };
}
