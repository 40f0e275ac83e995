import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSchema } from '../../../src/adapters/journal/postgres/create-schema.ts';
import { PostgresServer } from '../../support/postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await PostgresServer.start();
});
afterAll(() => server[Symbol.asyncDispose]());

const CATALOG = `
  select string_agg(line, E'\n' order by line) as text from (
    select format('%s.%s %s %s', relname, attname, format_type(atttypid, atttypmod), attnotnull) as line
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'control'::regnamespace and attnum > 0
    union all
    select indexdef from pg_indexes where schemaname = 'control'
  ) as lines`;

async function dropAll(): Promise<void> {
  await server.run('drop schema if exists control cascade');
}

test('an empty database gets everything, a second time changes nothing', async () => {
  await dropAll();
  const first = await createSchema(server.address);
  expect(first.there).toEqual([]);
  expect(first.differs).toEqual([]);
  expect(first.created).toContain('schema control');
  expect(first.created).toContain('table control.agent_run');
  expect(first.created).toContain('index control.idx_agent_run_violations');
  expect(first.created).toContain('view control.mcp_tool_catalog');
  expect(first.created).toContain('function control.refresh_compliance(text)');
  const before = await server.run(CATALOG);
  expect(await createSchema(server.address)).toEqual({ created: [], there: first.created, differs: [] });
  expect(await server.run(CATALOG)).toEqual(before);
});

test('the audit table has exactly the columns that other programs write', async () => {
  await dropAll();
  await createSchema(server.address);
  const columns = await server.run(`
    select column_name || ' ' || data_type || ' ' || is_nullable || coalesce(' ' || column_default, '') as line
    from information_schema.columns where table_schema = 'control' and table_name = 'agent_run'
    order by ordinal_position`);
  expect(columns.map((row) => row.line)).toEqual([
    'id uuid NO gen_random_uuid()',
    'project_id bigint NO',
    'session_id uuid YES',
    'tool text NO',
    'args_json jsonb NO',
    'result_json jsonb NO',
    `violations_json jsonb NO '[]'::jsonb`,
    'created_at timestamp with time zone NO now()',
  ]);
});

test('what is there keeps its rows and columns, only the rest is created', async () => {
  await dropAll();
  await server.run(`
    create schema control;
    create table control.lm_usage_budget (app_name text primary key, window_days integer, max_requests integer,
      max_tokens integer, created_at timestamptz, updated_at timestamptz, note text);
    insert into control.lm_usage_budget values ('app', 7, 1, 2)`);
  const report = await createSchema(server.address);
  expect(report.there).toEqual(['schema control', 'table control.lm_usage_budget']);
  expect(report.created).toContain('index control.idx_lm_usage_budget_window');
  expect(report.differs).toEqual([]);
  expect(await server.run('select * from control.lm_usage_budget')).toMatchObject([
    { app_name: 'app', note: null },
  ]);
});

test('two at once create everything once', async () => {
  await dropAll();
  const reports = await Promise.all([createSchema(server.address), createSchema(server.address)]);
  const [one, two] = reports.toSorted((a, b) => b.created.length - a.created.length);
  expect(one?.there).toEqual([]);
  expect(two).toEqual({ created: [], there: one?.created, differs: [] });
});

test('a user who may not create is refused, and nothing is half done', async () => {
  await dropAll();
  await server.run(`create role guest login password 'guest pw'`);
  const guest = { ...server.address, user: 'guest', password: 'guest pw' };
  await expect(createSchema(guest)).rejects.toMatchObject({ code: 'journal-refused', exit: 2 });
  await server.run('create schema control authorization postgres; grant usage on schema control to guest');
  await expect(createSchema(guest)).rejects.toMatchObject({ code: 'journal-refused' });
  expect(
    await server.run(`select count(*) as n from pg_class where relnamespace = 'control'::regnamespace`),
  ).toEqual([{ n: '0' }]);
});

test('where everything is there, a user without any right to create is enough', async () => {
  await dropAll();
  const { created } = await createSchema(server.address);
  await server.run(`create role looker login password 'looker pw'; grant usage on schema control to looker`);
  const looker = { ...server.address, user: 'looker', password: 'looker pw' };
  expect(await createSchema(looker)).toEqual({ created: [], there: created, differs: [] });
});

test('compliance counts violations of every shape, and refuses windows it does not know', async () => {
  await dropAll();
  await createSchema(server.address);
  await server.run(`
    insert into control.agent_run (project_id, tool, args_json, result_json, violations_json)
    values (1, 'x', '{}', '{"por_ok": true}', '[{"code": "A"}, {"type": "B"}, 5]'), (1, 'x', '{}', '[]', '{"code": "C"}')`);
  await server.run(`select control.refresh_compliance('7d'), control.refresh_compliance('30d')`);
  expect(
    await server.run('select runs, por_ok_ratio, violations_top from control.mv_compliance_30d'),
  ).toEqual([{ runs: '2', por_ok_ratio: '0.5000', violations_top: '{"A": 1, "B": 1, "unknown": 1}' }]);
  await expect(server.run(`select control.refresh_compliance('1d')`)).rejects.toThrow('7d or 30d, not 1d');
});
