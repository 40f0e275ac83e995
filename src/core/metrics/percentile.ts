/** The nearest-rank percentile of numbers in any order: the smallest that at least `percent` % are not above. */
export function percentile(numbers: readonly number[], percent: number): number | null {
  const sorted = numbers.toSorted((one, two) => one - two);
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? null;
}
