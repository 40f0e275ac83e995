import { minimatch } from 'minimatch';
import type { RepositoryPolicy } from '../core/policy/settings.ts';
import { doubtCommand } from '../core/verdicts/doubt-command.ts';
import type { GateFinding } from '../core/verdicts/gate-finding.ts';
import { logTail } from '../core/verdicts/log-tail.ts';
import type { Shell, Slot } from '../ports/toolchain.ts';

export interface ValidateOrder {
  readonly commands: RepositoryPolicy['validate'];
  /** Commands of `verify` boxes: they always run, and must prove something. */
  readonly proofs: readonly string[];
  readonly changedPaths: readonly string[];
  /** Command lines that fail on the base too. */
  readonly failingBefore: readonly string[];
  readonly signal?: AbortSignal;
}

/**
 * The gate `validate`: the repository's own commands whose `when` globs match a changed path (none: always), and the
 * commands of the `verify` boxes.
 */
export async function runValidateCommands(
  shell: Shell,
  slot: Slot,
  { commands, proofs, changedPaths, failingBefore, signal }: ValidateOrder,
): Promise<GateFinding> {
  if (commands.length + proofs.length === 0)
    return { result: 'skipped', summary: 'no commands are configured', feedback: '' };
  const concerned = [...new Set([...concerning(commands, changedPaths), ...proofs])];
  if (concerned.length === 0)
    return { result: 'skipped', summary: 'no command concerns the changed files', feedback: '' };
  const problems: string[] = [];
  const asBefore: string[] = [];
  for (const line of concerned) {
    const run = await shell.run(slot, line, signal);
    const doubt = run.ok && proofs.includes(line) ? doubtCommand(line, run.log) : undefined;
    if (doubt) problems.push(`${doubt}.`);
    if (run.ok) continue;
    if (failingBefore.includes(line)) asBefore.push(line);
    else if (run.timedOut) problems.push(`\`${line}\` did not finish in time.\n${logTail(run.log)}`);
    else problems.push(`\`${line}\` failed:\n${logTail(run.log)}`);
  }
  const passed = concerned.length - problems.length - asBefore.length;
  const note = asBefore.length > 0 ? `; fails on the base too: ${asBefore.join(', ')}` : '';
  // Where no command holds, before or now, nothing was proven.
  const result = passed > 0 ? 'passed' : 'skipped';
  return {
    result: problems.length > 0 ? 'failed' : result,
    summary: `${passed} of ${concerned.length} commands passed${note}`,
    feedback: problems.join('\n\n'),
  };
}

function concerning(commands: ValidateOrder['commands'], paths: readonly string[]): readonly string[] {
  const concerns = (glob: string) => paths.some((path) => minimatch(path, glob, { dot: true }));
  return commands.filter(({ when }) => when.length === 0 || when.some(concerns)).map(({ run }) => run);
}
