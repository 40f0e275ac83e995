import { folderOf } from './module-tree.ts';

/** What repairs need to know of a workspace member; the toolchain's `Package` has it. */
export interface CratePackage {
  readonly name: string;
  readonly folder: string;
  readonly targets: readonly { readonly name: string; readonly kind: string; readonly file: string }[];
  readonly dependencies: readonly { readonly name: string }[];
}

/** A library or program whose modules are files beside and below its root file. */
export interface CrateRoot {
  /** As code writes it: `my_crate`. */
  readonly crate: string;
  readonly library: boolean;
  readonly file: string;
}

const LIBRARY = /^(lib|rlib|dylib|cdylib|staticlib|proc-macro)$/;

/** The package a file belongs to: the innermost whose folder is around it. */
export function packageOf(path: string, packages: readonly CratePackage[]): CratePackage | undefined {
  return packages
    .filter((each) => each.folder === '' || path.startsWith(`${each.folder}/`))
    .toSorted((a, b) => b.folder.length - a.folder.length)[0];
}

/** Libraries and programs of a package; tests, examples, benches and build scripts are none of them. */
export function crateRoots({ targets }: CratePackage): readonly CrateRoot[] {
  return targets
    .filter(({ kind }) => kind === 'bin' || LIBRARY.test(kind))
    .map(({ name, kind, file }) => ({
      crate: name.replaceAll('-', '_'),
      library: kind !== 'bin',
      file,
    }));
}

/** The roots that lie in the innermost folder around the file that has any: of whose modules the file may be one. */
export function rootsAround(path: string, home: CratePackage): readonly CrateRoot[] {
  const around = crateRoots(home).filter(
    ({ file }) => folderOf(file) === '' || path.startsWith(`${folderOf(file)}/`),
  );
  const innermost = Math.max(...around.map(({ file }) => folderOf(file).length));
  return around.filter(({ file }) => folderOf(file).length === innermost);
}

/** Where cargo looks for programs, tests, examples and benches by itself (doc.rust-lang.org/cargo/guide/project-layout.html). */
const FOUND_BY_CARGO = /^(src\/main\.rs|(src\/bin|tests|examples|benches)\/([^/]+\.rs|[^/]+\/main\.rs))$/;

/** Whether cargo takes the file for a target of the package without being told: a candidate may have made it. */
export function isTargetOf({ folder }: CratePackage, path: string): boolean {
  if (folder !== '' && !path.startsWith(`${folder}/`)) return false;
  return FOUND_BY_CARGO.test(folder === '' ? path : path.slice(folder.length + 1));
}
