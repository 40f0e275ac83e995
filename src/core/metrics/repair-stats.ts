import type { OutcomeFacts } from './read-outcome-row.ts';
import { shareOf } from './share-of.ts';

/** Who mended answers that did not hold. */
export interface RepairStats {
  /** Repairs made without asking the model, one by one. */
  readonly without_model: number;
  /** Rounds after the first: each asked the model to mend what was there. */
  readonly by_model: number;
  /** `without_model` of both; null without any. */
  readonly share_without_model: number | null;
}

export function repairStats(ends: readonly OutcomeFacts[]): RepairStats {
  const without = ends.reduce((sum, end) => sum + end.repairs_without_model, 0);
  const by = ends.reduce((sum, { rounds }) => sum + Math.max(0, rounds - 1), 0);
  return { without_model: without, by_model: by, share_without_model: shareOf(without, without + by) };
}
