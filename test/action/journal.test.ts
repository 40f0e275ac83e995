import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { PostgresServer } from '../support/postgres-server.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Kept warm between the worlds, its journal too. */
const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const NOTICE = /recording to the control plane ends here, the run goes on: [^\n]*\./g;

const file = () => join(state.path, 'openspec-complete', 'journal.sqlite');
const dispatch = (world: ActionWorld, inputs: Record<string, string> = {}): Promise<ActionRun> =>
  runAction(world, { payload: { inputs: { change: 'more-words', task: '1.1' } }, inputs });

function rows(): readonly unknown[] {
  if (!existsSync(file())) return [];
  using database = new DatabaseSync(file(), { readOnly: true });
  return database.prepare(`select tool, result_json ->> 'ok' as ok from agent_run order by created_at`).all();
}

/** What workflows build upon, whatever becomes of the journal. */
function outputsOf({ code, errors, outputs, pulls }: ActionRun) {
  const { completed, failed, skipped, 'lm-status': status } = outputs;
  return { code, errors, completed, failed, skipped, status, pulls: pulls.map((pull) => pull.status) };
}
const WELL = {
  ...{ code: 0, errors: [], completed: '1', failed: '0', skipped: '0', status: 'healthy' },
  pulls: ['opened'],
};

describe('a step without a word about the control plane', () => {
  let world: ActionWorld;
  let run: ActionRun;
  beforeAll(async () => {
    world = await ActionWorld.start({ state: state.path });
    run = await dispatch(world);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('leaves a row for the call and one for the task in the state folder, for its owner only', () => {
    expect(outputsOf(run)).toEqual(WELL);
    expect(rows()).toEqual([
      { tool: 'lm_studio', ok: 1 },
      { tool: 'openspec_complete', ok: 1 },
    ]);
    expect(statSync(file()).mode & 0o077).toBe(0);
  });

  test('tells of the week in its summary, this run included', () => {
    const [, week = ''] = run.summary.split('### This week');
    expect(week).toContain('| Tasks completed | 1 of 1 (100 %) |');
    expect(week).toContain('| Model calls | 1, 0 % failed |');
  });

  test('and its journal holds neither prompt nor token', () => {
    using database = new DatabaseSync(file(), { readOnly: true });
    const text = JSON.stringify(database.prepare('select * from agent_run').all());
    expect(text).toContain('prompt_sha256');
    expect(text).not.toContain('fn goodbye(name');
    expect(text).not.toContain('ghs_');
  });
});

test('off leaves no row and no week, and the rest as it is', async () => {
  const before = rows();
  await using world = await ActionWorld.start({ state: state.path });
  const run = await dispatch(world, { 'control-dsn': 'off' });
  expect(outputsOf(run)).toEqual(WELL);
  expect(rows()).toEqual(before);
  expect(run.summary).not.toContain('This week');
});

test('a database that is down is one warning without its password; outputs and pull request are as ever', async () => {
  await using world = await ActionWorld.start({ state: state.path });
  const run = await dispatch(world, { 'control-dsn': 'postgres://ann:hunter2@127.0.0.1:1/x' });
  expect(outputsOf(run)).toEqual(WELL);
  expect(run.stdout.match(NOTICE)).toEqual([expect.stringContaining('ECONNREFUSED (127.0.0.1:1/x)')]);
  expect(run.summary).not.toContain('This week');
  const told = [run.stdout.replaceAll(/^::add-mask::.*$/gm, ''), run.summary, JSON.stringify(run.report)];
  expect(told.join('\n')).not.toContain('hunter2');
  expect(JSON.stringify(world.github.state.pulls)).not.toContain('hunter2');
});

test('a database that is killed while the model thinks is one warning, and the task is done', async () => {
  await using server = await PostgresServer.start();
  await using world = await ActionWorld.start({ state: state.path });
  world.asked = () => void server.kill();
  const run = await dispatch(world, { 'control-dsn': server.dsn });
  expect(outputsOf(run)).toEqual(WELL);
  expect(run.stdout.match(NOTICE)).toHaveLength(1);
  expect(run.stdout.replaceAll(/^::add-mask::.*$/gm, '')).not.toContain('p%40ss');
});
