import type { FoundBrick } from '../core/foundry/place-found.ts';

/** The manifest of a folder of bricks, which several processes write. */
export interface MapFile {
  readonly path: string;
  /**
   * Reads the manifest and writes what becomes of it, as one step: nobody else changes it meanwhile, and readers see the
   * old or the new one. When `change` throws, nothing was written.
   * @param change is given nothing where there is no manifest yet, and the bricks beside it that it does not name
   * @throws `map-busy`, `disk-full`, `path-unusable`
   */
  change(change: (text: string | undefined, found: readonly FoundBrick[]) => string): Promise<void>;
}
