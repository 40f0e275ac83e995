import { brickNames, parseIndex } from '../core/bricks/brick-index.ts';
import type { BrickFiles } from '../ports/brick-files.ts';

/**
 * What an earlier fold to the same place left that a new one of `bricks` will not replace: the brick itself where there
 * are several now, the index where there is one, and the bricks that the earlier index names. Nothing else is named, so
 * nothing else is ever removed.
 */
export async function staleBricks(
  files: BrickFiles,
  out: string,
  bricks: number,
): Promise<readonly string[]> {
  const names = brickNames(out);
  const earlier = parseIndex((await files.text(names.index)) ?? '');
  const parts = (earlier?.bricks ?? []).flatMap(({ file }, at) => {
    const path = names.part(at);
    return path.endsWith(file) && (bricks === 1 || at >= bricks) ? [path] : [];
  });
  if (bricks > 1) return [out, ...parts];
  return earlier ? [names.index, ...parts] : [];
}
