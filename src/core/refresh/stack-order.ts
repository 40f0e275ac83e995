/** Names a branch and the one it stands on. */
interface Stacked {
  readonly branch: string;
  readonly base: string;
}

/** Every branch after the one it stands on; otherwise the order stays. A circle is followed as far as it goes. */
export function stackOrder<T extends Stacked>(pulls: readonly T[]): readonly T[] {
  const byBranch = new Map(pulls.map((pull) => [pull.branch, pull]));
  const ordered = new Set<T>();
  for (const pull of pulls) {
    const waiting: T[] = [];
    for (
      let at: T | undefined = pull;
      at && !ordered.has(at) && !waiting.includes(at);
      at = byBranch.get(at.base)
    )
      waiting.push(at);
    for (const one of waiting.toReversed()) ordered.add(one);
  }
  return [...ordered];
}
