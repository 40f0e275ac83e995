/** As much of a workspace member as is looked at. */
interface Member {
  readonly name: string;
  readonly folder: string;
  readonly targets: readonly { readonly name: string; readonly kind: string; readonly file: string }[];
}

/** Where a task's scenario tests go, or why there is no place for them. `target` begins the names of its tests. */
export type TestFile =
  | { readonly kind: 'file'; readonly path: string; readonly target: string; readonly library: string }
  | { readonly kind: 'none'; readonly why: string };

/** What a test can be linked with; a `cdylib` or `staticlib` alone is none. */
const LIBRARY_KINDS = new Set(['lib', 'rlib', 'dylib']);

/**
 * The integration test file of the package most of the task's files belong to. A package without a library has nothing
 * that an integration test could call.
 *
 * @param paths files the task is about, likeliest first
 * @param taken paths that exist already
 */
export function testFileFor(
  about: { readonly id: string; readonly paths: readonly string[] },
  packages: readonly Member[],
  taken: ReadonlySet<string>,
): TestFile {
  const own = packageOf(about.paths, packages);
  if (!own) return { kind: 'none', why: 'it is not clear which package the task is about' };
  const library = own.targets.find(({ kind, file }) => LIBRARY_KINDS.has(kind) && file.endsWith('.rs'));
  if (!library) return { kind: 'none', why: `the package ${own.name} has no library that a test could call` };
  const stem = `scenario_${about.id
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')}`;
  const folder = own.folder === '' ? 'tests' : `${own.folder}/tests`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? stem : `${stem}_${number}`;
    const path = `${folder}/${name}.rs`;
    if (!taken.has(path))
      return {
        kind: 'file',
        path,
        target: `${own.name}/test/${name}`,
        library: library.name.replaceAll('-', '_'),
      };
  }
}

function packageOf(paths: readonly string[], packages: readonly Member[]): Member | undefined {
  const deepestFirst = [...packages].sort((a, b) => b.folder.length - a.folder.length);
  for (const path of paths) {
    const owner = deepestFirst.find(({ folder }) => folder === '' || path.startsWith(`${folder}/`));
    if (owner) return owner;
  }
  return packages.length === 1 ? packages[0] : undefined;
}
