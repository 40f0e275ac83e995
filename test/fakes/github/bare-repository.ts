import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { execa } from 'execa';

const run = promisify(execFile);
const NOTHING = '0'.repeat(40);

/** git without the settings, hooks and credentials of the machine. */
export const GIT_ENV = {
  PATH: process.env['PATH'] ?? '',
  HOME: tmpdir(),
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_TERMINAL_PROMPT: '0',
};

/**
 * Refuses pushes to the branches named in PROTECTED (` refs/heads/main `), and with SIGNED those that bring a commit
 * without a signature, with GitHub's words.
 */
const UPDATE_HOOK = `#!/bin/sh
case "$PROTECTED" in
*" $1 "*)
  echo "error: GH006: Protected branch update failed for $1." >&2
  echo "error: Changes must be made through a pull request." >&2
  exit 1 ;;
esac
case "$SIGNED$1" in
yesrefs/heads/*)
  for commit in $(git rev-list "$3" --not --all); do
    git cat-file commit "$commit" | sed '/^$/q' | grep -q '^gpgsig ' && continue
    echo "error: GH013: Repository rule violations found for $1." >&2
    echo "" >&2
    echo "- Commits must have verified signatures." >&2
    echo "  Found 1 violation:" >&2
    echo "" >&2
    echo "  $commit" >&2
    exit 1
  done ;;
esac
`;

/** A real bare git repository in a temporary folder. */
export class BareRepository implements AsyncDisposable {
  /** Folder to serve: it holds `<owner>/<repo>.git`. */
  readonly root: string;
  readonly path: string;

  private constructor(root: string, path: string) {
    this.root = root;
    this.path = path;
  }

  /** Makes it, with all branches and tags of `seedFrom` (a path) when given. */
  static async create(name: string, defaultBranch: string, seedFrom?: string): Promise<BareRepository> {
    const root = await mkdtemp(join(tmpdir(), 'fake-github-'));
    const repository = new BareRepository(root, join(root, `${name}.git`));
    await run('git', ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, repository.path], {
      env: GIT_ENV,
    });
    await repository.git('config', 'http.receivepack', 'true');
    await writeFile(join(repository.path, 'hooks', 'update'), UPDATE_HOOK, { mode: 0o755 });
    if (seedFrom)
      await repository.git(
        'fetch',
        '--quiet',
        seedFrom,
        '+refs/heads/*:refs/heads/*',
        '+refs/tags/*:refs/tags/*',
      );
    return repository;
  }

  /** Trimmed standard output of a git command; throws when it fails. */
  async git(...args: string[]): Promise<string> {
    const { stdout } = await run('git', ['-C', this.path, ...args], { env: GIT_ENV });
    return stdout.trim();
  }

  /** Commit or object by full ref name. */
  async refs(prefix = 'refs/'): Promise<Map<string, { sha: string; type: string }>> {
    const lines = await this.git('for-each-ref', '--format=%(refname) %(objectname) %(objecttype)');
    const refs = lines.split('\n').map((line) => line.split(' '));
    return new Map(
      refs.flatMap(([name = '', sha = '', type = '']) =>
        name.startsWith(prefix) ? [[name, { sha, type }]] : [],
      ),
    );
  }

  async branch(name: string): Promise<string | undefined> {
    return (await this.refs(`refs/heads/${name}`)).get(`refs/heads/${name}`)?.sha;
  }

  /** Kind of an object, undefined when there is none. */
  async objectType(sha: string): Promise<string | undefined> {
    return this.git('cat-file', '-t', sha).catch(() => undefined);
  }

  /** Writes an object and gives its id. */
  async write(type: 'blob' | 'commit', bytes: Uint8Array): Promise<string> {
    return this.#feed(bytes, {}, 'hash-object', '-t', type, '-w', '--stdin');
  }

  /** Writes the base tree with these entries laid over it; `sha` null takes one away. */
  async writeTree(
    base: string | undefined,
    entries: readonly { readonly path: string; readonly mode: string; readonly sha: string | null }[],
  ): Promise<string> {
    const env = { GIT_INDEX_FILE: join(this.root, `index-${randomUUID()}`) };
    await this.#feed('', env, 'read-tree', base ?? '--empty');
    const lines = entries.map(({ path, mode, sha }) => `${sha ? mode : 0} ${sha ?? NOTHING}\t${path}\0`);
    await this.#feed(lines.join(''), env, 'update-index', '-z', '--add', '--replace', '--index-info');
    return this.#feed('', env, 'write-tree');
  }

  /** Whether every commit that no ref has yet is signed. */
  async bringsOnlySigned(sha: string): Promise<boolean> {
    for (const commit of (await this.git('rev-list', sha, '--not', '--all')).split('\n').filter(Boolean))
      if (!/^gpgsig /m.test((await this.git('cat-file', 'commit', commit)).split('\n\n')[0] ?? ''))
        return false;
    return true;
  }

  async #feed(input: string | Uint8Array, env: Record<string, string>, ...args: string[]): Promise<string> {
    // Unlike Node's own, it does not mind a git that reads nothing.
    const call = { env: { ...GIT_ENV, ...env }, extendEnv: false, input };
    return (await execa('git', ['-C', this.path, ...args], call)).stdout;
  }

  /** Atomic; false when the ref is not at `expected` (undefined: must not exist). */
  async moveRef(ref: string, sha: string, expected: string | undefined): Promise<boolean> {
    return this.git('update-ref', ref, sha, expected ?? NOTHING).then(
      () => true,
      () => false,
    );
  }

  async deleteRef(ref: string): Promise<void> {
    await this.git('update-ref', '-d', ref);
  }

  async isAncestor(older: string, newer: string): Promise<boolean> {
    return this.git('merge-base', '--is-ancestor', older, newer).then(
      () => true,
      () => false,
    );
  }

  /** Size of `base...head`, and whether it merges; `mergeable` is null where git is older than 2.38. */
  async compare(base: string, head: string) {
    const commits = Number(await this.git('rev-list', '--count', `${base}..${head}`));
    const numbers = (await this.git('diff', '--numstat', `${base}...${head}`).catch(() => ''))
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('\t').map((cell) => Number(cell) || 0));
    const sum = (column: number) => numbers.reduce((total, row) => total + (row[column] ?? 0), 0);
    const mergeable = await this.git('merge-tree', '--write-tree', base, head).then(
      () => true,
      (error: { code?: number }) => (error.code === 1 ? false : null),
    );
    return { commits, additions: sum(0), deletions: sum(1), changedFiles: numbers.length, mergeable };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true, maxRetries: 5 });
  }
}
