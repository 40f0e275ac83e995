import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import type { Outcome, SkipReason } from '../../src/core/report/outcome.ts';
import { parseTasks } from '../../src/core/tasks/parse-tasks.ts';
import type { Task } from '../../src/core/tasks/task.ts';
import { type WatchState, watchTasks } from '../../src/flow/watch-tasks.ts';

function someTask(): Task {
  const files = [{ path: 'openspec/changes/add/tasks.md', content: '- [ ] 1.1 Add one\n' }];
  const [task] = parseTasks('add', files).tasks;
  if (!task) throw new Error('the file has a task');
  return task;
}
const task = someTask();
const skipped = (why: SkipReason): Outcome => ({ kind: 'skipped', task, why, reason: why });
const failed: Outcome = { kind: 'failed', task, reason: 'no', attempts: [], errors: [] };
const done: Outcome = {
  ...{ kind: 'completed', task, status: 'opened', attempts: [] },
  pull: { number: 0, url: '', branch: 'openspec/add/1.1' },
};
const DOWN = new Fault('model-unreachable', 'http://a/v1');

type Work = readonly Outcome[] | Fault;

/** A watch in a world where time passes only by waiting. It ends after so many waits. */
async function watch(
  works: readonly Work[],
  options: {
    readonly waits: number;
    /** The state at the n-th wait; it stays as it was where nothing is given. */
    readonly states?: Readonly<Record<number, string>>;
    readonly modelBackAfter?: number;
    readonly tell?: (state: WatchState) => void;
    /** The state after the n-th work, changed by somebody else meanwhile. */
    readonly meanwhile?: Readonly<Record<number, string>>;
  },
) {
  const left = [...works];
  const stopper = new AbortController();
  const log: string[] = [];
  let [now, waits, probes, worked, state] = [0, 0, 0, 0, 'start'];
  await watchTasks({
    state: async () => state,
    work: async () => {
      const next = left.shift();
      if (next === undefined) throw new Error('it worked more often than expected');
      log.push('work');
      worked += 1;
      state = options.meanwhile?.[worked] ?? state;
      return next instanceof Fault ? { outcomes: [], fault: next } : { outcomes: next };
    },
    isModelBack: async () => {
      probes += 1;
      return probes > (options.modelBackAfter ?? 0);
    },
    wait: async (milliseconds) => {
      if (milliseconds === 0) return;
      waits += 1;
      now += milliseconds;
      log.push(`wait ${milliseconds}`);
      state = options.states?.[waits] ?? state;
      if (waits >= options.waits) stopper.abort();
    },
    ...{ now: () => now, random: () => 0, say: (text) => log.push(text), intervalMilliseconds: 100 },
    tell: options.tell ?? (() => undefined),
    signal: stopper.signal,
  });
  expect(left).toEqual([]);
  return log;
}

test('nothing is done again until something changes', async () => {
  expect(
    await watch([[skipped('done')], [skipped('done')]], { waits: 4, states: { 3: 'a commit' } }),
  ).toEqual([...['work', 'wait 100', 'wait 100', 'wait 100'], ...['work', 'wait 100']]);
});

test('after work it looks again at once: there may be more', async () => {
  expect(await watch([[done], [skipped('done')]], { waits: 1 })).toEqual(['work', 'work', 'wait 100']);
});

test('what somebody commits during a run is not taken for its own work', async () => {
  const nothing = [skipped('done')];
  expect(await watch([nothing, nothing], { waits: 2, meanwhile: { 1: 'a commit' } })).toEqual([
    ...['work', 'work', 'wait 100', 'wait 100'],
  ]);
  const dirty = new Fault('tasks-uncommitted', 'tasks.md');
  expect(await watch([dirty, nothing], { waits: 2, meanwhile: { 1: 'a commit' } })).toEqual([
    ...['work', `${dirty.message} Waiting: it is tried again.`, 'wait 100'],
    ...['work', 'it works again', 'wait 100'],
  ]);
});

test.each([failed, skipped('held'), skipped('max-tasks')])(
  'what ends the same way twice is not tried for ever: $kind $why',
  async (outcome) => {
    expect(await watch([[outcome], [outcome]], { waits: 3 })).toEqual([
      ...['work', 'work', 'wait 100', 'wait 100', 'wait 100'],
    ]);
  },
);

test('a model that is down is told once, looked for later each time, and asked when it is back', async () => {
  const log = await watch([DOWN, [skipped('done')]], { waits: 8, modelBackAfter: 2 });
  expect(log).toEqual([
    'work',
    `${DOWN.message} Waiting: it is tried again.`,
    ...['wait 100', 'wait 100', 'wait 100', 'wait 100', 'wait 100', 'wait 100', 'wait 100'],
    'work',
    'it works again',
    'wait 100',
  ]);
});

test('another fault is told again, and a change does not wait for the next try', async () => {
  const dirty = new Fault('tasks-uncommitted', 'tasks.md');
  const log = await watch([dirty, dirty, [skipped('done')]], { waits: 3, states: { 2: 'a commit' } });
  expect(log).toEqual([
    ...['work', `${dirty.message} Waiting: it is tried again.`, 'wait 100'],
    ...['work', 'wait 100'],
    ...['work', 'it works again', 'wait 100'],
  ]);
});

test('a bug ends it', async () => {
  await expect(watch([], { waits: 1 })).rejects.toThrow('it worked more often than expected');
});

test('whoever looks at it is told whether it works, waits or is in trouble, and why', async () => {
  const told: string[] = [];
  const tell = ({ status, trouble }: WatchState) =>
    told.push(trouble ? `${status}: ${trouble.code}` : status);
  await watch([DOWN, [done], []], { waits: 4, modelBackAfter: 1, tell });
  const trouble = 'in_trouble: model-unreachable';
  expect(told).toEqual(['working', trouble, trouble, trouble, 'working', 'waiting', 'working', 'waiting']);
});
