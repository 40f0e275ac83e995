import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ActionWorld, TOKEN, type WorldOptions } from '../support/action-world.ts';
import { expectFault, expectNothingWritten } from '../support/fault-run.ts';
import { type ActionCall, type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const BRANCH = 'openspec/more-words/1.1-add-pub-fn-goodbye-name-str-string-to-src-lib-rs';
const start = (options: WorldOptions = {}) => ActionWorld.start({ state: state.path, ...options });
const dispatch = (world: ActionWorld, call: ActionCall = {}): Promise<ActionRun> =>
  runAction(world, { payload: { inputs: { change: 'more-words', task: '1.1' } }, ...call });

describe.concurrent('before any work', () => {
  test('a token that GitHub does not know', async () => {
    await using world = await start();
    const run = await dispatch(world, { inputs: { token: 'ghs_expired_0123456789' } });
    const line = await expectFault(run, world, 5);
    expect(line).toMatch(
      /^GitHub refused the token: .*Give the job contents: write and pull-requests: write/,
    );
    expect(JSON.stringify([run.stdout, run.report, run.summary])).not.toContain('ghs_expired');
    expect(world.studio.chats).toEqual([]);
    await expectNothingWritten(world);
  });

  test('no token at all', async () => {
    await using world = await start();
    const run = await dispatch(world, { env: { INPUT_TOKEN: undefined } });
    expect(await expectFault(run, world, 2)).toMatch(/there is no GitHub token \(.*GITHUB_TOKEN\)/);
  });

  test('a token that may not read pull requests', async () => {
    await using world = await start();
    world.github.faults.push({ kind: 'missing-permission', on: 'pulls/list' });
    expect(await expectFault(await dispatch(world), world, 5)).toMatch(
      /^GitHub refused the token: 403 Resource not accessible by integration while listing the open pull requests; it needs /,
    );
    expect(world.studio.chats).toEqual([]);
  });

  test('the rate limit is used up', async () => {
    await using world = await start();
    const reset = Math.floor(Date.now() / 1000) + 3000;
    world.github.faults.push({ kind: 'primary-limit', on: 'pulls/list', value: reset });
    const time = new Date(reset * 1000).toISOString().replace('.000Z', 'Z');
    expect(await expectFault(await dispatch(world), world, 5)).toBe(
      `GitHub's rate limit is used up: it opens again at ${time}. Wait for the named time and run again; finished work is kept.`,
    );
    expect(world.studio.chats).toEqual([]);
  });

  test('a base branch that does not exist', async () => {
    await using world = await start();
    expect(await expectFault(await dispatch(world, { inputs: { base: 'release' } }), world, 5)).toBe(
      'The base release does not exist in this checkout. Set base to an existing branch, or use actions/checkout with fetch-depth: 0.',
    );
  });

  test('git over HTTP answers 502', async () => {
    await using world = await start();
    world.github.faults.push({ kind: 'server-error', on: 'git/fetch' });
    expect(await expectFault(await dispatch(world), world, 5)).toBe(
      `GitHub failed: ${world.github.cloneUrl} answered 502. See githubstatus.com and run again; finished work is kept.`,
    );
  });
});

test.concurrent('a server error that passes is not noticed', async () => {
  await using world = await start();
  world.github.faults.push({ kind: 'server-error', on: 'pulls/create', times: 1 });
  const run = await dispatch(world);
  expect(run.code).toBe(0);
  expect(run.pulls).toMatchObject([{ number: 1, status: 'opened' }]);
});

test.concurrent('a server error that stays ends the run; the branch is kept, and the next run opens the pull request', async () => {
  await using world = await start();
  world.github.faults.push({ kind: 'server-error', on: 'pulls/create' });
  expect(await expectFault(await dispatch(world), world, 5)).toMatch(
    /^GitHub failed: 502 Server Error while opening the pull request for openspec\/.*, retries included\. See githubstatus\.com and run again; finished work is kept\.$/,
  );
  expect(await world.branches()).toHaveProperty([BRANCH]);
  world.github.faults.length = 0;
  const again = await dispatch(world);
  expect(again.pulls).toMatchObject([{ number: 1, status: 'opened' }]);
});

describe('a push that is refused', () => {
  let world: ActionWorld;
  beforeAll(async () => {
    world = await start();
  });
  afterEach(async () => {
    world.github.faults.length = 0;
    Object.assign(world.github.state, { archived: false, protectedBranches: [] });
    expect(world.github.state.pulls).toEqual([]);
    expect(Object.keys(await world.branches())).toEqual(['main']);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('by a protected branch is told in GitHub’s words', async () => {
    world.github.state.protectedBranches.push(BRANCH);
    expect(await expectFault(await dispatch(world), world, 5)).toMatch(
      /^The push was rejected: .*Protected branch update failed.* Check the branch rules, and that the token has contents: write\.$/,
    );
  });

  test('for want of a permission names it', async () => {
    world.github.faults.push({ kind: 'missing-permission', on: 'git/push' });
    expect(await expectFault(await dispatch(world), world, 5)).toMatch(
      /^GitHub refused the token: .*Give the job contents: write and pull-requests: write/,
    );
  });

  test('by an archived repository says so', async () => {
    world.github.state.archived = true;
    expect(await expectFault(await dispatch(world), world, 5)).toMatch(
      /acme\/greeter\.git is archived, so nothing can be written to it\. Unarchive it under Settings, General, Danger Zone\.$/,
    );
  });

  test('does not come up in a dry run; its token may stand in GITHUB_TOKEN', async () => {
    const env = { INPUT_TOKEN: '', GITHUB_TOKEN: TOKEN };
    const run = await dispatch(world, { env, inputs: { 'dry-run': 'true' } });
    expect(run.outputs['completed']).toBe('1');
  });
});
