import type { Category } from '../format/eval-case.ts';
import type { Usage } from '../weak-model/start-weak-model.ts';

/** The two ways of working that are compared. */
export const LOOPS = ['engine', 'plain'] as const;
export type Loop = (typeof LOOPS)[number];

/** `finished`: believed and right. `false-accept`: believed and refused by the hidden judge. `failed`: given up. */
export type End = 'finished' | 'false-accept' | 'failed';

/** How one loop did on one case. */
export interface CaseResult {
  readonly name: string;
  readonly category: Category;
  readonly loop: Loop;
  readonly end: End;
  /** Why it was given up or refused; '' when finished. */
  readonly reason: string;
  /** A false accept that neither the base's tests nor those of the spec's scenarios could tell from a right solution. */
  readonly unseen: boolean;
  readonly rounds: number;
  readonly usage: Usage;
  readonly repairs: number;
  readonly milliseconds: number;
  /** What the simulated model had wrong in each round: `import method`, `=` for the same answer again. */
  readonly drawn: readonly string[];
}
