import { createPulls } from '../../../src/adapters/github/create-pulls.ts';
import type { GitHubAccess } from '../../../src/adapters/github/github-access.ts';
import type { PullsWithPeople } from '../../contract/pulls-with-people.ts';
import type { BareRepository } from '../../fakes/github/bare-repository.ts';
import { type FakeGitHub, startGitHub } from '../../fakes/github/start-github.ts';

export const TOKEN = 'ghs_secretsecretsecretsecretsecret0001';

/** A fake GitHub whose `main` has one commit. */
export async function startSeededGitHub(): Promise<FakeGitHub> {
  const github = await startGitHub({ owner: 'octo', repo: 'demo', token: TOKEN });
  await commitOn(github.git, 'main');
  return github;
}

/** Puts an empty commit on a branch, made from `on` when it does not exist; its message makes it unique. */
export async function commitOn(git: BareRepository, branch: string, on = branch): Promise<string> {
  const parent = await git.branch(on);
  const tree = await git.git('hash-object', '-t', 'tree', '-w', '/dev/null');
  const commit = await git.git(
    '-c',
    'user.name=Octo',
    '-c',
    'user.email=octo@example.com',
    'commit-tree',
    tree,
    '-m',
    `on ${branch}`,
    ...(parent ? ['-p', parent] : []),
  );
  await git.git('update-ref', `refs/heads/${branch}`, commit);
  return commit;
}

/** Access to the fake, without any waiting unless told. */
export function accessTo(github: FakeGitHub, more: Partial<GitHubAccess> = {}): GitHubAccess {
  const { owner, repo } = github.state;
  const { apiUrl, serverUrl } = github;
  const base = { apiUrl, serverUrl, owner, repo, token: TOKEN, userAgent: 'openspec-complete-test' };
  return { ...base, throttle: false, ...more };
}

/** The adapter on a fake GitHub, as the contract wants it. */
export async function createPullsUnderTest(): Promise<PullsWithPeople> {
  const github = await startSeededGitHub();
  const stateOf = (number: number) => github.state.pulls.find((pull) => pull.number === number);
  return {
    pulls: createPulls(accessTo(github)),
    branch: (name, on = 'main') => commitOn(github.git, name, on),
    closeByHand: async (pull) => void Object.assign(stateOf(pull.number) ?? {}, { state: 'closed' }),
    labelByHand: async (pull, label) => void stateOf(pull.number)?.labels.push(label),
    writes: () => github.requests.filter((request) => request.method !== 'GET').length,
    [Symbol.asyncDispose]: async () => {
      await github.close();
      if (github.violations.length > 0) throw new Error(github.violations.join('\n'));
    },
  };
}
