/** A longer block is compared by its ends only. */
const LONGEST = 1_500;

/** The same lines of a block's two sides, and of the place where it was found by likeness. */
export interface LikePlace {
  readonly wanted: readonly string[];
  /** As they shall stand in the file, indentation included; one for each line of `put`. */
  readonly moved: readonly string[];
  readonly put: readonly string[];
  readonly found: readonly string[];
}

/**
 * The lines for a place that is only like the block: context stays as the file has it, however the model quoted it.
 * Undefined when a line that the block changes or removes is misquoted: then what the model changes is not what is
 * there, and its version would silently overwrite the rest of the line.
 */
export function keepContext({ wanted, moved, put, found }: LikePlace): readonly string[] | undefined {
  const kept = commonLines(wanted, put);
  const from = new Set(kept.values());
  const misquoted = wanted.some((line, at) => !from.has(at) && line.trim() !== (found[at] ?? '').trim());
  return misquoted ? undefined : moved.map((line, at) => found[kept.get(at) ?? -1] ?? line);
}

/** Position in `a` for each position in `b` that belongs to a longest common subsequence. */
function commonLines(a: readonly string[], b: readonly string[]): ReadonlyMap<number, number> {
  const pairs = new Map<number, number>();
  if (a.length > LONGEST || b.length > LONGEST) return pairs;
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) pairs.set(j++, i++);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return pairs;
}
