import { Fault } from '../../core/fault.ts';
import type { Branches, CommitId } from '../../ports/repository.ts';
import type { Git, GitResult } from './git.ts';
import type { GitPlace } from './git-place.ts';
import type { Checkout } from './open-checkout.ts';
import { createRemoteAccess } from './remote-access.ts';
import { remoteFault } from './remote-fault.ts';
import type { Fetcher } from './repository.ts';
import { createScratchRepository } from './scratch-repository.ts';

export interface RemoteBranches extends Branches, Fetcher {}

export interface Remote {
  /** http(s), ssh or a path. A credential inside is used, but never shown or stored. */
  readonly url: string;
  /** Sent as basic `x-access-token:<token>` to this URL only; without it the user's own git credentials count. */
  readonly token?: string;
  readonly signal?: AbortSignal;
}

/** Names that are asked for one by one; more are found in the list of all branches. */
const PATTERNS_AT_MOST = 200;

/**
 * Branches of a remote. The token is given to each single git command through its environment, never through argv,
 * the URL or a configuration file.
 *
 * Everything throws `github-refused`, `github-not-found`, `github-failed`, `github-rate-limited` or `git-failed`; a push also `branch-moved`, `push-rejected` or `push-unsigned`.
 */
export function createRemoteBranches(git: Git, checkout: Checkout, remote: Remote): RemoteBranches {
  const access = createRemoteAccess(remote.url, remote.token);

  async function run(place: GitPlace | undefined, args: readonly string[]): Promise<GitResult> {
    const result = await git.run(place, {
      args,
      config: access.config,
      ...(remote.signal ? { signal: remote.signal } : {}),
    });
    if (result.exitCode !== 0) throw remoteFault(args, result, access);
    return result;
  }

  async function listTips(branches: readonly string[]): Promise<ReadonlyMap<string, CommitId>> {
    if (branches.length === 0) return new Map();
    const wanted = new Set(branches);
    const patterns = branches.length > PATTERNS_AT_MOST ? [] : branches.map((name) => `refs/heads/${name}`);
    await using scratch = await createScratchRepository(git, checkout);
    const answer = await run(scratch.place, ['ls-remote', '--heads', access.url, ...patterns]);
    const found = new Map<string, CommitId>();
    for (const line of new TextDecoder().decode(answer.stdout).split('\n')) {
      const [id = '', ref = ''] = line.split('\t');
      const name = ref.replace(/^refs\/heads\//, '');
      // Patterns match at the end of a ref: `main` also finds `old/main`.
      if (wanted.has(name)) found.set(name, id);
    }
    return found;
  }

  /** Brings those commits that are not here, without their history, in one go. What cannot be had is left out. */
  async function bring(commits: readonly CommitId[]): Promise<void> {
    const input = commits.map((commit) => `${commit}\n`).join('');
    const known = await git.text(checkout.place, { args: ['cat-file', '--batch-check'], input });
    const lacking = [...known.matchAll(/^(\S+) missing$/gm)].map(([, commit = '']) => commit);
    if (lacking.length === 0) return;
    await using scratch = await createScratchRepository(git, checkout);
    const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--refmap=', '--depth=1'];
    try {
      await run(scratch.place, ['fetch', ...quiet, access.url, ...lacking]);
    } catch (error) {
      // One by one they are asked for again where they are needed.
      if (!(error instanceof Fault)) throw error;
    }
  }

  async function fetch(source: string, more: readonly string[]): Promise<CommitId> {
    await using scratch = await createScratchRepository(git, checkout);
    const refspec = `+${source}:refs/fetched`;
    const quiet = ['--quiet', '--no-tags', '--no-write-fetch-head', '--refmap='];
    await run(scratch.place, ['fetch', ...quiet, ...more, access.url, refspec]);
    // Awaited here: the scratch repository is gone once this function returns.
    return await git.text(scratch.place, { args: ['rev-parse', '--verify', 'refs/fetched'] });
  }

  return {
    tips: async (branches) => {
      const found = await listTips(branches);
      await bring([...new Set(found.values())]);
      return found;
    },
    tip: async (branch) => (await listTips([branch])).get(branch),
    put: async (branch, commit, expected) => {
      await using scratch = await createScratchRepository(git, checkout);
      const ref = `refs/heads/${branch}`;
      // An empty expectation means that the branch must not exist (git-scm.com/docs/git-push).
      const lease = `--force-with-lease=${ref}:${expected ?? ''}`;
      await run(scratch.place, ['push', '--porcelain', '--no-verify', lease, access.url, `${commit}:${ref}`]);
      return commit;
    },
    fetchBranch: async (branch) => {
      if ((await listTips([branch])).get(branch) === undefined) return undefined;
      return fetch(`refs/heads/${branch}`, []);
    },
    fetchCommit: async (commit) => {
      // Servers may refuse a commit that is no branch's tip; that is an answer, not a fault.
      try {
        await fetch(commit, ['--depth=1']);
        return true;
      } catch (error) {
        if (error instanceof Fault) return false;
        throw error;
      }
    },
  };
}
