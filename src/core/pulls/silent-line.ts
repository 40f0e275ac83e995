import { cutEnd } from './cut-text.ts';
import { disarmReferences } from './disarm-references.ts';
import { oneLine } from './one-line.ts';

const LONGEST = 2000;

/**
 * Foreign text for the message of a commit, where Markdown means nothing but mentions, closing words and trailers do: one
 * line of seen characters that pings nobody and closes nothing. Secrets must be masked before.
 */
export function silentLine(text: string): string {
  return cutEnd(disarmReferences(oneLine(text), 'prose'), LONGEST);
}
