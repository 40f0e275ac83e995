import { existsSync } from 'node:fs';
import { Fault } from '../../core/fault.ts';
import { parseControlDsn } from './parse-control-dsn.ts';

/** What `db init` found and did in the store that `control-dsn` names. */
export interface InitReport {
  readonly store: 'postgres' | 'sqlite';
  /** The place for people: no user, no password. */
  readonly at: string;
  readonly created: readonly string[];
  readonly there: readonly string[];
  /** What is there but not as the journal expects it; nothing of it was touched. */
  readonly differs: readonly string[];
}

/** Creates what is missing of the store; safe to run again. Rejects with `bad-settings` or a `journal-*` fault. */
export async function initStore(dsn: string, stateFolder: string): Promise<InitReport> {
  const place = parseControlDsn(dsn, stateFolder);
  switch (place.kind) {
    case 'off':
      throw new Fault('bad-settings', 'control-dsn is off, so there is no database to set up');
    case 'sqlite': {
      const wasThere = existsSync(place.file);
      const { openDatabase } = await import('./sqlite/open-database.ts');
      (await openDatabase(place.file, 'write')).close();
      const found = { created: wasThere ? [] : [place.file], there: wasThere ? [place.file] : [] };
      return { store: 'sqlite', at: place.file, ...found, differs: [] };
    }
    case 'postgres': {
      const { createSchema } = await import('./postgres/create-schema.ts');
      const { nameOfAddress } = await import('./postgres/wire/postgres-address.ts');
      const report = await createSchema(place.address);
      return { store: 'postgres', at: nameOfAddress(place.address), ...report };
    }
  }
}
