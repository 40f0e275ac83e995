import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { execa } from 'execa';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { LineReader } from '../support/line-reader.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';

const CLI = join(import.meta.dirname, '..', '..', 'dist', 'cli.js');
const FOLDER = 'openspec/tasks/system_foundry';
const task = (fields: object) => JSON.stringify({ type: 'convert_binary', ...fields });

let world: ActionWorld;
beforeEach(async () => {
  const files = {
    'Cargo.toml': null,
    [`${FOLDER}/ls.task.json`]: task({ task_id: 'the-ls', source: '/bin/ls' }),
    [`${FOLDER}/shadow.task.json`]: task({ task_id: 'shadow', source: '/etc/shadow' }),
  };
  world = await ActionWorld.start({ files });
});
afterEach(() => world[Symbol.asyncDispose]());

const fold = (dsn = ''): Promise<ActionRun> =>
  runAction(world, { inputs: { mode: 'foundry', 'control-dsn': dsn } });
const env = () => ({ ...process.env, XDG_STATE_HOME: world.state, GEMATRIA_DSN: '' });
const cli = async (...args: string[]): Promise<string> =>
  (
    await execa(process.execPath, [CLI, ...args], {
      ...{ cwd: world.checkout, env: env(), reject: false },
    })
  ).stdout;

function rows() {
  const file = join(world.state, 'openspec-complete', 'journal.sqlite');
  using database = new DatabaseSync(file, { readOnly: true });
  const all = database
    .prepare('select tool, args_json, result_json, violations_json from agent_run order by created_at')
    .all();
  return all.map(({ tool, args_json, result_json, violations_json }) => {
    const [args, result, violations] = [args_json, result_json, violations_json].map((one) =>
      JSON.parse(String(one)),
    );
    return { tool, args, result, violations };
  });
}
const ends = () => rows().filter(({ tool }) => tool === 'openspec_complete');

async function dashboard() {
  const view = execa(process.execPath, [CLI, 'view', '--port', '0', '--json'], {
    ...{ cwd: world.checkout, env: env(), reject: false },
  });
  const [url] = /http:[^"]+/.exec(await new LineReader(view.stdout).until(/url/)) ?? [];
  const shown = await (await fetch(`${url}api/dashboard`)).json();
  view.kill('SIGTERM');
  await view;
  return shown as { readonly runs: readonly object[] };
}

test('each FoundryTask leaves a row with its pull request, and stats and dashboard tell of it', async () => {
  await fold();
  const [pull, draft] = world.github.state.pulls.map(({ number }) => number);
  const urlOf = (number: number | undefined) => `${world.github.serverUrl}/acme/greeter/pull/${number}`;
  const app = { change: 'foundry', kind: 'foundry', type: 'convert_binary', app: 'openspec-complete' };
  expect(ends()).toMatchObject([
    {
      args: { ...app, task: 'the-ls', run: expect.stringMatching(/./) },
      result: { ok: true, outcome: 'completed', calls: 3, pull: urlOf(pull) },
      violations: [],
    },
    {
      args: { ...app, task: 'shadow' },
      result: { ok: false, outcome: 'failed', pull: urlOf(draft) },
      violations: [
        { type: 'task_failed', code: 'not-folded', reason: expect.stringContaining('/etc/shadow') },
      ],
    },
  ]);
  expect((await dashboard()).runs).toMatchObject([
    { task: 'shadow', kind: 'convert_binary', outcome: 'failed', pull: urlOf(draft) },
    { change: 'foundry', task: 'the-ls', kind: 'convert_binary', outcome: 'completed', pull: urlOf(pull) },
  ]);
  const stats = JSON.parse(await cli('stats', '--json'));
  expect(stats.foundry).toMatchObject({ completed: 1, failed: 1, completion_rate: 0.5 });
  expect(stats.tasks).toMatchObject({ completed: 0, failed: 0, completion_rate: null });
  expect(await cli('stats')).toMatch(/^FoundryTasks\n {2}completed +1 of 2 \(50 %\)$/m);

  await cli('export', '--out', 'exports');
  const usage = JSON.parse(readFileSync(join(world.checkout, 'exports/lm_usage_7d.json'), 'utf8'));
  expect(usage.total_calls).toBe(rows().filter(({ tool }) => tool === 'lm_studio').length);

  await fold();
  expect(ends()).toHaveLength(2);
});

test('a journal that is down is one warning, and the pull requests are as ever', async () => {
  const run = await fold('postgres://ann:hunter2@127.0.0.1:1/x');
  expect(run.pulls).toMatchObject([
    { task: 'the-ls', status: 'opened' },
    { task: 'shadow', status: 'failed' },
  ]);
  expect(run.code).toBe(0);
  expect(run.stdout.match(/recording to the control plane ends here/g)).toHaveLength(1);
});

test('a local run leaves rows too: no pull request, and nothing of what was skipped', async () => {
  const folder = join(world.checkout, FOLDER);
  rmSync(join(folder, 'shadow.task.json'));
  writeFileSync(join(folder, 'gone.task.json'), task({ task_id: 'gone', source: 'nowhere' }));
  await cli('foundry', 'run');
  const left = ends().map(({ args, result }) => [args.task, result.outcome, result.pull]);
  expect(left).toEqual([
    ['gone', 'failed', undefined],
    ['the-ls', 'completed', undefined],
  ]);
  writeFileSync(join(folder, 'twin.task.json'), task({ task_id: 'the-ls', source: '/bin/ls' }));
  await cli('foundry', 'run');
  expect(ends()).toHaveLength(2);
});
