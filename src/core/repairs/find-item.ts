import type { Definition } from '../symbols/symbol.ts';
import type { ModuleTree } from './module-tree.ts';

/** Who looks for the item: the module's path within the same crate, or another crate. */
export type Onlooker = readonly string[] | 'other crate';

/**
 * The module of a crate in which a name can be reached, when its text leaves no doubt: one definition that is visible
 * from there, or one `pub use` of what is not. Undefined where two modules define the name, seen or not; what stands
 * in test code, in types and in traits does not count.
 */
export function findItem(name: string, tree: ModuleTree, from: Onlooker): readonly string[] | undefined {
  const defined = definitionsOf(name, tree);
  if (defined.length > 1) return undefined;
  const [only] = defined;
  const seen = (place: Place) => isVisible(place, tree, from);
  if (only && seen(only)) return only.module;
  const [other, ...more] = passedOn(name, only?.module, tree).filter(seen);
  return more.length === 0 ? other?.module : undefined;
}

interface Place {
  readonly module: readonly string[];
  readonly visibility: Definition['visibility'];
}

/** One place for each module, however often it defines the name. */
function definitionsOf(name: string, tree: ModuleTree): readonly Place[] {
  const places = new Map<string, Place>();
  for (const [file, { words, definitions }] of tree.symbols) {
    if (!words.get(name)) continue;
    for (const { name: own, of, inTest, kind, modules, visibility } of definitions) {
      if (own !== name || of !== undefined || inTest || kind === 'macro') continue;
      const module = [...(tree.files.get(file)?.path ?? []), ...modules];
      places.set(module.join('::'), { module, visibility });
    }
  }
  return [...places.values()];
}

/** The modules that say `pub use …::name`, or `pub use home::*` of the module that defines it. */
function passedOn(name: string, home: readonly string[] | undefined, tree: ModuleTree): readonly Place[] {
  const places = new Map<string, Place>();
  for (const [file, { imports }] of tree.symbols)
    for (const { name: own, path, modules, visibility } of imports) {
      const from = path.findLast((part) => part !== '*');
      const passes = own === name || (own === '*' && home !== undefined && home.at(-1) === from);
      if (visibility === 'private' || !passes) continue;
      const module = [...(tree.files.get(file)?.path ?? []), ...modules];
      places.set(module.join('::'), { module, visibility });
    }
  return [...places.values()];
}

function isVisible({ module, visibility }: Place, tree: ModuleTree, from: Onlooker): boolean {
  const open = (what: Definition['visibility'] | undefined, within: readonly string[]) =>
    what === 'public' ||
    (from !== 'other crate' && (what === 'crate' || within.every((part, at) => from[at] === part)));
  return (
    open(visibility, module) &&
    module.every((_, at) => {
      const node = tree.modules.get(module.slice(0, at + 1).join('::'));
      return open(node?.visibility, module.slice(0, at));
    })
  );
}
