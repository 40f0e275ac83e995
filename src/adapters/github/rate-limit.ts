import type { Failure } from './failure.ts';

/** A limit of GitHub that a request ran into. */
export interface RateLimit {
  readonly kind: 'primary' | 'secondary';
  /** When requests are answered again. */
  readonly opensAt: Date;
  /** Seconds from the answer until then. */
  readonly seconds: number;
}

/** Seconds since 1970 that a Date can hold. */
const END_OF_TIME = 8.64e12;

/**
 * Reads the limit out of a failure; undefined when the failure is none. Primary limits show `x-ratelimit-remaining: 0`,
 * secondary ones `retry-after` or their message, then a minute
 * (https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api).
 */
export function readRateLimit(failure: Failure): RateLimit | undefined {
  if (failure.status !== 403 && failure.status !== 429) return undefined;
  const { headers } = failure;
  // The answer's own clock: the runner's may be wrong.
  const answered = (Date.parse(headers['date'] ?? '') || Date.now()) / 1000;
  const reset = Number(headers['x-ratelimit-reset']);
  if (headers['x-ratelimit-remaining'] === '0' && reset > 0 && reset < END_OF_TIME)
    return {
      kind: 'primary',
      opensAt: new Date(reset * 1000),
      seconds: Math.max(1, Math.ceil(reset - answered)),
    };
  const secondary = /\bsecondary rate\b|\babuse\b/i.test(failure.message);
  if (headers['retry-after'] === undefined && !secondary && failure.status !== 429) return undefined;
  const seconds = Math.min(Number(headers['retry-after']) || 60, 365 * 86_400);
  return { kind: 'secondary', opensAt: new Date((answered + seconds) * 1000), seconds };
}
