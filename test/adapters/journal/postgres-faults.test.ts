import { afterAll, beforeAll, expect, test } from 'vitest';
import { openJournal } from '../../../src/adapters/journal/open-journal.ts';
import { openJournalReader } from '../../../src/adapters/journal/open-journal-reader.ts';
import { createSchema } from '../../../src/adapters/journal/postgres/create-schema.ts';
import type { JournalRow } from '../../../src/ports/journal.ts';
import { PostgresServer } from '../../support/postgres-server.ts';

const ROW: JournalRow = {
  tool: 'lm_studio',
  args: {},
  result: { ok: true },
  violations: [],
  createdAt: new Date('2026-11-20T12:00:00Z'),
};
const SINCE = new Date(0);

let server: PostgresServer;
beforeAll(async () => {
  server = await PostgresServer.start();
  await createSchema(server.address);
  await server.run(`
    create role reader login password 'reader pw';
    grant usage on schema control to reader;
    grant select on all tables in schema control to reader;
    create role still login password 'still pw';
    grant usage on schema control to still;
    grant all on all tables in schema control to still;
    alter role still set default_transaction_read_only = on;
    create role limited login password 'limited pw' connection limit 0`);
  await server.run('create database empty');
  await server.run('create database other');
});
afterAll(() => server[Symbol.asyncDispose]());

/** What a journal says about one row. */
async function noticesOf(dsn: string): Promise<readonly string[]> {
  const notices: string[] = [];
  const journal = openJournal({ dsn, stateFolder: '', notice: (text) => notices.push(text) });
  journal.record(ROW);
  await journal[Symbol.asyncDispose]();
  return notices;
}

async function readAll(dsn: string): Promise<unknown> {
  await using reader = await openJournalReader(dsn, '');
  return await reader?.calls(SINCE);
}

async function mayRecord(dsn: string): Promise<boolean | undefined> {
  await using reader = await openJournalReader(dsn, '');
  return await reader?.mayRecord();
}

function inDatabase(database: string): string {
  return server.dsn.replace(/postgres$/, database);
}

test('a wrong password is one notice that does not show it, and a fault for readers', async () => {
  const dsn = server.dsnFor('postgres', 'hunter2');
  const notices = await noticesOf(dsn);
  expect(notices).toEqual([
    expect.stringMatching(/refused: password authentication failed.*Correct user, password/),
  ]);
  expect(notices[0]).not.toContain('hunter2');
  await expect(readAll(dsn)).rejects.toMatchObject({ code: 'journal-refused' });
});

test('a server that is not there is one notice, and a fault for readers', async () => {
  const dsn = 'postgres://ann:hunter2@127.0.0.1:1/x';
  const notices = await noticesOf(dsn);
  expect(notices).toEqual([expect.stringContaining('cannot be reached: ECONNREFUSED (127.0.0.1:1/x)')]);
  await expect(readAll(dsn)).rejects.toMatchObject({ code: 'journal-unreachable', exit: 2 });
});

test('a database that is not there is named', async () => {
  await expect(readAll(inDatabase('nowhere'))).rejects.toMatchObject({
    code: 'journal-unreachable',
    message: expect.stringContaining('database "nowhere" does not exist'),
  });
});

test('a database without the tables asks for db init', async () => {
  expect(await noticesOf(inDatabase('empty'))).toEqual([
    expect.stringContaining('openspec-complete db init'),
  ]);
  await using reader = await openJournalReader(inDatabase('empty'), '');
  await expect(reader?.calls(SINCE)).rejects.toMatchObject({ code: 'journal-schema' });
  await expect(reader?.budgets(SINCE)).rejects.toMatchObject({ code: 'journal-schema' });
  await expect(reader?.models(SINCE)).rejects.toMatchObject({ code: 'journal-schema' });
  await expect(reader?.outcomes(SINCE, 1)).rejects.toMatchObject({ code: 'journal-schema' });
});

test('a table with other columns asks for db init, which says what differs', async () => {
  const other = { ...server.address, host: server.folder, database: 'other' };
  const setUp = await createSchema(other);
  expect(setUp.differs).toEqual([]);
  const dsn = inDatabase('other');
  const { connectPostgres } = await import('../../../src/adapters/journal/postgres/wire/connect-postgres.ts');
  const connection = await connectPostgres(other, { queryMilliseconds: 10_000 });
  await connection.query(`
    drop table control.agent_run cascade;
    create table control.agent_run (id uuid, project_id bigint, tool text, args_json json, result_json text,
      created_at timestamptz, owner text not null)`);
  await connection.close();
  expect(await noticesOf(dsn)).toEqual([expect.stringMatching(/violations_json.*db init/)]);
  await expect(readAll(dsn)).rejects.toMatchObject({ code: 'journal-schema' });
  const report = await createSchema(other);
  expect(report.differs).toEqual([
    expect.stringContaining('index control.idx_agent_run_session could not be created'),
    expect.stringContaining('index control.idx_agent_run_violations could not be created'),
    expect.stringContaining('materialized view control.mv_compliance_7d could not be created'),
    expect.stringContaining('materialized view control.mv_compliance_30d could not be created'),
    'column control.agent_run.args_json is json instead of jsonb',
    'column control.agent_run.owner has to be filled and the journal does not know it',
    'column control.agent_run.result_json is text instead of jsonb',
    'column control.agent_run.session_id is missing (expected uuid)',
    'column control.agent_run.violations_json is missing (expected jsonb)',
  ]);
});

test('a user who may only read can read, and recording ends with one notice', async () => {
  const dsn = server.dsnFor('reader', 'reader pw');
  await expect(readAll(dsn)).resolves.toMatchObject({ days: [] });
  expect(await noticesOf(dsn)).toEqual([expect.stringContaining('permission denied for table agent_run')]);
  expect(await mayRecord(dsn)).toBe(false);
});

test('a read-only database can be read, and recording ends with one notice', async () => {
  const dsn = server.dsnFor('still', 'still pw');
  await expect(readAll(dsn)).resolves.toMatchObject({ days: [] });
  expect(await noticesOf(dsn)).toEqual([expect.stringContaining('read-only transaction')]);
  expect(await mayRecord(dsn)).toBe(false);
});

test('a server with no connection left is busy', async () => {
  await expect(readAll(server.dsnFor('limited', 'limited pw'))).rejects.toMatchObject({
    code: 'journal-busy',
  });
});

test('a database from before budgets has none', async () => {
  await server.run('alter table control.lm_usage_budget rename to old_budget');
  await using reader = await openJournalReader(server.dsn, '');
  expect(await reader?.budgets(new Date())).toEqual([]);
  await server.run('alter table control.old_budget rename to lm_usage_budget');
});

test('budgets of any size and window are told', async () => {
  await server.run(
    `insert into control.lm_usage_budget values ('a', -3, 0, -1), ('b', 2147483647, 2147483647, 1)`,
  );
  await using reader = await openJournalReader(server.dsn, '');
  expect(await reader?.budgets(new Date())).toMatchObject([
    { appName: 'a', usedRequests: 0 },
    { appName: 'b', maxRequests: 2_147_483_647 },
  ]);
});
