import type { ArtifactRange } from '../bricks/sidecar.ts';
import { readElf } from './elf/read-elf.ts';
import type { AboutArtifact, FormatFacts } from './format-facts.ts';
import { isKernelModule, moduleFacts } from './kernel-module.ts';

/** How a kernel module is compressed, as its name ends. */
export type ModuleCompression = 'gz' | 'xz' | 'zst';

/** What came of decompressing: the bytes, or why there are none. */
export type Decompressed = { readonly bytes: Uint8Array } | { readonly why: string };

const MODULE = /\.ko\.(gz|xz|zst)$/;

/** Nothing for whatever is not named as a compressed kernel module. */
export function moduleCompression({ path, kind }: AboutArtifact): ModuleCompression | undefined {
  return kind === 'file' ? (MODULE.exec(path)?.[1] as ModuleCompression | undefined) : undefined;
}

/**
 * The facts of a compressed kernel module: those of the module inside, whose places are marked as bytes of the
 * decompressed module. Where nothing was decompressed it is only named, with the reason.
 */
export function compressedModuleFacts(
  about: AboutArtifact,
  decompressed: Decompressed | undefined,
): FormatFacts | undefined {
  const by = moduleCompression(about);
  if (by === undefined) return undefined;
  const named = (...more: FormatFacts['properties']): FormatFacts => ({
    format: 'kernel-module',
    properties: [['compressed', by], ...more],
  });
  if (!decompressed) return named();
  if ('why' in decompressed) return named(['not-decompressed', decompressed.why]);
  const { bytes } = decompressed;
  const size = ['decompressed-size', `${bytes.length} bytes`] as const;
  const elf = readElf(bytes);
  if (!elf || !isKernelModule(elf)) return named(size, ['decompressed', 'is no kernel module']);
  const facts = moduleFacts(elf, bytes, about);
  return {
    ...facts,
    properties: [...named(size).properties, ...facts.properties],
    sections: inside(facts.sections),
    symbols: inside(facts.symbols),
    imports: inside(facts.imports),
    places: inside(facts.places),
    notes: inside(facts.notes),
    decompressed: bytes,
  };
}

/** Places that are no bytes of the artifact, but of what it holds in compressed form. */
export function inside<Place extends Pick<ArtifactRange, 'offset'>>(places: readonly Place[] = []) {
  return places.map((place) => ({ ...place, within: 'decompressed' as const }));
}
