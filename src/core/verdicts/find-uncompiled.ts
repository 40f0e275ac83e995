import type { FileChange } from './file-change.ts';
import { moduleOf } from './module-of.ts';
import { rustAttributes } from './rust-attributes.ts';
import { rustTokens } from './rust-tokens.ts';

/** What this needs to know of a workspace member; the toolchain's `Package` has it. */
export interface CompiledPackage {
  readonly name: string;
  readonly folder: string;
  readonly targets: readonly { readonly file: string; readonly requiredFeatures?: readonly string[] }[];
}

export interface Uncompiled {
  readonly path: string;
  /** One sentence for the model: why, and what to add where. */
  readonly why: string;
}

/** Where crates keep Rust files that only tests read (trybuild, insta, expand), which cargo never compiles. */
export const TEST_MATERIAL =
  /(^|\/)(tests|benches|examples)\/(.+\/)?(ui|compile[-_]fail|pass|fail|fixtures?|data|expand|snapshots?|trybuild)\//;

/**
 * Changed Rust files that cargo did not compile, so that nothing was proved about them. `compiled`
 * holds the sources in cargo's dep-info.
 */
export function findUncompiled(
  changes: readonly FileChange[],
  packages: readonly CompiledPackage[],
  compiled: ReadonlySet<string>,
): readonly Uncompiled[] {
  return changes
    .filter((change) => change.path.endsWith('.rs') && change.after !== undefined)
    .filter((change) => !compiled.has(change.path) && !TEST_MATERIAL.test(change.path))
    .map((change) => ({ path: change.path, why: explain(change.path, { changes, packages, compiled }) }));
}

interface Surroundings {
  readonly changes: readonly FileChange[];
  readonly packages: readonly CompiledPackage[];
  readonly compiled: ReadonlySet<string>;
}

function explain(path: string, around: Surroundings): string {
  const home = homeOf(path, around.packages);
  if (!home) return `\`${path}\` belongs to no package of the workspace; put it below a package's \`src/\`.`;
  if (!home.targets.some((target) => around.compiled.has(target.file)) && home.targets.length > 0)
    return `\`${path}\` was not compiled: nothing of the package \`${home.name}\` is, \`packages\` of the policy file leaves it out.`;
  const own = rustAttributes(around.changes.find((change) => change.path === path)?.after ?? '').find(
    (attribute) => attribute.inner && /^cfg\(/.test(attribute.text),
  );
  if (own)
    return `\`${path}\` was not compiled: its \`#![${own.text}]\` is off here, or no \`mod ${moduleOf(path)};\` reaches it.`;
  const inside = home.folder === '' ? path : path.slice(home.folder.length + 1);
  const off = home.targets.find((target) => target.file === path)?.requiredFeatures;
  if (off)
    return `\`${path}\` was not compiled: its \`required-features\` (${off.join(', ')}) are off here; leave it as it was, or write it so that it needs none of them.`;
  const undeclared = undeclaredTarget(path, inside, home);
  if (undeclared) return undeclared;
  if (!inside.startsWith('src/') && !home.targets.some((target) => folderOf(target.file) === folderOf(path)))
    return `\`${path}\` is not part of any target of \`${home.name}\`; cargo looks for code in \`src/\`, \`tests/\`, \`examples/\` and \`benches/\` of the package.`;
  const parent = parentOf(path, home, around);
  const name = moduleOf(path);
  if (parent === undefined)
    return `\`${path}\` is not reached by any \`mod\` declaration; declare \`mod ${name};\` in its parent module.`;
  const gate = gateOf(name, around.changes.find((change) => change.path === parent)?.after);
  if (gate)
    return `\`${path}\` was not compiled: its \`mod ${name};\` in \`${parent}\` is behind \`#[${gate}]\`, which is off here.`;
  return `\`${path}\` is not reached by any \`mod\` declaration; add \`mod ${name};\` to \`${parent}\`.`;
}

/** `benches/fast.rs` where `autobenches = false` and nothing declares it. */
function undeclaredTarget(path: string, inside: string, home: CompiledPackage): string | undefined {
  const found = /^(benches|examples|tests)\/([^/]+)(?:\.rs|\/main\.rs)$/.exec(inside);
  if (!found || home.targets.some((target) => target.file === path)) return undefined;
  const [, folder = '', name = ''] = found;
  const kind = folder === 'benches' ? 'bench' : folder.slice(0, -1);
  return `\`${path}\` is no target of \`${home.name}\`, which does not look for ${folder} by itself; declare it in its Cargo.toml: \`[[${kind}]]\` with \`name = "${name}"\`.`;
}

function homeOf(path: string, packages: readonly CompiledPackage[]): CompiledPackage | undefined {
  return packages
    .filter((each) => each.folder === '' || path.startsWith(`${each.folder}/`))
    .sort((a, b) => b.folder.length - a.folder.length)[0];
}

/** The file that has to declare the module: doc.rust-lang.org/reference/items/modules.html#module-source-filenames */
function parentOf(path: string, home: CompiledPackage, around: Surroundings): string | undefined {
  const folder = folderOf(path.endsWith('/mod.rs') ? folderOf(path) : path);
  const beside = path.endsWith('/mod.rs') ? folder : folderOf(path);
  const roots = home.targets.map((target) => target.file).filter((file) => folderOf(file) === beside);
  const preferred = roots.find((file) => file.endsWith('/lib.rs')) ?? roots[0];
  const candidates = [...(preferred ? [preferred] : []), `${beside}.rs`, `${beside}/mod.rs`];
  const exists = (file: string) =>
    around.compiled.has(file) ||
    around.changes.some((change) => change.path === file && change.after !== undefined);
  return candidates.find(exists);
}

const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The `#[cfg]` before `mod name;` in the parent's text. */
function gateOf(name: string, text: string | undefined): string | undefined {
  const tokens = rustTokens(text ?? '').filter((token) => token.kind !== 'comment');
  const at = tokens.findIndex(
    (token, i) => token.text === 'mod' && tokens[i + 1]?.text === name && tokens[i + 2]?.text === ';',
  );
  if (at < 0) return undefined;
  const before = tokens.slice(Math.max(0, at - 40), at).map((token) => token.text);
  return /# \[ (cfg \([^;{}\]]*\)) \](?: # \[[^;{}]*\])*(?: pub(?: \( \w+ \))?)?$/
    .exec(before.join(' '))?.[1]
    ?.replaceAll(' ', '');
}
