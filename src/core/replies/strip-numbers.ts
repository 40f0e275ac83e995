/** `  12 | code`, `> 12 | code`, `12: code`: how files and errors are shown to models, and what they copy from there. */
const NUMBERED = /^\s{0,8}>?\s{0,8}(\d{1,6}) ?([|│:])(?: |$)/;

/**
 * Lines without the line numbers that a model copied from its prompt; the same array unless every line with text has
 * one and each is the next of the one before, so that a table of numbers stays.
 */
export function stripNumbers(lines: readonly string[]): readonly string[] {
  let last: number | undefined;
  let enough = false;
  for (const line of lines) {
    const match = NUMBERED.exec(line);
    if (!match && line.trim() !== '') return lines;
    const number = match ? Number(match[1]) : undefined;
    if (number !== undefined && last !== undefined && number !== last + 1) return lines;
    // One `1: text` may be anything.
    enough ||= match !== null && (match[2] !== ':' || last !== undefined);
    last = number ?? (last === undefined ? undefined : last + 1);
  }
  return enough ? lines.map(withoutNumber) : lines;
}

/** One line without its number, if it has one. */
export function withoutNumber(line: string): string {
  return line.replace(NUMBERED, '');
}
