import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { startScriptedModel } from '../../demo/scripted-model.ts';
import type { LmStudio } from '../fakes/lm-studio/lm-studio.ts';
import { type CliWorld, createCliWorld } from '../support/cli-world.ts';
import { PostgresServer } from '../support/postgres-server.ts';
import { servedDashboard } from '../support/served-dashboard.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/** Clones of one remote share their slots; nobody asks it anything. */
const ORIGIN = 'https://git.example.invalid/ada/timer.git';
const RUN = ['run', '--change', 'format-durations', '--task', '1.2', '--tests', 'off'];
const MODEL = 'demo/scripted-coder-30b';

/** Kept warm between the tests, its journal too. */
const state = new TemporaryFolder();
const embedded = join(state.path, 'openspec-complete', 'journal.sqlite');
let studio: LmStudio;
let server: PostgresServer;
let world: CliWorld;
beforeAll(async () => {
  [studio, server] = await Promise.all([startScriptedModel(), PostgresServer.start()]);
});
afterAll(async () => {
  await Promise.all([studio[Symbol.asyncDispose](), server[Symbol.asyncDispose]()]);
  state[Symbol.dispose]();
});
beforeEach(async () => {
  world = await createCliWorld({ LM_STUDIO_URL: studio.url, XDG_STATE_HOME: state.path });
  await world.project.git('remote', 'add', 'origin', ORIGIN);
  return () => world[Symbol.asyncDispose]();
});

function embeddedRows() {
  if (!existsSync(embedded)) return [];
  using database = new DatabaseSync(embedded, { readOnly: true });
  return database.prepare('select tool, args_json from agent_run order by created_at').all();
}

/** What the commands say of a journal that holds one run of one call. */
async function expectOneRun(dsn: string): Promise<void> {
  const env = { GEMATRIA_DSN: dsn };
  const stats = await world.cli(['stats'], { env });
  expect(stats.stdout).toMatch(/^ {2}completed +1 of 1 \(100 %\)$/m);
  expect(stats.stdout).toContain('healthy: 1 call in 7 days, 0 % failed');
  const json = JSON.parse((await world.cli(['stats', '--json'], { env })).stdout);
  expect(json).toMatchObject({
    db_off: false,
    calls: { total_calls: 1, lm_studio_calls: 1, fallback_rate: 0 },
    models: [{ model: MODEL, calls: 1, completed: 1 }],
    rounds: [{ round: 1, completed: 1 }],
    repairs: { without_model: 1, share_without_model: 1 },
  });
  const out = join(world.elsewhere, 'exports');
  expect((await world.cli(['export', '--out', out], { env })).stdout).toMatch(/^healthy: 1 call in 7 days/);
  const exported = async (name: string) => JSON.parse(await readFile(join(out, `${name}.json`), 'utf8'));
  expect(await readdir(out)).toHaveLength(5);
  expect(await exported('lm_usage_7d')).toMatchObject({ ok: true, total_calls: 1, successful_calls: 1 });
  expect(await exported('lm_insights_7d')).toMatchObject({ lm_studio_calls: 1, lm_studio_usage_ratio: 1 });
  expect(await exported('lm_indicator')).toMatchObject({ status: 'healthy', reason: 'ok', db_off: false });
  const health = await world.cli(['health', 'db', '--json'], { env });
  expect(health.code).toBe(0);
  expect(JSON.parse(health.stdout)).toMatchObject({ ok: true, mode: 'ready', details: { errors: [] } });
  expect(await servedDashboard(world, { env })).toMatchObject({
    indicator: { status: 'healthy', total_calls: 1 },
    models: [{ model: MODEL }],
    runs: [{ change: 'format-durations', task: '1.2' }],
  });
}

test('without a word about it a run is recorded in the state folder, and every command tells of it', async () => {
  const { code, stderr } = await world.cli(RUN);
  expect(code).toBe(0);
  expect(stderr).not.toContain('control plane');
  await expectOneRun('');
  const rows = embeddedRows();
  expect(rows.map(({ tool }) => tool)).toEqual(['lm_studio', 'openspec_complete']);
  const args = JSON.parse(String(rows[0]?.args_json));
  expect(args).toMatchObject({
    model: MODEL,
    call_site: 'complete format-durations#1.2 round 1',
    app: 'openspec-complete',
  });
  expect(args).not.toHaveProperty('messages');
});

test('with GEMATRIA_DSN and after db init the same is in PostgreSQL, and nothing in the state folder', async () => {
  const env = { GEMATRIA_DSN: server.dsn };
  const before = embeddedRows();
  expect((await world.cli(['db', 'init'], { env })).code).toBe(0);
  const { code, stdout, stderr } = await world.cli(RUN, { env });
  expect(code).toBe(0);
  expect(stdout + stderr).not.toContain('p%40ss');
  await expectOneRun(server.dsn);
  const rows = await server.run(`select tool, project_id, session_id, args_json ->> 'app' as app
    from control.agent_run order by created_at`);
  expect(rows).toEqual([
    { tool: 'lm_studio', project_id: '1', session_id: null, app: 'openspec-complete' },
    { tool: 'openspec_complete', project_id: '1', session_id: null, app: 'openspec-complete' },
  ]);
  expect(embeddedRows()).toEqual(before);
});

test('off writes nothing anywhere, and the commands say so', async () => {
  const env = { GEMATRIA_DSN: 'off' };
  const before = embeddedRows();
  expect((await world.cli(RUN, { env })).code).toBe(0);
  expect((await world.cli(['stats'], { env })).stdout).toBe(
    'Nothing is known: no journal is kept. Set control-dsn to keep one.',
  );
  expect(await servedDashboard(world, { env })).toMatchObject({
    troubles: [expect.stringContaining('control-dsn is `off`')],
    indicator: { reason: 'db_off' },
    runs: null,
  });
  expect(embeddedRows()).toEqual(before);
});

test('a budget that is used up refuses the next call: one sentence, a row, and no question to the model', async () => {
  const dsn = `sqlite:${join(world.elsewhere, 'budget.sqlite')}`;
  const env = { GEMATRIA_DSN: dsn };
  expect((await world.cli(['db', 'init'], { env })).code).toBe(0);
  const inside = (sql: string) => {
    using database = new DatabaseSync(join(world.elsewhere, 'budget.sqlite'));
    return database.prepare(sql).all();
  };
  inside(`insert into lm_usage_budget (app_name, window_days, max_requests, max_tokens)
    values ('openspec-complete', 7, 1, 1000000)`);
  expect((await world.cli([...RUN, '--dry-run'], { env })).code).toBe(0);
  const asked = studio.chats.length;
  const { code, stderr } = await world.cli([...RUN, '--dry-run'], { env });
  expect(code).toBe(3);
  expect(stderr.split('\n').at(-1)).toBe(
    'openspec-complete: The model was not asked, because its budget is used up: openspec-complete has used 1 of 1 requests in 7 days. Wait until the window has moved on, or raise the row in control.lm_usage_budget.',
  );
  expect(studio.chats).toHaveLength(asked);
  expect(
    inside(`select result_json ->> 'ok' as ok, result_json ->> 'mode' as mode,
      violations_json ->> '$[0].code' as code from agent_run where tool = 'lm_studio' order by created_at`),
  ).toEqual([
    { ok: 1, mode: 'lm_on', code: null },
    { ok: 0, mode: 'budget_exceeded', code: 'budget_exceeded' },
  ]);
  const { stdout } = await world.cli(['stats', '--json'], { env });
  expect(JSON.parse(stdout).calls).toMatchObject({ failed_calls: 0, budget_refused_calls: 1, error_rate: 0 });
});
