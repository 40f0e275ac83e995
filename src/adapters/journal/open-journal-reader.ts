import type { JournalReader } from '../../ports/journal.ts';
import { createJournalReader } from './journal-reader.ts';
import { parseControlDsn } from './parse-control-dsn.ts';

/**
 * A reader of the journal that `control-dsn` names; undefined when it is `off`. An embedded journal that nothing was
 * written to yet reads as empty and is not made. Rejects with `bad-settings` or a `journal-*` fault.
 */
export async function openJournalReader(
  dsn: string,
  stateFolder: string,
): Promise<JournalReader | undefined> {
  const place = parseControlDsn(dsn, stateFolder);
  switch (place.kind) {
    case 'off':
      return undefined;
    case 'sqlite': {
      const { openSqliteStatements } = await import('./sqlite/open-sqlite-statements.ts');
      return createJournalReader(await openSqliteStatements(place.file));
    }
    case 'postgres': {
      const { openPostgresStatements } = await import('./postgres/open-postgres-statements.ts');
      return createJournalReader(await openPostgresStatements(place.address));
    }
  }
}
