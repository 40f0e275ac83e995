import { Fault } from './fault.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** Errors of open(2), mkdir(2) and their kin that speak of the machine, not of a mistake in this program. */
const UNUSABLE = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'EMFILE',
  'ENFILE',
  'EIO',
  'ENAMETOOLONG',
  'ELOOP',
]);

/** The fault behind an error of the file system; undefined for anything else, which is a bug. */
export function systemFault(error: unknown): Fault | undefined {
  if (error instanceof Fault) return error;
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  const code = String(error.code);
  const where = 'path' in error && typeof error.path === 'string' ? error.path : 'the state folder';
  if (FULL.has(code)) return new Fault('disk-full', where, { cause: error });
  if (UNUSABLE.has(code)) return new Fault('path-unusable', `${where} (${code})`, { cause: error });
  return undefined;
}
