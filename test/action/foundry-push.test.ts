import { afterAll, afterEach, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { TASKS, THREE_TASKS } from '../support/greeter-crate.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const FOLDER = 'openspec/tasks/system_foundry';
const file = (name: string) => `${FOLDER}/${name}.task.json`;
const task = (id: string) =>
  JSON.stringify({ task_id: id, type: 'convert_binary', source: 'src/lib.rs', destination: `${id}.brick` });
const filesOf = (...ids: readonly string[]) => Object.fromEntries(ids.map((id) => [file(id), task(id)]));
const FOUR_TASKS = `${THREE_TASKS}- [ ] 1.4 Add \`pub fn sorry(name: &str) -> String\` to \`src/lib.rs\`\n`;

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());
let world: ActionWorld;
/** `skip` leaves every task of a change out: what was chosen shows in the report. */
const start = async (files: Readonly<Record<string, string>> = {}) => {
  const policy = { '.github/openspec-complete.yml': "skip: ['*']\n" };
  world = await ActionWorld.start({ state: state.path, files: { ...policy, ...files } });
};
afterEach(() => world[Symbol.asyncDispose]());

/** The push of these files, and the run that it starts. */
async function pushed(
  files: Readonly<Record<string, string | null>>,
  inputs: Readonly<Record<string, string>> = {},
): Promise<ActionRun> {
  const before = (await world.branches())['main'];
  const after = await world.push(files);
  const payload = { ref: 'refs/heads/main', before, after };
  const run = await runAction(world, { event: 'push', payload, inputs });
  expect(run.errors).toEqual([]);
  expect(run.code).toBe(0);
  return run;
}
const ends = ({ report }: ActionRun) =>
  report.tasks.map(({ change, task, outcome, status, why }) => [`${change}#${task}`, outcome, status ?? why]);

test('only the FoundryTasks that a push brought or changed are done, however many are pending', async () => {
  await start(filesOf('old', 'edited'));
  const edited = task('edited').replace('{', '{ "intent": "look again", ');
  const run = await pushed({ ...filesOf('a', 'b'), [file('edited')]: edited });
  expect(ends(run)).toEqual([
    ['foundry#a', 'completed', 'opened'],
    ['foundry#b', 'completed', 'opened'],
    ['foundry#edited', 'completed', 'opened'],
  ]);
});

test('a renamed task moves its pull request along, and a deleted one starts nothing', async () => {
  await start(filesOf('kept'));
  await pushed(filesOf('a', 'gone'));
  const run = await pushed({ [file('a')]: null, [file('new')]: task('a'), [file('gone')]: null });
  expect(run.pulls).toMatchObject([{ task: 'a', number: 1, status: 'updated' }]);
  const changed = await world.github.git.git(
    ...['diff', '--no-renames', '--name-status', 'main', 'openspec/foundry/a', '--', FOLDER],
  );
  expect(changed.split('\n')).toEqual([`D\t${file('new')}`, `A\t${file('new')}.done`]);
  const deleted = await pushed({ [file('new')]: null });
  expect(deleted.report.tasks.filter(({ outcome }) => outcome !== 'skipped')).toEqual([]);
  expect(deleted.summary).toContain('its FoundryTask is gone from main');
});

test('a push of FoundryTasks and tasks of changes does both', async () => {
  await start();
  const run = await pushed({ ...filesOf('a'), [TASKS]: FOUR_TASKS });
  expect(ends(run)).toEqual([
    ['foundry#a', 'completed', 'opened'],
    ['more-words#1.4', 'skipped', 'policy'],
  ]);
});

test('a push of FoundryTasks and other files tells of each pull request once', async () => {
  await start();
  const run = await pushed({ ...filesOf('a'), 'NOTES.md': 'A note.\n' });
  expect(ends(run)).toEqual([['foundry#a', 'completed', 'opened']]);
  expect(run.pulls).toHaveLength(1);
});

test('where inputs name a task of a change, a push of FoundryTasks does that one alone', async () => {
  await start();
  const run = await pushed(filesOf('a'), { task: '1.1' });
  expect(ends(run)).toEqual([['more-words#1.1', 'skipped', 'policy']]);
});
