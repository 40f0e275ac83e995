import { withoutBlankEdges } from './find-match.ts';
import { similarity } from './similarity.ts';

const SHOWN = 14;
const COMPARED = 20_000;

/** The stretch of a file most like the wanted lines, each line with its 1-based number: what the model should have copied. */
export function nearestLines(lines: readonly string[], wanted: readonly string[]): string {
  const core = withoutBlankEdges(wanted).map((line) => line.trim());
  if (lines.length === 0) return '(the file is empty)';
  const bare = lines.slice(0, COMPARED).map((line) => line.trim());
  const start = bestWindow(bare, core) ?? bestLine(bare, core);
  const from = Math.max(0, start - 1);
  return numberedLines(lines, from, Math.min(SHOWN, core.length + 2));
}

/** Lines as the model sees them in corrections: `  41 | fn foo() {`. */
export function numberedLines(lines: readonly string[], from: number, count: number): string {
  const shown = lines.slice(from, from + count);
  const width = String(from + shown.length).length;
  return shown
    .map((line, at) => `${String(from + at + 1).padStart(width)} | ${line.slice(0, 200)}`)
    .join('\n');
}

/** Start of the window that shares most lines with the wanted ones in their places; one pass over equal lines. */
function bestWindow(bare: readonly string[], core: readonly string[]): number | undefined {
  const places = new Map<string, number[]>();
  for (const [offset, line] of core.entries())
    if (line.length > 2) places.set(line, [...(places.get(line) ?? []).slice(0, 20), offset]);
  const votes = new Map<number, number>();
  for (const [at, line] of bare.entries())
    for (const offset of places.get(line) ?? []) votes.set(at - offset, (votes.get(at - offset) ?? 0) + 1);
  let best: number | undefined;
  for (const [start, count] of votes) if (best === undefined || count > (votes.get(best) ?? 0)) best = start;
  return best;
}

/** The line most like the longest wanted one, less that one's offset. */
function bestLine(bare: readonly string[], core: readonly string[]): number {
  let offset = 0;
  for (const [at, line] of core.entries()) if (line.length > (core[offset]?.length ?? 0)) offset = at;
  const wanted = core[offset] ?? '';
  let best = 0;
  let score = -1;
  for (const [at, line] of bare.entries()) {
    const one = similarity(wanted, line);
    if (one > score) {
      score = one;
      best = at;
    }
  }
  return best - offset;
}
