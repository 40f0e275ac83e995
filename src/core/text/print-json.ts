/** What a terminal acts on or does not show: controls, direction, hidden characters. The line ends are JSON's own. */
const UNSEEN = /(?!\n)[\p{Cc}\p{Cf}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}\u2028\u2029]/gu;

/**
 * Indented JSON that is safe to print on a terminal and in a workflow's log: the same values, but every character that a
 * terminal acts on or a reader does not see is written as its escape, and so is the `##[` of a runner's command.
 */
export function printJson(value: unknown): string {
  return JSON.stringify(value, null, 2)
    .replace(UNSEEN, (character) =>
      character
        .split('')
        .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
        .join(''),
    )
    .replaceAll('##[', '#\\u0023[');
}
