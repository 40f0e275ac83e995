import { type Decompressed, moduleCompression } from '../core/artifacts/compressed-module.ts';
import type { AboutArtifact } from '../core/artifacts/format-facts.ts';
import type { Decompress } from '../ports/decompress.ts';

/** What a compressed kernel module holds, as its facts are gathered from; nothing for anything else. */
export async function decompressModule(
  decompress: Decompress | undefined,
  { bytes, about }: { readonly bytes: Uint8Array; readonly about: AboutArtifact },
  signal?: AbortSignal,
): Promise<{ readonly decompressed?: Decompressed }> {
  const by = moduleCompression(about);
  return decompress && by ? { decompressed: await decompress(bytes, by, signal) } : {};
}
