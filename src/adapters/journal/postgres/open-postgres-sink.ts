import type { RowSink } from '../row-sink.ts';
import { sqlText } from '../sql-text.ts';
import { openSession } from './open-session.ts';
import { postgresFault } from './postgres-fault.ts';
import type { PostgresAddress } from './wire/postgres-address.ts';

/** Longer than the server's own limit for a statement: past it the connection is dead. */
const QUERY_MILLISECONDS = 15_000;

/** `control.agent_run` for writing, over one connection. Rejects with a `Fault`. */
export async function openPostgresSink(address: PostgresAddress, signal?: AbortSignal): Promise<RowSink> {
  const connection = await openSession(address, {
    setUp: 'writer-session',
    queryMilliseconds: QUERY_MILLISECONDS,
    ...(signal === undefined ? {} : { signal }),
  });
  const statement = sqlText('postgres/sql/append.sql');
  return {
    async append(rows) {
      try {
        await connection.query(statement, [`[${rows.map((row) => row.json).join(',')}]`]);
      } catch (error) {
        throw postgresFault(error, address);
      }
    },
    close: () => connection.close(),
  };
}
