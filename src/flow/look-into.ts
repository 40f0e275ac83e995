import { gatherFacts } from '../core/artifacts/gather-facts.ts';
import type { Analysis } from '../ports/analyst.ts';
import type { Artifact } from '../ports/artifacts.ts';

/**
 * Looks into the bytes of the (first) brick before they are folded, for the sidecar. Without it the facts are there
 * that cost next to nothing, and no meaning.
 */
export type Look = (bytes: Uint8Array, artifact: Artifact) => Promise<Analysis>;

/** What the bytes are: as deeply as was asked for, else what can be told at once. */
export async function lookInto(
  bytes: Uint8Array,
  artifact: Artifact,
  { look, source }: { readonly look: Look | undefined; readonly source: string },
): Promise<Analysis> {
  if (look) return await look(bytes, artifact);
  const { kind, mode } = artifact;
  const about = { path: source, kind, ...(mode === undefined ? {} : { mode }) };
  const { facts, notes } = gatherFacts(bytes, { about, parts: artifact.contents().parts, deep: false });
  const security = notes.length === 0 ? {} : { security: [...notes] };
  return { facts, semantic: { state: 'unanalysed', ...security } };
}
