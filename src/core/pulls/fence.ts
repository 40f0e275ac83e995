import { longestBacktickRun } from './longest-backtick-run.ts';

/** Longest that `fence` adds around a text of `logText`: two fences of 21 backticks, the language, two line ends. */
export const FENCE_ROOM = 60;

/** A fenced code block that the text cannot close: the fence is longer than any run of backticks inside. */
export function fence(text: string, language: string): string {
  const bar = '`'.repeat(Math.max(3, longestBacktickRun(text) + 1));
  return `${bar}${language}\n${text}\n${bar}`;
}
