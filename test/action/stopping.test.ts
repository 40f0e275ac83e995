import type { ChildProcess } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { ActionWorld, answering, GOOD_ANSWERS } from '../support/action-world.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const FIRST = 'openspec/more-words/1.1-add-pub-fn-goodbye-name-str-string-to-src-lib-rs';

test('SIGTERM in the middle keeps what is finished, and the next run does the rest', async () => {
  let child: ChildProcess | undefined;
  const respond = answering(GOOD_ANSWERS);
  await using world = await ActionWorld.start({
    state: state.path,
    studio: {
      respond: (request) => {
        if (request.number !== 2) return respond(request);
        child?.kill('SIGTERM');
        return { fault: { kind: 'silence-before-headers' } };
      },
    },
  });
  const before = await world.checkoutState();
  const run = await runAction(world, { event: 'schedule', started: (process) => (child = process) });
  expect({ code: run.code, stderr: run.stderr, errors: run.errors }).toEqual({
    code: 0,
    stderr: '',
    errors: [],
  });
  expect(run.report.tasks).toMatchObject([
    { task: '1.1', outcome: 'completed' },
    { task: '1.2', outcome: 'skipped', why: 'timeout' },
    { task: '1.3', outcome: 'skipped', why: 'manual' },
  ]);
  expect(run.pulls).toMatchObject([{ task: '1.1', number: 1, status: 'opened' }]);
  expect(run.summary).toContain('| Task | Outcome |');
  expect([...(await world.github.git.refs()).keys()]).toEqual(['refs/heads/main', `refs/heads/${FIRST}`]);
  expect(await world.checkoutState()).toEqual(before);

  const again = await runAction(world, { event: 'schedule' });
  expect(again.pulls).toMatchObject([
    { task: '1.1', number: 1, status: 'unchanged' },
    { task: '1.2', number: 2, status: 'opened' },
  ]);
  expect(world.github.violations).toEqual([]);
});

test('SIGTERM before the first task ends the step in order, with all outputs', async () => {
  await using world = await ActionWorld.start({ state: state.path });
  const stoppedAt = async (operation: string): Promise<ActionRun> => {
    const seen = world.github.requests.length;
    world.github.faults.push({ kind: 'silent', on: operation, times: 1 });
    return runAction(world, {
      event: 'schedule',
      started: (child) => void killOnRequest(world, child, seen),
    });
  };
  const run = await stoppedAt('pulls/list');
  expect({ code: run.code, stderr: run.stderr, errors: run.errors }).toEqual({
    code: 0,
    stderr: '',
    errors: [],
  });
  expect(run.outputs).toMatchObject({ 'pull-requests': '[]', completed: '0', failed: '0', skipped: '0' });
  expect(run.stdout).toContain('stopped by SIGTERM before the first task');
});

async function killOnRequest(world: ActionWorld, child: ChildProcess, seen: number): Promise<void> {
  const listed = () => world.github.requests.slice(seen).some(({ path }) => path.includes('/pulls'));
  await expect.poll(listed, { timeout: 20_000, interval: 5 }).toBe(true);
  child.kill('SIGTERM');
}
