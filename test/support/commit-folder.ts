import { execFileSync } from 'node:child_process';
import type { Repository, TreeEntry } from '../../src/ports/repository.ts';

/** Commits everything in a folder with real git and reads that commit back, as the Repository port does. */
export function commitFolder(folder: string): {
  readonly repository: Pick<Repository, 'list' | 'read'>;
  readonly commit: string;
} {
  const git = (...args: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@example.org', ...args], {
      maxBuffer: 1 << 28,
    });
  git('init', '-q');
  git('-c', 'core.autocrlf=false', 'add', '-A', '-f');
  git('commit', '-q', '--allow-empty', '-m', 'all');
  const repository = {
    list: async (commit: string, below?: string) => listEntries(git, commit, below),
    read: async (commit: string, paths: readonly string[]) => {
      const entries = await listEntries(git, commit);
      const blobs = entries.filter((entry) => paths.includes(entry.path));
      return new Map(blobs.map(({ path, blob }) => [path, new Uint8Array(git('cat-file', 'blob', blob))]));
    },
  };
  return { repository, commit: git('rev-parse', 'HEAD').toString().trim() };
}

async function listEntries(
  git: (...args: string[]) => Buffer,
  commit: string,
  below?: string,
): Promise<readonly TreeEntry[]> {
  const listing = git('ls-tree', '-r', '-l', '-z', commit, ...(below === undefined ? [] : ['--', below]));
  const lines = listing
    .toString()
    .split('\0')
    .filter((line) => line !== '');
  return lines.map((line) => {
    const tab = line.indexOf('\t');
    const [mode = '', , blob = '', size = ''] = line.slice(0, tab).split(/\s+/);
    return { path: line.slice(tab + 1), mode, blob, size: size === '-' ? -1 : Number(size) };
  });
}
