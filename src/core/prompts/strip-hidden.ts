/**
 * Characters that cannot be seen: zero width, direction, tags, variation selectors, soft hyphen, invisible fillers, halves
 * of surrogate pairs. Emoji presentation (FE0F) stays.
 */
const HIDDEN = /(?!\uFE0F)[\p{Cf}\p{Cs}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F]/g;

/** The text without characters that cannot be seen; line ends become `\n`. Everything visible stays, comments too. */
export function stripHidden(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(HIDDEN, '').replace(CONTROL, '');
}
