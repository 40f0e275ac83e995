import { longestBacktickRun } from './longest-backtick-run.ts';

/** A Markdown code span around one line: its fence is longer than any run of backticks inside (CommonMark 6.1). */
export function codeSpan(line: string): string {
  if (line.trim() === '') return '';
  const fence = '`'.repeat(longestBacktickRun(line) + 1);
  // One space is taken off at both ends where both have one, and a backtick must not touch the fence.
  const space = /^`|`$|^ .* $/.test(line) ? ' ' : '';
  return `${fence}${space}${line}${space}${fence}`;
}
