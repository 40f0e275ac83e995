/** The manifest of a folder of bricks, which several processes write. */
export interface MapFile {
  readonly path: string;
  /**
   * Reads the manifest and writes what becomes of it, as one step: nobody else changes it meanwhile, and readers see the
   * old or the new one. When `change` throws, nothing was written.
   * @param change is given nothing where there is no manifest yet
   * @throws `map-busy`, `disk-full`, `path-unusable`
   */
  change(change: (text: string | undefined) => string): Promise<void>;
}
