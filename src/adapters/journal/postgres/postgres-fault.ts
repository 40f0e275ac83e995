import { Fault, type FaultCode } from '../../../core/fault.ts';
import { plainLine } from '../../../core/text/plain-line.ts';
import { nameOfAddress, type PostgresAddress } from './wire/postgres-address.ts';
import { SqlError } from './wire/sql-error.ts';

/** SQLSTATEs by their beginning, the longest that fits counts (postgresql.org/docs/current/errcodes-appendix.html). */
const STATES: readonly (readonly [string, FaultCode])[] = [
  ['08P01', 'journal-failed'],
  ['08', 'journal-lost'],
  ['23502', 'journal-schema'],
  ['25006', 'journal-refused'],
  ['28', 'journal-refused'],
  ['3D000', 'journal-unreachable'],
  ['3F000', 'journal-schema'],
  ['40', 'journal-busy'],
  ['42501', 'journal-refused'],
  ['42', 'journal-schema'],
  ['53300', 'journal-busy'],
  ['55P03', 'journal-busy'],
  ['57014', 'journal-busy'],
  ['57P03', 'journal-busy'],
  ['57P', 'journal-lost'],
];

/** The fault behind an error of PostgreSQL; anything else is a bug and is left alone. */
export function postgresFault(error: unknown, address: PostgresAddress): unknown {
  if (!(error instanceof SqlError)) return error;
  const [, code] = STATES.find(([state]) => error.state.startsWith(state)) ?? [];
  const at = `${plainLine(error.message)} (${nameOfAddress(address)})`;
  return new Fault(code ?? 'journal-failed', at, { cause: error });
}
