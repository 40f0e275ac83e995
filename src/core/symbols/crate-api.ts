import { pathsFrom } from './import-paths.ts';
import { nameGraph } from './name-graph.ts';
import type { FileSymbols } from './symbol.ts';
import { type IndexedDefinition, symbolIndex } from './symbol-index.ts';

/** A public item of a dependency. */
export interface CrateDefinition extends Omit<IndexedDefinition, 'path'> {
  /** What to write in a `use`: `smithay::desktop::Window`; for methods that of their type. */
  readonly use: string;
}

/** What a crate of one exact version offers. */
export interface CrateApi {
  /** As code names it: `wayland_server`. */
  readonly name: string;
  readonly version: string;
  readonly definitions: readonly CrateDefinition[];
  /** Item macros called in it, which may define more. */
  readonly itemMacros: readonly string[];
  /** Set when the crate was too large to be read whole. */
  readonly partial?: boolean;
}

const MOST_DEFINITIONS = 8_000;

/** The items of a crate that another crate can name, with the shortest path to each. `root` is its library's file. */
export function crateApi(
  crate: { readonly name: string; readonly version: string; readonly root: string },
  files: ReadonlyMap<string, FileSymbols>,
): CrateApi {
  const index = symbolIndex(files);
  const target = { name: crate.name, kind: 'lib', file: crate.root };
  const graph = nameGraph(index, [{ name: crate.name, folder: '', targets: [target], dependencies: [] }]);
  const outside = { ...graph, externs: new Map([[OUTSIDE.crate, new Set([crate.name])]]) };
  const uses = new Map<IndexedDefinition, string>();
  const types = new Map<string, string>();
  const all = [...index.byName.values()].flat().filter((one) => one.visibility === 'public' && !one.inTest);
  for (const one of all) {
    const use = one.of === undefined ? pathsFrom(outside, one, OUTSIDE)[0] : undefined;
    if (use === undefined) continue;
    uses.set(one, use);
    if (!types.has(one.name)) types.set(one.name, use);
  }
  const definitions = all.flatMap((one): CrateDefinition[] => {
    const use = one.of === undefined ? uses.get(one) : types.get(one.of);
    if (use === undefined || one.trait !== undefined) return [];
    const { path: _, ...rest } = one;
    return [{ ...rest, signature: withoutPrivateFields(one), use }];
  });
  return {
    name: crate.name,
    version: crate.version,
    definitions: definitions.slice(0, MOST_DEFINITIONS),
    itemMacros: [...index.itemMacros],
    ...(definitions.length > MOST_DEFINITIONS ? { partial: true } : {}),
  };
}

/** Fields that nobody can name only cost room: `pub struct Window(..)`. */
function withoutPrivateFields({ kind, signature }: IndexedDefinition): string {
  const open = kind === 'struct' ? signature.search(/[({]/) : -1;
  if (open < 0 || /\bpub\b(?!\()/.test(signature.slice(open))) return signature;
  const head = signature.slice(0, open);
  return signature.charAt(open) === '(' && !head.includes('where')
    ? `${head}(..)`
    : `${head.trimEnd()} { .. }`;
}

/** Where a crate is looked at from: a module of none of its own. */
const OUTSIDE = { crate: '?', segments: [], open: false };
