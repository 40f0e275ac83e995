import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { Fault } from '../../../core/fault.ts';
import { makeFolders } from '../../machine/make-folders.ts';
import { sqlFiles, sqlText } from '../sql-text.ts';
import { sqliteFault } from './sqlite-fault.ts';

/**
 * How long a call waits for another process's lock. node:sqlite holds the whole program meanwhile, so a writer asks
 * again later instead of waiting.
 */
const WAIT_MILLISECONDS = { write: 25, read: 2000 };

/**
 * Opens the embedded store. For writing the file and its tables are made when they are missing, readable by their
 * owner only; for reading a missing file is an empty store and is not made. Rejects with a `Fault`.
 */
export async function openDatabase(file: string, purpose: 'write' | 'read'): Promise<DatabaseSync> {
  const { DatabaseSync: Database } = await loadSqlite();
  const isThere = purpose === 'write' || existsSync(file);
  let database: DatabaseSync | undefined;
  try {
    if (purpose === 'write') {
      await makeFolders(dirname(file), 0o700);
      await (await open(file, 'a', 0o600)).close();
    }
    database = new Database(isThere ? file : ':memory:', { readOnly: isThere && purpose === 'read' });
    database.exec(`pragma busy_timeout = ${WAIT_MILLISECONDS[purpose]}`);
    if (purpose === 'write') database.exec('pragma journal_mode = wal; pragma synchronous = normal');
    if (purpose === 'write' || !isThere) createTables(database);
    // SQLite opens any file; that it is a database shows at the first read.
    else database.prepare('pragma schema_version').get();
    return database;
  } catch (error) {
    database?.close();
    throw sqliteFault(error, file);
  }
}

async function loadSqlite(): Promise<typeof import('node:sqlite')> {
  try {
    return await import('node:sqlite');
  } catch (error) {
    throw new Fault('journal-unsupported', `this Node (${process.version}) has no SQLite`, { cause: error });
  }
}

/** Every process that opens the store may be the first; `user_version` says which numbered files have run. */
function createTables(database: DatabaseSync): void {
  const files = sqlFiles('sqlite/migrations');
  const version = () => Number(database.prepare('pragma user_version').get()?.user_version ?? 0);
  if (version() >= files.length) return;
  database.exec('begin immediate');
  try {
    for (const file of files.slice(version())) database.exec(sqlText(file));
    database.exec(`pragma user_version = ${files.length}`);
    database.exec('commit');
  } catch (error) {
    if (database.isTransaction) database.exec('rollback');
    throw error;
  }
}
