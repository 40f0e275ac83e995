import { DEFAULT_POLICY } from '../../src/config/parse-policy.ts';
import { branchesOfRun } from '../../src/entry/branches-of-run.ts';
import { openProject, type Project } from '../../src/entry/open-project.ts';
import { accessTo, TOKEN } from '../adapters/github/github-under-test.ts';
import type { BranchesUnderTest } from '../contract/branches.ts';
import { type FakeGitHub, startGitHub } from '../fakes/github/start-github.ts';
import { createGitProject } from './git-project.ts';

/** A checkout of a repository on the fake GitHub, and how a run brings commits there. */
export interface PublishedProject extends BranchesUnderTest {
  readonly github: FakeGitHub;
  readonly project: Project;
}

/** `commits`: as the policy file has it. */
export async function startPublished(commits: 'git' | 'api'): Promise<PublishedProject> {
  const local = await createGitProject();
  await local.commit({ 'README.md': '# Demo\n' });
  const github = await startGitHub({ owner: 'octo', repo: 'demo', token: TOKEN, seedFrom: local.root });
  await local.git('remote', 'add', 'origin', github.cloneUrl);
  const { signal } = new AbortController();
  const env = { PATH: process.env['PATH'] };
  const access = accessTo(github);
  const hide = () => undefined;
  const project = await openProject({ folder: local.root, env, signal, hide, github: access });
  const branches = await branchesOfRun(project, { policy: { ...DEFAULT_POLICY, commits } });
  return {
    ...{ branches, github, project },
    here: local.git,
    there: (...args) => github.git.git(...args),
    commit: async (on, files) => {
      await local.git('checkout', '--quiet', '--detach', on);
      const programs = Object.keys(files).filter((path) => path.endsWith('.sh'));
      const made = await local.commit(files);
      if (programs.length === 0) return made;
      await local.git('update-index', '--chmod=+x', ...programs);
      await local.git('commit', '--quiet', '--amend', '--no-edit');
      return local.git('rev-parse', 'HEAD');
    },
    pushByHand: async (branch) => {
      const on = (await github.git.branch(branch)) ?? (await github.git.branch('main')) ?? '';
      const grace = ['-c', 'user.name=Grace', '-c', 'user.email=grace@example.com'];
      const theirs = await github.git.git(...grace, 'commit-tree', `${on}^{tree}`, '-p', on, '-m', 'Mine');
      await github.git.git('update-ref', `refs/heads/${branch}`, theirs);
      return theirs;
    },
    writes: () =>
      github.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/git-upload-pack'))
        .length,
    [Symbol.asyncDispose]: async () => {
      await github.close();
      await local[Symbol.asyncDispose]();
      if (github.violations.length > 0) throw new Error(github.violations.join('\n'));
    },
  };
}
