import type { Claims } from '../../ports/claims.ts';
import type { CommitId } from '../../ports/repository.ts';
import { makeClaimCommit, readClaimCommit, readClaims } from './claim-commit.ts';
import { claimRef } from './claim-ref.ts';
import { type Git, gitFault } from './git.ts';
import type { Checkout } from './open-checkout.ts';

/** Claims between runs on the user's own repository, as refs that exist only while a task is worked on. */
export function createLocalClaims(git: Git, checkout: Checkout): Claims {
  const { place } = checkout;

  async function tip(ref: string): Promise<CommitId | undefined> {
    const found = await git.run(place, { args: ['rev-parse', '--verify', '--quiet', ref] });
    return found.exitCode === 0 ? new TextDecoder().decode(found.stdout).trim() : undefined;
  }

  return {
    list: () => readClaims(git, place),
    find: async (key) => {
      const version = await tip(claimRef(key));
      return version === undefined
        ? undefined
        : { version, text: await readClaimCommit(git, place, version) };
    },
    put: async (key, text, expected) => {
      const ref = claimRef(key);
      const commit = await makeClaimCommit(git, place, text);
      const nothing = '0'.repeat(commit.length);
      const args = ['update-ref', ref, commit, expected ?? nothing];
      const result = await git.run(place, { args });
      if (result.exitCode === 0) return commit;
      // Another value, or git's own lock of the ref: somebody else is at it.
      if ((await tip(ref)) !== expected || /Unable to create .*\.lock': File exists/.test(result.stderr))
        return undefined;
      throw gitFault(args, result.stderr, checkout.commonDir);
    },
    remove: async (key, version) => {
      const ref = claimRef(key);
      try {
        const { exitCode } = await git.run(place, { args: ['update-ref', '-d', ref, version] });
        return exitCode === 0 || (await tip(ref)) !== version;
      } catch {
        return false; // No git any more: the claim ends with this process.
      }
    },
  };
}
