import type { ModulePlace } from './module-map.ts';
import { type Alias, moduleKey, type NameGraph } from './name-graph.ts';
import type { Definition } from './symbol.ts';
import type { IndexedDefinition } from './symbol-index.ts';

/** More ways to the same name than these help nobody. */
const MOST_PATHS = 8;
const MOST_STEPS = 200;

/** A name as it can be reached in a module: where it is defined, or where a `use` brings it. */
interface Way {
  readonly module: string;
  readonly name: string;
  readonly visibility: Definition['visibility'];
}

/**
 * Every path under which a definition can be imported in a file, the shortest first: `crate::money::Money`,
 * `other_crate::Money`. Follows `pub use`, aliases and globs. Empty for what belongs to a type or is out of reach;
 * a variant is reached through its enum. What macros define or export is not known.
 */
export function importPaths(
  graph: NameGraph,
  definition: IndexedDefinition,
  from: string,
): readonly string[] {
  const viewers = graph.places.get(from) ?? [];
  return [...new Set(viewers.flatMap((viewer) => pathsFrom(graph, definition, viewer)))].slice(0, MOST_PATHS);
}

/** The same for who stands in a module, be it of another crate. */
export function pathsFrom(
  graph: NameGraph,
  definition: IndexedDefinition,
  viewer: ModulePlace,
): readonly string[] {
  const owner = definition.kind === 'variant' ? definition.of : undefined;
  if (definition.of !== undefined && owner === undefined) return [];
  const last = owner === undefined ? [] : [definition.name];
  const found = startsOf(graph, definition, owner)
    .flatMap((start) => waysOf(graph, start))
    .filter((way) => isVisible(way, viewer))
    .flatMap((way) =>
      modulePaths(graph, way.module, viewer).map((module) => [module, way.name, ...last].join('::')),
    );
  return [...new Set(found)].sort(shortestFirst).slice(0, MOST_PATHS);
}

function shortestFirst(a: string, b: string): number {
  return a.split('::').length - b.split('::').length || a.length - b.length || (a < b ? -1 : 1);
}

function startsOf(
  graph: NameGraph,
  definition: IndexedDefinition,
  owner: string | undefined,
): readonly Way[] {
  const { name, visibility, modules } = definition;
  return (graph.places.get(definition.path) ?? []).map(({ crate, segments }) => {
    const exported = definition.kind === 'macro' && visibility === 'public';
    const module = exported ? crate : moduleKey(crate, [...segments, ...modules]);
    return { module, name: owner ?? name, visibility };
  });
}

/** The definition itself, then every `use` that names it, names that `use`, or opens its module. */
function waysOf(graph: NameGraph, start: Way): readonly Way[] {
  const ways = new Map<string, Way>([[`${start.module}::${start.name}`, start]]);
  const open = [start];
  for (let next = open.shift(); next && ways.size < MOST_STEPS; next = open.shift()) {
    const key = `${next.module}::${next.name}`;
    const globs = next.visibility === 'private' ? [] : (graph.globs.get(next.module) ?? []);
    const { name } = next;
    const opened = globs.map((glob) => ({ ...glob, name, visibility: narrower(glob, next) }));
    for (const way of [...(graph.aliases.get(key) ?? []), ...opened]) {
      const own = `${way.module}::${way.name}`;
      // A private `use` is there for its own module; nobody should import it from there.
      if (way.visibility === 'private' || way.name === '_' || ways.has(own)) continue;
      ways.set(own, way);
      open.push(way);
    }
  }
  return [...ways.values()];
}

/** The paths of a module for who stands in `viewer`: its own where every step is visible, and those of its aliases. */
function modulePaths(
  graph: NameGraph,
  key: string,
  viewer: ModulePlace,
  seen: ReadonlySet<string> = new Set(),
): readonly string[] {
  if (seen.has(key) || seen.size > 6) return [];
  const [crate = '', ...segments] = key.split('::');
  const within = new Set([...seen, key]);
  const shared = (graph.aliases.get(key) ?? []).filter(({ visibility }) => visibility !== 'private');
  const name = segments.at(-1);
  const parent = moduleKey(crate, segments.slice(0, -1));
  const own: readonly Way[] =
    name === undefined ? [] : [{ module: parent, name, visibility: graph.modules.get(key) ?? 'private' }];
  const paths = [...own, ...shared]
    .filter((way) => isVisible(way, viewer))
    .flatMap((way) => modulePaths(graph, way.module, viewer, within).map((path) => `${path}::${way.name}`));
  return [...(name === undefined ? rootPaths(graph, crate, viewer) : []), ...paths].slice(0, MOST_PATHS);
}

function rootPaths(graph: NameGraph, crate: string, viewer: ModulePlace): readonly string[] {
  if (crate === viewer.crate) return ['crate'];
  return graph.externs.get(viewer.crate)?.has(crate) ? [crate] : [];
}

/** Private names are seen in their own module and below it. */
function isVisible(way: Way, viewer: ModulePlace): boolean {
  if (way.visibility === 'public') return true;
  const at = moduleKey(viewer.crate, viewer.segments);
  if (way.visibility === 'crate')
    return way.module === viewer.crate || way.module.startsWith(`${viewer.crate}::`);
  return at === way.module || at.startsWith(`${way.module}::`);
}

/** A glob passes names on as far as they are visible themselves. */
function narrower(glob: Alias, way: Way): Way['visibility'] {
  return glob.visibility === 'public' ? way.visibility : glob.visibility;
}
