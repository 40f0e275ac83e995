import type { ArtifactRange } from '../bricks/sidecar.ts';

const LONGEST_NAME = 256;

/** A range as far as it lies in `total` bytes; nothing when none of it does. A name is cut where it is too long to read. */
export function rangeWithin(
  name: string,
  offset: number,
  size: number,
  total: number,
): ArtifactRange | undefined {
  if (!(offset >= 0 && offset < total && size > 0)) return undefined;
  return { name: name.slice(0, LONGEST_NAME), offset, size: Math.min(size, total - offset) };
}
