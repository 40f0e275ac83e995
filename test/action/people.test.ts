import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { ActionWorld, answering, GOOD_ANSWERS, type WorldOptions } from '../support/action-world.ts';
import { TASKS, THREE_TASKS } from '../support/greeter-crate.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const BRANCH = 'openspec/more-words/1.1-add-pub-fn-goodbye-name-str-string-to-src-lib-rs';
const start = (options: WorldOptions = {}) => ActionWorld.start({ state: state.path, ...options });
const dispatch = (world: ActionWorld): Promise<ActionRun> =>
  runAction(world, { payload: { inputs: { change: 'more-words', task: '1.1' } } });

test('a branch that a person made under the task’s name is left alone', async () => {
  await using world = await start();
  await world.github.git.git('branch', BRANCH, 'main');
  const theirs = await world.push({ 'README.md': '# By hand\n' }, BRANCH);
  const run = await dispatch(world);
  expect(run.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'human-commits' }]);
  expect((await world.branches())[BRANCH]).toBe(theirs);
});

test('a branch that a person pushed while the model was writing is not overwritten', async () => {
  let theirs = '';
  const respond = answering(GOOD_ANSWERS);
  await using world = await start({
    studio: {
      respond: async (request) => {
        await world.github.git.git('branch', BRANCH, 'main');
        theirs = await world.push({ 'README.md': '# By hand\n' }, BRANCH);
        return respond(request);
      },
    },
  });
  const run = await dispatch(world);
  expect(run.code).toBe(0);
  expect(run.errors).toEqual([]);
  expect(run.outputs).toMatchObject({ completed: '0', skipped: '1' });
  expect(run.summary).toContain('moved its branch meanwhile');
  expect((await world.branches())[BRANCH]).toBe(theirs);
  expect(world.github.state.pulls).toEqual([]);
});

describe('a pull request that was opened', () => {
  let world: ActionWorld;
  beforeAll(async () => {
    world = await start();
    await dispatch(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());
  afterEach(() => {
    expect(world.studio.chats).toHaveLength(1);
    expect(world.github.state.pulls).toHaveLength(1);
  });

  test('and closed unmerged is a no', async () => {
    const pull = world.github.state.pulls[0] ?? {};
    Object.assign(pull, { state: 'closed', closedAt: new Date().toISOString() });
    const run = await dispatch(world);
    Object.assign(pull, { state: 'open', closedAt: null });
    expect(run.code).toBe(0);
    expect(run.report.tasks).toMatchObject([
      { outcome: 'skipped', why: 'rejected', reason: 'pull request #1 was closed without merging: a no' },
    ]);
  });

  test('and got a person’s commit is left alone, even when the task was reworded', async () => {
    const theirs = await world.push({ 'README.md': '# By hand\n' }, BRANCH);
    await world.push({ [TASKS]: THREE_TASKS.replace('1.1 Add', '1.1 Write') });
    const run = await dispatch(world);
    expect(run.code).toBe(0);
    const reason = 'the branch has commits by Ada, which are never overwritten';
    expect(run.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'human-commits', reason }]);
    expect((await world.branches())[BRANCH]).toBe(theirs);
  });
});
