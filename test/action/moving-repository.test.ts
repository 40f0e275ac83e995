import { afterAll, expect, test } from 'vitest';
import { ActionWorld, answering, GOOD_ANSWERS, type WorldOptions } from '../support/action-world.ts';
import { expectFault, expectNothingWritten } from '../support/fault-run.ts';
import { TASKS } from '../support/greeter-crate.ts';
import { type ActionCall, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const start = (options: WorldOptions = {}) => ActionWorld.start({ state: state.path, ...options });
const sweep = (world: ActionWorld, call: ActionCall = {}) => runAction(world, { event: 'schedule', ...call });
const refresh = (world: ActionWorld) => runAction(world, { inputs: { mode: 'refresh' } });

test('a tasks file that disappears while the model writes: the work is done as it was begun, and a refresh says once what is the matter', async () => {
  let gone = false;
  const respond = answering(GOOD_ANSWERS);
  await using world = await start({
    studio: {
      respond: async (request) => {
        if (!gone) {
          gone = true;
          await world.push({ [TASKS]: null, 'src/extra.rs': '' });
          await world.clone();
        }
        return respond(request);
      },
    },
  });
  const run = await sweep(world);
  expect({ code: run.code, errors: run.errors, stderr: run.stderr }).toEqual({
    code: 0,
    errors: [],
    stderr: '',
  });
  expect(run.pulls.map(({ task, status }) => [task, status])).toEqual([
    ['1.1', 'opened'],
    ['1.2', 'opened'],
  ]);
  expect(await world.github.git.git('show', `${run.pulls[1]?.branch}:${TASKS}`)).toMatch(
    /\[x\] 1\.1[\s\S]*\[x\] 1\.2/,
  );

  const next = await sweep(world);
  expect({ code: next.code, pulls: next.pulls, errors: next.errors }).toEqual({
    code: 0,
    pulls: [],
    errors: [],
  });
  const told = await refresh(world);
  expect({ code: told.code, errors: told.errors }).toEqual({ code: 0, errors: [] });
  const [first, second] = world.github.state.pulls;
  expect(first?.body).toContain('Not brought up to date: more-words＃1.1 is no open task any more on main.');
  expect([first, second].map((pull) => pull?.state)).toEqual(['open', 'open']);
  const writes = world.writes.length;
  await refresh(world);
  expect(world.writes.slice(writes)).toEqual([]);
  expect(world.github.violations).toEqual([]);
});

test('a default branch that was renamed: the stack stands on its new name, and nothing is written', async () => {
  await using world = await start();
  await sweep(world);
  const { git, state: github } = world.github;
  await git.git('branch', '-m', 'main', 'trunk');
  github.defaultBranch = 'trunk';
  // GitHub retargets what was open (docs.github.com, “Renaming a branch”).
  for (const pull of github.pulls) if (pull.base === 'main') pull.base = 'trunk';
  const writes = world.writes.length;
  const payload = { repository: { default_branch: 'trunk' } };
  const again = await sweep(world, { payload });
  expect(again.errors).toEqual([]);
  expect(again.pulls.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
  const moved = await runAction(world, { payload, inputs: { mode: 'refresh' } });
  expect(moved.pulls.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
  expect(world.writes.slice(writes)).toEqual([]);

  // An event from before, and a workflow that still names the old one.
  for (const call of [{}, { payload, inputs: { base: 'main' } }])
    expect(await expectFault(await sweep(world, call), world, 5)).toBe(
      'The base main does not exist in this checkout. Set base to an existing branch, or use actions/checkout with fetch-depth: 0.',
    );
  expect(world.writes.slice(writes)).toEqual([]);
});

test('a branch that somebody deletes is a no, also to what stands on it, until it is retried', async () => {
  await using world = await start();
  const run = await sweep(world);
  const { git, state: github } = world.github;
  await git.deleteRef(`refs/heads/${run.pulls[0]?.branch}`);
  const again = await sweep(world);
  expect({ code: again.code, errors: again.errors }).toEqual({ code: 0, errors: [] });
  expect(again.report.tasks.map(({ task, outcome, why }) => [task, outcome, why])).toEqual([
    ['1.1', 'skipped', 'rejected'],
    ['1.2', 'blocked', 'earlier-task'],
    ['1.3', 'skipped', 'manual'],
  ]);
  const moved = await refresh(world);
  expect({ code: moved.code, pulls: moved.pulls, errors: moved.errors }).toEqual({
    code: 0,
    pulls: [],
    errors: [],
  });
  expect(github.pulls.map((pull) => pull.state)).toEqual(['closed', 'closed']);
  expect(world.studio.chats).toHaveLength(2);
});

test('an archived repository is told before anything is looked at', async () => {
  await using world = await start();
  const payload = { repository: { default_branch: 'main', archived: true } };
  expect(await expectFault(await sweep(world, { payload }), world, 5)).toBe(
    'acme/greeter is archived, so nothing can be written to it. Unarchive it under Settings, General, Danger Zone.',
  );
  expect([world.github.requests.filter(({ path }) => !path.includes('.git/')), world.studio.chats]).toEqual([
    [],
    [],
  ]);
  await expectNothingWritten(world);
});
