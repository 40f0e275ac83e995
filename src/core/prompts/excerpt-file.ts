import { taskWords } from './task-words.ts';

/** Lines kept at the beginning: imports and declarations. */
const HEAD = 25;
/** Lines kept around a line that shares a word with the task. */
const AROUND = 12;

/**
 * The parts of a long file that a task is likely to touch: its head, then the surroundings of lines that share words
 * with the task, the best first, in at most `mostLines` lines. Gaps say how many lines they leave out, in a form that
 * is no code, so that nobody copies it into a SEARCH.
 */
export function excerptFile(text: string, task: string, mostLines: number): string {
  const lines = text.split('\n');
  if (lines.length <= mostLines) return text;
  const words = taskWords(task);
  const scores = lines.map((line) => [...taskWords(line)].filter((word) => words.has(word)).length);
  const order = scores.map((_, at) => at).filter((at) => (scores[at] ?? 0) > 0);
  order.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
  const kept = new Set<number>();
  const keep = (from: number, to: number) => {
    for (let at = Math.max(0, from); at < Math.min(lines.length, to) && kept.size < mostLines; at++)
      kept.add(at);
  };
  keep(0, Math.min(HEAD, Math.ceil(mostLines / 3)));
  for (const at of order) keep(at - AROUND, at + AROUND + 1);
  keep(0, lines.length);
  return printKept(lines, kept);
}

function printKept(lines: readonly string[], kept: ReadonlySet<number>): string {
  const shown: string[] = [];
  let gap = 0;
  for (const [at, line] of lines.entries()) {
    if (!kept.has(at)) gap++;
    else {
      if (gap > 0) shown.push(gapLine(gap));
      gap = 0;
      shown.push(line);
    }
  }
  if (gap > 0) shown.push(gapLine(gap));
  return shown.join('\n');
}

function gapLine(count: number): string {
  return `[${count} lines not shown]`;
}
