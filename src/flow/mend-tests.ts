import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { FileTexts } from '../core/edits/edit.ts';
import { chooseSuggestions } from '../core/repairs/choose-suggestions.ts';
import type { Proposal } from '../core/repairs/proposal.ts';
import { proposeNames } from '../core/repairs/propose-names.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import { repairStepByStep } from './repairing.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

export interface FaultyTests {
  readonly path: string;
  readonly text: string;
  /** All in the tests' own file. */
  readonly errors: readonly Diagnostic[];
  /** Names that are right whatever the code calls its things: of the task, its plan and the base. */
  readonly known: ReadonlySet<string>;
  /** The candidate, the tests among its files. */
  readonly candidate: FileTexts;
}

const MOST_CHECKS = 8;

/**
 * The test file with fewer errors, where it has slips that only show once the code is there. What is written in their
 * place are only names that do not come from the code: fitted to that, tests would prove nothing. Undefined when that
 * helps nothing. The slot holds the candidate with the tests.
 */
export async function mendTests(
  place: Pick<Workplace, 'lease' | 'baseline'>,
  run: Pick<Run, 'toolchain' | 'signal'>,
  tests: FaultyTests,
): Promise<string | undefined> {
  const { path, text, errors, known, candidate } = tests;
  const isKnown = ({ replacements }: Proposal) =>
    replacements.every(
      (one) => one.file === path && (one.text.match(/\w+/g) ?? []).every((word) => known.has(word)),
    );
  const names = [...known].join(' ');
  const start = {
    before: new Map(),
    changes: new Map([[path, text]]),
    problems: errors,
    mayEdit: () => false,
  };
  const mended = await repairStepByStep(place.lease, start, {
    level: 'error',
    mostMeasures: MOST_CHECKS,
    propose: (problems, texts, mayEdit) => {
      const { sure, maybe } = chooseSuggestions(problems, { level: 'error', mayEdit });
      const unanswered = problems.map((problem) => ({ ...problem, suggestions: [] }));
      const sources = new Map([...texts, ['known.rs', `${names} ${names}`]]);
      const slips = proposeNames(unanswered, { sources, mayEdit });
      return Promise.resolve({
        sure: sure.filter(isKnown),
        maybe: [...slips, ...maybe].filter(isKnown),
      });
    },
    measure: async (texts) => {
      const check = await run.toolchain.check(place.lease.slot, run.signal);
      const now = new Map([...candidate, ...texts]);
      const { result, newErrors } = judgeCheck(place.baseline.check, check, now);
      return check.timedOut || (result === 'failed' && newErrors.length === 0) ? undefined : newErrors;
    },
  });
  return mended?.changes.get(path) ?? undefined;
}
