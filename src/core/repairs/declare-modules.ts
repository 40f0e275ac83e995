import type { FileTexts } from '../edits/edit.ts';
import { readSymbols } from '../symbols/read-symbols.ts';
import { moduleOf } from '../verdicts/module-of.ts';
import { rustAttributes } from '../verdicts/rust-attributes.ts';
import { rustTokens } from '../verdicts/rust-tokens.ts';
import { applyReplacements } from './apply-replacements.ts';
import { type CratePackage, type CrateRoot, packageOf, rootsAround } from './crate-roots.ts';
import { insertMod, isForTests, type NewMod } from './insert-mod.ts';
import { folderOf, moduleTree } from './module-tree.ts';
import type { Proposal } from './proposal.ts';
import { readMods } from './read-mods.ts';

/** A candidate with files that no `mod` may reach. */
export interface UndeclaredFiles {
  /** Rust files the candidate made. */
  readonly made: readonly string[];
  /** All Rust sources of the tree, the candidate in place. */
  readonly sources: FileTexts;
  /** Texts of changed manifests: they may make a file a target. */
  readonly manifests: readonly string[];
  readonly packages: readonly CratePackage[];
  /** Whether a repair may touch the file. */
  readonly mayEdit: (path: string) => boolean;
}

/** The parents with their new declarations, and what was declared. */
export interface DeclaredModules {
  readonly texts: FileTexts;
  readonly proposals: readonly Proposal[];
  /** The files that are declared now. */
  readonly files: readonly string[];
}

const NAME = /^[a-z_][a-z0-9_]*$/;
const KEYWORDS =
  /^(as|async|await|box|break|const|continue|crate|dyn|else|enum|extern|false|fn|for|gen|if|impl|in|let|loop|match|mod|move|mut|pub|ref|return|self|static|struct|super|trait|true|try|type|unsafe|use|where|while|yield|lib|main|build|_)$/;

/**
 * Declares files the candidate made and forgot to declare, each in the file whose module it has to be in, by the habit
 * of that file. Only what is certain: nothing that some text declares, gates, includes or names as a target already,
 * no programs, and no file that the library and a program of one folder could both mean.
 */
export function declareModules(undeclared: UndeclaredFiles): DeclaredModules {
  const texts = new Map<string, string>();
  const proposals: Proposal[] = [];
  const files: string[] = [];
  let { sources } = undeclared;
  for (const path of undeclared.made.toSorted()) {
    const proposal = declare(path, { ...undeclared, sources });
    const after = proposal && applyReplacements(sources, proposal.replacements);
    if (!after) continue;
    for (const [file, text] of after) texts.set(file, text);
    sources = new Map([...sources, ...after]);
    proposals.push(proposal);
    files.push(path);
  }
  return { texts, proposals, files };
}

function declare(path: string, around: UndeclaredFiles): Proposal | undefined {
  const { sources, packages, mayEdit } = around;
  const name = moduleOf(path);
  const home = packageOf(path, packages);
  const text = sources.get(path);
  if (!home || text === undefined || !NAME.test(name) || KEYWORDS.test(name)) return undefined;
  if (isExcluded(path, text, around)) return undefined;
  const parent = parentOf(path, { home, around });
  const parentText = parent && sources.get(parent.file);
  if (!parent || parentText === undefined || !mayEdit(parent.file)) return undefined;
  // In any form, gated and inline ones too: the name is taken, or the file is left out on purpose.
  if (declares(parentText, name)) return undefined;
  const mod = modFor(name, text, { parent, parentText, home, sources });
  return {
    kind: 'module',
    code: '',
    file: path,
    line: 1,
    message: `${path} was reached by no mod`,
    replacements: [insertMod(parent.file, parentText, mod)],
  };
}

/** Whether somebody wants the file to be something else than a module: a program, included text, gated away. */
function isExcluded(path: string, text: string, { sources, manifests }: UndeclaredFiles): boolean {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const named = file === 'mod.rs' ? path.split('/').slice(-2).join('/') : file;
  const isProgram = readSymbols(text).definitions.some(
    (each) => each.kind === 'fn' && each.name === 'main' && each.modules.length === 0 && !each.of,
  );
  const gated = rustAttributes(text).some((each) => each.inner && /^cfg(_attr)?\(/.test(each.text));
  const mentioned = [...sources.values()].some(
    (each) =>
      each.includes(named) &&
      rustTokens(each).some(({ kind, text: said }) => kind === 'string' && said.includes(named)),
  );
  return isProgram || gated || mentioned || manifests.some((each) => each.includes(named));
}

interface Parent {
  readonly file: string;
  /** Whether it is the root of a library or of a program; undefined further down. */
  readonly root?: CrateRoot;
}

/** doc.rust-lang.org/reference/items/modules.html#module-source-filenames; undefined when it is not the only one. */
function parentOf(
  path: string,
  { home, around }: { readonly home: CratePackage; readonly around: UndeclaredFiles },
): Parent | undefined {
  const { sources } = around;
  const beside = folderOf(path.endsWith('/mod.rs') ? folderOf(path) : path);
  const twin = path.endsWith('/mod.rs') ? `${folderOf(path)}.rs` : `${path.slice(0, -3)}/mod.rs`;
  if (sources.has(twin)) return undefined;
  const roots = rootsAround(path, home);
  // Cargo takes every file there for a program of its own.
  if (/(^|\/)src\/bin$/.test(beside)) return undefined;
  if (roots.some(({ file }) => folderOf(file) === beside)) {
    const root = roots.length === 1 ? roots[0] : meantRoot(moduleOf(path), roots, sources);
    return root && { file: root.file, root };
  }
  if (roots.length === 0) return undefined;
  const files = [`${beside}.rs`, `${beside}/mod.rs`].filter((file) => sources.has(file));
  return files.length === 1 && files[0] !== undefined ? { file: files[0] } : undefined;
}

/** Of a library and programs in one folder the one whose files speak of the module; the library where nobody does. */
function meantRoot(name: string, roots: readonly CrateRoot[], sources: FileTexts): CrateRoot | undefined {
  const library = roots.find((root) => root.library);
  const speaking = roots.filter((root) => {
    const { files } = moduleTree(root.file, sources);
    return [...files.keys()].some((file) => speaksOf(name, sources.get(file) ?? '', library?.crate));
  });
  if (speaking.length > 1) return undefined;
  const programs = roots.filter((root) => !root.library);
  const thin = programs.every(({ file }) => readMods(sources.get(file) ?? '').mods.length === 0);
  return speaking[0] ?? (thin ? library : undefined);
}

/** Whether a path begins with the module, or leads to it from `crate`, `self` or `super`. */
function speaksOf(name: string, text: string, library: string | undefined): boolean {
  if (!text.includes(name)) return false;
  const words = rustTokens(text).filter((token) => token.kind !== 'comment');
  return words.some((token, at) => {
    if (token.text !== name) return false;
    const before = words[at - 1]?.text === '::' ? words[at - 2]?.text : undefined;
    if (before !== undefined && before === library) return false;
    const leads = before === 'crate' || before === 'self' || before === 'super';
    return leads || (before === undefined && words[at + 1]?.text === '::');
  });
}

/** Also within macros, which may gate what they hold. */
function declares(text: string, name: string): boolean {
  const words = rustTokens(text).filter((token) => token.kind !== 'comment');
  return words.some(
    (token, at) =>
      token.text === 'mod' && words[at + 1]?.text === name && /^[;{]$/.test(words[at + 2]?.text ?? ''),
  );
}

interface ModSetting {
  readonly parent: Parent;
  readonly parentText: string;
  readonly home: CratePackage;
  readonly sources: FileTexts;
}

/** Like most of its siblings; public where something outside of the crate's files uses it. */
function modFor(name: string, text: string, { parent, parentText, home, sources }: ModSetting): NewMod {
  const isTests = /^(\w+_)?tests?$/.test(name) && readSymbols(text).definitions.some((each) => each.inTest);
  if (isTests) return { name, visibility: '', attribute: '#[cfg(test)]' };
  const { mods } = readMods(parentText);
  const counts = new Map<string, number>();
  for (const each of mods.filter((mod) => !isForTests(mod)))
    counts.set(each.visibility, (counts.get(each.visibility) ?? 0) + 1);
  const [habit] = [...counts].toSorted((a, b) => b[1] - a[1]);
  const library = rootsAround(parent.file, home).find((root) => root.library);
  const outside = library && parent.root?.library !== false && usedOutside(name, library, { home, sources });
  const visibility = outside ? 'pub' : (habit?.[0] ?? newHabit(name, parent, parentText));
  return { name, visibility, attribute: '' };
}

/** Tests, examples, benches, programs and other crates reach only what is public. */
function usedOutside(
  name: string,
  library: CrateRoot,
  { sources }: { readonly home: CratePackage; readonly sources: FileTexts },
): boolean {
  const inside = moduleTree(library.file, sources).files;
  return [...sources].some(
    ([file, text]) =>
      !inside.has(file) &&
      text.includes(library.crate) &&
      text.includes(name) &&
      pathsThrough(name, text).some((path) => path[0] === library.crate),
  );
}

function pathsThrough(name: string, text: string): readonly (readonly string[])[] {
  const { imports } = readSymbols(text);
  const inline = rustTokens(text).filter((token) => token.kind !== 'comment');
  const expressions = inline.flatMap((token, at) =>
    token.text === name && inline[at - 1]?.text === '::' ? [[inline[at - 2]?.text ?? '', name]] : [],
  );
  return [...imports.map(({ path }) => path).filter((path) => path.includes(name)), ...expressions];
}

/** Where a file declares its first module: private when the file passes its items on, and in programs. */
function newHabit(name: string, { root }: Parent, text: string): string {
  if (root?.library === false) return '';
  const passesOn = readSymbols(text).imports.some(
    ({ path }) => path.filter((part) => part !== 'self' && part !== 'crate')[0] === name,
  );
  return passesOn ? '' : 'pub';
}
