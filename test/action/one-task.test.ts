import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseMarker } from '../../src/core/pulls/marker.ts';
import { ActionWorld, type CheckoutState, GOOD_ANSWERS, type WorldOptions } from '../support/action-world.ts';
import { addFunction, BROKEN_BODY, TASKS, THREE_TASKS } from '../support/greeter-crate.ts';
import { type ActionRun, runAction, tokenPlaces } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const BRANCH = 'openspec/more-words/1.1-add-pub-fn-goodbye-name-str-string-to-src-lib-rs';
const FAILING = { 'fn goodbye': [addFunction('goodbye', BROKEN_BODY)] };

const start = (options: WorldOptions = {}) => ActionWorld.start({ state: state.path, ...options });
const dispatch = (world: ActionWorld, inputs: Record<string, string> = {}): Promise<ActionRun> =>
  runAction(world, { payload: { inputs: { change: 'more-words', task: '1.1' } }, inputs });
const counts = ({ outputs }: ActionRun) => [outputs['completed'], outputs['failed'], outputs['skipped']];

describe('one dispatched task', () => {
  let world: ActionWorld;
  let run: ActionRun;
  let before: { checkout: CheckoutState; base: string | undefined };
  beforeAll(async () => {
    world = await start();
    before = { checkout: await world.checkoutState(), base: (await world.branches())['main'] };
    run = await dispatch(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('ends well, says nothing on stderr and keeps to GitHub’s description', () => {
    expect(run.code).toBe(0);
    expect(run.stderr).toBe('');
    expect(run.errors).toEqual([]);
    expect(world.github.violations).toEqual([]);
  });

  test('leaves the checkout as it was, to the byte', async () => {
    expect(await world.checkoutState()).toEqual(before.checkout);
  });

  test('shows the token nowhere', async () => {
    expect(await tokenPlaces(world, run)).toEqual([]);
  });

  test('becomes one pull request to the base branch', () => {
    expect(world.github.state.pulls).toMatchObject([
      {
        base: 'main',
        head: BRANCH,
        title: 'more-words 1.1: Add `pub fn goodbye(name: &str) -> String` to `src/lib.rs`',
        labels: ['openspec-complete'],
        draft: false,
        state: 'open',
      },
    ]);
  });

  test('is described with gates, model and task line before the first fold, and a marker', () => {
    const [pull] = world.github.state.pulls;
    const body = pull?.body ?? '';
    const open = body.slice(0, body.indexOf('<details>'));
    expect(open).toContain('| `cargo check` | ✅ passed |');
    expect(open).toContain('| Model | `qwen/qwen3-coder-30b` |');
    expect(open).toContain('| Architecture | `qwen3moe` |');
    expect(open).toContain('| Quantisation | `Q4_K_M` |');
    expect(open).toContain('| Context length loaded | 16384 |');
    expect(open).toContain(`(${world.github.serverUrl}/acme/greeter/blob/${before.base}/${TASKS}#L3)`);
    expect(body).toContain('<details><summary>Compile log</summary>');
    expect(body).toContain('\nopenspec-complete run --change more-words --task 1.1\n');
    expect(parseMarker(body)).toMatchObject({
      change: 'more-words',
      task: '1.1',
      valid: true,
      base: before.base,
      head: pull?.headSha,
    });
  });

  test('is one commit by the bot with the task’s files and one ticked box', async () => {
    const { git } = world.github;
    expect(await git.git('log', '-1', '--format=%an|%cn|%P', BRANCH)).toBe(
      `OpenSpec Complete|OpenSpec Complete|${before.base}`,
    );
    expect(await git.git('diff', '--name-only', 'main', BRANCH)).toBe(`${TASKS}\nsrc/lib.rs`);
    expect(await git.git('diff', '-U0', '--no-color', 'main', BRANCH, '--', TASKS)).toMatch(
      /\n-- \[ \] 1\.1 (.*)\n\+- \[x\] 1\.1 \1$/,
    );
  });

  test('is told of in outputs, report and summary', () => {
    const url = `${world.github.serverUrl}/acme/greeter/pull/1`;
    expect(run.pulls).toEqual([
      { change: 'more-words', task: '1.1', number: 1, url, branch: BRANCH, status: 'opened' },
    ]);
    expect(counts(run)).toEqual(['1', '0', '0']);
    expect(run.outputs['lm-status']).toBe('healthy');
    expect(run.report).toMatchObject({
      version: 1,
      fault: null,
      totals: { completed: 1, failed: 0 },
      model: { key: 'qwen/qwen3-coder-30b', contextLoaded: 16_384 },
      tasks: [{ change: 'more-words', task: '1.1', outcome: 'completed', proof: { valid: true } }],
    });
    expect(run.summary).toContain('| Task | Outcome | Pull request | Rounds | Tokens | Time |');
    expect(run.summary).toMatch(
      /\| \*\*more-words 1\.1\*\* .* \| ✅ completed: opened \| \[#1\]\(.*\/pull\/1\) \|/,
    );
  });

  test('is asked for in a stream, without tools, word for word', () => {
    const bodies = world.studio.chats.map(({ body }) => body);
    expect(bodies).toMatchObject([{ model: 'qwen/qwen3-coder-30b', stream: true }]);
    expect(bodies[0]).not.toHaveProperty('tools');
    expect(JSON.stringify(bodies)).toContain(
      '1.1 Add `pub fn goodbye(name: &str) -> String` to `src/lib.rs`',
    );
  });

  describe('run again', () => {
    test('is found unchanged: no write, no push, no question to the model', async () => {
      const writes = world.writes.length;
      const branches = await world.branches();
      const second = await dispatch(world);
      expect(second.code).toBe(0);
      expect(second.pulls).toMatchObject([{ number: 1, status: 'unchanged' }]);
      expect(counts(second)).toEqual(['1', '0', '0']);
      expect(world.writes).toHaveLength(writes);
      expect(world.studio.chats).toHaveLength(1);
      expect(await world.branches()).toEqual(branches);
    });

    test('with other words updates the same branch and pull request', async () => {
      await world.push({ [TASKS]: THREE_TASKS.replace('1.1 Add `pub fn', '1.1 Write a `pub fn') });
      const third = await dispatch(world);
      expect(third.pulls).toMatchObject([{ number: 1, branch: BRANCH, status: 'updated' }]);
      expect(world.github.state.pulls).toMatchObject([
        { title: 'more-words 1.1: Write a `pub fn goodbye(name: &str) -> String` to `src/lib.rs`' },
      ]);
      expect(Object.keys(await world.branches())).toEqual(['main', BRANCH]);
      expect(await world.github.git.git('show', `${BRANCH}:${TASKS}`)).toContain('- [x] 1.1 Write a');
    });
  });
});

test('cargo’s errors go back to the model, and the second round is proven', async () => {
  const answers = { 'fn goodbye': [...FAILING['fn goodbye'], ...(GOOD_ANSWERS['fn goodbye'] ?? [])] };
  await using world = await start({ answers });
  const run = await dispatch(world);
  expect(counts(run)).toEqual(['1', '0', '0']);
  expect(world.studio.chats).toHaveLength(2);
  const asked = JSON.stringify(world.studio.chats[1]?.body);
  expect(asked).toContain('E0308');
  const [first, second] = world.studio.chats.map(({ body }) => (body as { messages: unknown[] }).messages);
  expect(second?.slice(0, first?.length)).toEqual(first);
  expect(world.github.state.pulls[0]?.body).toContain('| 1 | edits | E0308 ×1 |');
});

test('a task that fails is a labelled draft that says why first, ticks nothing and fails no step', async () => {
  await using world = await start({ answers: FAILING });
  const run = await dispatch(world, { 'max-rounds': '2' });
  expect(run.code).toBe(0);
  expect(counts(run)).toEqual(['0', '1', '0']);
  expect(run.pulls).toMatchObject([{ number: 1, status: 'failed' }]);
  const [pull] = world.github.state.pulls;
  expect(pull).toMatchObject({ draft: true, labels: ['openspec-complete', 'openspec-complete:failed'] });
  expect(pull?.body).toMatch(
    /^\*\*Not done:\*\* check: 1 new error, first: mismatched types \(E0308\) in src\/lib\.rs:10\n/,
  );
  expect(await world.github.git.git('show', `${BRANCH}:${TASKS}`)).toBe(THREE_TASKS.trimEnd());
  expect(run.errors).toHaveLength(1);
  expect(run.errors[0]).toMatch(/^::error (?=.*file=src\/lib\.rs)(?=.*line=\d+)(?=.*title=.*E0308).*::/);
  expect(run.summary).toContain('failed');
});

test('a failed task is not tried again on the same inputs, unless it is named', async () => {
  await using world = await start({ answers: FAILING });
  await dispatch(world, { 'max-rounds': '1' });
  const chats = world.studio.chats.length;
  const sweep = await runAction(world, { event: 'schedule', inputs: { 'max-tasks': '1' } });
  expect(sweep.report.tasks).toMatchObject([
    {
      task: '1.1',
      outcome: 'skipped',
      why: 'pull-open',
      reason: 'pull request #1 failed on the same inputs',
    },
    { task: '1.2', outcome: 'blocked', why: 'earlier-task' },
    { task: '1.3', outcome: 'skipped', why: 'manual' },
  ]);
  expect(world.studio.chats).toHaveLength(chats);
  const named = await dispatch(world, { 'max-rounds': '1' });
  expect(world.studio.chats.length).toBeGreaterThan(chats);
  expect(named.pulls).toMatchObject([{ number: 1, status: 'failed' }]);
  expect(world.github.state.pulls.filter(({ title }) => title.includes('1.1'))).toHaveLength(1);
});

test('with on-failure report a failed task leaves no branch and no pull request', async () => {
  await using world = await start({ answers: FAILING });
  const run = await dispatch(world, { 'max-rounds': '1', 'on-failure': 'report' });
  expect(run.code).toBe(0);
  expect(counts(run)).toEqual(['0', '1', '0']);
  expect(run.pulls).toEqual([]);
  expect(run.errors[0]).toContain('file=src/lib.rs');
  // The claim was taken and given back.
  expect(world.writes.filter((write) => !write.endsWith('/git-receive-pack'))).toEqual([]);
  expect([...(await world.github.git.refs()).keys()]).toEqual(['refs/heads/main']);
});

test('a dry run proves the task, writes nothing and reports what would be', async () => {
  await using world = await start();
  const run = await dispatch(world, { 'dry-run': 'true' });
  expect(run.code).toBe(0);
  expect(counts(run)).toEqual(['1', '0', '0']);
  expect(run.pulls).toEqual([]);
  expect(world.writes).toEqual([]);
  expect(Object.keys(await world.branches())).toEqual(['main']);
  expect(run.summary).toContain('dry run: nothing was written');
  expect(run.report.tasks).toMatchObject([
    { outcome: 'completed', status: 'would-open', pull: { branch: BRANCH }, proof: { valid: true } },
  ]);
});

test('where GitHub forbids Actions to open pull requests, the branch is kept and the way out is shown', async () => {
  await using world = await start();
  world.github.faults.push({ kind: 'forbid-pulls', on: 'pulls/create' });
  const run = await dispatch(world);
  expect(run.code).toBe(0);
  expect(await world.branches()).toHaveProperty([BRANCH]);
  expect(run.summary).toContain('/compare/');
  expect(run.summary).toContain('Allow GitHub Actions to create and approve pull requests');
  expect(run.pulls).toMatchObject([{ number: 0, status: 'failed', branch: BRANCH }]);
  expect(run.pulls[0]?.url).toContain(`${world.github.serverUrl}/acme/greeter/compare/main`);
  // Once the setting is changed, the next run opens it.
  world.github.faults.length = 0;
  const again = await dispatch(world);
  expect(again.pulls).toMatchObject([{ number: 1, status: 'opened' }]);
  expect(world.github.violations).toEqual([]);
});
