import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileTexts } from '../edits/edit.ts';
import { type CratePackage, type CrateRoot, crateRoots, isTargetOf, packageOf } from './crate-roots.ts';
import { findItem, type Onlooker } from './find-item.ts';
import { insertUse } from './insert-use.ts';
import { type ModuleTree, moduleTree } from './module-tree.ts';
import type { Proposal } from './proposal.ts';
import { stdModuleOf } from './std-paths.ts';
import { type WrittenPath, writtenPath } from './written-path.ts';

/** A workspace in which paths are looked up. */
export interface PathLookup {
  /** All Rust sources of the tree, the candidate in place. */
  readonly sources: FileTexts;
  readonly packages: readonly CratePackage[];
  /** Whether a repair may touch the file. */
  readonly mayEdit: (path: string) => boolean;
}

const UNRESOLVED = /^E043[23]$/;
/** What rustc says of a name that is not imported, and of which kinds of names. */
const NOT_IN_SCOPE = /^cannot find [a-z, ]+ `([^`]{1,100})` in this scope$/;
const UNKNOWN_NAME = /^E0(404|405|412|422|423|425|433|531|574)$/;

/** Whether there are errors that {@link proposePaths} may have an answer to. */
export function hasLostPaths(errors: readonly Diagnostic[]): boolean {
  return errors.some(({ code }) => UNRESOLVED.test(code) || UNKNOWN_NAME.test(code));
}

/**
 * Paths that lead to what a lost path (E0432, E0433) is after, where rustc has no suggestion: `crate` for the crate's
 * own name, the library's name for `crate` in programs and tests, the one module that has the name, in the workspace
 * or in the standard library; and imports of names that only one library of the workspace has. A name that two modules define is left alone, and so is a crate that is not there.
 */
export function proposePaths(errors: readonly Diagnostic[], lookup: PathLookup): readonly Proposal[] {
  const finder = new PathFinder(lookup);
  const proposals = new Map<string, Proposal>();
  for (const error of errors) {
    const path = UNRESOLVED.test(error.code) ? finder.propose(error) : undefined;
    const proposal = path ?? (UNKNOWN_NAME.test(error.code) ? finder.proposeImport(error) : undefined);
    if (proposal) proposals.set(JSON.stringify(proposal.replacements), proposal);
  }
  return [...proposals.values()];
}

class PathFinder {
  readonly #lookup: PathLookup;
  readonly #trees = new Map<string, ModuleTree>();

  constructor(lookup: PathLookup) {
    this.#lookup = lookup;
  }

  propose({ code, message, file, line, column }: Diagnostic): Proposal | undefined {
    const text = file === undefined ? undefined : this.#lookup.sources.get(file);
    if (file === undefined || text === undefined || !line || !column || !this.#lookup.mayEdit(file)) return;
    const path = writtenPath(text, line, column);
    const lost = path?.segments.at(-1);
    // The place of some messages is the whole path: then all but its last segment was found.
    if (!path || lost === undefined || lost !== lostIn(message)) return;
    const instead = this.#resolve(path, file);
    const { outer, byteStart, byteEnd } = path;
    if (!instead || !outer.every((part, at) => instead[at] === part)) return;
    const rest = instead.slice(outer.length);
    if (rest.length === 0 || rest.join('::') === path.segments.join('::')) return;
    return {
      kind: 'path',
      code,
      file,
      line,
      message: `there is no ${[...outer, ...path.segments].join('::')} here`,
      replacements: [{ file, byteStart, byteEnd, text: rest.join('::') }],
    };
  }

  /** rustc finds what the crate itself has, but not what the library beside it and other members have. */
  proposeImport({ code, message, file, line, suggestions }: Diagnostic): Proposal | undefined {
    const name = NOT_IN_SCOPE.exec(message)?.[1];
    const text = file === undefined ? undefined : this.#lookup.sources.get(file);
    const home = file === undefined ? undefined : packageOf(file, this.#lookup.packages);
    if (!name || !home || file === undefined || text === undefined || !line) return;
    const own = this.#lookup.mayEdit(file) ? this.#ownTree(file, home) : undefined;
    const offered = suggestions.some(({ replacements }) =>
      replacements.some((one) => one.text.startsWith('use ')),
    );
    if (!own || offered || stdModuleOf(name) || isKnown(name, own.tree)) return;
    const others = this.#librariesOf(home).filter((each) => each.file !== own.file);
    const found = others.flatMap((each) => {
      const module = findItem(name, this.#tree(each.file), 'other crate');
      return module ? [[each.crate, ...module, name]] : [];
    });
    const [path, ...more] = found;
    const use = path && more.length === 0 ? insertUse(file, text, { path, line }) : undefined;
    if (!use) return;
    return { kind: 'import', code, file, line, message: `${name} is not imported`, replacements: [use] };
  }

  /** What to write in place of the path up to its lost segment. */
  #resolve(path: WrittenPath, file: string): readonly string[] | undefined {
    const home = packageOf(file, this.#lookup.packages);
    const own = home && this.#ownTree(file, home);
    if (!home || !own) return undefined;
    const [first = '', ...more] = [...path.outer, ...path.segments];
    if (more.length === 0 && first === own.crate && own.named) return ['crate'];
    if (path.below.length === 0) return undefined;
    if (/^(std|core|alloc)$/.test(first)) {
      const found = same(path.below.map(stdModuleOf));
      return found && [first, ...found.slice(1)];
    }
    if (/^(crate|self|super)$/.test(first)) {
      const here = find(path.below, own.tree, own.tree.files.get(file)?.path ?? []);
      return here ? ['crate', ...here] : this.#inLibrary(path, own);
    }
    const other = this.#librariesOf(home).find((each) => each.crate === first);
    const found = other && find(path.below, this.#tree(other.file), 'other crate');
    return found && [first, ...found];
  }

  /** Programs and tests that take the library beside them for their own crate. */
  #inLibrary(
    { outer, segments, below }: WrittenPath,
    { tree, library }: OwnCrate,
  ): readonly string[] | undefined {
    if (!library || below.some((name) => isKnown(name, tree))) return undefined;
    const there = this.#tree(library.file);
    const [first, ...rest] = [...outer, ...segments];
    const meant = first === 'crate' ? there.modules.get(rest.join('::')) : undefined;
    const found = meant?.visibility === 'public' ? meant.path : find(below, there, 'other crate');
    return found && [library.crate, ...found];
  }

  /** The crate whose module the file is; `named` when its files can be meant by its name. */
  #ownTree(file: string, home: CratePackage): OwnCrate | undefined {
    const roots = crateRoots(home);
    const library = roots.find((root) => root.library);
    const named = home.targets.map((target) => ({
      file: target.file,
      crate: target.name.replaceAll('-', '_'),
      named: roots.some((root) => root.file === target.file),
    }));
    const made = [...this.#lookup.sources.keys()]
      .filter((path) => isTargetOf(home, path))
      .map((path) => ({ file: path, crate: '', named: false }));
    for (const root of [...named, ...made]) {
      const tree = this.#tree(root.file);
      if (tree.files.has(file))
        return { ...root, tree, ...(library && library.file !== root.file ? { library } : {}) };
    }
    return undefined;
  }

  /** The libraries that the package's own code can name. */
  #librariesOf(home: CratePackage) {
    const names = new Set(home.dependencies.map(({ name }) => name));
    return this.#lookup.packages.flatMap((each) =>
      crateRoots(each).filter((root) => root.library && (each === home || names.has(root.crate))),
    );
  }

  #tree(root: string): ModuleTree {
    const tree = this.#trees.get(root) ?? moduleTree(root, this.#lookup.sources);
    this.#trees.set(root, tree);
    return tree;
  }
}

interface OwnCrate {
  /** Its root. */
  readonly file: string;
  readonly tree: ModuleTree;
  readonly crate: string;
  readonly named: boolean;
  /** Of the same package, when it is another crate. */
  readonly library?: CrateRoot;
}

/** The segment that was not found, as rustc quotes it; `super` when there are too many. */
function lostIn(message: string): string | undefined {
  return /`([^`]{1,300})`/.exec(message)?.[1]?.split('::').at(-1);
}

function isKnown(name: string, tree: ModuleTree): boolean {
  return [...tree.symbols.values()].some(({ definitions }) =>
    definitions.some((each) => each.name === name && each.of === undefined),
  );
}

/** The module in which all of the names are. */
function find(names: readonly string[], tree: ModuleTree, from: Onlooker): readonly string[] | undefined {
  return same(names.map((name) => findItem(name, tree, from)));
}

/** The module that all have in common. */
function same(found: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  const [first] = found;
  return found.every((each) => each && each.join('::') === first?.join('::')) ? first : undefined;
}
