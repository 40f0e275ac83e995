import { ratio } from './ratio.ts';

/** A share for statistics: null, not 0, when there is nothing to divide by. */
export function shareOf(part: number, whole: number): number | null {
  return whole > 0 ? ratio(part, whole) : null;
}
