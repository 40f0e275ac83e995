import type { FileSymbols } from './symbol.ts';
import type { SymbolIndex } from './symbol-index.ts';

/** A module of a crate: the crate's root has no segments. */
export interface ModulePlace {
  /** What {@link crateKey} gives: for a library as code names it, `my_crate`. */
  readonly crate: string;
  readonly segments: readonly string[];
  /** Whether other crates can name it: no binary, and every module on the way is `pub`. */
  readonly open: boolean;
}

/** A package, as much as module paths need of it (`ports/toolchain.ts` has it all). */
export interface CratePackage {
  readonly name: string;
  readonly folder: string;
  readonly targets: readonly { readonly name: string; readonly kind: string; readonly file: string }[];
  readonly dependencies: readonly { readonly name: string }[];
}

const LIBRARIES = new Set(['lib', 'rlib', 'dylib', 'cdylib', 'staticlib', 'proc-macro']);
const DEEPEST = 32;

/**
 * Which module of which crate each file is, from the packages' targets and the `mod` declarations below them. A file that
 * no target reaches is absent; one that several reach has several places, libraries first.
 * Rules: https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames
 */
export function moduleMap(
  index: Pick<SymbolIndex, 'files'>,
  packages: readonly CratePackage[],
): ReadonlyMap<string, readonly ModulePlace[]> {
  const places = new Map<string, ModulePlace[]>();
  for (const { target, library } of targetsOf(packages)) {
    const crate = crateKey(target);
    const seen = new Set<string>();
    const open: Found[] = [{ path: target.file, place: { crate, segments: [], open: library } }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { path, place } = next;
      if (!index.files.has(path) || seen.has(path) || place.segments.length > DEEPEST) continue;
      seen.add(path);
      places.set(path, [...(places.get(path) ?? []), place]);
      open.push(...declaredBy(index, next));
    }
  }
  return places;
}

interface Found {
  readonly path: string;
  readonly place: ModulePlace;
}

/** The files that the `mod` declarations of a file name. */
function declaredBy(index: Files, { path, place }: Found): readonly Found[] {
  const symbols = index.files.get(path);
  const folder = path.slice(0, path.lastIndexOf('/') + 1);
  const isRoot = place.segments.length === 0 || path.endsWith('/mod.rs');
  const own = isRoot ? folder : `${path.slice(0, -'.rs'.length)}/`;
  return (symbols?.declares ?? []).flatMap((declared) => {
    const inline = declared.modules.map((name) => `${name}/`).join('');
    const places = { folder: inline === '' ? folder : own + inline, own: own + inline };
    const file = sourceOf(index, declared, places);
    if (symbols === undefined || file === undefined) return [];
    const shown = declared.modules.every((_, at) => isPublic(symbols, declared.modules.slice(0, at + 1)));
    const open = place.open && shown && declared.visibility === 'public';
    const segments = [...place.segments, ...declared.modules, declared.name];
    return [{ path: file, place: { crate: place.crate, segments, open } }];
  });
}

/**
 * Tells the crates of a workspace apart. A binary mostly has the name of its package's library, yet is another crate;
 * nobody can import from it, so its key is none that code could write.
 */
export function crateKey({ name, kind, file }: CratePackage['targets'][number]): string {
  return LIBRARIES.has(kind) ? name.replaceAll('-', '_') : `${kind} ${file}`;
}

function targetsOf(packages: readonly CratePackage[]) {
  const all = packages.flatMap(({ targets }) =>
    targets.map((target) => ({ target, library: LIBRARIES.has(target.kind) })),
  );
  return [...all.filter(({ library }) => library), ...all.filter(({ library }) => !library)];
}

type Files = Pick<SymbolIndex, 'files'>;

function isPublic(symbols: FileSymbols, modules: readonly string[]): boolean {
  return symbols.definitions.some(
    (one) =>
      one.kind === 'mod' &&
      one.visibility === 'public' &&
      [...one.modules, one.name].join('/') === modules.join('/'),
  );
}

function sourceOf(
  { files }: Files,
  { name, path }: FileSymbols['declares'][number],
  at: { readonly folder: string; readonly own: string },
): string | undefined {
  if (path !== undefined) return [normal(at.folder + path)].find((file) => files.has(file));
  return [`${at.own}${name}.rs`, `${at.own}${name}/mod.rs`].find((file) => files.has(file));
}

function normal(path: string): string {
  const kept: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') kept.pop();
    else if (part !== '.' && part !== '') kept.push(part);
  }
  return kept.join('/');
}
