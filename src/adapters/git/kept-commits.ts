import { Fault } from '../../core/fault.ts';
import type { KeptCommits } from '../../ports/signed-commits.ts';
import type { Git, GitResult } from './git.ts';
import type { GitPlace } from './git-place.ts';
import type { Checkout } from './open-checkout.ts';
import { createRemoteAccess } from './remote-access.ts';
import type { Remote } from './remote-branches.ts';
import { remoteFault } from './remote-fault.ts';
import { createScratchRepository } from './scratch-repository.ts';

/** Outside of refs/heads and refs/tags, which is where rules for branches and tags end. */
const FOLDER = 'refs/openspec-complete/refused/';

/** Commits that the remote keeps beside its branches, one for each branch that refused its own. */
export function createKeptCommits(git: Git, checkout: Checkout, remote: Remote): KeptCommits {
  const access = createRemoteAccess(remote.url, remote.token);

  async function run(place: GitPlace, args: readonly string[]): Promise<GitResult> {
    const { signal } = remote;
    const result = await git.run(place, { args, config: access.config, ...(signal ? { signal } : {}) });
    if (result.exitCode !== 0) throw remoteFault(args, result, access);
    return result;
  }

  /** Undefined where the work has met a fault, which is none of the run's. */
  async function unlessFault<T>(work: (place: GitPlace) => Promise<T>): Promise<T | undefined> {
    try {
      await using scratch = await createScratchRepository(git, checkout);
      return await work(scratch.place);
    } catch (error) {
      if (error instanceof Fault) return undefined;
      throw error;
    }
  }

  const push = (place: GitPlace, refspec: string) =>
    run(place, ['push', '--porcelain', '--no-verify', access.url, refspec]);

  return {
    keep: (branch, commit) =>
      unlessFault(async (place) => {
        const ref = `${FOLDER}${branch}`;
        await push(place, `+${commit}:${ref}`);
        return ref;
      }),
    drop: async (branch) => {
      await unlessFault(async (place) => {
        const ref = `${FOLDER}${branch}`;
        const { stdout } = await run(place, ['ls-remote', access.url, ref]);
        // A pattern matches at the end of a ref.
        if (
          new TextDecoder()
            .decode(stdout)
            .split('\n')
            .some((line) => line.endsWith(`\t${ref}`))
        )
          await push(place, `:${ref}`);
      });
    },
  };
}
