import { afterAll, beforeAll, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { TASKS, THREE_TASKS } from '../support/greeter-crate.ts';
import { runAction } from '../support/run-action.ts';

const OTHER = 'openspec/changes/other-words/tasks.md';

let world: ActionWorld;
beforeAll(async () => {
  const other = THREE_TASKS.replace('goodbye', 'welcome').replace('thanks', 'sorry');
  world = await ActionWorld.start({ files: { [OTHER]: other.replace(/^.*1\.2.*\n/m, '') } });
});
afterAll(() => world[Symbol.asyncDispose]());

test('mode plan puts a matrix into the output plan, asks no model and writes nothing', async () => {
  const run = await runAction(world, { inputs: { mode: 'plan' } });
  expect(run).toMatchObject({ code: 0, errors: [] });
  expect(JSON.parse(run.outputs['plan'] ?? '')).toEqual({
    include: [
      { shard: '1/2', tasks: ['more-words#1.1', 'more-words#1.2'] },
      { shard: '2/2', tasks: ['other-words#1.1'] },
    ],
  });
  expect(run.outputs).toMatchObject({ completed: '0', failed: '0', 'pull-requests': '[]' });
  expect(run.summary).toContain('mode plan only plans, 3 open tasks in 2 parts');
  expect({ writes: world.writes, chats: world.studio.chats.length }).toEqual({ writes: [], chats: 0 });
});

test('a number in shard is the most parts of the plan', async () => {
  const run = await runAction(world, { inputs: { mode: 'plan', shard: '1' } });
  expect(JSON.parse(run.outputs['plan'] ?? '').include).toHaveLength(1);
});

test('a job with a shard works on its own part only, and the first one tells what is left to people', async () => {
  const inputs = { mode: 'complete', 'dry-run': 'true', order: 'stacked' };
  const first = await runAction(world, { inputs: { ...inputs, shard: '1/2' } });
  expect(first.report.tasks.map(({ change, task, outcome }) => [change, task, outcome])).toEqual([
    ['more-words', '1.1', 'completed'],
    ['more-words', '1.2', 'completed'],
    ['more-words', '1.3', 'skipped'],
    ['other-words', '1.3', 'skipped'],
  ]);
  const ninth = await runAction(world, { inputs: { ...inputs, shard: '9/9' } });
  expect(ninth).toMatchObject({ code: 0, report: { tasks: [] } });
});

test('with nothing open the matrix is empty', async () => {
  const done = { [TASKS]: THREE_TASKS.replaceAll('[ ]', '[x]'), [OTHER]: '- [x] 1.1 Done\n' };
  await world.push(done);
  const run = await runAction(world, { inputs: { mode: 'plan' } });
  expect(run.outputs['plan']).toBe('{"include":[]}');
});
