import { chooseSuggestions } from '../core/repairs/choose-suggestions.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import { judgeClippy, type LintRuns } from '../core/verdicts/judge-clippy.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { Toolchain } from '../ports/toolchain.ts';
import { type RepairedCandidate, type RepairStart, repairStepByStep } from './repairing.ts';

/** A candidate that compiles and brings warnings; its problems are those. */
export interface UntidyCandidate extends RepairStart {
  readonly base: LintRuns;
  readonly signal?: AbortSignal;
}

/** Each is a check and a run of clippy. */
const MOST_MEASURES = 6;

/**
 * The candidate with strictly fewer new warnings and no error, by what rustc and clippy are sure of: imports that
 * nothing uses, a `mut` too many, a borrow that changes nothing. Only files of the candidate are touched.
 */
export function tidyCandidate(
  toolchain: Pick<Toolchain, 'check' | 'clippy'>,
  lease: SlotLease,
  untidy: UntidyCandidate,
): Promise<RepairedCandidate | undefined> {
  const { base, signal, changes, given } = untidy;
  return repairStepByStep(lease, untidy, {
    level: 'warning',
    mostMeasures: MOST_MEASURES,
    propose: async (warnings) => ({
      ...chooseSuggestions(warnings, {
        level: 'warning',
        mayEdit: (path) => Boolean(changes.get(path)) && path !== given,
      }),
      maybe: [],
    }),
    measure: async (texts) => {
      const check = await toolchain.check(lease.slot, signal);
      if (judgeCheck(base.check, check, texts).result === 'failed') return undefined;
      const clippy = await toolchain.clippy(lease.slot, signal);
      const { newErrors, newWarnings } = judgeClippy(base, { check, clippy }, { silenced: [], texts });
      return newErrors.length > 0 || clippy?.timedOut ? undefined : newWarnings;
    },
  });
}
