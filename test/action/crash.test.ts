import { expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { countEvents, crashAndHeal, ONE_TASK, wrongWith } from '../support/crash-world.ts';
import { scratchOf } from '../support/kill-action.ts';
import { runAction } from '../support/run-action.ts';

/** Of the twenty that `node bench/bench.ts crashes` tries. */
const KILLS = 5;
const KILLS_OF_SIGNED = 3;

async function crash(world: ActionWorld, kills: number): Promise<void> {
  const events = await countEvents(world);
  const crashes = [];
  for (let kill = 1; kill <= kills; kill += 1)
    crashes.push(await crashAndHeal(world, Math.round((kill * events) / (kills + 1))));
  expect(crashes.filter(({ wrong }) => wrong.length > 0)).toEqual([]);
  expect(new Set(crashes.map(({ at }) => at)).has('')).toBe(false);
}

test('a run that is killed at any moment is healed by the next: one right pull request, nothing left behind', async () => {
  await using world = await ActionWorld.start({ files: ONE_TASK });
  await crash(world, KILLS);
});

test('so is one whose commits GitHub makes and signs', async () => {
  const policy = { '.github/openspec-complete.yml': 'commits: api\n' };
  await using world = await ActionWorld.start({ files: { ...ONE_TASK, ...policy } });
  world.github.state.signedCommits = true;
  await crash(world, KILLS_OF_SIGNED);
}, 180_000);

test('of two runs that start together one does the task and the other leaves it', async () => {
  await using world = await ActionWorld.start({ files: ONE_TASK });
  const call = { event: 'schedule', env: await scratchOf(world) };
  const runs = await Promise.all([runAction(world, call), runAction(world, call)]);
  expect(runs.map(({ code, errors }) => [code, errors])).toEqual([
    [0, []],
    [0, []],
  ]);
  const ends = runs.map(({ report }) => report.tasks.find(({ task }) => task === '1.1'));
  expect(ends.filter((end) => end?.outcome === 'completed' && end.status === 'opened')).toHaveLength(1);
  expect(ends.filter((end) => end?.why === 'held' || end?.status === 'unchanged')).toHaveLength(1);
  expect(await wrongWith(world)).toEqual([]);
});
