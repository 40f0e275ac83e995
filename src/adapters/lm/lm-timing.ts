import type { BreakerPlan } from '../../core/routing/breaker.ts';
import type { RetryPlan } from './ask-with-retries.ts';
import type { LmClock } from './endpoint.ts';

/** What tests change: how long things take. */
export interface LmTiming {
  readonly plan: RetryPlan;
  readonly breaker: BreakerPlan;
  readonly reportMilliseconds: number;
  readonly probeMilliseconds: number;
  /** A probe that takes longer makes the endpoint `degraded`. */
  readonly slowProbeMilliseconds: number;
  /** Of several endpoints, what one said of itself counts this long. */
  readonly freshMilliseconds: number;
  readonly clock: LmClock;
}

export const USUAL_TIMING: LmTiming = {
  plan: { retries: 3, baseMilliseconds: 500 },
  breaker: { failures: 3, baseMilliseconds: 5_000, longestMilliseconds: 300_000 },
  reportMilliseconds: 10_000,
  probeMilliseconds: 5_000,
  slowProbeMilliseconds: 2_000,
  freshMilliseconds: 30_000,
  clock: { now: () => performance.now(), random: () => Math.random() },
};
