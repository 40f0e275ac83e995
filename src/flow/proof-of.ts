import { maskStrings } from '../core/policy/mask-strings.ts';
import type { Proof } from '../core/pulls/proof.ts';
import type { Attempt } from '../core/verdicts/attempt.ts';
import { coverScenarios } from '../core/verdicts/cover-scenarios.ts';
import type { Run } from './run.ts';
import type { Work, Workplace } from './work.ts';

/** What was committed of the work. */
export interface Committed {
  readonly commit: string;
  readonly tree: string;
}

/** Everything that is told of the work on a task, logs whole and secrets hidden. */
export function proofOf(
  { job, work, baseline, started }: Workplace & { readonly work: Work; readonly started: Date },
  committed: Committed,
  run: Run,
): Proof {
  const { task, start } = job;
  const { verdict, card } = work;
  const { temperature, seed } = run.settings.model;
  const proof: Proof = {
    task,
    taskUrl: task.issue?.url ?? run.pulls.lineUrl(start.commit, task.file, job.ticked?.line ?? task.line),
    valid: verdict.valid,
    ...(verdict.valid ? {} : { failure: work.failure ?? 'a gate failed' }),
    gates: verdict.gates,
    ...(work.profile && { profile: work.profile }),
    model: card
      ? { ...card, temperature, ...(seed === undefined ? {} : { seed }) }
      : { key: 'none', endpointKind: 'none' },
    attempts: work.attempts,
    ...(work.quality && { quality: { ...work.quality, newWarnings: verdict.newWarnings } }),
    scenarios: coverScenarios(job.documents.scenarios, work.passedTests),
    risks: work.risks,
    warnings: [
      ...(run.sandbox.name === 'off'
        ? ['The sandbox was off: this code ran with the rights of the runner.']
        : []),
      ...fallbackWarning(work.attempts),
    ],
    ...(run.notes && { notes: run.notes }),
    compileLog: verdict.compileLog,
    testLog: verdict.testLog,
    toolchain: { rustc: baseline.workspace.rustc, cargo: baseline.workspace.cargo },
    tree: committed.tree,
    base: job.since ?? start.commit,
    head: committed.commit,
    wallMilliseconds: run.clock.now().getTime() - started.getTime(),
    reportPath: run.reportPath,
  };
  return maskStrings(proof, run.mask);
}

/** That code left the machine is nothing to be found out from a table. */
function fallbackWarning(attempts: readonly Attempt[]): readonly string[] {
  const remote = attempts.filter(({ backend }) => backend === 'remote').length;
  if (remote === 0) return [];
  const rounds = `${remote} of ${attempts.length} ${attempts.length === 1 ? 'round' : 'rounds'}`;
  return [`The remote fallback answered ${rounds}, because no LM Studio endpoint was usable.`];
}
