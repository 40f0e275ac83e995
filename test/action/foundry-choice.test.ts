import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const FOLDER = 'openspec/tasks/system_foundry';
const file = (name: string) => `${FOLDER}/${name}.task.json`;
const task = (id: string, source = 'src/lib.rs') =>
  JSON.stringify({ task_id: id, type: 'convert_binary', source, destination: `${id}.brick` });
const filesOf = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [file(id), task(id)]));

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());
let world: ActionWorld;
const start = async (files: Readonly<Record<string, string>>) => {
  world = await ActionWorld.start({ state: state.path, files: { 'Cargo.toml': null, ...files } });
};
afterEach(() => world[Symbol.asyncDispose]());
const fold = (inputs: Readonly<Record<string, string>> = {}): Promise<ActionRun> =>
  runAction(world, { inputs: { mode: 'foundry', ...inputs } });
const ends = ({ report }: ActionRun) =>
  report.tasks.map(({ task, outcome, status, why }) => [task, outcome, status ?? why]);

describe('the inputs of mode foundry', () => {
  test('`task` names FoundryTasks by id or file, and one that is not pending is told', async () => {
    await start({ ...filesOf('a', 'b', 'c', 'd'), [`${file('old')}.done`]: task('old') });
    const run = await fold({ task: 'a, foundry#b\nold', 'dry-run': 'true' });
    expect(ends(run)).toEqual([
      ['a', 'completed', 'would-open'],
      ['b', 'completed', 'would-open'],
      ['old', 'skipped', 'done'],
    ]);
    expect(run.outputs).toMatchObject({ completed: '2', skipped: '1' });
    const byFile = await fold({ task: file('d'), 'dry-run': 'true' });
    expect(ends(byFile)).toEqual([['d', 'completed', 'would-open']]);
  });

  test.each([
    [{ task: 'demmo' }, 'There is no FoundryTask demmo (did you mean demo?).'],
    [{ change: 'add-words' }, 'change must be empty in mode foundry: name FoundryTasks with `task`'],
  ])('what %o asks for is refused in one sentence, and nothing is done', async (inputs, said) => {
    await start(filesOf('demo'));
    const run = await fold(inputs);
    expect(run.code).toBe(2);
    expect(run.errors).toEqual([expect.stringContaining(said)]);
    expect(run.report.tasks).toEqual([]);
    expect(world.writes).toEqual([]);
  });

  test('`shard` parts them: each is done by one job, and a job without any says so', async () => {
    await start(filesOf('a', 'b', 'c'));
    const parts = [];
    for (const shard of ['1/2', '2/2']) parts.push(ends(await fold({ shard, 'dry-run': 'true' })));
    expect(parts.map((part) => part.map(([id]) => id))).toEqual([['a', 'c'], ['b']]);
    const idle = await fold({ shard: '4/4', 'dry-run': 'true' });
    expect(idle.summary).toContain('there is no pending FoundryTask in shard 4/4');
  });
});

describe('a FoundryTask that failed', () => {
  const late = { [file('late')]: task('late', 'late.txt') };
  const close = () => {
    for (const pull of world.github.state.pulls) pull.state = 'closed';
  };

  test('says how to try it again, and is tried again when it is named', async () => {
    await start({ ...late, ...filesOf('z') });
    const run = await fold({ task: 'late' });
    expect([run.code, ends(run)]).toEqual([0, [['late', 'failed', undefined]]]);
    expect(world.github.state.pulls[0]?.body).toContain('comment here:\n\n```text\n/complete retry\n```');
    await writeFile(join(world.checkout, 'late.txt'), 'here I am\n');
    const again = await fold();
    expect(again.report.tasks[0]).toMatchObject({
      why: 'pull-open',
      reason: 'pull request #1 failed on the same task: /complete retry there tries it again',
    });
    const named = await fold({ task: 'late' });
    expect(named.pulls).toMatchObject([{ task: 'late', number: 1, status: 'updated' }]);
    expect(world.github.state.pulls[0]?.labels).toEqual(['openspec-complete']);
    expect(named.stdout).toContain('press "Ready for review"');
  });

  test('and was closed is done again once its task is another, and not before', async () => {
    await start(late);
    await fold();
    close();
    expect(ends(await fold({ task: 'late' }))).toEqual([['late', 'skipped', 'rejected']]);
    await world.push({ [file('late')]: task('late') });
    const run = await fold();
    expect(run.pulls).toMatchObject([{ task: 'late', number: 2, status: 'opened' }]);
    // What held and was closed all the same stays a no, whatever becomes of its task.
    close();
    await world.push({ [file('late')]: task('late', 'Cargo.lock') });
    expect(ends(await fold())).toEqual([['late', 'skipped', 'rejected']]);
  });
});
