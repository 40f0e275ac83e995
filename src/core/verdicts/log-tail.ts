/** The last lines of a log, where programs say why they ended; at most `lines` lines of 300 characters. */
export function logTail(log: string, lines = 30): string {
  return log
    .trimEnd()
    .split('\n')
    .slice(-lines)
    .map((line) => line.slice(0, 300))
    .join('\n');
}
