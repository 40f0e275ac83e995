import { FieldCursor } from './field-cursor.ts';
import type { MessageStream } from './message-stream.ts';
import type { SqlRow } from './sql-connection.ts';
import { protocolError, SqlError } from './sql-error.ts';

/** Most that one result may hold, in bytes as they came and in rows. */
const MOST_BYTES = 64 * 1024 * 1024;
const MOST_ROWS = 200_000;
/** What an empty value costs here beyond what it costs to send. */
const VALUE_BYTES = 40;

/**
 * Reads the answers to one query up to ReadyForQuery; of several statements the last one's rows. Rejects with the
 * server's `SqlError` after it is ready again, with any other at once: the connection is of no use then.
 */
export async function readResult(stream: MessageStream): Promise<readonly SqlRow[]> {
  let columns: readonly string[] = [];
  let rows: SqlRow[] = [];
  let bytes = 0;
  let failure: SqlError | undefined;
  for (;;) {
    let message: Awaited<ReturnType<MessageStream['next']>>;
    try {
      message = await stream.next();
    } catch (error) {
      // After an error of its own the server goes on to ReadyForQuery; one that ends the session goes no further.
      if (failure !== undefined || !(error instanceof SqlError) || isEnd(error)) throw failure ?? error;
      failure = error;
      continue;
    }
    bytes += message.body.length + columns.length * VALUE_BYTES;
    if (bytes > MOST_BYTES || rows.length >= MOST_ROWS) throw protocolError('a result without an end');
    switch (message.type) {
      case 'T':
        columns = readColumns(message.body);
        rows = [];
        break;
      case 'D':
        rows.push(readRow(message.body, columns));
        break;
      case 'Z':
        if (failure !== undefined) throw failure;
        return rows;
      case '1':
      case '2':
      case 'n':
      case 'C':
      case 'I':
        break;
      default:
        throw protocolError(`an unexpected message ${JSON.stringify(message.type)}`);
    }
  }
}

/** Class 08 is the way, class 57P an operator's doing (shutdown, crash): both end the session. */
function isEnd({ state }: SqlError): boolean {
  return state.startsWith('08') || state.startsWith('57P');
}

function readColumns(body: Buffer): readonly string[] {
  const cursor = new FieldCursor(body);
  return Array.from({ length: Math.max(0, cursor.int16()) }, () => {
    const name = cursor.text();
    // Table, column, type, size, modifier, format: everything comes as text.
    cursor.bytes(18);
    return name;
  });
}

function readRow(body: Buffer, columns: readonly string[]): SqlRow {
  const cursor = new FieldCursor(body);
  if (cursor.int16() !== columns.length) throw protocolError('a row that does not fit its columns');
  return Object.fromEntries(
    columns.map((name) => {
      const length = cursor.int32();
      return [name, length === -1 ? null : cursor.bytes(length).toString('utf8')];
    }),
  );
}
