import { Fault } from '../../core/fault.ts';
import type { CommitId } from '../../ports/repository.ts';
import type { CommitOrder, FileState, SignedCommits } from '../../ports/signed-commits.ts';
import { readFailure } from './failure.ts';
import type { GitHubAccess } from './github-access.ts';
import { type GitHub, openGitHub } from './open-github.ts';
import { unlessGone } from './unless-gone.ts';

/**
 * Commits over the git database (https://docs.github.com/en/rest/git). GitHub signs what a bot makes there, as long as
 * the request names no author, committer or signature
 * (https://docs.github.com/en/authentication/managing-commit-signature-verification/about-commit-signature-verification#signature-verification-for-bots).
 * Nothing is ever forced.
 */
export function createSignedCommits(access: GitHubAccess): SignedCommits {
  const github = openGitHub(access);
  return {
    create: (order) => create(github, order),
    createBranch: (branch, commit) =>
      move(github, { branch, commit }, () =>
        github.octokit.rest.git.createRef({
          ...github.repository,
          ref: `refs/heads/${branch}`,
          sha: commit,
        }),
      ),
    fastForward: (branch, commit) =>
      move(github, { branch, commit }, () =>
        github.octokit.rest.git.updateRef({
          ...github.repository,
          ref: `heads/${branch}`,
          sha: commit,
          force: false,
        }),
      ),
  };
}

const NEEDS = 'contents: write';

async function create(github: GitHub, order: CommitOrder): Promise<CommitId> {
  const tree = order.changes.length === 0 ? order.baseTree : await createTree(github, order);
  refuseOther(tree, order);
  const doing = { what: 'making the commit', needs: NEEDS };
  const { data } = await github.call(doing, () =>
    github.octokit.rest.git.createCommit({
      ...github.repository,
      message: order.message,
      tree,
      parents: [...order.parents],
    }),
  );
  refuseOther(data.tree.sha, order);
  if (!data.verification.verified)
    throw new Fault('commit-unsigned', `GitHub says "${data.verification.reason}"`);
  return data.sha;
}

/** Only what was judged may be published. */
function refuseOther(tree: string, order: CommitOrder): void {
  if (tree === order.tree) return;
  throw new Fault('github-failed', `it made the tree ${tree} of what was judged as ${order.tree}`);
}

async function createTree(github: GitHub, { baseTree, changes }: CommitOrder): Promise<string> {
  const tree: Awaited<ReturnType<typeof entryOf>>[] = [];
  // One after the other, as GitHub asks for requests that write.
  for (const change of changes) tree.push(await entryOf(github, change));
  const doing = { what: 'making the tree of the commit', needs: NEEDS };
  const { data } = await github.call(doing, () =>
    github.octokit.rest.git.createTree({ ...github.repository, base_tree: baseTree, tree }),
  );
  return data.sha;
}

async function entryOf(github: GitHub, { path, mode, bytes }: FileState) {
  const entry = { path, mode: mode === '100755' ? mode : '100644', type: 'blob' } as const;
  if (bytes === null) return { ...entry, sha: null };
  const doing = { what: `sending ${path}`, needs: NEEDS };
  const { data } = await github.call(doing, () =>
    github.octokit.rest.git.createBlob({
      ...github.repository,
      content: Buffer.from(bytes).toString('base64'),
      encoding: 'base64',
    }),
  );
  return { ...entry, sha: data.sha };
}

interface Moved {
  readonly branch: string;
  readonly commit: CommitId;
}

/** GitHub has no code for a branch that is elsewhere, only sentences. */
const ELSEWHERE = /^(Reference already exists|Update is not a fast forward|Reference does not exist)/;

async function move(
  github: GitHub,
  { branch, commit }: Moved,
  request: () => Promise<unknown>,
): Promise<void> {
  const doing = { what: `moving the branch ${branch}`, needs: NEEDS };
  await github.call(doing, async () => {
    try {
      await request();
    } catch (error) {
      const failure = readFailure(error);
      const said = [failure?.message ?? '', ...(failure?.errors.map(({ message }) => message) ?? [])];
      const told = failure?.status === 422 && said.find((one) => ELSEWHERE.test(one));
      if (!told) throw error;
      // The answer to a request that was sent again after the first had done its work.
      if ((await tipOf(github, branch)) !== commit) throw new Fault('branch-moved', `${branch} (${told})`);
    }
  });
}

async function tipOf(github: GitHub, branch: string): Promise<CommitId | undefined> {
  const found = await unlessGone(() =>
    github.octokit.rest.git.getRef({ ...github.repository, ref: `heads/${branch}` }),
  );
  return found?.data.object.sha;
}
