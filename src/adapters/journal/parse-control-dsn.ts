import { join } from 'node:path';
import { Fault } from '../../core/fault.ts';
import { parsePostgresUrl } from './postgres/wire/parse-postgres-url.ts';
import type { PostgresAddress } from './postgres/wire/postgres-address.ts';

/** Which store keeps the journal. */
export type JournalPlace =
  | { readonly kind: 'postgres'; readonly address: PostgresAddress }
  | { readonly kind: 'sqlite'; readonly file: string }
  | { readonly kind: 'off' };

const FORMS = '`postgres://…`, `sqlite:<file>` or `off`';

/**
 * Reads the setting `control-dsn`; empty is the embedded default in `stateFolder`. Throws `bad-settings` with a sentence that
 * shows nothing of the value, which may hold a password.
 */
export function parseControlDsn(dsn: string, stateFolder: string): JournalPlace {
  const text = dsn.trim();
  if (text === '') return { kind: 'sqlite', file: join(stateFolder, 'journal.sqlite') };
  if (text === 'off') return { kind: 'off' };
  if (/^postgres(ql)?:\/\//.test(text)) {
    const url = parsePostgresUrl(text);
    if (url.ok) return { kind: 'postgres', address: url.address };
    throw new Fault('bad-settings', `control-dsn is no usable PostgreSQL address: ${url.problem}`);
  }
  const file = /^sqlite:(?:\/\/(?=\/))?(.+)$/s.exec(text)?.[1];
  if (file === undefined || /^\/\/|[\0\n\r]|^:memory:$/.test(file))
    throw new Fault('bad-settings', `control-dsn must be ${FORMS}`);
  return { kind: 'sqlite', file };
}
