import type { Verdict } from '../core/verdicts/attempt.ts';
import { doubtCommand } from '../core/verdicts/doubt-command.ts';
import { logTail } from '../core/verdicts/log-tail.ts';
import { refuseCommand } from '../core/verdicts/refuse-command.ts';
import type { CommitId, SlotLease } from '../ports/repository.ts';
import type { Shell } from '../ports/toolchain.ts';

/** How a `verify` task ended: proved by its commands, or not, and why. */
export type Verification =
  | { readonly kind: 'proved'; readonly verdict: Verdict }
  | { readonly kind: 'refused'; readonly reason: string; readonly log: string };

export interface VerifyOrder {
  readonly commit: CommitId;
  /** Command lines of the task, in order. */
  readonly commands: readonly string[];
  readonly signal?: AbortSignal;
}

/** Runs the commands of a `verify` task on the base, without a model. Nothing runs unless all of them are allowed. */
export async function runVerifyTask(
  shell: Shell,
  lease: SlotLease,
  { commit, commands, signal }: VerifyOrder,
): Promise<Verification> {
  const proofs = commands.map(asProof);
  if (proofs.length === 0)
    return { kind: 'refused', reason: 'the task names no command that could prove it', log: '' };
  const refused = proofs.map(refuseCommand).find((reason) => reason !== undefined);
  if (refused) return { kind: 'refused', reason: refused, log: '' };
  await lease.reset(commit);
  const started = performance.now();
  const logs: string[] = [];
  for (const line of proofs) {
    const run = await shell.run(lease.slot, line, signal);
    logs.push(`$ ${line}\n${run.log}`.trimEnd());
    const doubt = run.ok ? doubtCommand(line, run.log) : undefined;
    if (doubt) return { kind: 'refused', reason: doubt, log: logs.join('\n\n') };
    if (run.ok) continue;
    // cargo ends with a list of what it has or with a hint; what went wrong stands before it.
    const last = /^error(?:\[\w+\])?: .*$/m.exec(run.log)?.[0] ?? logTail(run.log, 1).trim();
    const how = run.timedOut ? 'did not finish in time' : `failed${last === '' ? '' : `: ${last}`}`;
    return { kind: 'refused', reason: `\`${line}\` ${how}`, log: logs.join('\n\n') };
  }
  const summary = `${proofs.map((line) => `\`${line}\``).join(', ')} passed`;
  const milliseconds = Math.round(performance.now() - started);
  return {
    kind: 'proved',
    verdict: {
      valid: true,
      gates: [{ gate: 'validate', result: 'passed', summary, feedback: '', milliseconds }],
      errorsByCode: [],
      newWarnings: 0,
      compileLog: logs.join('\n\n'),
      testLog: '',
      feedback: '',
      testsPassed: 0,
      testsFailed: 0,
    },
  };
}

/** A proof changes nothing: `cargo fmt` would have nothing to do exactly when `cargo fmt --check` passes. */
function asProof(line: string): string {
  return /^cargo fmt\b/.test(line) && !/\s--check\b/.test(line)
    ? line.replace(/^cargo fmt/, 'cargo fmt --check')
    : line;
}
