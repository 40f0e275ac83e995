import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { chooseSuggestions } from '../core/repairs/choose-suggestions.ts';
import type { Proposal } from '../core/repairs/proposal.ts';
import { proposeClosers } from '../core/repairs/propose-closers.ts';
import { proposeNames } from '../core/repairs/propose-names.ts';
import { judgeCheck } from '../core/verdicts/judge-check.ts';
import { repairStepByStep } from './repairing.ts';
import type { Run } from './run.ts';
import type { Workplace } from './work.ts';

export interface FaultyTests {
  readonly path: string;
  readonly text: string;
  /** Faults of the tests' own, all in their file. */
  readonly faults: readonly Diagnostic[];
  /** Names that are right whatever the code calls its things: of the task, its plan and the base. */
  readonly known: ReadonlySet<string>;
  /** Which of the new errors are faults of the tests with this text. */
  readonly faultsAmong: (errors: readonly Diagnostic[], text: string) => readonly Diagnostic[];
}

const STD_IMPORT = /^\s*use (?:std|core|alloc)::[\w:{}, ]+;\s*$/;
const KEYWORD = /^(?:mut|ref|let|as|self|Self|crate|super|move|dyn|in|if|else|return|_)$/;
/** Each is a check of the slot with the tests. */
const MOST_CHECKS = 8;

/**
 * The test file with fewer faults of its own: by rustc's suggestions, a forgotten brace, slips in names. Names that are
 * written are only such that do not come from the code: tests that were fitted to that would prove nothing. Undefined
 * when that helps nothing. The slot holds the tests, and is left with whatever was tried last.
 */
export async function repairTests(
  place: Pick<Workplace, 'lease' | 'baseline'>,
  run: Pick<Run, 'toolchain' | 'signal'>,
  { path, text, faults, known, faultsAmong }: FaultyTests,
): Promise<string | undefined> {
  const isKnown = ({ replacements }: Proposal) =>
    replacements.every(
      (one) =>
        one.file === path &&
        (STD_IMPORT.test(one.text) ||
          (one.text.match(/[A-Za-z_]\w*/g) ?? []).every((word) => known.has(word) || KEYWORD.test(word))),
    );
  const names = [...known].join(' ');
  const start = {
    before: new Map(),
    changes: new Map([[path, text]]),
    problems: faults,
    mayEdit: () => false,
  };
  const mended = await repairStepByStep(place.lease, start, {
    level: 'error',
    mostMeasures: MOST_CHECKS,
    propose: (problems, texts, mayEdit) => {
      const { sure, maybe } = chooseSuggestions(problems, { level: 'error', mayEdit });
      // Each name twice: what occurs only once may be the slip itself.
      const sources = new Map([...texts, ['known.rs', `${names} ${names}`]]);
      const slips = proposeNames(problems, { sources, mayEdit });
      const closers = proposeClosers(problems, { texts, mayEdit });
      return Promise.resolve({
        sure: sure.filter(isKnown),
        maybe: [...closers, ...slips, ...maybe].filter(isKnown),
      });
    },
    measure: async (texts) => {
      const check = await run.toolchain.check(place.lease.slot, run.signal);
      const { result, newErrors } = judgeCheck(place.baseline.check, check, texts);
      if (check.timedOut || (result === 'failed' && newErrors.length === 0)) return undefined;
      return faultsAmong(newErrors, texts.get(path) ?? '');
    },
  });
  return mended?.changes.get(path) ?? undefined;
}
