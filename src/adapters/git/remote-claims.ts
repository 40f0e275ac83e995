import { Fault } from '../../core/fault.ts';
import type { Claims } from '../../ports/claims.ts';
import type { CommitId } from '../../ports/repository.ts';
import { makeClaimCommit, readClaimCommit, readClaims } from './claim-commit.ts';
import { CLAIMS_FOLDER, claimRef } from './claim-ref.ts';
import type { Git, GitResult } from './git.ts';
import type { GitPlace } from './git-place.ts';
import type { Checkout } from './open-checkout.ts';
import { createRemoteAccess } from './remote-access.ts';
import type { Remote } from './remote-branches.ts';
import { remoteFault } from './remote-fault.ts';
import { createEmptyRepository } from './scratch-repository.ts';

/** A runner that stops a step gives it about ten seconds (docs.github.com, "Canceling a workflow"). */
const LONGEST_REMOVAL_MILLISECONDS = 5000;

/**
 * Claims between runners, as refs of the remote. The server compares and swaps (`git push --force-with-lease`), so any
 * git server will do. Nothing of it comes into the checkout's object store.
 */
export function createRemoteClaims(git: Git, checkout: Pick<Checkout, 'head'>, remote: Remote): Claims {
  const access = createRemoteAccess(remote.url, remote.token);

  async function run(
    place: GitPlace,
    args: readonly string[],
    signal: AbortSignal | undefined = remote.signal,
  ): Promise<GitResult> {
    const result = await git.run(place, { args, config: access.config, ...(signal ? { signal } : {}) });
    if (result.exitCode !== 0) throw remoteFault(args, result, access);
    return result;
  }

  async function tip(place: GitPlace, ref: string): Promise<CommitId | undefined> {
    const { stdout } = await run(place, ['ls-remote', access.url, ref]);
    const lines = new TextDecoder().decode(stdout).split('\n');
    // A pattern matches at the end of a ref.
    return lines.find((line) => line.endsWith(`\t${ref}`))?.split('\t')[0];
  }

  const fetch = (place: GitPlace, refspec: string) =>
    run(place, ['fetch', '--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', access.url, refspec]);

  return {
    list: async () => {
      await using scratch = await createEmptyRepository(checkout.head);
      const { place } = scratch;
      const { stdout } = await run(place, ['ls-remote', access.url, `${CLAIMS_FOLDER}*`]);
      if (stdout.length === 0) return [];
      // What was given back meanwhile is not there any more.
      await fetch(place, `+${CLAIMS_FOLDER}*:${CLAIMS_FOLDER}*`);
      return await readClaims(git, place);
    },
    find: async (key) => {
      const ref = claimRef(key);
      await using scratch = await createEmptyRepository(checkout.head);
      const version = await tip(scratch.place, ref);
      if (version === undefined) return undefined;
      try {
        await fetch(scratch.place, `+${ref}:refs/claim`);
      } catch (error) {
        // Given back a moment ago.
        if (error instanceof Fault && (await tip(scratch.place, ref)) === undefined) return undefined;
        throw error;
      }
      const commit = await git.text(scratch.place, { args: ['rev-parse', '--verify', 'refs/claim'] });
      return { version: commit, text: await readClaimCommit(git, scratch.place, commit) };
    },
    put: async (key, text, expected) => {
      const ref = claimRef(key);
      await using scratch = await createEmptyRepository(checkout.head);
      const commit = await makeClaimCommit(git, scratch.place, text);
      // An empty expectation means that the ref must not exist (git-scm.com/docs/git-push).
      const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
      try {
        await run(scratch.place, [
          'push',
          '--porcelain',
          '--no-verify',
          lease,
          access.url,
          `${commit}:${ref}`,
        ]);
        return commit;
      } catch (error) {
        if (error instanceof Fault && error.code === 'branch-moved') return undefined;
        if (!(error instanceof Fault) || error.code !== 'github-refused') throw error;
        const at = `${error.at} while claiming ${key.change}#${key.id}; it needs contents: write`;
        throw new Fault(error.code, at, { cause: error });
      }
    },
    remove: async (key, version) => {
      const ref = claimRef(key);
      const lease = `--force-with-lease=${ref}:${version}`;
      const signal = AbortSignal.timeout(LONGEST_REMOVAL_MILLISECONDS);
      try {
        await using scratch = await createEmptyRepository(checkout.head);
        await run(
          scratch.place,
          ['push', '--porcelain', '--no-verify', lease, access.url, `:${ref}`],
          signal,
        );
        return true;
      } catch (error) {
        return error instanceof Fault && error.code === 'branch-moved'; // Another's by now, or gone.
      }
    },
  };
}
