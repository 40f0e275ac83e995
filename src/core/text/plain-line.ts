// Terminal escapes (ECMA-48: ESC and CSI sequences), other control characters, and the invisible and
// direction-changing characters of "Trojan Source" (CVE-2021-42574).
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed here
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;
const CONTROLS = /[\p{Cc}\p{Cf}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Makes foreign text safe to print as one line of a terminal or of a workflow log: no escapes, no line ends, and
 * nothing that the runner takes for a command (it reads `::name::` at a line's start and `##[name]` anywhere).
 */
export function plainLine(text: string): string {
  const line = text
    .replace(ESCAPES, '')
    .replace(/[\t\n\r\u0085\u2028\u2029]+/g, ' ')
    .replace(CONTROLS, '');
  return line.replaceAll('##[', '# #[').replace(/^(\s*):(?=:)/, '$1: ');
}
