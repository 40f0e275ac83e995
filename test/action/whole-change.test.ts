import { afterAll, expect, test } from 'vitest';
import { ActionWorld, GOOD_ANSWERS, type WorldOptions } from '../support/action-world.ts';
import { addFunction, BROKEN_BODY, TASKS, THREE_TASKS } from '../support/greeter-crate.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const FIRST = 'openspec/more-words/1.1-add-pub-fn-goodbye-name-str-string-to-src-lib-rs';
const SECOND = 'openspec/more-words/1.2-add-pub-fn-thanks-name-str-string-to-src-lib-rs';

const start = (options: WorldOptions = {}) => ActionWorld.start({ state: state.path, ...options });
const sweep = (world: ActionWorld, inputs: Record<string, string> = {}): Promise<ActionRun> =>
  runAction(world, { event: 'schedule', inputs });
const ends = ({ report }: ActionRun) =>
  report.tasks.map((task) => [
    `${task.change} ${task.task}`,
    task.outcome,
    ...(task.outcome === 'completed' ? [task.status] : []),
    ...(task.why === undefined ? [] : [task.why]),
  ]);

test('a whole change is one stack: each pull request shows its own diff; people’s tasks are left to them', async () => {
  const meta = '- [ ] 1.4 Commit everything and open a pull request\n';
  await using world = await start({ files: { [TASKS]: THREE_TASKS + meta } });
  const run = await sweep(world);
  expect(run.code).toBe(0);
  expect(ends(run)).toEqual([
    ['more-words 1.1', 'completed', 'opened'],
    ['more-words 1.2', 'completed', 'opened'],
    ['more-words 1.3', 'skipped', 'manual'],
    ['more-words 1.4', 'skipped', 'meta'],
  ]);
  expect(run.report.tasks.map(({ reason }) => reason)).toMatchInlineSnapshot(`
    [
      undefined,
      undefined,
      "It needs a person or hardware, so it is left for one.",
      "It is about commits, releases or the plan itself, not about code.",
    ]
  `);
  expect(world.github.state.pulls).toMatchObject([
    { head: FIRST, base: 'main' },
    { head: SECOND, base: FIRST },
  ]);
  const { git } = world.github;
  expect(await git.git('diff', '--shortstat', FIRST, SECOND)).toContain('2 files changed, 6 insertions(+)');
  expect(await git.git('show', `${SECOND}:${TASKS}`)).toMatch(/\[x\] 1\.1[\s\S]*\[x\] 1\.2[\s\S]*\[ \] 1\.3/);
  expect(world.github.violations).toEqual([]);

  const [chats, writes] = [world.studio.chats.length, world.writes.length];
  const again = await sweep(world);
  expect(again.pulls.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
  expect(world.studio.chats).toHaveLength(chats);
  expect(world.writes.slice(writes)).toEqual([]);
});

test('a later run goes on with the stack where max-tasks ended the first', async () => {
  await using world = await start();
  const first = await sweep(world, { 'max-tasks': '1' });
  expect(ends(first)).toEqual([
    ['more-words 1.1', 'completed', 'opened'],
    ['more-words 1.2', 'skipped', 'max-tasks'],
    ['more-words 1.3', 'skipped', 'manual'],
  ]);
  const second = await runAction(world, { payload: { inputs: { task: 'more-words#1.2' } } });
  expect(ends(second)).toEqual([['more-words 1.2', 'completed', 'opened']]);
  expect(world.github.state.pulls).toMatchObject([
    { head: FIRST, base: 'main' },
    { head: SECOND, base: FIRST },
  ]);
});

test('no pull request is opened beyond max-open-pulls', async () => {
  await using world = await start();
  const run = await sweep(world, { 'max-open-pulls': '1' });
  expect(ends(run)).toEqual([
    ['more-words 1.1', 'completed', 'opened'],
    ['more-words 1.2', 'skipped', 'max-open-pulls'],
    ['more-words 1.3', 'skipped', 'manual'],
  ]);
  expect(world.github.state.pulls).toHaveLength(1);
});

test('a failed task holds back what builds on it, not the other changes', async () => {
  const answers = {
    'fn goodbye': [addFunction('goodbye', BROKEN_BODY)],
    'fn welcome': [addFunction('welcome')],
  };
  const other = '- [ ] 1.1 Add `pub fn welcome(name: &str) -> String` to `src/lib.rs`\n';
  const files = { 'openspec/changes/other/tasks.md': other };
  await using world = await start({ answers, files });
  const run = await sweep(world, { 'max-rounds': '1' });
  expect(run.code).toBe(0);
  expect(ends(run)).toEqual([
    ['more-words 1.1', 'failed'],
    ['other 1.1', 'completed', 'opened'],
    ['more-words 1.2', 'blocked', 'earlier-task'],
    ['more-words 1.3', 'skipped', 'manual'],
  ]);
  expect([run.outputs['completed'], run.outputs['failed'], run.outputs['skipped']]).toEqual(['1', '1', '2']);
  expect(run.summary).toContain('it builds on 1.1, which could not be completed');
});

test('independent tasks all stand on the base', async () => {
  await using world = await start();
  const run = await sweep(world, { order: 'independent' });
  expect(run.pulls.map(({ status }) => status)).toEqual(['opened', 'opened']);
  expect(world.github.state.pulls.map(({ base }) => base)).toEqual(['main', 'main']);
});

test('the frontier is the next task only', async () => {
  await using world = await start();
  const run = await sweep(world, { order: 'frontier' });
  expect(ends(run)).toEqual([
    ['more-words 1.1', 'completed', 'opened'],
    ['more-words 1.2', 'skipped', 'waiting'],
    ['more-words 1.3', 'skipped', 'manual'],
  ]);
});

test('a verify task is proven by its command, with no model anywhere', async () => {
  const tasks = '- [ ] 1.1 Run `cargo test`\n- [ ] 1.2 Run `cargo test --no-such-flag`\n';
  await using world = await start({ files: { [TASKS]: tasks }, answers: GOOD_ANSWERS });
  await world.studio.stop();
  const run = await sweep(world);
  expect(run.code).toBe(0);
  expect(run.outputs['lm-status']).toBe('offline');
  expect(ends(run)).toEqual([
    ['more-words 1.1', 'completed', 'opened'],
    ['more-words 1.2', 'failed'],
  ]);
  expect(await world.github.git.git('diff', '-U0', 'main', run.pulls[0]?.branch ?? '')).toContain(
    '\n+- [x] 1.1 Run `cargo test`',
  );
  expect(world.github.state.pulls[0]?.body).toContain('hello_names_the_guest ... ok');
});
