import { asProof } from '../core/verdicts/as-proof.ts';
import type { Verdict } from '../core/verdicts/attempt.ts';
import { doubtCommand } from '../core/verdicts/doubt-command.ts';
import { logTail } from '../core/verdicts/log-tail.ts';
import { refuseCommand } from '../core/verdicts/refuse-command.ts';
import type { CommitId, SlotLease } from '../ports/repository.ts';
import type { Shell } from '../ports/toolchain.ts';

/** How a `verify` task ended: proved by its commands, or not, and why. */
export type Verification =
  | { readonly kind: 'proved'; readonly verdict: Verdict }
  | ({ readonly kind: 'refused'; readonly reason: string } & Logs);

type Logs = Pick<Verdict, 'compileLog' | 'testLog'>;

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
    return { kind: 'refused', reason: 'the task names no command that could prove it', ...printed([]) };
  const refused = proofs.map(refuseCommand).find((reason) => reason !== undefined);
  if (refused) return { kind: 'refused', reason: refused, ...printed([]) };
  await lease.reset(commit);
  const started = performance.now();
  const logs: CommandLog[] = [];
  for (const line of proofs) {
    const run = await shell.run(lease.slot, line, signal);
    logs.push({ line, log: `$ ${line}\n${run.log}`.trimEnd() });
    const doubt = run.ok ? doubtCommand(line, run.log) : undefined;
    if (doubt) return { kind: 'refused', reason: doubt, ...printed(logs) };
    if (run.ok) continue;
    // cargo ends with a list of what it has or with a hint; what went wrong stands before it.
    const last = /^error(?:\[\w+\])?: .*$/m.exec(run.log)?.[0] ?? logTail(run.log, 1).trim();
    const how = run.timedOut ? 'did not finish in time' : `failed${last === '' ? '' : `: ${last}`}`;
    return { kind: 'refused', reason: `\`${line}\` ${how}`, ...printed(logs) };
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
      ...printed(logs),
      feedback: '',
      testsPassed: 0,
      testsFailed: 0,
    },
  };
}

interface CommandLog {
  readonly line: string;
  readonly log: string;
}

/** What `cargo test` printed stands where readers look for tests. */
function printed(logs: readonly CommandLog[]): Logs {
  const having = (tests: boolean) =>
    logs
      .filter(({ line }) => /^cargo\s+(test|nextest)\b/.test(line) === tests)
      .map(({ log }) => log)
      .join('\n\n');
  return { compileLog: having(false), testLog: having(true) };
}
