import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ActionWorld, type WorldOptions } from '../support/action-world.ts';
import { expectFault, expectNothingWritten } from '../support/fault-run.ts';
import { TASKS } from '../support/greeter-crate.ts';
import { programFolder } from '../support/program-folder.ts';
import { type ActionCall, type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const start = (options: WorldOptions = {}) => ActionWorld.start({ state: state.path, ...options });
const dispatch = (world: ActionWorld, asked: object = {}, call: ActionCall = {}): Promise<ActionRun> =>
  runAction(world, { payload: { inputs: { change: 'more-words', task: '1.1', ...asked } }, ...call });

test('no cargo on PATH', async () => {
  await using world = await start();
  const PATH = programFolder(world.folder, ['git', 'bwrap']);
  const CARGO_HOME = join(world.folder.path, 'none');
  const env = { PATH, CARGO_HOME, RUSTUP_HOME: CARGO_HOME };
  const run = await dispatch(world, {}, { env });
  expect(await expectFault(run, world, 2)).toMatch(
    /^cargo was not found \(.*\)\. Install Rust with rustup and make cargo visible on PATH\.$/,
  );
  expect(world.studio.chats).toEqual([]);
  await expectNothingWritten(world);
});

test('no bubblewrap: nothing runs', async () => {
  await using world = await start();
  const PATH = programFolder(world.folder, ['git', 'cargo', 'rustc']);
  const run = await dispatch(world, {}, { env: { PATH } });
  expect(await expectFault(run, world, 4)).toBe(
    'No sandbox works here (bwrap is not on PATH), so nothing was run. Install bubblewrap (`sudo apt-get install -y bubblewrap`, on Fedora `sudo dnf install bubblewrap`) and allow unprivileged user namespaces.',
  );
  expect(run.outputs['lm-status']).toBe('healthy');
  expect(world.studio.chats).toEqual([]);
  await expectNothingWritten(world);
});

test('no Cargo.toml', async () => {
  await using world = await start({ files: { 'Cargo.toml': null } });
  const line = await expectFault(await dispatch(world), world, 2);
  expect(line).toMatch(
    /has no Cargo\.toml at its root\. Point the run at a Rust repository, or add a workspace Cargo\.toml\.$/,
  );
  expect(world.studio.chats).toEqual([]);
  await expectNothingWritten(world);
});

test('a red base blames nobody and opens nothing', async () => {
  await using world = await start({ files: { 'src/lib.rs': 'pub fn hello() -> String { 1 }\n' } });
  const run = await dispatch(world);
  expect(run.code).toBe(0);
  expect(run.errors).toEqual([]);
  expect(run.report.tasks).toMatchObject([{ outcome: 'blocked', why: 'baseline-red' }]);
  expect(run.summary).toContain('already has 1 error on the base, first: mismatched types');
  expect(world.studio.chats).toEqual([]);
  await expectNothingWritten(world);
});

describe('a tasks file that cannot be used', () => {
  test.each([
    ['is not UTF-8', Buffer.from([0x2d, 0x20, 0x5b, 0x20, 0x5d, 0x20, 0xff, 0xfe, 0x0a])],
    ['has 5 MB', `- [ ] 1.1 Write\n${'x'.repeat(5_000_000)}\n`],
  ])('%s', async (_, content) => {
    await using world = await start({ files: { [TASKS]: content } });
    const line = await expectFault(await dispatch(world), world, 2);
    expect(line).toMatch(
      /^The tasks file openspec\/changes\/more-words\/tasks\.md \(.*\) cannot be used\. Save it as UTF-8 text below 5 MB\.$/,
    );
    await expectNothingWritten(world);
  });
});

test('no openspec folder', async () => {
  await using world = await start({ files: { openspec: null } });
  const line = await expectFault(await dispatch(world), world, 2);
  expect(line).toMatch(/has no openspec\/changes folder\. Run `openspec init` and plan a change first\.$/);
});

test('unknown changes and tasks, with the nearest name', async () => {
  await using world = await start();
  expect(await expectFault(await dispatch(world, { change: 'more-word' }), world, 2)).toBe(
    'There is no change named more-word (did you mean more-words?). Run `openspec-complete tasks` to see the changes and their tasks.',
  );
  expect(await expectFault(await dispatch(world, { task: '7.1' }), world, 2)).toMatch(
    /^There is no task 7\.1.*\. Run `openspec-complete tasks` to see the task ids\.$/,
  );
});

test('an id that stands twice names two tasks with a branch each', async () => {
  const tasks =
    '- [ ] 1.1 Add `pub fn goodbye(name: &str) -> String` to `src/lib.rs`\n' +
    '- [ ] 1.1 Add `pub fn thanks(name: &str) -> String` to `src/lib.rs`\n';
  await using world = await start({ files: { [TASKS]: tasks } });
  const run = await runAction(world, { event: 'schedule' });
  expect(run.code).toBe(0);
  expect(run.outputs['completed']).toBe('2');
  expect(new Set(run.pulls.map(({ task }) => task)).size).toBe(2);
  expect(new Set(run.pulls.map(({ branch }) => branch)).size).toBe(2);
});

test('a workspace without a repository, an event file that is not there, a repository without an owner', async () => {
  await using world = await start();
  const told = async (env: Record<string, string>) =>
    expectFault(await dispatch(world, {}, { env }), world, 2);
  expect(await told({ GITHUB_WORKSPACE: state.path })).toBe(
    `${state.path} is not a git repository. Run it inside a checkout, or add actions/checkout before this step.`,
  );
  expect(await told({ GITHUB_EVENT_PATH: join(state.path, 'none.json') })).toContain(
    `GITHUB_EVENT_PATH names ${state.path}/none.json, which is not a readable JSON file`,
  );
  expect(await told({ GITHUB_REPOSITORY: 'acme' })).toContain('GITHUB_REPOSITORY is "acme", not owner/repo');
});

test('bad inputs and unknown keys of the policy file are told together, with file and line', async () => {
  const policy = 'rules: Be kind.\nvalidat:\n  - cargo doc\nlimits:\n  memory: much\n';
  await using world = await start({ files: { '.github/openspec-complete.yml': policy } });
  const run = await dispatch(world, {}, { inputs: { 'max-tasks': 'many', order: 'sideways' } });
  const line = await expectFault(run, world, 2);
  expect(line).toMatchInlineSnapshot(
    `"The settings are not usable: order must be one of stacked, frontier, independent (it is "sideways"); max-tasks must be a whole number (it is "many"); .github/openspec-complete.yml:2: unknown key "validat", did you mean "validate"?; .github/openspec-complete.yml:5: unknown key "memory"; known: cargo-seconds, memory-megabytes, file-megabytes, processes, task-tokens, task-seconds, run-tokens, foundry-megabytes. Correct the listed settings; \`action.yml\` and \`--help\` name every one."`,
  );
  expect(world.studio.chats).toEqual([]);
});

test('the policy file of the checkout does not count, that of the base does', async () => {
  await using world = await start({ files: { '.github/openspec-complete.yml': "skip: ['*goodbye*']\n" } });
  await world.git('rm', '--quiet', '.github/openspec-complete.yml');
  const run = await dispatch(world);
  expect(run.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'policy' }]);
});

describe('a checkout works', () => {
  const completed = async (world: ActionWorld) => {
    const before = await world.checkoutState();
    const run = await dispatch(world);
    expect({ code: run.code, errors: run.errors, completed: run.outputs['completed'] }).toEqual({
      code: 0,
      errors: [],
      completed: '1',
    });
    expect(await world.checkoutState()).toEqual(before);
  };

  test('shallow, with a detached HEAD and another credential persisted in it', async () => {
    await using world = await start();
    await world.push({ 'README.md': '# More\n' });
    await world.clone('--depth=1');
    await world.git('checkout', '--quiet', '--detach');
    const other = Buffer.from('x-access-token:ghs_expired').toString('base64');
    const key = `http.${world.github.serverUrl}/.extraheader`;
    await world.git('config', key, `AUTHORIZATION: basic ${other}`);
    await completed(world);
  });

  test('with changes that are not committed, which stay and do not count', async () => {
    await using world = await start();
    world.folder.write({ 'checkout/src/lib.rs': 'this is not Rust\n', 'checkout/notes.txt': 'mine\n' });
    await completed(world);
  });
});

test('byte order mark and line ends of the tasks file stay as they are', async () => {
  const tasks =
    '\uFEFF## 1. Words\r\n\r\n- [ ] 1.1 Add `pub fn goodbye(name: &str) -> String` to `src/lib.rs`\r\n';
  await using world = await start({ files: { [TASKS]: tasks } });
  const run = await dispatch(world);
  world.folder.write({ expected: tasks.replace('[ ]', '[x]') });
  const { git } = world.github;
  expect(await git.git('rev-parse', `${run.pulls[0]?.branch}:${TASKS}`)).toBe(
    await git.git('hash-object', join(world.folder.path, 'expected')),
  );
});
