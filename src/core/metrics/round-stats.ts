import type { OutcomeFacts } from './read-outcome-row.ts';
import { shareOf } from './share-of.ts';

/** Success of generation by round. */
export interface RoundStats {
  readonly round: number;
  /** Tasks that came to this round. */
  readonly reached: number;
  readonly completed: number;
  /** Of those that came to it; null without any. */
  readonly success_rate: number | null;
  /** Tasks completed up to this round, of all that a model was asked about. */
  readonly completed_so_far_rate: number | null;
}

/** Rows of other programs may claim any round. */
const MOST_ROUNDS = 100;

export function roundStats(ends: readonly OutcomeFacts[]): readonly RoundStats[] {
  const asked = ends.filter(({ rounds }) => rounds >= 1);
  const last = asked.reduce((most, { rounds }) => Math.max(most, rounds), 0);
  return Array.from({ length: Math.min(last, MOST_ROUNDS) }, (_, index) => {
    const round = index + 1;
    const reached = asked.filter(({ rounds }) => rounds >= round).length;
    const completed = asked.filter(({ ok, rounds }) => ok && rounds === round).length;
    const soFar = asked.filter(({ ok, rounds }) => ok && rounds <= round).length;
    return {
      round,
      reached,
      completed,
      success_rate: shareOf(completed, reached),
      completed_so_far_rate: shareOf(soFar, asked.length),
    };
  });
}
