import { expect, test } from 'vitest';
import { parseMarker } from '../../src/core/pulls/marker.ts';
import { adds, FlowWorld } from '../support/flow-world.ts';

const SINGLE = '- [ ] 1.1 Add one\n';
const OTHERS = {
  'openspec/changes/beta/tasks.md': '- [ ] 1.1 Add two\n- [ ] 1.2 Add three\n',
};

test('a failed draft is tried again once another model is loaded, and not before', async () => {
  const world = new FlowWorld(SINGLE);
  await world.run(['Hm.'], { maxRounds: 1, model: { keys: ['small'] } });
  expect(parseMarker(world.pulls.all[0]?.body ?? '')?.model).toBe('small');
  expect((await world.run([], { model: { keys: ['small'] } })).lines).toEqual(['1.1 skipped pull-open']);
  const better = await world.run([adds('one')], { model: { keys: ['large'] } });
  expect(better.lines).toEqual(['1.1 completed updated']);
});

test('a failure that was only reported is remembered for the same words, plan and model', async () => {
  const world = new FlowWorld(SINGLE);
  const options = { onFailure: 'report', maxRounds: 1 } as const;
  await world.run(['Hm.'], { ...options, model: { keys: ['small'] } });
  const again = await world.run([], { ...options, model: { keys: ['small'] } });
  expect(again.lines).toEqual(['1.1 skipped failed-before']);
  expect(again.outcomes[0]).toMatchObject({ reason: expect.stringContaining('could not be used: no-code') });
  const other = await world.run([adds('one')], { ...options, model: { keys: ['large'] } });
  expect(other.lines).toEqual(['1.1 completed opened']);
});

test('a task asked for by name is tried again whatever is remembered', async () => {
  const world = new FlowWorld(SINGLE);
  const options = { onFailure: 'report', maxRounds: 1 } as const;
  await world.run(['Hm.'], options);
  const named = await world.run([adds('one')], { ...options, explicit: true });
  expect(named.lines).toEqual(['1.1 completed opened']);
});

test('a dry run remembers nothing', async () => {
  const world = new FlowWorld(SINGLE);
  const options = { onFailure: 'report', maxRounds: 1 } as const;
  await world.run(['Hm.'], { ...options, dryRun: true });
  expect((await world.run([adds('one')], options)).lines).toEqual(['1.1 completed opened']);
});

test('a change without open pull requests comes before one that has some', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add one\n- [ ] 1.2 Add four\n', OTHERS);
  const first = await world.run([adds('one')], { maxTasks: 1 });
  expect(first.outcomes[0]?.task.change).toBe('add');
  const second = await world.run([adds('two')], { maxTasks: 1 });
  expect(second.outcomes.find((one) => one.kind === 'completed')?.task.change).toBe('beta');
});
