import { sqlFiles, sqlText } from '../sql-text.ts';
import { openSession } from './open-session.ts';
import { type MigrationStep, parseMigration } from './parse-migration.ts';
import { postgresFault } from './postgres-fault.ts';
import type { PostgresAddress } from './wire/postgres-address.ts';
import type { SqlConnection, SqlRow } from './wire/sql-connection.ts';
import { SqlError } from './wire/sql-error.ts';

/** What `db init` found and did. Objects are named as in `table control.agent_run`. */
export interface SchemaReport {
  readonly created: readonly string[];
  readonly there: readonly string[];
  /** What is there but not as the journal expects it, a part of a sentence each. */
  readonly differs: readonly string[];
}

/** Creating an index on a large table takes its time. */
const QUERY_MILLISECONDS = 600_000;

/**
 * Creates what is missing of the schema `control`, all or nothing, and alters nothing that is there. Two at once wait for
 * each other. Rejects with a `Fault`.
 */
export async function createSchema(address: PostgresAddress): Promise<SchemaReport> {
  const connection = await openSession(address, {
    setUp: 'schema-session',
    queryMilliseconds: QUERY_MILLISECONDS,
  });
  try {
    await connection.query('begin');
    await connection.query(sqlText('postgres/sql/schema-lock.sql'));
    const report = await createMissing(connection);
    await connection.query('commit');
    return report;
  } catch (error) {
    // Closing rolls back what was begun.
    throw postgresFault(error, address);
  } finally {
    await connection.close();
  }
}

async function createMissing(connection: SqlConnection): Promise<SchemaReport> {
  const steps = sqlFiles('postgres/migrations').flatMap((file) => parseMigration(sqlText(file)));
  const report = { created: [] as string[], there: [] as string[], differs: [] as string[] };
  const exists = sqlText('postgres/sql/object-exists.sql');
  for (const step of steps) {
    const [found] = await connection.query(exists, [step.kind, step.name]);
    const name = `${step.kind} ${step.name}`;
    const trouble = found?.present === 't' ? undefined : await create(connection, step);
    if (trouble !== undefined) report.differs.push(`${name} could not be created: ${trouble}`);
    // What every server brings is no part of the schema.
    else if (found?.present !== 't') report.created.push(name);
    else if (step.name.startsWith('control')) report.there.push(name);
  }
  const differing = await connection.query(sqlText('postgres/sql/differing-columns.sql'));
  return { ...report, differs: [...report.differs, ...differing.map(sayDifference)] };
}

/** What stands on an existing table fails if that has other columns or another owner: told, and the rest goes on. */
async function create(connection: SqlConnection, { kind, sql }: MigrationStep): Promise<string | undefined> {
  if (kind === 'schema' || kind === 'table') {
    await connection.query(sql);
    return undefined;
  }
  await connection.query('savepoint step');
  try {
    await connection.query(sql);
    return undefined;
  } catch (error) {
    if (!(error instanceof SqlError) || !error.state.startsWith('42')) throw error;
    await connection.query('rollback to savepoint step');
    return error.message;
  }
}

function sayDifference(row: SqlRow): string {
  const column = `control.${row.table_name}.${row.column_name}`;
  if (row.actual === null) return `column ${column} is missing (expected ${row.expected})`;
  if (row.expected === null) return `column ${column} has to be filled and the journal does not know it`;
  return `column ${column} is ${row.actual} instead of ${row.expected}`;
}
