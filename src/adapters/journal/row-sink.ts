import type { StoredRow } from './stored-row.ts';

/** Where a journal puts its rows: one connection to one store. */
export interface RowSink {
  /**
   * Resolves when all rows are committed; a row whose id is there already is left as it is. Rejects with a `Fault`:
   * `journal-lost` and `journal-busy` pass, any other does not.
   */
  append(rows: readonly StoredRow[]): Promise<void>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** Opens a store for writing; aborting `signal` ends the opening, and later whatever the sink does. Rejects with a `Fault`. */
export type OpenSink = (signal: AbortSignal) => Promise<RowSink>;
