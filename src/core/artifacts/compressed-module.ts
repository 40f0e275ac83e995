import { gunzipSync } from 'node:zlib';
import { readElf } from './elf/read-elf.ts';
import type { AboutArtifact, FormatFacts } from './format-facts.ts';
import { isKernelModule, moduleFacts } from './kernel-module.ts';

const MODULE = /\.ko\.(?:gz|xz|zst)$/;
const MOST_BYTES = 67_108_864;

/**
 * A compressed kernel module. What is inside a `.ko.gz` is told, but none of its places: they are not bytes of the
 * artifact. `.ko.xz` and `.ko.zst` are named.
 */
export function compressedModuleFacts(bytes: Uint8Array, about: AboutArtifact): FormatFacts | undefined {
  if (!MODULE.test(about.path)) return undefined;
  const by = /[^.]+$/.exec(about.path)?.[0] ?? '';
  const named = { format: 'kernel-module', properties: [['compressed', by]] } as const;
  const inside = by === 'gz' ? unpacked(bytes) : undefined;
  const elf = inside && readElf(inside);
  if (!inside || !elf || !isKernelModule(elf)) return named;
  const { properties } = moduleFacts(elf, inside, { ...about, path: about.path.slice(0, -3) });
  return { ...named, properties: [...named.properties, ...properties] };
}

/** A module whose bytes grow beyond what one may have is left packed. */
function unpacked(bytes: Uint8Array): Buffer | undefined {
  try {
    return gunzipSync(bytes, { maxOutputLength: MOST_BYTES });
  } catch {
    return undefined;
  }
}
