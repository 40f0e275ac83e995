import { disarmReferences } from './disarm-references.ts';
import { plainText } from './plain-text.ts';

/** A fence must be longer than this run, and is part of the body's limited length. */
const LONGEST_RUN = 20;

/**
 * A log as it may stand in a pull request: seen characters only, nobody pinged, nothing closed, no look-alike of the
 * hidden marker, no trailing blank lines. Never longer than `log` by more than one character per HTML comment in it.
 */
export function logText(log: string): string {
  return disarmReferences(plainText(log), 'log')
    .replaceAll('<!--', '<! --')
    .replace(/`{21,}/g, `${'`'.repeat(LONGEST_RUN - 1)}…`)
    .trimEnd();
}
