import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startScriptedModel } from '../../demo/scripted-model.ts';
import { type FakeGitHub, startGitHub } from '../fakes/github/start-github.ts';
import type { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';

const BRANCH = 'openspec/format-durations/1.2-implement-std-fmt-display-and-std-error-error';
const TOKEN = 'a-token-that-is-found-wherever-it-leaks';

let studio: LmStudio;
let world: CliWorld;
let github: FakeGitHub;
beforeAll(async () => {
  studio = await startScriptedModel();
});
afterAll(() => studio[Symbol.asyncDispose]());
beforeEach(async () => {
  world = await createCliWorld({ LM_STUDIO_URL: studio.url });
  github = await startGitHub({ owner: 'ada', repo: 'timer', token: TOKEN, seedFrom: world.root });
  await world.project.git('remote', 'add', 'origin', github.cloneUrl);
  return async () => {
    expect(github.violations).toEqual([]);
    await github[Symbol.asyncDispose]();
    await world[Symbol.asyncDispose]();
  };
});

describe('run --github', () => {
  test('finds server and repository in origin, pushes the branch and opens the pull request', async () => {
    const before = await world.project.fingerprint();
    const args = ['run', '--github', '--task', '1.2'];
    const { code, stdout, stderr } = await world.cli(args, { env: { GITHUB_TOKEN: TOKEN } });
    expect(code).toBe(0);
    expect(github.state.pulls).toMatchObject([{ head: BRANCH, base: 'main', draft: false, number: 1 }]);
    expect(await github.git.branch(BRANCH)).toBeDefined();
    expect(stdout).toContain(`${github.serverUrl}/ada/timer/pull/1`);
    expect(stdout).not.toContain('git merge');
    expect(stdout + stderr).not.toContain(TOKEN);
    expect(JSON.stringify(await world.project.fingerprint())).toBe(JSON.stringify(before));
  });

  test('again changes nothing, and GH_TOKEN does as well', async () => {
    const args = ['run', '--github', '--task', '1.2'];
    await world.cli(args, { env: { GITHUB_TOKEN: TOKEN } });
    const again = await world.cli(args, { env: { GH_TOKEN: TOKEN } });
    expect(again).toMatchObject({ code: 0, stdout: expect.stringContaining('unchanged') });
    expect(github.state.pulls).toHaveLength(1);
  });

  test('--dry-run writes nothing to GitHub', async () => {
    const args = ['run', '--github', '--task', '1.2', '--dry-run'];
    const { code } = await world.cli(args, { env: { GITHUB_TOKEN: TOKEN } });
    expect(code).toBe(0);
    expect(
      github.requests.filter(({ method, path }) => method !== 'GET' && !path.endsWith('upload-pack')),
    ).toEqual([]);
    expect(await github.git.branch(BRANCH)).toBeUndefined();
  });

  test('works from the branch as GitHub has it, not from a commit that only exists here', async () => {
    await world.project.commit({ 'LOCAL.md': 'not pushed' }, 'Only here');
    const { code } = await world.cli(['run', '--github', '--task', '1.2'], { env: { GITHUB_TOKEN: TOKEN } });
    expect(code).toBe(0);
    expect(await github.git.git('rev-parse', `${BRANCH}^`)).toBe(await github.git.branch('main'));
  });

  test('without a token it ends with 2 and names the variable', async () => {
    const { code, stderr } = await world.cli(['run', '--github']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('the variable GITHUB_TOKEN'),
    });
  });

  test('a token that GitHub refuses ends with 5, in one sentence without the token', async () => {
    const env = { GITHUB_TOKEN: 'another-token-that-is-wrong' };
    const { code, stdout, stderr } = await world.cli(['run', '--github', '--task', '1.2'], { env });
    expect({ code, stdout }).toEqual({ code: 5, stdout: '' });
    expect(stderr).toMatch(/^openspec-complete: GitHub refused the token: .*\.$/);
    expect(stderr).not.toContain('another-token');
  });
});
