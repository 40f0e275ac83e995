import type { CrateApi } from '../core/symbols/crate-api.ts';
import type { FileSymbols } from '../core/symbols/symbol.ts';
import type { CommitId } from '../ports/repository.ts';
import type { Dependency } from '../ports/symbols.ts';
import type { Workspace } from '../ports/toolchain.ts';
import type { Run } from './run.ts';

/** Reading more crates than these costs seconds the first time. */
const MOST_CRATES = 6;

/** What the search for crates goes by. */
export interface CratesAbout {
  readonly commit: CommitId;
  /** The task, its plan or a compile error. */
  readonly text: string;
  readonly files: readonly FileSymbols[];
}

/** The APIs of the direct dependencies that a text names or files import from, the most mentioned first. */
export async function gatherCrates(
  run: Pick<Run, 'symbols'>,
  { packages }: Pick<Workspace, 'packages'>,
  { commit, text, files }: CratesAbout,
): Promise<readonly CrateApi[]> {
  const words = new Set(text.slice(0, 200_000).match(/[\p{L}_][\p{L}\p{N}_-]*/gu));
  const mentioned = ({ name }: Dependency) => {
    const imports = files.flatMap((file) => file.imports.filter(({ path }) => path[0] === name)).length;
    const paths = files.filter((file) => file.words.has(name)).length;
    const said = words.has(name) || words.has(name.replaceAll('_', '-')) ? 100 : 0;
    return said + imports + paths;
  };
  const all = new Map(
    packages.flatMap(({ dependencies }) =>
      dependencies.filter(({ source }) => source).map((one) => [`${one.name} ${one.version}`, one] as const),
    ),
  );
  const wanted = [...all.values()]
    .map((dependency) => ({ dependency, weight: mentioned(dependency) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.dependency.name < b.dependency.name ? -1 : 1))
    .slice(0, MOST_CRATES);
  const apis = await Promise.all(wanted.map(({ dependency }) => run.symbols.crate(dependency, commit)));
  return apis.filter((api) => api !== undefined);
}
