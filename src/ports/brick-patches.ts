/**
 * A brick whose bytes are changed in place. Reading and writing do not wait: a change is some hundred stretches of 256
 * bytes, each of which would take ten times as long to wait for.
 */
export interface PatchedBrick extends Disposable {
  /** Length in bytes, which stays. */
  readonly size: number;
  /** Fills `into` with what stands at `position`. Throws where the file ends before. */
  read(into: Uint8Array, position: number): void;
  write(bytes: Uint8Array, position: number): void;
}

export interface BrickPatches {
  /** Nothing where there is no plain file that may be written. */
  open(path: string): PatchedBrick | undefined;
}
