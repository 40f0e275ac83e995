import { stripVTControlCharacters } from 'node:util';

/** Controls except tab and newline, everything that is drawn as nothing, and everything that reorders text. */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Only the characters that a reader sees: no terminal escapes, no bidirectional overrides (CVE-2021-42574), no
 * zero-width or tag characters. Every kind of line end becomes `\n`, half surrogates become U+FFFD.
 */
export function plainText(text: string): string {
  return stripVTControlCharacters(text.toWellFormed())
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNSEEN, '');
}
