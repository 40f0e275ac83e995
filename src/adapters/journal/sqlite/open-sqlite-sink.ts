import type { RowSink } from '../row-sink.ts';
import { sqlText } from '../sql-text.ts';
import { openDatabase } from './open-database.ts';
import { sqliteFault } from './sqlite-fault.ts';

/** The embedded store for writing; several processes may write at once. Rejects with a `Fault`. */
export async function openSqliteSink(file: string): Promise<RowSink> {
  const database = await openDatabase(file, 'write');
  return {
    async append(rows) {
      try {
        const insert = database.prepare(sqlText('sqlite/sql/append.sql'));
        insert.run(`[${rows.map((row) => row.json).join(',')}]`);
      } catch (error) {
        throw sqliteFault(error, file);
      }
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}
