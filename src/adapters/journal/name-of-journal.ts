import { parseControlDsn } from './parse-control-dsn.ts';
import { nameOfAddress } from './postgres/wire/postgres-address.ts';

/** Where `control-dsn` keeps the journal, for people: no user, no password; undefined for `off`. Throws `bad-settings`. */
export function nameOfJournal(dsn: string, stateFolder: string): string | undefined {
  const place = parseControlDsn(dsn, stateFolder);
  switch (place.kind) {
    case 'off':
      return undefined;
    case 'sqlite':
      return place.file;
    case 'postgres':
      return nameOfAddress(place.address);
  }
}
