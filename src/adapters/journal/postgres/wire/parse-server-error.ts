import { FieldCursor } from './field-cursor.ts';
import { SqlError } from './sql-error.ts';

/** Longest sentence that is kept of a server's error. */
const MOST = 300;

/** An ErrorResponse: its SQLSTATE and first sentence. Detail and hint are left out, they may quote rows. */
export function parseServerError(body: Buffer): SqlError {
  const fields = new Map<number, string>();
  const cursor = new FieldCursor(body);
  while (cursor.left > 0) {
    const [kind = 0] = cursor.bytes(1);
    if (kind === 0) break;
    fields.set(kind, cursor.text());
  }
  const field = (name: string) => fields.get(name.charCodeAt(0));
  const state = field('C') ?? '';
  return new SqlError(
    /^[0-9A-Z]{5}$/.test(state) ? state : 'XX000',
    (field('M') ?? 'no reason given').slice(0, MOST),
  );
}
