import { expect, test } from 'vitest';
import { orderTasks, type Selection } from '../../../src/core/tasks/order-tasks.ts';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';

const change = (name: string, content: string) => parseTasks(name, [{ path: `${name}/tasks.md`, content }]);
const ALL: Selection = { order: 'stacked', changes: [], tasks: [], maxTasks: 100, skip: [] };

function plan(content: string, selection: Partial<Selection> = {}) {
  return orderTasks([change('a', content)], { ...ALL, ...selection });
}

const planned = (result: ReturnType<typeof plan>) => result.planned.map(({ task }) => task.id);
const skipped = (result: ReturnType<typeof plan>) => result.skipped.map(({ task, why }) => [task.id, why]);

const THREE = '- [x] 1.1 a\n- [ ] 1.2 b\n- [ ] 1.3 c\n- [ ] 1.4 d\n';

test('stacked: every task stands on the one before it and depends on all before it', () => {
  expect(
    plan(THREE).planned.map(({ task, predecessor, dependencies }) => [
      task.id,
      predecessor?.id,
      dependencies,
    ]),
  ).toEqual([
    ['1.2', undefined, []],
    ['1.3', '1.2', ['1.2']],
    ['1.4', '1.3', ['1.2', '1.3']],
  ]);
});

test('frontier: only tasks whose predecessors are ticked, the others wait', () => {
  const result = plan(THREE, { order: 'frontier' });
  expect(planned(result)).toEqual(['1.2']);
  expect(result.skipped.map(({ task, why, reason }) => [task.id, why, reason])).toEqual([
    ['1.3', 'waiting', 'It waits for 1.2.'],
    ['1.4', 'waiting', 'It waits for 1.2, 1.3.'],
  ]);
});

test('independent: everything stands on the base and waits for nothing', () => {
  const result = plan(THREE, { order: 'independent' });
  expect(result.planned.map(({ predecessor, dependencies }) => [predecessor, dependencies])).toEqual([
    [undefined, []],
    [undefined, []],
    [undefined, []],
  ]);
});

test('[P] tasks wait for what is before their run and not for each other', () => {
  const text = '- [ ] T1: a\n- [ ] T2: [P] b\n  - [ ] nested\n- [ ] T3: [P] c\n- [ ] T4: d\n';
  expect(plan(text).planned.map(({ task, dependencies }) => [task.id, dependencies])).toEqual([
    ['T1', []],
    ['T2', ['T1']],
    ['T3', ['T1']],
    ['T4', ['T1', 'T2', 'T3']],
  ]);
  expect(planned(plan(text.replace('[ ] T1', '[x] T1'), { order: 'frontier' }))).toEqual(['T2', 'T3']);
});

test('written dependencies replace the order of the file', () => {
  const text = '- [ ] 1.1 a\n- [ ] 1.2 b (depends on -)\n- [ ] 1.3 c (depends on 1.2)\n';
  expect(plan(text).planned.map(({ dependencies }) => dependencies)).toEqual([[], [], ['1.2']]);
  expect(planned(plan(text, { order: 'frontier' }))).toEqual(['1.1', '1.2']);
});

test('what needs a person or GitHub is skipped with the reason and holds nothing up', () => {
  const result = plan(
    '- [ ] 1.1 Manually test on real hardware\n- [ ] 1.2 Open a pull request\n- [~] 1.3 Dropped\n- [ ] 1.4 Add the flag\n',
    { order: 'frontier' },
  );
  expect(skipped(result)).toEqual([
    ['1.1', 'manual'],
    ['1.2', 'meta'],
    ['1.3', 'deferred'],
  ]);
  expect(planned(result)).toEqual(['1.4']);
});

test('nested boxes belong to their parent, except where the parent does not do their work', () => {
  const text =
    '- [ ] 1.1 Add\n  - [ ] 1.1.1 child\n    - [ ] 1.1.2 grandchild\n  - [ ] 1.1.3 Manually verify it\n- [x] 1.2 Done\n  - [ ] 1.2.1 left open\n';
  const result = plan(text);
  expect(result.planned.map(({ task, nested }) => [task.id, nested.map(({ id }) => id)])).toEqual([
    ['1.1', ['1.1.1', '1.1.2']],
    ['1.2.1', []],
  ]);
  expect(skipped(result)).toEqual([['1.1.3', 'manual']]);
  expect(plan(text, { tasks: ['1.1.2'] }).skipped).toMatchObject([
    { why: 'nested', reason: 'It belongs to the pull request of 1.1.' },
  ]);
});

test('skip patterns match title, id and change#id, across slashes and without regard to case', () => {
  const text = '- [ ] 1.1 Update src/gui/Window.rs\n- [ ] 1.2 Tune\n- [ ] 1.3 Ship it on\n- [ ] 1.4 Rest\n';
  expect(skipped(plan(text, { skip: ['*GUI/*', '1.2', 'a#1.3'] }))).toEqual([
    ['1.1', 'policy'],
    ['1.2', 'policy'],
    ['1.3', 'policy'],
  ]);
});

test('changes take turns, and what is beyond max-tasks is said', () => {
  const result = orderTasks([change('a', '- [ ] 1.1 a\n- [ ] 1.2 b\n'), change('b', '- [ ] 1.1 c\n')], {
    ...ALL,
    maxTasks: 2,
  });
  expect(result.planned.map(({ task }) => `${task.change}#${task.id}`)).toEqual(['a#1.1', 'b#1.1']);
  expect(result.skipped).toMatchObject([
    { task: { id: '1.2' }, why: 'max-tasks', reason: 'One run works on at most 2 tasks.' },
  ]);
});

test('wanted tasks are found as 1.2 and change#1.2; unknown and ambiguous names are returned', () => {
  const changes = [change('a', '- [x] 1.1 a\n- [ ] 1.2 b\n'), change('b', '- [ ] 1.2 c\n- [ ] T001 d\n')];
  const ask = (tasks: string[], names: string[] = []) => {
    const result = orderTasks(changes, { ...ALL, tasks, changes: names });
    return [
      result.planned.map(({ task }) => `${task.change}#${task.id}`),
      result.unknownChanges,
      result.unknownTasks,
    ];
  };
  expect(ask(['b#1.2'])).toEqual([['b#1.2'], [], []]);
  expect(ask(['1.2'], ['a'])).toEqual([['a#1.2'], [], []]);
  expect(ask(['t001'])).toEqual([['b#T001'], [], []]);
  expect(ask(['1.2'])).toEqual([[], [], ['1.2 (in a and b)']]);
  expect(ask(['9.9', 'c#1.1'], ['d'])).toEqual([[], ['d', 'c'], ['9.9']]);
  expect(orderTasks(changes, { ...ALL, tasks: ['a#1.1'] }).skipped).toMatchObject([{ why: 'done' }]);
});

test('a change with very many open tasks is planned in linear time', () => {
  const many = change('a', '- [ ] Add x\n'.repeat(200_000));
  expect(orderTasks([many], { ...ALL, maxTasks: 5 }).planned).toHaveLength(5);
  expect(orderTasks([many], { ...ALL, order: 'frontier' }).planned).toHaveLength(1);
});
