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
