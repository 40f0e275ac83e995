import type { MapEntry } from './map-manifest.ts';
import { type PlacedBrick, placeInOrder } from './place-bricks.ts';
import type { Cell } from './spiral.ts';

/** A brick beside the manifest that the manifest does not name: it came by a merge or a copy. */
export interface FoundBrick {
  /** File name. */
  readonly brick: string;
  /** Seconds since 1970: when it came. */
  readonly timestamp: number;
}

/**
 * Finds cells for bricks in the order in which they came. So whoever looks at the folder, before or after others have
 * come, gives them the same cells, and so does whoever writes the manifest.
 */
export function placeFound(
  placed: readonly PlacedBrick[],
  taken: readonly Cell[],
  found: readonly FoundBrick[],
): readonly MapEntry[] {
  const order = found.toSorted((a, b) => a.timestamp - b.timestamp || (a.brick < b.brick ? -1 : 1));
  const names = order.map(({ brick }) => brick);
  const cells = placeInOrder(placed, taken, names);
  return order.map((one) => ({ ...(cells.get(one.brick) ?? { x: 0, y: 0 }), ...one }));
}
