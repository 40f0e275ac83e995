import type { CommitId, Repository } from '../../ports/repository.ts';
import { ARCHIVE, CHANGES, type ChangeTree, type TreeFile } from './change-tree.ts';

/** The openspec folder of a commit. Never looks at the working tree. */
export function commitTree(repository: Pick<Repository, 'list' | 'read'>, commit: CommitId): ChangeTree {
  return {
    name: `commit ${commit.slice(0, 12)}`,
    async files() {
      const entries = await repository.list(commit, 'openspec');
      if (!entries.some((entry) => entry.path.startsWith(CHANGES))) return undefined;
      return entries
        .filter((entry) => !entry.path.startsWith(ARCHIVE))
        .map((entry): TreeFile => ({ path: entry.path, kind: kindOf(entry.mode), size: entry.size }));
    },
    read: (paths) => repository.read(commit, paths),
  };
}

/** git file modes: git-scm.com/docs/git-fast-import, "filemodify". */
function kindOf(mode: string): TreeFile['kind'] {
  if (mode === '120000') return 'link';
  return mode === '100644' || mode === '100755' ? 'file' : 'other';
}
