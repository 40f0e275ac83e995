import { Minimatch } from 'minimatch';
import { pathForm } from './path-form.ts';

/** What the tree and the repository's policy file say about paths. */
export interface PathRules {
  /** git file mode by path, of every file of the tree. */
  readonly modes: ReadonlyMap<string, string>;
  /** Globs that open what is closed by default; never `.git` and `.github`. */
  readonly allow: readonly string[];
  /** Globs that close more; stronger than `allow`. */
  readonly deny: readonly string[];
  /** Build scripts of the workspace, which a manifest can give any name; closed as `build.rs` is. */
  readonly scripts?: readonly string[];
}

/** The path in its one form, or the refusal the model is told. */
export type PathVerdict =
  | { readonly allowed: true; readonly path: string }
  | { readonly allowed: false; readonly path: string; readonly reason: string };

/** Never open, whatever `allow` says (PRODUCT section 8). */
const ALWAYS_CLOSED = [
  '**/.git',
  '**/.git/**',
  '.github',
  '.github/**',
  '**/.gitmodules',
  '**/.gitmodules/**',
  '**/Cargo.lock',
] as const;
/** Files that run code, choose the compiler, bend what is checked or are the plan itself; `allow` can open them. */
const CLOSED = [
  'openspec',
  'openspec/**',
  '**/.cargo',
  '**/.cargo/**',
  '**/rust-toolchain*',
  '**/build.rs',
  '**/{.,}clippy.toml',
  '**/.gitattributes',
  // Run by an editor, a shell or an assistant that merely opens the folder.
  '**/{.vscode,.idea,.devcontainer,.zed,.claude,.gemini,.codex,.cursor}',
  '**/{.vscode,.idea,.devcontainer,.zed,.claude,.gemini,.codex,.cursor}/**',
  '**/{.envrc,.mcp.json,.cursorrules}',
  // Run by other builders and by hooks.
  '**/{.husky,.circleci,.buildkite,.gitlab,.forgejo,.gitea,.woodpecker}',
  '**/{.husky,.circleci,.buildkite,.gitlab,.forgejo,.gitea,.woodpecker}/**',
  '**/{.gitlab-ci,.travis,.pre-commit-config,.lefthook,lefthook,azure-pipelines,.woodpecker}.{yml,yaml}',
  '**/{jenkinsfile,.cirrus.yml,.appveyor.yml,appveyor.yml}',
] as const;
const GLOB = { dot: true, nocomment: true, nonegate: true } as const;
const SYMLINK = '120000';
const SUBMODULE = '160000';

/**
 * The judge of paths for one tree (PRODUCT section 8). Closed paths are recognised in any letter case, because the
 * next checkout may be on a system that does not tell `.GIT` from `.git`. Built once per tree: linear in its size.
 */
export function createPathPolicy(rules: PathRules): (written: string) => PathVerdict {
  const spellings = spellingsOf(rules.modes.keys());
  const matchers: Matchers = {
    always: matcher(ALWAYS_CLOSED.map(fold)),
    closed: matcher(CLOSED),
    scripts: new Set(rules.scripts?.map(fold)),
    allow: matcher(rules.allow),
    deny: matcher(rules.deny),
    denyFolded: matcher(rules.deny.map(fold)),
  };
  return (written) => {
    const form = pathForm(written);
    if (!form.ok)
      return {
        allowed: false,
        path: written,
        reason: `The path ${shown(written)} is refused: ${form.reason}.`,
      };
    const { path } = form;
    const reason = closedReason(path, matchers) ?? treeReason(path, rules.modes, spellings);
    return reason === undefined
      ? { allowed: true, path }
      : { allowed: false, path, reason: `${shown(path)} may not be changed: ${reason}.` };
  };
}

/** The globs of the product and of the policy file, in exact and in folded letter case. */
interface Matchers {
  readonly always: Matcher;
  readonly closed: Matcher;
  readonly scripts: ReadonlySet<string>;
  readonly allow: Matcher;
  readonly deny: Matcher;
  readonly denyFolded: Matcher;
}

function closedReason(path: string, matchers: Matchers): string | undefined {
  const folded = fold(path);
  if (matchers.always(folded)) {
    return folded.endsWith('cargo.lock')
      ? 'Cargo.lock is changed only by cargo itself'
      : 'git and GitHub files are never part of a task';
  }
  if (matchers.deny(path) || matchers.denyFolded(folded))
    return 'the policy file of this repository denies it';
  if ((matchers.closed(folded) || matchers.scripts.has(folded)) && !matchers.allow(path))
    return 'it is closed unless the policy file of this repository allows it';
  return undefined;
}

function treeReason(
  path: string,
  modes: ReadonlyMap<string, string>,
  spellings: ReadonlyMap<string, string>,
): string | undefined {
  const names = path.split('/');
  for (let depth = 1; depth <= names.length; depth++) {
    const part = names.slice(0, depth).join('/');
    const mode = modes.get(part);
    const known = spellings.get(fold(part));
    if (mode === SYMLINK) return `${part} is a symbolic link`;
    if (mode === SUBMODULE) return `${part} is a submodule`;
    if (mode !== undefined && depth < names.length) return `${part} is a file, not a folder`;
    if (known !== undefined && known !== part) return `it differs from ${known} only in letter case`;
    if (depth === names.length && known !== undefined && mode === undefined) return 'it is a folder';
  }
  return undefined;
}

/** Every path and folder of the tree by its folded form. Of two spellings in one tree, the exact one is never asked for. */
function spellingsOf(paths: Iterable<string>): ReadonlyMap<string, string> {
  const spellings = new Map<string, string>();
  const twice = new Set<string>();
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const part = path.slice(0, end);
      const folded = fold(part);
      const known = spellings.get(folded);
      if (known === part) break;
      if (known !== undefined) twice.add(folded);
      spellings.set(folded, part);
    }
  }
  for (const folded of twice) spellings.delete(folded);
  return spellings;
}

type Matcher = (path: string) => boolean;

/** Globs made ready once; compiling them costs far more than matching. */
function matcher(globs: readonly string[]): Matcher {
  const ready = globs.map((glob) => new Minimatch(glob, GLOB));
  return (path) => ready.some((one) => one.match(path));
}

function fold(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** A path as it can be printed: quoted, cut, and with every character that hides written as an escape. */
function shown(path: string): string {
  const quoted = JSON.stringify(path.length > 120 ? `${path.slice(0, 120)}…` : path);
  return quoted.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`);
}
