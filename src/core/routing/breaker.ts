/**
 * Whether an endpoint is trusted. `closed`: yes, after so many failures in a row. `open`: not before `until`
 * (milliseconds of the clock). `half-open`: one question may find out.
 */
export type Breaker =
  | { readonly kind: 'closed'; readonly failures: number }
  | { readonly kind: 'open'; readonly failures: number; readonly until: number }
  | { readonly kind: 'half-open'; readonly failures: number };

export interface BreakerPlan {
  /** Failures in a row that open it. */
  readonly failures: number;
  /** Wait after it opened, doubled by every further failure, at most `longestMilliseconds`. */
  readonly baseMilliseconds: number;
  readonly longestMilliseconds: number;
}

export const CLOSED: Breaker = { kind: 'closed', failures: 0 };

/** The breaker as it is now: an open one whose wait is over lets one question through. */
export function breakerAt(breaker: Breaker, now: number): Breaker {
  if (breaker.kind !== 'open' || now < breaker.until) return breaker;
  return { kind: 'half-open', failures: breaker.failures };
}

/**
 * After one more failure.
 *
 * @param random from 0 to 1: up to half of the wait is added, so that many clients do not come back at once
 */
export function breakerAfterFailure(
  breaker: Breaker,
  { now, random }: { readonly now: number; readonly random: number },
  plan: BreakerPlan,
): Breaker {
  const failures = breaker.failures + 1;
  if (breaker.kind === 'closed' && failures < plan.failures) return { kind: 'closed', failures };
  const doublings = Math.max(0, failures - plan.failures);
  const wait = Math.min(plan.longestMilliseconds, plan.baseMilliseconds * 2 ** Math.min(doublings, 30));
  return { kind: 'open', failures, until: now + wait * (1 + random / 2) };
}
