import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { plainName } from '../../src/core/foundry/plain-name.ts';
import { ActionWorld } from '../support/action-world.ts';
import { type ActionCall, type ActionRun, runAction } from '../support/run-action.ts';

const FOLDER = 'openspec/tasks/system_foundry';
const file = (name: string) => `${FOLDER}/${name}.task.json`;
const task = (fields: object) => JSON.stringify({ type: 'convert_binary', source: 'README.md', ...fields });

let world: ActionWorld;
const start = async (files: Readonly<Record<string, string>>) => {
  world = await ActionWorld.start({ files: { 'Cargo.toml': null, 'README.md': '# A\n', ...files } });
};
afterEach(() => world[Symbol.asyncDispose]());

const fold = (call: ActionCall = {}): Promise<ActionRun> =>
  runAction(world, { ...call, inputs: { mode: 'foundry', 'max-tasks': '50', ...call.inputs } });
const foundryBranches = async () =>
  Object.keys(await world.branches()).filter((name) => name.startsWith('openspec/foundry/'));

test('two runners at once make one pull request of a task, and neither fails', async () => {
  await start({ [file('a')]: task({ task_id: 'a' }), [file('b')]: task({ task_id: 'b' }) });
  const runs = await Promise.all(
    ['17', '18'].map((id) => fold({ env: { GITHUB_RUN_ID: id, GITHUB_RUN_ATTEMPT: '1' } })),
  );
  expect(runs.map(({ code, errors }) => ({ code, errors }))).toEqual([
    { code: 0, errors: [] },
    { code: 0, errors: [] },
  ]);
  for (const id of ['a', 'b']) {
    const ends = runs.flatMap(({ report }) => report.tasks.filter((one) => one.task === id));
    expect(ends.filter((one) => 'status' in one && one.status === 'opened')).toHaveLength(1);
    const other = ends.find((one) => !('status' in one) || one.status !== 'opened');
    expect(['held', 'unchanged']).toContain(other && ('why' in other ? other.why : other.status));
  }
  expect(world.github.state.pulls.map(({ head }) => head).toSorted()).toEqual([
    'openspec/foundry/a',
    'openspec/foundry/b',
  ]);
  const refs = await world.github.git.refs('refs/openspec-complete/');
  expect([...refs.keys()]).toEqual([]);
});

test('a task that is changed while it is worked on is done as it was, and anew by the next run', async () => {
  await start({ [file('a')]: task({ task_id: 'a', intent: 'first' }) });
  let pushed: Promise<string> | undefined;
  world.asked = () => {
    pushed ??= world.push({ [file('a')]: task({ task_id: 'a', intent: 'second' }) });
  };
  const intent = async () =>
    JSON.parse(await world.github.git.git('show', `openspec/foundry/a:${file('a')}.done`)).intent;
  expect((await fold()).pulls).toMatchObject([{ status: 'opened' }]);
  await pushed;
  expect(await intent()).toBe('first');
  expect((await fold()).pulls).toMatchObject([{ number: 1, status: 'updated' }]);
  expect(await intent()).toBe('second');
});

/** The home of the administrator on any Linux. */
const ADMIN = '/root';
const OUTSIDE = [
  `${ADMIN}/.ssh/id_ed25519`,
  `${ADMIN}/.ssh`,
  '/etc/passwd',
  '/bin/../etc/passwd',
  '//etc/passwd',
  '../../../../../../../../etc/passwd',
  `/proc/1${ADMIN}/etc/passwd`,
  '/proc/thread-self/maps',
  '/dev/mem',
  '/',
  'out/passwd',
];

test('of what is outside of the repository only what is allowed is folded, however it is written', async () => {
  const files = OUTSIDE.map((source, at) => [
    file(`t${at}`),
    task({ task_id: `t${at}`, type: 'foundry-v2', source }),
  ]);
  await start({ ...Object.fromEntries(files), [file('x')]: task({ task_id: 'x', source: '/bin/true' }) });
  await symlink('/etc', join(world.checkout, 'out'));
  const run = await fold({ inputs: { 'on-failure': 'report' } });
  const ends = new Map(run.report.tasks.map((one) => [one.task, one]));
  for (const [at, source] of OUTSIDE.entries())
    expect(ends.get(`t${at}`), source).toMatchObject({
      outcome: 'failed',
      reason: expect.stringContaining('is not folded in a workflow'),
    });
  expect(ends.get('x')).toMatchObject({ outcome: 'completed' });
  expect(await foundryBranches()).toEqual(['openspec/foundry/x']);
});

const IDS = [
  '-rf',
  '..',
  'a b',
  'ä/ö',
  '@{-1}',
  'x.lock',
  'HEAD',
  'line\nend',
  '<!-- -->',
  '`@octocat` #1',
  '🦀'.repeat(40),
];

test('ids of odd characters have branches of their own, and say nothing in the pull request that they are not', async () => {
  const files = IDS.map((task_id, at) => [file(`t${at}`), task({ task_id })]);
  await start(Object.fromEntries(files));
  const run = await fold({ inputs: { 'max-open-pulls': '50' } });
  expect(run.errors).toEqual([]);
  expect(world.github.violations).toEqual([]);
  expect(run.pulls.map(({ status }) => status)).toEqual(IDS.map(() => 'opened'));
  expect(await foundryBranches()).toHaveLength(IDS.length);
  for (const { title, body } of world.github.state.pulls) {
    expect(`${title}${body?.replace(/`[^`]*`/g, '')}`).not.toMatch(/(?<![`\w\u200b])@octocat/);
    expect(title).not.toContain('\n');
  }
  const writes = world.writes.length;
  expect((await fold({ inputs: { 'max-open-pulls': '50' } })).pulls.map(({ status }) => status)).toEqual(
    IDS.map(() => 'unchanged'),
  );
  expect(world.writes).toHaveLength(writes);
});

test('an id that is written like what another becomes is the second of the two', async () => {
  const [odd, same] = ['a b', plainName('a b')];
  await start({
    [file('1')]: task({ task_id: odd, destination: 'one' }),
    [file('2')]: task({ task_id: same, destination: 'two' }),
  });
  const run = await fold({ inputs: { 'on-failure': 'report' } });
  expect(run.report.tasks).toMatchObject([
    { task: odd, outcome: 'completed' },
    { task: same, outcome: 'failed', reason: expect.stringContaining('1.task.json has the same task_id') },
  ]);
});

const AWAY = ['../away', '/abs', 'a/../../b', '.hidden', 'a\\b', 'a\nb', `${'n'.repeat(300)}`, ''];

test('a destination that leaves the folder of the bricks is a failure, and nothing is written for it', async () => {
  const files = AWAY.map((destination, at) => [file(`t${at}`), task({ task_id: `t${at}`, destination })]);
  await start(Object.fromEntries(files));
  const run = await fold({ inputs: { 'on-failure': 'report' } });
  expect(run.report.tasks.map(({ outcome }) => outcome)).toEqual(AWAY.map(() => 'failed'));
  expect(await foundryBranches()).toEqual([]);
});

test('a thousand tasks are as many lines, five are done, and GitHub is asked no more than for five', async () => {
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, at) => [file(`t${at}`), task({ task_id: `t${at}` })]),
    );
  const requests = async (count: number) => {
    await start(many(count));
    const before = world.github.requests.length;
    const run = await fold({ inputs: { 'max-tasks': '5' } });
    expect(run.outputs).toMatchObject({ completed: '5', failed: '0', skipped: `${count - 5}` });
    expect(Buffer.byteLength(run.summary)).toBeLessThan(1_048_576);
    return world.github.requests.length - before;
  };
  const few = await requests(6);
  await world[Symbol.asyncDispose]();
  expect(await requests(1_000)).toBe(few);
}, 120_000);
