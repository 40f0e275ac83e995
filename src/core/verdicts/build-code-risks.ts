import type { FileChange } from './file-change.ts';

/** The part of a workspace member that says what of it runs in builds. */
interface BuiltPackage {
  readonly folder: string;
  readonly targets: readonly { readonly kind: string; readonly file: string }[];
}

/**
 * Lines for a reviewer about changed code that runs while cargo builds: it can bend what the compiler says of its own
 * crate, which no sandbox can prevent.
 */
export function buildCodeRisks(
  files: readonly Pick<FileChange, 'path'>[],
  packages: readonly BuiltPackage[],
): readonly string[] {
  const macros = packages.filter(({ targets }) => targets.some(({ kind }) => kind === 'proc-macro'));
  const scripts = new Set(
    packages.flatMap(({ targets }) =>
      targets.filter(({ kind }) => kind === 'custom-build').map(({ file }) => file),
    ),
  );
  const runs = (path: string) =>
    scripts.has(path) ||
    (path.endsWith('.rs') &&
      macros.some(({ folder }) => path.startsWith(folder === '' ? 'src/' : `${folder}/src/`)));
  return files
    .filter(({ path }) => runs(path))
    .map(({ path }) => `\`${path}\` runs while the project is built: read it before you build the branch`);
}
