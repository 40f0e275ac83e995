/**
 * Source files of a dep-info file as rustc writes it next to its output: besides the make rules there is one empty
 * rule for each input (`src/a\ b.rs:`), in which spaces carry a backslash.
 */
export function parseDepInfo(text: string): readonly string[] {
  return text
    .split('\n')
    .filter((line) => line.endsWith(':') && !line.startsWith('#'))
    .map((line) => line.slice(0, -1).replaceAll('\\ ', ' '));
}
