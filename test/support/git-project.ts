import { createHash } from 'node:crypto';
import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** A git repository in a temporary folder, made with the real git, and how a person would look at it. */
export interface GitProject extends AsyncDisposable {
  /** Temporary folder around it, removed at the end. */
  readonly folder: string;
  /** The working tree. */
  readonly root: string;
  /** Runs git in the working tree as its user would and answers what it printed. */
  git(...args: string[]): Promise<string>;
  /** Writes files (null removes them) and commits everything. */
  commit(files: Readonly<Record<string, string | Uint8Array | null>>, subject?: string): Promise<string>;
  /** Everything that must not change: each file of tree and git folder by content, except new objects. */
  fingerprint(): Promise<Readonly<Record<string, string>>>;
}

/** What the user's git may be told by the machine: nothing. */
const QUIET_ENVIRONMENT = {
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_AUTHOR_NAME: 'Ada',
  GIT_AUTHOR_EMAIL: 'ada@example.com',
  GIT_COMMITTER_NAME: 'Ada',
  GIT_COMMITTER_EMAIL: 'ada@example.com',
} as const;

export async function createGitProject(): Promise<GitProject> {
  const folder = await mkdtemp(join(tmpdir(), 'git-project-'));
  const root = join(folder, 'project');
  await mkdir(root);
  const git = async (...args: string[]): Promise<string> =>
    (await execa('git', args, { cwd: root, env: QUIET_ENVIRONMENT })).stdout;
  await git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    root,
    git,
    commit: async (files, subject = 'Change') => {
      for (const [path, content] of Object.entries(files)) {
        const full = join(root, path);
        if (content === null) await rm(full, { recursive: true });
        else {
          await mkdir(dirname(full), { recursive: true });
          await writeFile(full, content);
        }
      }
      await git('add', '--all', '--force');
      await git('commit', '--quiet', '--allow-empty', '--message', subject);
      return git('rev-parse', 'HEAD');
    },
    fingerprint: async () => {
      const found: Record<string, string> = {};
      await collect(root, '', found);
      return found;
    },
    // git may still be keeping house in the background.
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true, maxRetries: 10 }),
  };
}

async function collect(root: string, path: string, found: Record<string, string>): Promise<void> {
  for (const name of await readdir(join(root, path))) {
    const below = path === '' ? name : `${path}/${name}`;
    if (below === '.git/objects') continue;
    const stat = await lstat(join(root, below));
    if (stat.isDirectory()) await collect(root, below, found);
    else if (stat.isSymbolicLink()) found[below] = `-> ${await readlink(join(root, below))}`;
    else {
      const hash = createHash('sha256').update(await readFile(join(root, below)));
      found[below] = `${stat.mode.toString(8)} ${stat.mtimeMs} ${hash.digest('hex')}`;
    }
  }
}
