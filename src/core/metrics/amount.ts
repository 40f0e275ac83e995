/** A count or sum as a store gave it; what is no number, or below zero, counts nothing: files must hold valid JSON. */
export function amount(value: number): number {
  return Number.isFinite(value) && value > 0 ? Math.min(value, Number.MAX_SAFE_INTEGER) : 0;
}
