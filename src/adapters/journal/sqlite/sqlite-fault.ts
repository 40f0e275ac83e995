import { Fault, type FaultCode } from '../../../core/fault.ts';
import { systemFault } from '../../../core/system-fault.ts';

/** Primary result codes (sqlite.org/rescode.html) and what they mean to a journal. */
const CODES: Readonly<Record<number, FaultCode>> = {
  1: 'journal-schema',
  3: 'journal-refused',
  5: 'journal-busy',
  6: 'journal-busy',
  8: 'journal-refused',
  13: 'disk-full',
  14: 'journal-refused',
  19: 'journal-schema',
  20: 'journal-schema',
  23: 'journal-refused',
};

/** The fault behind an error of SQLite or of the file system around it; what is neither is a bug and is left alone. */
export function sqliteFault(error: unknown, file: string): unknown {
  if (!(error instanceof Error)) return error;
  if (!('errcode' in error) || typeof error.errcode !== 'number') return systemFault(error) ?? error;
  const code = CODES[error.errcode & 0xff] ?? 'journal-failed';
  const at = code === 'disk-full' ? file : `${file} (${error.message.slice(0, 200)})`;
  return new Fault(code, at, { cause: error });
}
