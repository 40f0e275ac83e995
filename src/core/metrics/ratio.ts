/** `part / whole`, a fraction from 0 to 1 and never rounded; 0 when there is nothing to divide by. */
export function ratio(part: number, whole: number): number {
  return whole > 0 ? Math.min(1, part / whole) : 0;
}
