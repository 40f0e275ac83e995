/** One row; every value in the server's text form, null for SQL's NULL. */
export type SqlRow = Readonly<Record<string, string | null>>;

/**
 * All that the journal asks of a PostgreSQL client; small, so that a library can take the place of our own
 * (docs/adr/0016). Queries run one after the other. Rejects with `SqlError` only.
 */
export interface SqlConnection {
  /** With parameters one statement (`$1`…); without, several may stand in `text` and the last one's rows come back. */
  query(text: string, parameters?: readonly (string | null)[]): Promise<readonly SqlRow[]>;
  /** Says goodbye and frees the connection; never rejects. */
  close(): Promise<void>;
}
