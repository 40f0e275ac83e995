import type { FileChanges } from '../core/edits/edit.ts';
import type { Profile } from '../core/profiles/profile.ts';
import type { Annotation } from '../core/report/outcome.ts';
import type { Attempt, Verdict } from '../core/verdicts/attempt.ts';
import type { ChangeQuality } from '../core/verdicts/change-quality.ts';
import type { ModelCard } from '../ports/model.ts';
import type { SlotLease } from '../ports/repository.ts';
import type { ScenarioTests } from './scenario-tests.ts';
import type { Baseline } from './take-baseline.ts';
import type { TaskJob } from './task-job.ts';

/** Where a task is worked on. */
export interface Workplace {
  readonly job: TaskJob;
  readonly lease: SlotLease;
  readonly baseline: Baseline;
  /** As they are now; undefined where tests are not asked for. */
  readonly scenarioTests?: () => ScenarioTests;
}

/** What the work on a task gave, held or not. */
export interface Work {
  /** Of the candidate that is published: the valid one, else the best. */
  readonly verdict: Verdict;
  /** Relative to the start commit; empty for a `verify` task and when no reply could be applied. */
  readonly changes: FileChanges;
  readonly attempts: readonly Attempt[];
  readonly risks: readonly string[];
  readonly passedTests: readonly string[];
  /** Lines changed, see `diffSize`. */
  readonly diffLines: number;
  /** Undefined when no answer reached the gates. */
  readonly quality?: ChangeQuality;
  readonly errors: readonly Annotation[];
  /** What a next task on top of this one is judged against; see `Judgement`. */
  readonly asBase?: Baseline;
  /** Undefined when no model was needed. */
  readonly card?: ModelCard;
  readonly profile?: Profile;
  /** One sentence, when it is not valid. */
  readonly failure?: string;
}

/** Work that came to nothing: the start of every other end. */
export const UNPROVEN = {
  verdict: {
    valid: false,
    gates: [],
    errorsByCode: [],
    newWarnings: 0,
    compileLog: '',
    testLog: '',
    feedback: '',
    testsPassed: 0,
    testsFailed: 0,
  },
  changes: new Map(),
  attempts: [],
  risks: [],
  passedTests: [],
  diffLines: 0,
  errors: [],
} satisfies Work;
