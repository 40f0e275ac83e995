import type { JournalStatements } from '../journal-statements.ts';
import { sqlText } from '../sql-text.ts';
import { openSession } from './open-session.ts';
import { postgresFault } from './postgres-fault.ts';
import type { PostgresAddress } from './wire/postgres-address.ts';

/** Longer than the session's own limit for a statement. */
const QUERY_MILLISECONDS = 70_000;

/** `control.agent_run` and `control.lm_usage_budget` for reading. Rejects with a `Fault`. */
export async function openPostgresStatements(address: PostgresAddress): Promise<JournalStatements> {
  const connection = await openSession(address, {
    setUp: 'reader-session',
    queryMilliseconds: QUERY_MILLISECONDS,
  });
  const query = (name: string, parameters: readonly string[]) =>
    connection.query(sqlText(`postgres/sql/${name}.sql`), parameters);
  return {
    async mayAppend() {
      try {
        return (await query('may-append', []))[0]?.allowed === 't';
      } catch (error) {
        throw postgresFault(error, address);
      }
    },
    async run(name, parameters) {
      try {
        // Budgets came later than the journal; a database without them has none.
        if (name === 'budgets' && (await query('has-budgets', []))[0]?.present === 'f') return [];
        return await query(name, parameters);
      } catch (error) {
        throw postgresFault(error, address);
      }
    },
    close: () => connection.close(),
  };
}
