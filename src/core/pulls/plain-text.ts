const ESCAPE = String.fromCharCode(0x1b);
const BELL = String.fromCharCode(0x07);
/**
 * Terminal sequences of ECMA-48: CSI (colours, cursor), OSC (links, titles) on one line, and the two- and
 * three-character ones. Not node:util's stripVTControlCharacters: unfinished sequences make it quadratic.
 */
const TERMINAL = new RegExp(
  [
    String.raw`(?:${ESCAPE}\[|\u009b)[0-?]*[ -/]*[@-~]`,
    String.raw`(?:${ESCAPE}\]|\u009d)[^\u0000-\u001f\u007f-\u009f]*(?:${BELL}|${ESCAPE}\\)`,
    String.raw`${ESCAPE}(?:[()*+#%][0-9A-Za-z]|[0-9=>@-Z\\^_a-z])`,
  ].join('|'),
  'g',
);
/** Controls except tab and newline, everything that is drawn as nothing, and everything that reorders text. */
const UNSEEN = /(?![\t\n])[\p{Cc}\p{Cf}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Only the characters that a reader sees: no terminal escapes, no bidirectional overrides (CVE-2021-42574), no
 * zero-width or tag characters. Every kind of line end becomes `\n`, half surrogates become U+FFFD.
 */
export function plainText(text: string): string {
  return text
    .toWellFormed()
    .replace(TERMINAL, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(UNSEEN, '');
}
