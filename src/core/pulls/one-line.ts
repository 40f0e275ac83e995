import { plainText } from './plain-text.ts';

/** Seen characters only, on one line: every run of white space is one space, none at the ends. */
export function oneLine(text: string): string {
  return plainText(text).replace(/\s+/g, ' ').trim();
}
