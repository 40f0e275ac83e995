import type { Decompressed, ModuleCompression } from '../core/artifacts/compressed-module.ts';

/** Decompresses at most 64 MiB; what is larger or damaged gives a reason. Throws only when it is aborted. */
export type Decompress = (
  bytes: Uint8Array,
  by: ModuleCompression,
  signal?: AbortSignal,
) => Promise<Decompressed>;
