import type { FileChange } from './file-change.ts';
import type { GateFinding } from './gate-finding.ts';

/** What this needs to know of a workspace member; the toolchain's `Package` has it. */
interface BenchPackage {
  readonly name: string;
  readonly folder: string;
  readonly targets: readonly {
    readonly name: string;
    readonly kind: string;
    readonly file: string;
    readonly requiredFeatures?: readonly string[];
  }[];
}

/**
 * The gate `compiled` of a `performance` task where every changed file is compiled: benches measure the work, so those
 * of the changed packages must be among what the check compiled. One that the base leaves out as well is nobody's fault.
 */
export function judgeBenches(
  changes: readonly FileChange[],
  {
    before,
    after,
    compiled,
  }: {
    readonly before: readonly BenchPackage[];
    readonly after: readonly BenchPackage[];
    readonly compiled: ReadonlySet<string>;
  },
): GateFinding {
  const touched = after.filter((one) => changes.some((change) => homeOf(change.path, after) === one));
  const benches = touched.flatMap(benchesOf);
  const lost = lostBenches(changes, { before, benches, touched, compiled });
  const [first] = lost;
  if (first) {
    const names = lost.map(({ file }) => `\`${file}\``).join(', ');
    return {
      result: 'failed',
      summary: `${lost.length === 1 ? 'a bench is' : `${lost.length} benches are`} no longer compiled: ${first.file}`,
      feedback: `The benches measure this task and must stay part of the build. These are no longer compiled: ${names}. Leave their targets in Cargo.toml as they were.`,
    };
  }
  const built = benches.filter(({ file }) => compiled.has(file)).length;
  const said =
    benches.length === 0
      ? 'no bench to compile'
      : built === 0
        ? 'no bench is compiled here, as before: their required-features are off'
        : `${built} of ${benches.length} bench${benches.length === 1 ? '' : 'es'} compile${built === 1 ? 's' : ''}`;
  return { result: 'passed', summary: `every changed file is compiled; ${said}`, feedback: '' };
}

/** Only a manifest can take a bench out of the build, and only one whose package is built at all. */
function lostBenches(
  changes: readonly FileChange[],
  about: {
    readonly before: readonly BenchPackage[];
    readonly benches: BenchPackage['targets'];
    readonly touched: readonly BenchPackage[];
    readonly compiled: ReadonlySet<string>;
  },
): BenchPackage['targets'] {
  if (!changes.some(({ path }) => /(?:^|\/)Cargo\.toml$/.test(path))) return [];
  const { before, benches, touched, compiled } = about;
  const built = touched.filter(({ targets }) => targets.some(({ file }) => compiled.has(file)));
  const deleted = new Set(changes.filter((one) => one.after === undefined).map(({ path }) => path));
  return before
    .filter((one) => built.some(({ name }) => name === one.name))
    .flatMap(benchesOf)
    .filter(({ file }) => !compiled.has(file) && !deleted.has(file))
    .filter(
      (old) => !benches.some((now) => now.file === old.file && sameFeatures(now, old) && needsFeatures(now)),
    );
}

function benchesOf(one: BenchPackage): BenchPackage['targets'] {
  return one.targets.filter(({ kind }) => kind === 'bench');
}

function needsFeatures({ requiredFeatures = [] }: BenchPackage['targets'][number]): boolean {
  return requiredFeatures.length > 0;
}

function sameFeatures(a: BenchPackage['targets'][number], b: BenchPackage['targets'][number]): boolean {
  return JSON.stringify(a.requiredFeatures ?? []) === JSON.stringify(b.requiredFeatures ?? []);
}

function homeOf(path: string, packages: readonly BenchPackage[]): BenchPackage | undefined {
  return packages
    .filter(({ folder }) => folder === '' || path.startsWith(`${folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}
