import { expect, test } from 'vitest';
import { changesInFolder } from '../../src/adapters/openspec/open-changes.ts';
import type { Selection } from '../../src/core/tasks/order-tasks.ts';
import { showPlan, showTasks } from '../../src/core/tasks/show-tasks.ts';
import { listTasks } from '../../src/flow/list-tasks.ts';
import { listPlan, planTasks } from '../../src/flow/plan-tasks.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const ALL: Selection = { order: 'stacked', changes: [], tasks: [], maxTasks: 5, skip: [] };
const GREETING = `## 1. Greeting

- [x] 1.1 Create \`src/lib.rs\`
- [ ] 1.2 Add \`greet\` to \`src/lib.rs\`
  - [ ] 1.2.1 for an empty name
- [ ] 1.3 Run \`cargo test\`
- [ ] 1.4 Open a pull request\u001b[2J
`;

function repository(): TemporaryFolder {
  return new TemporaryFolder().write({
    'openspec/changes/add-greeting/tasks.md': GREETING,
    'openspec/changes/add-挨拶/tasks.md': '- [ ] 挨拶を実装する\n',
  });
}

test('the listing has the fixed keys and plain values only', async () => {
  using folder = repository();
  const listing = await listTasks(changesInFolder(folder.path), ['add-greeting']);
  expect(JSON.parse(JSON.stringify(listing))).toEqual(listing);
  expect(listing.changes[0]).toMatchObject({ change: 'add-greeting', total: 5, complete: 1 });
  expect(listing.changes[0]?.tasks[2]).toEqual({
    id: '1.2.1',
    file: 'openspec/changes/add-greeting/tasks.md',
    line: 5,
    done: false,
    marker: '',
    section: ['1. Greeting'],
    text: '1.2.1 for an empty name',
    title: 'for an empty name',
    details: [],
    mentions: { files: [], code: [] },
    kind: 'code',
    commands: [],
    optional: false,
    deferred: null,
    parallel: false,
    dependsOn: null,
    parent: '1.2',
  });
});

test('the plan names branch, base and predecessor of each task, and why the others are skipped', async () => {
  using folder = repository();
  const plan = await planTasks(changesInFolder(folder.path), { ...ALL, changes: ['add-greeting'] });
  const listing = listPlan(plan, 'stacked', { base: 'main', branchOf: (task) => `openspec/${task.id}` });
  expect(listing.planned).toMatchObject([
    { task: '1.2', branch: 'openspec/1.2', base: 'main', predecessor: null, nested: ['1.2.1'] },
    { task: '1.3', base: 'openspec/1.2', predecessor: '1.2', kind: 'verify', commands: ['cargo test'] },
  ]);
  expect(listing.skipped).toMatchObject([{ task: '1.4', why: 'meta' }]);
});

test('unknown names are faults that say them', async () => {
  using folder = repository();
  const source = changesInFolder(folder.path);
  await expect(planTasks(source, { ...ALL, changes: ['add-x'] })).rejects.toMatchObject({
    code: 'unknown-change',
    at: 'add-x (did you mean add-挨拶?)',
  });
  await expect(planTasks(source, { ...ALL, tasks: ['add-greeting#9'] })).rejects.toMatchObject({
    code: 'unknown-task',
    at: 'add-greeting#9',
  });
  await expect(planTasks(source, { ...ALL, tasks: ['add-x#9'] })).rejects.toMatchObject({
    code: 'unknown-change',
  });
});

test('only the wanted change is read', async () => {
  using folder = repository().write({ 'openspec/changes/bad/tasks.md': Uint8Array.of(0xff) });
  const source = changesInFolder(folder.path);
  expect((await planTasks(source, { ...ALL, tasks: ['add-greeting#1.2'] })).planned).toHaveLength(1);
  await expect(planTasks(source, ALL)).rejects.toMatchObject({ code: 'tasks-unreadable' });
});

test('people read tables, which no file can use to write to the terminal', async () => {
  using folder = repository();
  const source = changesInFolder(folder.path);
  expect(showTasks(await source.changes())).toMatchInlineSnapshot(`
    "add-greeting  1/5
      [x]  1.1    code    Create \`src/lib.rs\`
      [ ]  1.2    code    Add \`greet\` to \`src/lib.rs\`
      [ ]  1.2.1  code    └ for an empty name
      [ ]  1.3    verify  Run \`cargo test\`
      [ ]  1.4    meta    Open a pull request?[2J

    add-挨拶  0/1
      [ ]  task-3ca5  code  挨拶を実装する
    "
  `);
  expect(showPlan(await planTasks(source, ALL))).toMatchInlineSnapshot(`
    "To be worked on:
      1.  add-greeting#1.2    code            Add \`greet\` to \`src/lib.rs\`
      2.  add-挨拶#task-3ca5  code            挨拶を実装する
      3.  add-greeting#1.3    verify  on 1.2  Run \`cargo test\`

    Skipped:
      add-greeting#1.4  meta  Open a pull request?[2J  It is about commits, releases or the plan itself, not about code.
    "
  `);
  expect(showTasks([])).toBe('No changes.\n');
});
