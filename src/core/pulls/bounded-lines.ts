/** As many lines as fit into `room` UTF-16 units, then `more` with the number of those left out. */
export function boundedLines(
  lines: readonly string[],
  room: number,
  more: (left: number) => string,
): readonly string[] {
  const kept: string[] = [];
  let used = 0;
  for (const line of lines) {
    used += line.length + 1;
    if (used > room) return [...kept, more(lines.length - kept.length)];
    kept.push(line);
  }
  return kept;
}
