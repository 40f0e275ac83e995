import { pathsFrom } from './import-paths.ts';
import { nameGraph } from './name-graph.ts';
import type { FileSymbols } from './symbol.ts';
import { type IndexedDefinition, symbolIndex } from './symbol-index.ts';

/** A public item of a dependency. */
export interface CrateDefinition extends Omit<IndexedDefinition, 'path'> {
  /** What to write in a `use`: `smithay::desktop::Window`; for methods that of their type. */
  readonly use: string;
}

/** The crates of `names` that a crate re-exports something of. */
export function reexportedBy(files: CrateText['files'], names: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { imports } of files.values())
    for (const { path, visibility } of imports) {
      const [first = ''] = path;
      if (visibility === 'public' && names.has(first)) found.add(first);
    }
  return found;
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

/** A crate as it is read: `root` is its library's file, `files` are by their paths in its folder. */
export interface CrateText {
  /** As the crate that uses it names it. */
  readonly name: string;
  readonly root: string;
  readonly files: ReadonlyMap<string, FileSymbols>;
}

/**
 * The items of a crate that another crate can name, with the shortest path to each. What it re-exports of `uses`, crates
 * of its own, counts as its own: `serde::Serialize` is written in `serde_core`.
 */
export function crateApi(
  crate: CrateText & { readonly version: string },
  uses: readonly CrateText[] = [],
): CrateApi {
  const all = [crate, ...uses];
  const files = all.flatMap((one) =>
    [...one.files].map(([path, file]) => [`${one.name}/${path}`, file] as const),
  );
  const index = symbolIndex(new Map(files));
  const graph = nameGraph(
    index,
    all.map(({ name, root }) => ({
      name,
      folder: '',
      targets: [{ name, kind: 'lib', file: `${name}/${root}` }],
      dependencies: name === crate.name ? uses : [],
    })),
  );
  const outside = { ...graph, externs: new Map([[OUTSIDE.crate, new Set([crate.name])]]) };
  const paths = new Map<IndexedDefinition, string>();
  const types = new Map<string, string>();
  const items = [...index.byName.values()].flat().filter((one) => one.visibility === 'public' && !one.inTest);
  for (const one of items) {
    const use = one.of === undefined ? pathsFrom(outside, one, OUTSIDE)[0] : undefined;
    if (use === undefined) continue;
    paths.set(one, use);
    if (!types.has(one.name)) types.set(one.name, use);
  }
  const definitions = items.flatMap((one): CrateDefinition[] => {
    const use = one.of === undefined ? paths.get(one) : types.get(one.of);
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
