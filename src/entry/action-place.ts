import type { Progress } from '../ports/progress.ts';
import type { Environment } from './environment.ts';

/** What the Action's process gives to a request. */
export interface ActionPlace {
  readonly env: Environment;
  readonly mask: (text: string) => string;
  /** Values that `mask` hides from now on. */
  readonly hide: (secrets: readonly string[]) => void;
  readonly progress: Progress;
  readonly reportPath: string;
  readonly startedAt: Date;
  /** Aborted when the runner wants the step to end. */
  readonly stopper: AbortController;
}
