import type { FileTexts } from '../format/eval-case.ts';
import type { Usage } from '../weak-model/start-weak-model.ts';

/** How a loop ended on a case, before the hidden judge. */
export interface LoopEnd {
  /** The tree the loop believes in; undefined when it gave up. */
  readonly accepted: FileTexts | undefined;
  /** Why it gave up; '' when it did not. */
  readonly reason: string;
  readonly rounds: number;
  /** As the loop was told by the server; the simulated model's own count is preferred where there is one. */
  readonly usage: Usage;
  /** Suggestions of the compiler and other repairs applied with no model call. */
  readonly repairs: number;
  readonly milliseconds: number;
}
