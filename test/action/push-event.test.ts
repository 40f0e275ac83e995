import { afterAll, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { addFunction, TASKS, THREE_TASKS } from '../support/greeter-crate.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const NOTHING = '0'.repeat(40);
const FOUR_TASKS = `${THREE_TASKS}- [ ] 1.4 Add \`pub fn sorry(name: &str) -> String\` to \`src/lib.rs\`\n`;

/** `skip` leaves every chosen task out: the choice shows in the report, and nothing is worked on. */
const start = (policy = "skip: ['*']") =>
  ActionWorld.start({
    state: state.path,
    files: { '.github/openspec-complete.yml': policy },
    answers: { 'fn sorry': [addFunction('sorry')], 'fn goodbye': [addFunction('goodbye')] },
  });
const pushed = (world: ActionWorld, payload: object): Promise<ActionRun> =>
  runAction(world, {
    event: 'push',
    payload: { ref: 'refs/heads/main', ...payload },
    inputs: { 'max-tasks': '1' },
  });
const chosen = ({ report }: ActionRun) => report.tasks.map(({ task }) => task);
const main = async (world: ActionWorld) => (await world.branches())['main'] ?? '';

function expectNothing(run: ActionRun, world: ActionWorld): void {
  expect(run.code).toBe(0);
  expect(run.outputs).toMatchObject({ 'pull-requests': '[]', completed: '0', failed: '0', skipped: '0' });
  expect(run.report.tasks).toEqual([]);
  expect(run.summary).toContain('Nothing was worked on: ');
  expect(world.studio.chats).toEqual([]);
  expect(world.writes.filter((write) => !write.includes('git-receive-pack'))).toEqual([]);
}

test('a push starts the tasks it brought and no others, from a shallow checkout too', async () => {
  await using world = await start('{}');
  const before = await main(world);
  const after = await world.push({ [TASKS]: FOUR_TASKS });
  await world.push({ 'README.md': '# Later\n' });
  await world.clone('--depth=1');
  const run = await pushed(world, { before, after });
  expect(run.errors).toEqual([]);
  expect(chosen(run)).toEqual(['1.4']);
  expect(world.github.state.pulls).toMatchObject([{ base: 'main' }]);
  // As it was pushed, though the branch has moved on.
  expect(await world.github.git.git('rev-parse', `${run.pulls[0]?.branch}~1`)).toBe(after);
});

test('a push that only ticks boxes, rewrites prose or touches other files starts nothing', async () => {
  await using world = await start();
  const before = await main(world);
  const ticked = THREE_TASKS.replace('[ ] 1.1', '[x] 1.1').replace(
    '## 1. Words',
    'Some prose.\n\n## 1. Words',
  );
  const after = await world.push({ [TASKS]: ticked, 'README.md': '# Greeter\n' });
  expectNothing(await pushed(world, { before, after }), world);
});

test('a push to another branch and a deleted branch start nothing', async () => {
  await using world = await start();
  const before = await main(world);
  const elsewhere = await pushed(world, { ref: 'refs/heads/feature', before: NOTHING, after: before });
  expectNothing(elsewhere, world);
  expect(elsewhere.stdout).toContain('nothing to do: the push was to refs/heads/feature, not to main');
  expectNothing(await pushed(world, { before, after: NOTHING, deleted: true }), world);
});

test('at the first push of a branch every open task is new', async () => {
  await using world = await start();
  const run = await pushed(world, { before: NOTHING, after: await main(world) });
  expect(chosen(run)).toEqual(['1.1', '1.2', '1.3']);
});

test('after a forced push every open task is new, whatever became of the commit before', async () => {
  await using world = await start();
  const run = await pushed(world, { before: 'ab'.repeat(20), after: await main(world), forced: true });
  expect(chosen(run)).toEqual(['1.1', '1.2', '1.3']);
});

test('a task that is newer than the stack it builds on waits, and says for what', async () => {
  await using world = await start('{}');
  await runAction(world, { event: 'schedule', inputs: { 'max-tasks': '1' } });
  const before = await main(world);
  const after = await world.push({ [TASKS]: FOUR_TASKS });
  const run = await pushed(world, { before, after });
  expect(run.code).toBe(0);
  expect(run.report.tasks).toMatchObject([{ task: '1.4', outcome: 'skipped', why: 'waiting' }]);
  expect(run.report.tasks[0]?.reason).toMatch(
    /^it builds on openspec\/more-words\/1\.1-.*, whose openspec\/.*tasks\.md does not have it in these words yet: merge that first$/,
  );
});

test('an event that means nothing yet is said to mean nothing', async () => {
  await using world = await start();
  const run = await runAction(world, { event: 'issues', payload: { action: 'opened' } });
  expectNothing(run, world);
  expect(run.stdout).toContain('nothing to do: the event "issues" starts nothing');
});
