import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSchema } from '../src/adapters/journal/postgres/create-schema.ts';
import { openDatabase } from '../src/adapters/journal/sqlite/open-database.ts';
import { PostgresServer } from '../test/support/postgres-server.ts';
import { JOURNAL_READ, type Measured } from './journal-read.ts';
import { POSTGRES_ROWS, SQLITE_ROWS } from './journal-rows.ts';

const ROWS = 1_000_000;

/**
 * Everything that exports and statistics read, over 1,000,000 calls of one week, in each store and in a process of its
 * own. The exports read `calls` and `budgets`; `models` and `outcomes` are what `stats` reads besides.
 * @returns one line for people; the bars are 2 s for the exports and 100 MB
 */
export async function benchJournalExport(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-journal-'));
  try {
    const sqlite = await fillSqlite(join(folder, 'journal.sqlite'));
    await using server = await PostgresServer.start();
    await fillPostgres(server);
    const parts = [
      say('PostgreSQL', await measure(server.dsn)),
      `counting its rows alone ${(await countRows(server)).toFixed(2)} s`,
      say('SQLite', await measure(`sqlite:${sqlite}`)),
    ];
    const busy = `load ${(loadavg()[0] ?? 0).toFixed(1)} on ${availableParallelism()} cores`;
    return `${ROWS} rows, ${busy}: ${parts.join('; ')} (bars for calls + budgets: 2.0 s, 100 MB)`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fillSqlite(file: string): Promise<string> {
  const database = await openDatabase(file, 'write');
  database.exec('begin');
  for (const statement of SQLITE_ROWS) database.prepare(statement).run({ rows: ROWS });
  database.exec('commit; analyze');
  database.close();
  return file;
}

async function fillPostgres(server: PostgresServer): Promise<void> {
  await createSchema(server.address);
  const connection = await server.connect();
  await connection.query('set synchronous_commit = off');
  for (const statement of POSTGRES_ROWS) await connection.query(statement.replaceAll(':rows', String(ROWS)));
  await connection.query('vacuum analyze control.agent_run');
  await connection.close();
}

/** The yardstick: what the server needs to look at the same rows and read nothing of them. */
async function countRows(server: PostgresServer): Promise<number> {
  const connection = await server.connect();
  const started = performance.now();
  await connection.query(
    `select count(*) from control.agent_run where tool = 'lm_studio' and created_at >= now() - interval '7 days'`,
  );
  const seconds = (performance.now() - started) / 1000;
  await connection.close();
  return seconds;
}

async function measure(dsn: string): Promise<Measured> {
  const child = fork(JOURNAL_READ, [dsn]);
  const [message] = await once(child, 'message');
  await once(child, 'exit');
  return message as Measured;
}

function say(store: string, { milliseconds, megabytes }: Measured): string {
  const seconds = (value = 0) => (value / 1000).toFixed(2);
  const { calls = 0, budgets = 0 } = milliseconds;
  const each = Object.entries(milliseconds).map(([name, value]) => `${name} ${seconds(value)}`);
  return `${store} ${seconds(calls + budgets)} s (${each.join(', ')}), peak ${megabytes.toFixed(0)} MB`;
}
