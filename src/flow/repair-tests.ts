import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { chooseSuggestions } from '../core/repairs/choose-suggestions.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import { testFaults } from '../core/verdicts/test-faults.ts';
import type { NewTests } from './judge-red.ts';
import { repairStepByStep } from './repairing.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

/** Each is a check of the base with the tests. */
const MOST_CHECKS = 8;

/**
 * The test file with fewer faults of its own, by rustc's suggestions for those alone: what is not there yet is no fault.
 * Undefined when that helps nothing. The slot holds the base with the tests.
 */
export async function repairTests(
  place: Pick<Workplace, 'lease' | 'baseline'>,
  run: Pick<Run, 'toolchain' | 'signal'>,
  { path, text, faults }: NewTests & { readonly faults: readonly Diagnostic[] },
): Promise<string | undefined> {
  const start = {
    before: new Map(),
    changes: new Map([[path, text]]),
    problems: faults,
    mayEdit: () => false,
  };
  const repaired = await repairStepByStep(place.lease, start, {
    level: 'error',
    mostMeasures: MOST_CHECKS,
    propose: (problems, _texts, mayEdit) =>
      Promise.resolve(chooseSuggestions(problems, { level: 'error', mayEdit })),
    measure: async (texts) => {
      const check = await run.toolchain.check(place.lease.slot, run.signal);
      const { result, newErrors } = judgeCheck(place.baseline.check, check, texts);
      if (check.timedOut || (result === 'failed' && newErrors.length === 0)) return undefined;
      return testFaults(newErrors, texts.get(path) ?? '');
    },
  });
  return repaired?.changes.get(path) ?? undefined;
}
