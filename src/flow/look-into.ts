import { gatherFacts } from '../core/artifacts/gather-facts.ts';
import type { Analysis } from '../ports/analyst.ts';
import type { Artifact } from '../ports/artifacts.ts';
import type { Decompress } from '../ports/decompress.ts';
import { decompressModule } from './decompress-module.ts';

export interface LookWorld {
  /**
   * Looks into the bytes of the (first) brick before they are folded, for the sidecar. Without it the facts are there
   * that cost next to nothing, and no meaning.
   */
  readonly look?: (bytes: Uint8Array, artifact: Artifact) => Promise<Analysis>;
  /** Looks into compressed kernel modules; without it they are only named. */
  readonly decompress?: Decompress;
  /** Ends the work between two steps. */
  readonly signal?: AbortSignal;
}

/** What the bytes are: as deeply as was asked for, else what can be told at once. */
export async function lookInto(
  { look, decompress, signal }: LookWorld,
  bytes: Uint8Array,
  { artifact, source }: { readonly artifact: Artifact; readonly source: string },
): Promise<Analysis> {
  if (look) return await look(bytes, artifact);
  const { kind, mode } = artifact;
  const about = { path: source, kind, ...(mode === undefined ? {} : { mode }) };
  const { facts, notes } = gatherFacts(bytes, {
    ...{ about, parts: artifact.contents().parts, deep: false },
    ...(await decompressModule(decompress, { bytes, about }, signal)),
  });
  const security = notes.length === 0 ? {} : { security: [...notes] };
  return { facts, semantic: { state: 'unanalysed', ...security } };
}
