import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileTexts } from '../core/edits/edit.ts';
import { chooseSuggestions } from '../core/repairs/choose-suggestions.ts';
import type { CratePackage } from '../core/repairs/crate-roots.ts';
import { proposeClosers } from '../core/repairs/propose-closers.ts';
import { hasUnknownNames, proposeNames } from '../core/repairs/propose-names.ts';
import { hasLostPaths, proposePaths } from '../core/repairs/propose-paths.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { CargoRun, Toolchain } from '../ports/toolchain.ts';
import { type RepairedCandidate, type RepairStart, repairStepByStep } from './repairing.ts';

/** A candidate that the check refused; its problems are new errors. */
export interface BrokenCandidate extends RepairStart {
  readonly base: CargoRun;
  readonly packages: readonly CratePackage[];
  /** The Rust sources of the base; asked for once, when a path is lost. */
  readonly sources: () => Promise<FileTexts>;
  readonly signal?: AbortSignal;
}

const MOST_CHECKS = 16;

/**
 * The candidate with strictly fewer new errors by rustc's own suggestions, by paths that lead to what was meant and by
 * braces that were forgotten. Compiling is not being right: the caller
 * judges the result by every gate.
 */
export function repairCandidate(
  toolchain: Pick<Toolchain, 'check'>,
  lease: SlotLease,
  broken: BrokenCandidate,
): Promise<RepairedCandidate | undefined> {
  const { base, packages, changes, signal } = broken;
  let old: FileTexts | undefined;
  return repairStepByStep(lease, broken, {
    level: 'error',
    mostMeasures: MOST_CHECKS,
    propose: async (errors, texts, mayEdit) => {
      const { sure, maybe: plausible } = chooseSuggestions(errors, { level: 'error', mayEdit });
      const closers = proposeClosers(errors, { texts, mayEdit });
      if (!hasLostPaths(errors) && !hasUnknownNames(errors))
        return { sure, maybe: [...closers, ...plausible] };
      old ??= await broken.sources();
      const kept = [...old].filter(([path]) => changes.get(path) !== null);
      const sources = new Map([...kept, ...texts]);
      const paths = proposePaths(errors, { sources, packages, mayEdit });
      const names = proposeNames(errors, { sources, mayEdit });
      return { sure: [...paths, ...sure], maybe: [...closers, ...plausible, ...names] };
    },
    measure: async (texts): Promise<readonly Diagnostic[] | undefined> => {
      const run = await toolchain.check(lease.slot, signal);
      const { result, newErrors } = judgeCheck(base, run, texts);
      if (run.timedOut || (result === 'failed' && newErrors.length === 0)) return undefined;
      // Errors of the given tests come to light when the code compiles, and are no fault of a repair.
      return newErrors.filter(({ file }) => file === undefined || file !== broken.given);
    },
  });
}
