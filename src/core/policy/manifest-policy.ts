import { minimatch } from 'minimatch';
import {
  asTable,
  type Dependency,
  dependenciesOf,
  parseManifest,
  type Table,
  tableAt,
} from './manifest-tables.ts';
import { staysInside } from './stays-inside.ts';

/** What an edit of a Cargo.toml does: sentences of refusal for the model, and lines a reviewer should see. */
export interface ManifestVerdict {
  readonly refusals: readonly string[];
  readonly risks: readonly string[];
}

/** Keys by which a manifest runs code, replaces crates, or bends what the compiler checks. */
const CLOSED_KEYS: readonly (readonly [string, string])[] = [
  ['package.build', 'build scripts run code'],
  ['project', 'it is the old name of [package]'],
  ['package.links', 'linking is not part of a task'],
  ['package.workspace', 'crates must stay in this workspace'],
  ['package.metadata', 'tools read it as settings'],
  ['package.autotests', 'tests must stay found'],
  ['package.autobins', 'targets must stay found'],
  ['package.autoexamples', 'targets must stay found'],
  ['package.autobenches', 'targets must stay found'],
  ['package.autolib', 'targets must stay found'],
  ['package.im-a-teapot', 'it is unstable'],
  ['lib.test', 'tests must stay found'],
  ['lib.doctest', 'tests must stay found'],
  ['lib.harness', 'tests must stay found'],
  ['lib.proc-macro', 'procedural macros run code in the compiler'],
  ['lib.proc_macro', 'procedural macros run code in the compiler'],
  ['lib.required-features', 'crates must stay checked'],
  ['patch', 'it replaces crates'],
  ['replace', 'it replaces crates'],
  ['profile', 'it changes how code is checked'],
  ['lints', 'it changes how code is checked'],
  ['cargo-features', 'it is unstable'],
  ['workspace.lints', 'it changes how code is checked'],
  ['workspace.metadata', 'tools read it as settings'],
  ['workspace.exclude', 'crates must stay checked'],
  ['workspace.default-members', 'crates must stay checked'],
];
const REVIEWED_KEYS = [
  'features',
  'package.edition',
  'package.rust-version',
  'package.default-run',
  'lib.crate-type',
  'lib.crate_type',
  'lib.path',
  'workspace.package',
  'workspace.resolver',
];
const TARGET_TABLES = ['bin', 'test', 'example', 'bench'];
const SOURCE_KEYS = [
  'git',
  'branch',
  'tag',
  'rev',
  'registry',
  'registry-index',
  'path',
  'base',
  'package',
  'artifact',
];

/** Other places than the registry that a name in `allowed` stands for. */
const FOREIGN_KEYS = ['git', 'registry', 'registry-index', 'path', 'base', 'artifact'];

/**
 * Compares a Cargo.toml before and after an edit. New crates must be in `allowed` (names or globs), be declared by the
 * workspace, or be a path inside the repository; an existing crate may not change where it comes from.
 * `before` is undefined for a new manifest. Key meanings: doc.rust-lang.org/cargo/reference/manifest.html.
 */
export function judgeManifest(
  path: string,
  texts: { readonly before: string | undefined; readonly after: string },
  allowed: readonly string[],
): ManifestVerdict {
  const after = parseManifest(texts.after);
  if (!after) return { refusals: [`${path} would not be valid TOML.`], risks: [] };
  const before = parseManifest(texts.before ?? '') ?? {};
  const refusals: string[] = [];
  const risks: string[] = [];
  for (const [key, why] of CLOSED_KEYS)
    if (changed(before, after, key)) refusals.push(`${path}: \`${key}\` may not change, ${why}.`);
  for (const key of REVIEWED_KEYS) if (changed(before, after, key)) risks.push(`${path}: \`${key}\` changes`);
  refusals.push(...targetRefusals(path, before, after), ...memberRefusals(path, before, after));
  refusals.push(...placeRefusals(path, before, after), ...crateTypeRefusals(path, before, after));
  if (changed(before, after, 'workspace.members')) risks.push(`${path}: \`workspace.members\` changes`);
  const known = dependenciesOf(before);
  for (const one of dependenciesOf(after)) {
    const verdict = judgeDependency(one, known, { path, allowed });
    if (verdict?.refused) refusals.push(verdict.text);
    else if (verdict) risks.push(verdict.text);
  }
  return { refusals, risks };
}

function judgeDependency(
  one: Dependency,
  known: readonly Dependency[],
  where: { readonly path: string; readonly allowed: readonly string[] },
): { readonly refused: boolean; readonly text: string } | undefined {
  const { path, allowed } = where;
  const same = known.find((old) => old.table === one.table && old.key === one.key);
  if (same && equal(same.spec, one.spec)) return undefined;
  const isAllowed = allowed.some((glob) => minimatch(one.crate, glob));
  const from = known.find((old) => old.crate === one.crate);
  if (!from) {
    if (isAllowed && !isInside(one, path) && FOREIGN_KEYS.some((key) => key in one.spec))
      return {
        refused: true,
        text: `${path}: the new dependency \`${one.crate}\` may only come from the default registry; give it a version and nothing else about its source.`,
      };
    if (isAllowed || isInside(one, path))
      return { refused: false, text: `${path}: new dependency \`${one.crate}\`` };
    if (one.spec['workspace'] === true)
      return { refused: false, text: `${path}: \`${one.key}\` of the workspace is used here too` };
    return {
      refused: true,
      text: `${path}: the new dependency \`${one.crate}\` is not allowed; use the crates that are there, or the standard library.`,
    };
  }
  if (!isInside(one, path) && SOURCE_KEYS.some((key) => !equal(from.spec[key], one.spec[key])))
    return { refused: true, text: `${path}: \`${one.key}\` may not come from another source.` };
  return { refused: false, text: `${path}: \`${one.key}\` changes in ${one.table}` };
}

/** A path dependency that stays inside the repository and names no other source. */
function isInside(one: Dependency, manifest: string): boolean {
  const isElsewhere = ['git', 'registry', 'registry-index', 'base'].some((key) => key in one.spec);
  return !isElsewhere && staysInside(one.spec['path'], manifest);
}

/** Files that targets and the package name; cargo follows them wherever they lead. */
function placeRefusals(path: string, before: Table, after: Table): readonly string[] {
  const known = new Set(placesOf(before).map(String));
  return placesOf(after)
    .filter((place) => !known.has(String(place)) && typeof place === 'string' && !staysInside(place, path))
    .map((place) => `${path}: the path \`${String(place)}\` leads out of the repository.`);
}

function placesOf(manifest: Table): readonly unknown[] {
  const { members } = tableAt(manifest, 'workspace');
  return [
    ...TARGET_TABLES.flatMap((table) => listAt(manifest, table).map((target) => target['path'])),
    tableAt(manifest, 'lib')['path'],
    ...['readme', 'license-file'].map((key) => tableAt(manifest, 'package')[key]),
    ...['readme', 'license-file'].map((key) => tableAt(tableAt(manifest, 'workspace'), 'package')[key]),
    ...(Array.isArray(members) ? members : []),
  ];
}

/** `crate-type = ["proc-macro"]` is another spelling of `proc-macro = true`. */
function crateTypeRefusals(path: string, before: Table, after: Table): readonly string[] {
  const isMacro = (manifest: Table) =>
    ['crate-type', 'crate_type'].some((key) => [tableAt(manifest, 'lib')[key]].flat().includes('proc-macro'));
  return isMacro(after) && !isMacro(before)
    ? [`${path}: \`lib.crate-type\` may not change, procedural macros run code in the compiler.`]
    : [];
}

/** Targets may be added; none may be switched off or leave the test harness. */
function targetRefusals(path: string, before: Table, after: Table): readonly string[] {
  const refusals: string[] = [];
  for (const table of TARGET_TABLES) {
    const old = listAt(before, table);
    for (const target of listAt(after, table)) {
      const same = old.find((one) => one['name'] === target['name']);
      for (const key of ['test', 'harness', 'doctest', 'proc-macro', 'required-features'])
        if (!equal(same?.[key], target[key]) && !isOwnChoice(table, key, same))
          refusals.push(`${path}: \`${key}\` of a [[${table}]] may not change, tests must stay found.`);
    }
    for (const gone of old)
      if (!listAt(after, table).some((one) => one['name'] === gone['name']))
        refusals.push(`${path}: the [[${table}]] ${String(gone['name'])} may not go.`);
  }
  return refusals;
}

/** What a new target may say of itself: the features it needs, and that a benchmark brings its own harness. */
function isOwnChoice(table: string, key: string, same: Table | undefined): boolean {
  if (same !== undefined) return false;
  return key === 'required-features' ? table !== 'test' : key === 'harness' && table === 'bench';
}

/** Members may join a workspace, not leave it: cargo would no longer check them. */
function memberRefusals(path: string, before: Table, after: Table): readonly string[] {
  const members = (manifest: Table) => {
    const list = tableAt(manifest, 'workspace')['members'];
    return Array.isArray(list) ? list.map(String) : [];
  };
  const left = members(before).filter((member) => !members(after).includes(member));
  return left.map((member) => `${path}: the workspace member \`${member}\` may not leave.`);
}

function listAt(manifest: Table, key: string): readonly Table[] {
  const list = manifest[key];
  return Array.isArray(list) ? list.map(asTable) : [];
}

function changed(before: Table, after: Table, key: string): boolean {
  return !equal(valueAt(before, key), valueAt(after, key));
}

function valueAt(table: Table, key: string): unknown {
  return key.split('.').reduce<unknown>((value, name) => asTable(value)[name], table);
}

function equal(a: unknown, b: unknown): boolean {
  return print(a) === print(b);
}

/** Text that is the same for the same value, whatever the order of its keys. */
function print(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(print).join()}]`;
  if (typeof value !== 'object' || value === null || value instanceof Date)
    return `${typeof value} ${String(value)}`;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${print(inner)}`).join()}}`;
}
