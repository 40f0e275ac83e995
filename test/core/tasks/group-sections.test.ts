import { expect, test } from 'vitest';
import { groupSections } from '../../../src/core/tasks/group-sections.ts';
import { orderTasks } from '../../../src/core/tasks/order-tasks.ts';
import { parseTasks } from '../../../src/core/tasks/parse-tasks.ts';

const group = (content: string) => groupSections(parseTasks('a', [{ path: 'a/tasks.md', content }]));
const plan = (content: string, tasks: readonly string[] = []) =>
  orderTasks([group(content)], { order: 'stacked', changes: [], tasks, maxTasks: 99, skip: [] });
const shown = (content: string, tasks: readonly string[] = []) =>
  plan(content, tasks).planned.map(({ task, nested, predecessor }) => [
    `${task.id}: ${task.title}`,
    nested.map(({ id }) => id),
    predecessor?.id,
  ]);

const TWO = '## 1. Words\n- [ ] 1.1 Add a\n- [ ] 1.2 Add b\n\n## 2. Numbers\n- [ ] 2.1 Add c\n';

test('every numbered section is one task that encloses its open boxes', () => {
  expect(shown(TWO)).toEqual([
    ['1: Words', ['1.1', '1.2'], undefined],
    ['2: Numbers', ['2.1'], '1'],
  ]);
});

test('done boxes and those for people stay out, with their reason', () => {
  const { planned, skipped } = plan(
    '## 1. Words\n- [x] 1.1 Add a\n- [ ] 1.2 Add b\n- [ ] 1.3 Manually test on real hardware\n',
  );
  expect(planned.map(({ nested }) => nested.map(({ id }) => id))).toEqual([['1.2']]);
  expect(skipped.map(({ task, why }) => [task.id, why])).toEqual([['1.3', 'manual']]);
});

test('a section that is done, or only for people, is nobody’s task', () => {
  expect(
    shown('## 1. Words\n- [x] 1.1 Add a\n\n## 2. Look\n- [ ] 2.1 Manually test on real hardware\n'),
  ).toEqual([]);
});

test('sub-sections belong to their section, boxes without one stay on their own', () => {
  const text =
    '# Tasks\n- [ ] 0.1 Add z\n## 1. Words\n### Nouns\n- [ ] 1.1 Add a\n  - [ ] 1.1.1 Add aa\n### Verbs\n- [ ] 1.2 Add b\n';
  expect(shown(text)).toEqual([
    ['0.1: Add z', [], undefined],
    ['1: Words', ['1.1', '1.1.1', '1.2'], '0.1'],
  ]);
});

test('a number that is used twice, or is a task’s id, makes another id', () => {
  expect(shown('## 1. A\n- [ ] 1.1 Add a\n## 1. B\n- [ ] 1.2 Add b\n').map(([name]) => name)).toEqual([
    '1: A',
    'section-1: B',
  ]);
  expect(shown('## 1. A\n- [ ] 1. Add a\n').map(([name]) => name)).toEqual(['section-1: A']);
});

test('naming a box names the section it is done with', () => {
  expect(shown(TWO, ['2.1']).map(([name]) => name)).toEqual(['2: Numbers']);
});

test('counts stay those of the boxes', () => {
  expect(group(TWO)).toMatchObject({ total: 3, complete: 0 });
});
