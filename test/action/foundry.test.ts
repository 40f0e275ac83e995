import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseFoundryMarker } from '../../src/core/foundry/foundry-marker.ts';
import { ActionWorld, TOKEN } from '../support/action-world.ts';
import { type ActionCall, type ActionRun, runAction, tokenPlaces } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const FOLDER = 'openspec/tasks/system_foundry';
const BRANCH = 'openspec/foundry/demo-ls-conversion';
const task = (fields: object) => JSON.stringify({ type: 'convert_binary', ...fields });
const LS = task({
  task_id: 'demo-ls-conversion',
  source: '/bin/ls',
  destination: 'bin_ls.brick',
  priority: 7,
});
const file = (name: string) => `${FOLDER}/${name}.task.json`;

let world: ActionWorld;
const start = async (files: Readonly<Record<string, string>>) => {
  // No Cargo.toml: nothing of this needs one.
  world = await ActionWorld.start({ state: state.path, files: { 'Cargo.toml': null, ...files } });
};
afterEach(() => world[Symbol.asyncDispose]());

/** No cargo, and no sandbox, are to be found. */
const fold = (call: ActionCall = {}): Promise<ActionRun> =>
  runAction(world, { ...call, inputs: { mode: 'foundry', ...call.inputs } });
const show = (path: string, branch = BRANCH) => world.github.git.git('show', `${branch}:${path}`);
const bodyOf = (branch = BRANCH) => world.github.state.pulls.find(({ head }) => head === branch)?.body ?? '';

describe('a FoundryTask on the base branch', () => {
  beforeEach(() => start({ [file('convert_ls')]: LS }));

  test('becomes one pull request whose brick unfolds to the very bytes, and a second run changes nothing', async () => {
    const before = await world.checkoutState();
    const run = await fold();
    expect(run.errors).toEqual([]);
    expect(run.code).toBe(0);
    expect(run.pulls).toMatchObject([
      { change: 'foundry', task: 'demo-ls-conversion', number: 1, branch: BRANCH, status: 'opened' },
    ]);
    expect(world.github.violations).toEqual([]);
    expect(await world.checkoutState()).toEqual(before);
    expect(await tokenPlaces(world, run)).toEqual([]);
    expect(JSON.stringify(world.studio.chats[0]?.body)).toContain('/bin/ls');
    expect(
      (await world.github.git.git('diff', '--no-renames', '--name-status', 'main', BRANCH)).split('\n'),
    ).toEqual([
      'A\tbricks/bin_ls.brick',
      'A\tbricks/bin_ls.brick.json',
      'A\tbricks/bin_ls.png',
      `D\t${file('convert_ls')}`,
      `A\t${file('convert_ls')}.done`,
    ]);

    await world.clone(`--branch=${BRANCH}`);
    const out = join(world.folder.path, 'ls');
    await execa(process.execPath, [CLI, 'foundry', 'unfold', 'bricks/bin_ls.brick', '--out', out], {
      cwd: world.checkout,
    });
    expect((await readFile(out)).equals(await readFile('/bin/ls'))).toBe(true);
    await world.clone();

    const writes = world.writes.length;
    const again = await fold();
    expect(again.pulls).toMatchObject([{ number: 1, status: 'unchanged' }]);
    expect(world.writes).toHaveLength(writes);
  });

  test('keeps the fields of its file beside the result', async () => {
    await fold();
    const done = await show(`${file('convert_ls')}.done`);
    expect(done.startsWith(LS.slice(0, -1))).toBe(true);
    expect(JSON.parse(done)).toMatchObject({
      priority: 7,
      result: { outcome: 'done', bricks: [{ brick: 'bricks/bin_ls.brick', source: '/bin/ls' }] },
    });
  });

  test('is described: what it is, the picture, the way to do it again, and the next step', async () => {
    const run = await fold();
    const [pull] = world.github.state.pulls;
    expect(pull).toMatchObject({ base: 'main', draft: false, labels: ['openspec-complete'] });
    expect(pull?.title).toBe('foundry demo-ls-conversion: convert_binary /bin/ls');
    const body = bodyOf();
    for (const text of [
      '| Source | `/bin/ls` |',
      '| Brick | `bricks/bin_ls.brick`, 512 x 512 pixels |',
      '| Model | none, it is not analysed',
      `(${world.github.serverUrl}/acme/greeter/blob/${pull?.headSha}/bricks/bin_ls.png?raw=true)`,
      '### Security notes',
      "`git lfs track '*.brick'`",
      `openspec-complete foundry run ${file('convert_ls')}`,
      'Next step:\n\n```sh\nopenspec-complete foundry inspect bricks/bin_ls.brick\n```',
    ])
      expect(body).toContain(text);
    expect(parseFoundryMarker(body)).toMatchObject({
      task: 'demo-ls-conversion',
      valid: true,
      head: pull?.headSha,
    });
    expect(run.summary).toContain('foundry demo');
  });

  test('that a person closed is not done again', async () => {
    await fold();
    for (const pull of world.github.state.pulls) pull.state = 'closed';
    const run = await fold();
    expect(run.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'rejected' }]);
  });

  test('in a dry run is folded, and nothing is written', async () => {
    const run = await fold({ inputs: { 'dry-run': 'true' } });
    expect(run.report.tasks).toMatchObject([{ outcome: 'completed', status: 'would-open' }]);
    expect(world.writes).toEqual([]);
  });

  test('has no branch overwritten that a person worked on', async () => {
    await fold();
    await world.push({ 'bricks/note.md': 'mine' }, BRANCH);
    await world.push({ [file('convert_ls')]: LS.replace('7', '8') });
    const tip = (await world.branches())[BRANCH];
    const run = await fold();
    expect(run.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'human-commits' }]);
    expect((await world.branches())[BRANCH]).toBe(tip);
  });
});

test('a push that brings FoundryTasks folds these and nothing else, without cargo', async () => {
  await start({ [file('old')]: task({ task_id: 'old', source: 'README.md' }) });
  const before = (await world.branches())['main'];
  const after = await world.push({ [file('convert_ls')]: LS });
  const run = await runAction(world, {
    event: 'push',
    payload: { ref: 'refs/heads/main', before, after },
    env: { PATH: '/usr/bin:/bin' },
  });
  expect(run.errors).toEqual([]);
  expect(run.pulls).toMatchObject([{ task: 'demo-ls-conversion', status: 'opened' }]);
  expect(run.report.tasks).toHaveLength(1);
});

test('without a pending task nothing is done, and that is said', async () => {
  await start({ [`${file('a')}.done`]: LS });
  const run = await fold();
  expect(run.code).toBe(0);
  expect(run.summary).toContain('there is no pending FoundryTask');
});

describe('what a workflow must not show to others', () => {
  const REFUSED = {
    environ: { source: '/proc/self/environ' },
    etc: { source: '/etc/passwd' },
    home: { type: 'crystallize_system', source: '/', paths: ['/root', '/home'] },
    link: { source: 'innocent' },
    missing: { source: '/home/ada/is/it/there' },
    shadow: { source: '/etc/shadow' },
    token: { source: '.git/config' },
  };

  test('is refused, each for its reason, whether it is there or not', async () => {
    const files = Object.entries(REFUSED).map(([id, fields]) => [file(id), task({ task_id: id, ...fields })]);
    await start(Object.fromEntries(files));
    await symlink('/etc/passwd', join(world.checkout, 'innocent'));
    const run = await fold({ inputs: { 'max-tasks': '20', 'on-failure': 'report' } });
    expect(run.report.tasks.map(({ task, outcome }) => [task, outcome])).toEqual(
      Object.keys(REFUSED).map((id) => [id, 'failed']),
    );
    for (const { reason } of run.report.tasks) expect(reason).toMatch(/is not folded in a workflow/);
    expect(run.summary).toContain('is not folded in a workflow');
    expect(world.writes.filter((write) => write.includes('/pulls'))).toEqual([]);
  });

  test('is told in a draft that holds the task file with the reason and nothing else', async () => {
    await start({ [file('shadow')]: task({ task_id: 'shadow', source: '/etc/shadow' }) });
    await fold();
    expect(world.github.state.pulls).toMatchObject([
      { draft: true, labels: ['openspec-complete', 'openspec-complete:failed'] },
    ]);
    const branch = 'openspec/foundry/shadow';
    expect(bodyOf(branch)).toMatch(/^\*\*Not done:\*\* \/etc\/shadow, where secrets /);
    const names = await world.github.git.git('diff', '--no-renames', '--name-only', 'main', branch);
    expect(names.split('\n')).toEqual([file('shadow'), `${file('shadow')}.failed`]);
    const again = await fold();
    expect(again.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'pull-open' }]);
  });
});

test('a secret of the run is in no brick, whatever file it got into', async () => {
  await start({ [file('log')]: task({ task_id: 'log', source: 'build.log' }) });
  await writeFile(join(world.checkout, 'build.log'), `${'x'.repeat(70_000)}token: ${TOKEN}`);
  const run = await fold({ inputs: { 'on-failure': 'report' } });
  expect(run.report.tasks).toMatchObject([
    { outcome: 'failed', reason: expect.stringContaining('holds a secret of this run') },
  ]);
  expect(world.github.state.pulls).toEqual([]);
  expect(await tokenPlaces(world, run)).toEqual([]);
});

test('the policy file opens further paths, and bounds what a pull request adds', async () => {
  await start({
    '.github/openspec-complete.yml': "foundry-sources: ['/etc/passwd']\nlimits:\n  foundry-megabytes: 1\n",
    [file('people')]: task({ task_id: 'people', source: '/etc/passwd' }),
    [file('ls')]: LS,
    [file('noise')]: task({ task_id: 'noise', source: 'noise' }),
  });
  await writeFile(join(world.checkout, 'noise'), Buffer.alloc(300_000, 'noise'));
  const run = await fold();
  expect(run.report.tasks).toMatchObject([
    { task: 'demo-ls-conversion', outcome: 'failed', reason: expect.stringContaining('`foundry-sources`') },
    { task: 'noise', outcome: 'failed', reason: expect.stringMatching(/^The bricks of noise are too large/) },
    { task: 'people', outcome: 'completed' },
  ]);
});

test('broken and doubled tasks are named, and the others go on', async () => {
  await start({
    [file('a')]: '{ "task_id": ',
    [file('b')]: task({ task_id: 'same', source: '/bin/ls' }),
    [file('c')]: task({ task_id: 'same', source: '/bin/cat' }),
    [file('d')]: task({ task_id: '../../main', source: '/bin/true', destination: '../../.github/x.brick' }),
  });
  const run = await fold();
  expect(run.report.tasks).toMatchObject([
    { task: 'a', outcome: 'failed', reason: expect.stringContaining('no JSON') },
    { task: 'same', outcome: 'completed' },
    { task: 'same', outcome: 'failed', reason: expect.stringContaining('b.task.json has the same task_id') },
    {
      task: '../../main',
      outcome: 'failed',
      reason: expect.stringContaining('not a plain path below bricks/'),
    },
  ]);
  expect(Object.keys(await world.branches()).toSorted()).toEqual([
    'main',
    expect.stringMatching(/^openspec\/foundry\/__main-[0-9a-f]{8}$/),
    'openspec/foundry/a',
    'openspec/foundry/same',
  ]);
  expect(JSON.parse(await show(`${file('a')}.failed`, 'openspec/foundry/a'))).toMatchObject({
    original: '{ "task_id": ',
  });
});
