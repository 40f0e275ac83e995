import { asTable, parseManifest, type Table, tableAt } from '../policy/manifest-tables.ts';

/** Reads a file of the tree as text; '' where it cannot be. */
export type ReadFile = (path: string) => string;

interface LocalPackage {
  /** '' for the root, else with a slash at its end. */
  readonly folder: string;
  readonly name: string;
  readonly manifest: Table;
  readonly isMacro: boolean;
  /** Path of its build script. */
  readonly script: string | undefined;
}

/** Settings by which cargo's configuration names programs that builds start. */
const STARTS_PROGRAMS = /wrapper|linker|runner|rustc\b|rustdoc\b|flags/;
/** How a build script takes in further sources. */
const TAKES_IN = /\binclude(?:_str|_bytes)?!|\bmod\s+\w+\s*;|\bpath\s*=/;

/**
 * The files of a workspace that decide which of its own code runs while cargo builds it: build scripts, procedural
 * macros and the crates they are made of, and every file that is neither Rust nor Markdown, for a script may start it.
 * Undefined where nothing of its own runs then, as in most workspaces. Rather too many than too few.
 *
 * @param paths all files of the tree, relative.
 */
export function findBuildCode(paths: readonly string[], read: ReadFile): readonly string[] | undefined {
  const there = new Set(paths);
  const manifests = paths.filter((path) => /(^|\/)Cargo\.toml$/.test(path));
  const packages: LocalPackage[] = [];
  for (const path of manifests) {
    const manifest = parseManifest(read(path));
    if (!manifest) return paths;
    packages.push(localPackage(path.slice(0, -'Cargo.toml'.length), manifest, there));
  }
  const configured = paths.some(
    (path) => /(^|\/)\.cargo\/config(\.toml)?$/.test(path) && STARTS_PROGRAMS.test(read(path)),
  );
  if (configured) return paths.filter((path) => !isText(path));
  if (!packages.some(({ isMacro, script }) => isMacro || script !== undefined)) return undefined;
  const scripts = packages.flatMap(({ script }) => script ?? []);
  const takesIn = scripts.some((script) => TAKES_IN.test(read(script)));
  const folders = builtForBuilding(packages).map(({ folder }) => folder);
  return paths.filter(
    (path) =>
      !isText(path) &&
      (takesIn ||
        !path.endsWith('.rs') ||
        scripts.includes(path) ||
        folders.some((folder) => path.startsWith(folder))),
  );
}

function isText(path: string): boolean {
  return path.endsWith('.md') || path.startsWith('openspec/');
}

function localPackage(folder: string, manifest: Table, there: ReadonlySet<string>): LocalPackage {
  const own = tableAt(manifest, 'package');
  const library = tableAt(manifest, 'lib');
  const kinds = [library['crate-type'] ?? library['crate_type'] ?? []].flat();
  const { build } = own;
  const script = `${folder}${typeof build === 'string' ? build : 'build.rs'}`.replaceAll('/./', '/');
  const hasScript = build !== false && (build !== undefined || there.has(script));
  return {
    folder,
    name: typeof own['name'] === 'string' ? own['name'] : '',
    manifest,
    isMacro: library['proc-macro'] === true || library['proc_macro'] === true || kinds.includes('proc-macro'),
    script: hasScript ? script : undefined,
  };
}

/** Macros and what build scripts depend on, with everything local that these depend on in turn. */
function builtForBuilding(packages: readonly LocalPackage[]): readonly LocalPackage[] {
  const named = new Map(packages.map((one) => [one.name, one]));
  const forScripts = packages.flatMap(({ manifest }) =>
    namesIn(manifest, ['build-dependencies', 'build_dependencies']),
  );
  const waiting = [
    ...packages.filter(({ isMacro }) => isMacro),
    ...forScripts.flatMap((name) => named.get(name) ?? []),
  ];
  const found = new Set<LocalPackage>();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const name of namesIn(next.manifest, ['dependencies']))
      waiting.push(...[named.get(name) ?? []].flat());
  }
  return [...found];
}

/** Names of crates in these tables of a manifest, for every platform. `package = "…"` hides them behind a key. */
function namesIn(manifest: Table, kinds: readonly string[]): readonly string[] {
  const owners = [manifest, ...Object.values(tableAt(manifest, 'target')).map(asTable)];
  return owners.flatMap((owner) =>
    kinds.flatMap((kind) =>
      Object.entries(tableAt(owner, kind)).flatMap(([key, spec]) => {
        const name = asTable(spec)['package'];
        return typeof name === 'string' ? [key, name] : [key];
      }),
    ),
  );
}
