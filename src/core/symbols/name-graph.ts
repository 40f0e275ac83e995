import { type CratePackage, crateKey, type ModulePlace, moduleMap } from './module-map.ts';
import type { Definition, Import } from './symbol.ts';
import type { SymbolIndex } from './symbol-index.ts';

/** A `use` or `pub use`, seen from what it names. */
export interface Alias {
  /** The module it stands in, as {@link moduleKey} gives it. */
  readonly module: string;
  readonly name: string;
  readonly visibility: Definition['visibility'];
}

/** Which module holds what, and which imports name what, by keys like `my_crate::a::b`. */
export interface NameGraph {
  readonly places: ReadonlyMap<string, readonly ModulePlace[]>;
  /** Visibility of each module by its key; crate roots are public. */
  readonly modules: ReadonlyMap<string, Definition['visibility']>;
  /** Imports by the key of what they name. */
  readonly aliases: ReadonlyMap<string, readonly Alias[]>;
  /** Glob imports by the key of the module they open. */
  readonly globs: ReadonlyMap<string, readonly Alias[]>;
  /** Names of the libraries that a crate can use, itself left out, by crate name. */
  readonly externs: ReadonlyMap<string, ReadonlySet<string>>;
}

export function moduleKey(crate: string, segments: readonly string[]): string {
  return [crate, ...segments].join('::');
}

/** Resolves every import of the workspace once. Linear in the number of imports. */
export function nameGraph(index: SymbolIndex, packages: readonly CratePackage[]): NameGraph {
  const places = moduleMap(index, packages);
  const externs = externsOf(packages);
  const modules = new Map<string, Definition['visibility']>();
  for (const own of places.values())
    for (const { crate, segments } of own) if (segments.length === 0) modules.set(crate, 'public');
  const eachFile = (visit: (path: string, place: ModulePlace) => void) => {
    for (const [path, own] of places) for (const place of own) visit(path, place);
  };
  eachFile((path, { crate, segments }) => {
    for (const one of index.files.get(path)?.definitions ?? []) {
      if (one.kind !== 'mod') continue;
      modules.set(moduleKey(crate, [...segments, ...one.modules, one.name]), one.visibility);
    }
  });
  const aliases = new Map<string, Alias[]>();
  const globs = new Map<string, Alias[]>();
  eachFile((path, { crate, segments }) => {
    const imports = index.files.get(path)?.imports ?? [];
    for (const one of imports) {
      const within = [...segments, ...one.modules];
      const target = resolveImport(one.path, { crate, within, modules, externs: externs.get(crate) });
      if (target === undefined) continue;
      const alias = { module: moduleKey(crate, within), name: one.name, visibility: one.visibility };
      const [list, key] = one.name === '*' ? [globs, target.slice(0, -'::*'.length)] : [aliases, target];
      const same = list.get(key);
      if (same) same.push(alias);
      else list.set(key, [alias]);
    }
  });
  return { places, modules, aliases, globs, externs };
}

function externsOf(packages: readonly CratePackage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const externs = new Map<string, ReadonlySet<string>>();
  for (const one of packages) {
    const library = one.targets.find(({ kind }) => kind === 'lib' || kind === 'rlib');
    const names = one.dependencies.map(({ name }) => name.replaceAll('-', '_'));
    for (const target of one.targets) {
      const own = library === undefined || target === library ? [] : [crateKey(library)];
      externs.set(crateKey(target), new Set([...names, ...own]));
    }
  }
  return externs;
}

/** The key of what an import's path names, as far as names alone tell. */
function resolveImport(
  path: Import['path'],
  from: {
    readonly crate: string;
    readonly within: readonly string[];
    readonly modules: ReadonlyMap<string, unknown>;
    readonly externs: ReadonlySet<string> | undefined;
  },
): string | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return undefined;
  if (first === 'crate') return moduleKey(from.crate, rest);
  if (first === 'self') return moduleKey(from.crate, [...from.within, ...rest]);
  if (first === 'super') {
    let up = 1;
    while (path[up] === 'super') up += 1;
    if (up > from.within.length) return undefined;
    return moduleKey(from.crate, [...from.within.slice(0, from.within.length - up), ...path.slice(up)]);
  }
  if (from.modules.has(moduleKey(from.crate, [...from.within, first])))
    return moduleKey(from.crate, [...from.within, ...path]);
  if (from.externs?.has(first)) return path.join('::');
  // An enum of the same module, `use Kind::*`, or a crate from outside the workspace, which nothing here looks up.
  return moduleKey(from.crate, [...from.within, ...path]);
}
