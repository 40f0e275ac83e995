import type { Symbols } from '../../ports/symbols.ts';
import { commitSymbols } from './commit-symbols.ts';
import { type CrateSources, crateSymbols } from './crate-symbols.ts';

/** Symbols of the commits of a repository and of the crates on this machine. `name` tells repositories apart in the cache. */
export function openSymbols(sources: CrateSources & { readonly name: string }): Symbols {
  return {
    index: commitSymbols(sources.repository, sources.cache, sources.name),
    crate: crateSymbols(sources),
  };
}
