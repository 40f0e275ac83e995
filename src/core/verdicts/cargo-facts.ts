import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** What the gates need of one cargo invocation; the toolchain's `CargoRun` has it. */
export interface CargoFacts {
  readonly command: string;
  readonly ok: boolean;
  readonly timedOut: boolean;
  readonly diagnostics: readonly Diagnostic[];
  readonly log: string;
}

/** What the gates need of a test run; the toolchain's `TestRun` has it. */
export interface TestFacts extends CargoFacts {
  readonly built: boolean;
  readonly passed: readonly string[];
  readonly failed: readonly string[];
  readonly ignored: readonly string[];
}
