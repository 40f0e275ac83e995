import { type BrickIndex, brickNames, parseIndex } from '../core/bricks/brick-index.ts';
import { parseSidecar, type Sidecar } from '../core/bricks/sidecar.ts';
import { Fault } from '../core/fault.ts';
import type { BrickFiles } from '../ports/brick-files.ts';

/** The bricks of one artifact. */
export interface FoundBricks {
  readonly paths: readonly string[];
  /** All files that belong to them, and may be there: bricks, sidecar, index. */
  readonly own: readonly string[];
  /** Where there are several. */
  readonly index?: BrickIndex;
  /** Not believed before its SHA-256 was compared. */
  readonly sidecar?: Sidecar;
}

const INDEX = /\.bricks\.json$/;

/** The brick at a path, or the bricks of an index: given as `X.bricks.json`, or as the `X.brick` that they stand for. */
export async function findBricks(files: BrickFiles, path: string): Promise<FoundBricks> {
  const names = brickNames(INDEX.test(path) ? path.replace(INDEX, '.brick') : path);
  const sidecar = parseSidecar((await files.text(names.sidecar)) ?? '');
  const found = sidecar ? { sidecar } : {};
  const own = [names.sidecar, names.index];
  if (!INDEX.test(path) && (await files.isThere(path)))
    return { paths: [path], own: [path, ...own], ...found };
  const text = await files.text(names.index);
  if (text === undefined) throw new Fault('brick-missing', path);
  const index = parseIndex(text);
  if (!index) throw new Fault('brick-damaged', `index ${names.index} is no list of bricks without gaps`);
  const folder = names.index.slice(0, names.index.lastIndexOf('/') + 1);
  const paths = index.bricks.map(({ file }) => folder + file);
  return { paths, own: [...paths, ...own], index, ...found };
}
