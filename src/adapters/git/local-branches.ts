import { Fault } from '../../core/fault.ts';
import type { Branches, CommitId } from '../../ports/repository.ts';
import { type Git, gitFault } from './git.ts';
import { BOT, identityEnvironment } from './identity.ts';
import type { Checkout } from './open-checkout.ts';

/**
 * Branches of the user's own repository. A branch that is checked out in any worktree is never moved: that
 * worktree would show the difference as changes of its owner. Throws `branch-checked-out`, `branch-moved`, `git-failed`.
 */
export function createLocalBranches(git: Git, checkout: Checkout): Branches {
  interface Found {
    readonly tip: CommitId;
    readonly worktree: string;
  }

  async function findAll(branches: readonly string[]): Promise<ReadonlyMap<string, Found>> {
    const found = new Map<string, Found>();
    // Without any pattern git lists all there are.
    if (branches.length === 0) return found;
    const wanted = new Map(branches.map((branch) => [`refs/heads/${branch}`, branch]));
    const args = ['for-each-ref', '--format=%(refname)%00%(objectname)%00%(worktreepath)', ...wanted.keys()];
    for (const line of (await git.text(checkout.place, { args })).split('\n')) {
      const [name = '', tip = '', worktree = ''] = line.split('\0');
      const branch = wanted.get(name);
      if (branch !== undefined) found.set(branch, { tip, worktree: checkout.bare ? '' : worktree });
    }
    return found;
  }

  const find = async (branch: string) => (await findAll([branch])).get(branch);

  function moved(branch: string, now: CommitId | undefined, expected: CommitId | undefined): Fault {
    const is = now === undefined ? 'is gone' : `is at ${now}`;
    const was = expected === undefined ? 'was expected not to exist' : `was expected at ${expected}`;
    return new Fault('branch-moved', `${branch} ${was} and ${is}`);
  }

  return {
    tip: async (branch) => (await find(branch))?.tip,
    tips: async (branches) =>
      new Map([...(await findAll(branches))].map(([branch, { tip }]) => [branch, tip])),
    put: async (branch, commit, expected) => {
      const now = await find(branch);
      if (now?.tip === commit) return commit;
      if (now?.tip !== expected) throw moved(branch, now?.tip, expected);
      if (now && now.worktree !== '')
        throw new Fault('branch-checked-out', `${branch} is checked out in ${now.worktree}`);
      const nothing = '0'.repeat(checkout.head.length);
      const args = ['update-ref', '-m', 'openspec-complete', `refs/heads/${branch}`, commit];
      const result = await git.run(checkout.place, {
        args: [...args, expected ?? nothing],
        env: identityEnvironment(BOT),
      });
      if (result.exitCode === 0) return commit;
      const after = await find(branch);
      if (after?.tip !== expected) throw moved(branch, after?.tip, expected);
      throw gitFault(args, result.stderr, checkout.commonDir);
    },
  };
}
