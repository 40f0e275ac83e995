import fc from 'fast-check';
import { expect, test } from 'vitest';
import { planMatrix } from '../../../src/core/report/plan-matrix.ts';
import { orderTasks } from '../../../src/core/tasks/order-tasks.ts';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';
import { MOST_PARTS, splitTasks } from '../../../src/core/tasks/split-tasks.ts';

/** `a3` becomes three tasks of the change `a`. */
function tasksOf(...changes: readonly string[]) {
  return changes.flatMap((text) =>
    Array.from({ length: Number(text.slice(1)) }, (_, at) => ({ change: text.charAt(0), id: `1.${at + 1}` })),
  );
}
const names = (parts: ReturnType<typeof splitTasks<{ change: string; id: string }>>) =>
  parts.map((part) => part.map(({ change, id }) => `${change}${id.slice(2)}`).join(' '));

test('a stacked change stays whole, and the parts are about equally long', () => {
  const tasks = tasksOf('a1', 'b4', 'c2', 'd2');
  expect(names(splitTasks(tasks, 'stacked', 2))).toEqual(['b1 b2 b3 b4 a1', 'c1 c2 d1 d2']);
});

test.each(['frontier', 'independent'] as const)('with %s every task may go to another part', (order) => {
  expect(names(splitTasks(tasksOf('a3', 'b1'), order, 2))).toEqual(['a1 a3', 'a2 b1']);
});

test('without a number there is a part for every group, and never more than GitHub takes', () => {
  expect(names(splitTasks(tasksOf('a2', 'b1'), 'stacked'))).toEqual(['a1 a2', 'b1']);
  expect(splitTasks(tasksOf('a999'), 'independent')).toHaveLength(MOST_PARTS);
  expect(splitTasks([], 'stacked')).toEqual([]);
});

const someTasks = fc
  .array(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.integer({ min: 0, max: 9 })))
  .map((all) => tasksOf(...all.map(([name, count]) => `${name}${count}`)));

test('every task is in exactly one part, and no part is longer than the shortest by more than a group', () => {
  fc.assert(
    fc.property(
      someTasks,
      fc.constantFrom('stacked', 'independent'),
      fc.integer({ min: 1, max: 9 }),
      (tasks, order, count) => {
        const parts = splitTasks(tasks, order, count);
        expect(parts).toHaveLength(count);
        expect(new Set(parts.flat())).toEqual(new Set(tasks));
        expect(parts.flat()).toHaveLength(tasks.length);
        const groups = order === 'stacked' ? [...Map.groupBy(tasks, ({ change }) => change).values()] : [[1]];
        const lengths = parts.map((part) => part.length);
        const largest = Math.max(0, ...groups.map((group) => group.length));
        expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(largest);
      },
    ),
  );
});

const CHANGES = [
  ['a', '- [ ] 1.1 a\n- [ ] 1.2 b\n- [ ] 1.3 Manually look at it\n'],
  ['b', '- [ ] 1.1 a\n  - [ ] nested\n- [x] 1.2 b\n- [ ] 1.3 c\n'],
  ['c', '- [ ] 1.1 a\n'],
].map(([name = '', content = '']) => parseTasks(name, [{ path: `${name}/tasks.md`, content }]));

test.each(['stacked', 'frontier', 'independent'] as const)(
  'runs with shards of a %s plan work on what the plan without shards has, and tell every skip once',
  (order) => {
    const select = { order, changes: [], tasks: [], maxTasks: 99, skip: [] };
    const whole = orderTasks(CHANGES, select);
    const shards = [1, 2, 3].map((part) =>
      // Another moment has other open pull requests: they change the turns, never the parts.
      orderTasks(CHANGES, { ...select, shard: { part, of: 3 }, openPulls: new Map([['a', part]]) }),
    );
    const id = ({ task }: { task: { change: string; id: string } }) => `${task.change}#${task.id}`;
    expect(shards.flatMap(({ planned }) => planned.map(id)).toSorted()).toEqual(
      whole.planned.map(id).toSorted(),
    );
    expect(shards.flatMap(({ skipped }) => skipped.map(id)).toSorted()).toEqual(
      whole.skipped.map(id).toSorted(),
    );
    const matrix = planMatrix(
      splitTasks(
        whole.planned.map(({ task }) => task),
        order,
        3,
      ),
    );
    expect(matrix.include.map(({ tasks }) => tasks.toSorted())).toEqual(
      shards.map(({ planned }) => planned.map(id).toSorted()).filter((tasks) => tasks.length > 0),
    );
  },
);

test('a shard number may be larger than the number of groups: there is nothing to do then', () => {
  const select = { order: 'stacked', changes: [], tasks: [], maxTasks: 99, skip: [] } as const;
  expect(orderTasks(CHANGES, { ...select, shard: { part: 9, of: 9 } }).planned).toEqual([]);
});

test('the matrix leaves empty parts out and stays below one megabyte in UTF-16', () => {
  expect(planMatrix([[{ change: 'a', id: '1.1' }], []])).toEqual({
    include: [{ shard: '1/2', tasks: ['a#1.1'] }],
  });
  const many = Array.from({ length: 40_000 }, (_, at) => ({
    change: 'a-long-name-of-a-change',
    id: `${at}`,
  }));
  const { include } = planMatrix(splitTasks(many, 'independent', 256));
  expect(include).toHaveLength(256);
  expect(JSON.stringify(include).length * 2).toBeLessThan(1_000_000);
});
