import { plainLine } from '../text/plain-line.ts';

const LONGEST = 200;
/** What tells where a machine is: addresses with a scheme, host and port, numeric addresses, absolute paths. */
const PLACES: readonly RegExp[] = [
  /[a-z][a-z0-9+.-]*:\/\/[^\s"'<>]*/gi,
  /\[[0-9a-f:.%]*:[0-9a-f:.%]*\](?::\d+)?/gi,
  /(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?/g,
  /(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}(?![\w:])/gi,
  /(?<![\w.-])[\w-]+(?:\.[\w-]+)*:\d{2,5}(?!\w)/g,
  /(?<=\b(?:ENOTFOUND|EAI_AGAIN|for user|to server at|role|database) )\S+/g,
  /\b(?:host(?:name)?|hostaddr|user|password|dbname|sslkey)\s*=\s*\S+/gi,
  /(?<![\w./])(?:~|[a-z]:)?[\\/][\w.@+-]+(?:[\\/][\w.@+ -]*[\w.@+-])*/gi,
];

/**
 * A reason from the journal as it may stand in a published file: one line, at most 200 characters, without addresses,
 * connection details and paths of the machine. Rows may come from other programs, so nothing is taken on trust.
 */
export function publicReason(reason: string): string {
  let told = plainLine(reason.slice(0, 4000).toWellFormed());
  for (const pattern of PLACES) told = told.replaceAll(pattern, '…');
  return told.length > LONGEST ? `${told.slice(0, LONGEST - 1).toWellFormed()}…` : told;
}
