import { Fault } from '../../../core/fault.ts';
import { sqlText } from '../sql-text.ts';
import { postgresFault } from './postgres-fault.ts';
import { connectPostgres } from './wire/connect-postgres.ts';
import type { PostgresAddress } from './wire/postgres-address.ts';
import type { SqlConnection } from './wire/sql-connection.ts';
import { SqlError } from './wire/sql-error.ts';

export interface SessionOptions {
  /** Statement that sets the session up, in `postgres/sql/`. */
  readonly setUp: 'reader-session' | 'writer-session' | 'schema-session';
  readonly queryMilliseconds: number;
  readonly signal?: AbortSignal;
}

/**
 * A session that is set up. Rejects with a `Fault`: a server that nobody answers for is `journal-unreachable` here, not
 * lost, and one that is just going down is `journal-busy`.
 */
export async function openSession(address: PostgresAddress, options: SessionOptions): Promise<SqlConnection> {
  let connection: SqlConnection | undefined;
  try {
    connection = await connectPostgres(address, options);
    await connection.query(sqlText(`postgres/sql/${options.setUp}.sql`));
    return connection;
  } catch (error) {
    await connection?.close();
    const fault = postgresFault(error, address);
    if (!(fault instanceof Fault) || fault.code !== 'journal-lost') throw fault;
    const isThere = error instanceof SqlError && error.state.startsWith('57P');
    throw new Fault(isThere ? 'journal-busy' : 'journal-unreachable', fault.at, { cause: error });
  }
}
