import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { chooseSuggestions } from '../core/repairs/choose-suggestions.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { CargoRun, Toolchain } from '../ports/toolchain.ts';
import { type RepairedCandidate, type RepairStart, repairStepByStep } from './repairing.ts';

/** A candidate that the check refused; its problems are new errors. */
export interface BrokenCandidate extends RepairStart {
  readonly base: CargoRun;
  readonly signal?: AbortSignal;
}

const MOST_CHECKS = 16;

/**
 * The candidate with strictly fewer new errors by rustc's own suggestions. Compiling is not being right: the caller
 * judges the result by every gate.
 */
export function repairCandidate(
  toolchain: Pick<Toolchain, 'check'>,
  lease: SlotLease,
  broken: BrokenCandidate,
): Promise<RepairedCandidate | undefined> {
  const { base, signal } = broken;
  return repairStepByStep(lease, broken, {
    level: 'error',
    mostMeasures: MOST_CHECKS,
    propose: async (errors, _texts, mayEdit) => chooseSuggestions(errors, { level: 'error', mayEdit }),
    measure: async (texts): Promise<readonly Diagnostic[] | undefined> => {
      const run = await toolchain.check(lease.slot, signal);
      const { result, newErrors } = judgeCheck(base, run, texts);
      return run.timedOut || (result === 'failed' && newErrors.length === 0) ? undefined : newErrors;
    },
  });
}
