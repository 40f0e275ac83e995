/**
 * A trouble of the server or of the way to it. `state` is the SQLSTATE of the server's own errors
 * (postgresql.org/docs/current/errcodes-appendix.html); troubles of the way have the states of class 08 as well.
 */
export class SqlError extends Error {
  readonly state: string;

  constructor(state: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = 'SqlError';
    this.state = state;
  }
}

/** What is no PostgreSQL, or one that wants to do harm. */
export function protocolError(what: string): SqlError {
  return new SqlError('08P01', `the server does not speak PostgreSQL's protocol: ${what}`);
}

/** The connection broke, or never was. */
export function connectionError(error: unknown): SqlError {
  if (error instanceof SqlError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const text = error instanceof Error ? error.message : String(error);
  return new SqlError('08006', code || text, { cause: error });
}
