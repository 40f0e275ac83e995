import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { runAction } from '../support/run-action.ts';

const FILE = 'openspec/tasks/system_foundry/log.task.json';
const TASK = { task_id: 'the-log', type: 'convert_binary', source: 'log' };

test('refresh says of a FoundryTask’s pull request whether it still is what is asked for, and writes nothing', async () => {
  await using world = await ActionWorld.start({
    files: { 'Cargo.toml': null, [FILE]: JSON.stringify(TASK) },
  });
  await writeFile(join(world.checkout, 'log'), 'one\n');
  await runAction(world, { inputs: { mode: 'foundry' } });
  const writes = world.writes.length;
  const { 'openspec/foundry/the-log': tip } = await world.branches();
  const refresh = async () => {
    const run = await runAction(world, { inputs: { mode: 'refresh' } });
    expect(run.errors).toEqual([]);
    return run.report.tasks;
  };

  await world.push({ 'README.md': 'The base moves on.\n' });
  expect(await refresh()).toMatchObject([{ task: 'the-log', outcome: 'completed', status: 'unchanged' }]);

  await world.push({ [FILE]: JSON.stringify({ ...TASK, intent: 'Look for addresses' }) });
  expect(await refresh()).toMatchObject([
    {
      task: 'the-log',
      outcome: 'skipped',
      why: 'pull-open',
      reason: expect.stringContaining('is another now'),
    },
  ]);

  await world.push({ [FILE]: null, [`${FILE}.done`]: JSON.stringify(TASK) });
  expect(await refresh()).toMatchObject([
    { why: 'done', reason: expect.stringContaining('not pending on main') },
  ]);

  await world.push({ [`${FILE}.done`]: null });
  expect(await refresh()).toMatchObject([{ task: 'the-log', reason: 'its FoundryTask is gone from main' }]);
  const pushes = world.writes.slice(writes).filter((write) => !write.endsWith('/git-receive-pack'));
  expect(pushes).toEqual([]);
  expect((await world.branches())['openspec/foundry/the-log']).toBe(tip);
});
