import { afterAll, beforeAll } from 'vitest';
import { openJournal } from '../../../src/adapters/journal/open-journal.ts';
import { openJournalReader } from '../../../src/adapters/journal/open-journal-reader.ts';
import { createSchema } from '../../../src/adapters/journal/postgres/create-schema.ts';
import { testJournal } from '../../contract/journal-contract.ts';
import { foreignColumns } from '../../support/insert-rows.ts';
import { PostgresServer } from '../../support/postgres-server.ts';

let server: PostgresServer;
beforeAll(async () => {
  server = await PostgresServer.start();
  await createSchema(server.address);
});
afterAll(() => server[Symbol.asyncDispose]());

testJournal('PostgreSQL', async () => {
  await server.run('truncate control.agent_run; truncate control.lm_usage_budget');
  const notices: string[] = [];
  const change = async (sql: string, values: readonly string[]) => {
    const connection = await server.connect();
    await connection.query(sql, values);
    await connection.close();
  };
  return {
    notices,
    write: () =>
      openJournal({ dsn: server.dsn, stateFolder: '', notice: (text: string) => notices.push(text) }),
    read: async () => {
      const reader = await openJournalReader(server.dsn, '');
      if (reader === undefined) throw new Error('a DSN names a store');
      return reader;
    },
    insert: (row) =>
      change(
        `insert into control.agent_run (id, project_id, tool, args_json, result_json, violations_json, created_at)
         values ($1::uuid, 7, $2, $3::jsonb, $4::jsonb, $5::jsonb, $6::timestamptz)`,
        foreignColumns(row),
      ),
    allow: (...budget) =>
      change(
        `insert into control.lm_usage_budget (app_name, window_days, max_requests, max_tokens)
         values ($1, $2::int, $3::int, $4::int)`,
        budget.map(String),
      ),
    [Symbol.asyncDispose]: async () => undefined,
  };
});
