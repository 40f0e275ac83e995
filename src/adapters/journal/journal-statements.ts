/** A value of a row: PostgreSQL gives text, SQLite numbers and text. */
export type SqlValue = string | number | null;

/** The statements that a reader needs; each store has a file of that name in its `sql/`. */
export type StatementName = 'calls' | 'failures' | 'budgets' | 'outcomes' | 'models';

/** A store that can be read. Times go in and come out as ISO 8601 in UTC. Rejects with a `Fault` (`journal-*`). */
export interface JournalStatements {
  run(
    name: StatementName,
    parameters: readonly string[],
  ): Promise<readonly Readonly<Record<string, SqlValue>>[]>;
  /** Whether rows may be added, as far as can be told without adding one. Rejects as `run` does. */
  mayAppend(): Promise<boolean>;
  /** Never rejects. */
  close(): Promise<void>;
}
