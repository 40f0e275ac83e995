import { constants, existsSync } from 'node:fs';
import { access } from 'node:fs/promises';
import { dirname } from 'node:path';
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
    async mayAppend() {
      const place = existsSync(file) ? file : dirname(file);
      return await access(place, constants.W_OK).then(
        () => true,
        (error: NodeJS.ErrnoException) => error.code === 'ENOENT',
      );
    },
    async close() {
      if (database.isOpen) database.close();
    },
  };
}

function plain(value: SQLOutputValue): SqlValue {
  return typeof value === 'number' || typeof value === 'string' || value === null ? value : String(value);
}
