import type { ArtifactRange, SecurityNote } from '../bricks/sidecar.ts';

/** What the parser of one format found. Every range lies in the bytes it was given, or in `decompressed` and says so. */
export interface FormatFacts {
  readonly format: string;
  readonly properties: readonly (readonly [name: string, value: string])[];
  readonly sections?: readonly ArtifactRange[];
  readonly symbols?: readonly ArtifactRange[];
  readonly imports?: readonly ArtifactRange[];
  /** Where properties can be seen, under their names. */
  readonly places?: readonly ArtifactRange[];
  readonly notes?: readonly SecurityNote[];
  /** Where texts are only names that are told elsewhere. */
  readonly nameTables?: readonly ArtifactRange[];
  /** Where texts are looked for instead of the artifact's own bytes, which are compressed. */
  readonly decompressed?: Uint8Array;
}

/** What is looked at. */
export interface AboutArtifact {
  /** Where it is on this machine. */
  readonly path: string;
  readonly kind: 'file' | 'directory' | 'memory';
  /** Permissions as `stat` gives them; undefined: not known. */
  readonly mode?: number;
}
