/** Longer lines are compared by their beginnings. */
const LONGEST = 300;

/** How alike two lines are, 0 to 1: the Dice coefficient of their letter pairs. */
export function similarity(a: string, b: string): number {
  if (a === b) return 1;
  const first = a.slice(0, LONGEST);
  const second = b.slice(0, LONGEST);
  if (first.length < 2 || second.length < 2) return 0;
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < first.length; at++) {
    const pair = first.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  let shared = 0;
  for (let at = 0; at + 1 < second.length; at++) {
    const pair = second.slice(at, at + 2);
    const left = pairs.get(pair) ?? 0;
    if (left === 0) continue;
    shared++;
    pairs.set(pair, left - 1);
  }
  return (2 * shared) / (first.length + second.length - 2);
}
