import type { Outcome } from '../core/report/outcome.ts';
import type { Tip } from './tip.ts';

/** How a task ended, and the branch a next task of the change can stack on. */
export interface TaskEnd {
  readonly outcome: Outcome;
  readonly tip: Tip | undefined;
}
