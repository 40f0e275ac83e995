import type { SQLOutputValue } from 'node:sqlite';
import type { JournalStatements, SqlValue } from '../journal-statements.ts';
import { sqlText } from '../sql-text.ts';
import { openDatabase } from './open-database.ts';
import { sqliteFault } from './sqlite-fault.ts';

/** The embedded store for reading. Rejects with a `Fault`. */
export async function openSqliteStatements(file: string): Promise<JournalStatements> {
  const database = await openDatabase(file, 'read');
  return {
    async run(name, parameters) {
      try {
        const rows = database.prepare(sqlText(`sqlite/sql/${name}.sql`)).all(...parameters);
        return rows.map((row) =>
          Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plain(value)])),
        );
      } catch (error) {
        throw sqliteFault(error, file);
      }
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

function plain(value: SQLOutputValue): SqlValue {
  return typeof value === 'number' || typeof value === 'string' || value === null ? value : String(value);
}
