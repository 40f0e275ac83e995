import { similarity } from './similarity.ts';

/** How a SEARCH text was found, from strict to lenient. */
export type MatchHow = 'exact' | 'trailing-space' | 'blank-lines' | 'indentation' | 'fuzzy';

export type Match =
  | { readonly kind: 'found'; readonly how: MatchHow; readonly start: number; readonly count: number }
  | { readonly kind: 'ambiguous'; readonly how: MatchHow; readonly starts: readonly number[] }
  | { readonly kind: 'none' };

/** A fuzzy match must be at least this alike, and this much better than any other place. */
const LIKENESS = 0.9;
const LEAD = 0.08;
/** More places than these need not be counted: the text is ambiguous anyway. */
const MOST_PLACES = 50;
/** Line comparisons a fuzzy search may cost. */
const FUZZY_WORK = 4_000_000;

/**
 * Where `wanted` stands in `lines`: exactly, else without trailing space, else without blank lines around it, else
 * indented differently as a whole, else nearly so (at least 3 lines, only when no other place is nearly as alike).
 * The first way that finds anything decides; two places of that way are ambiguous.
 */
export function findMatch(lines: readonly string[], wanted: readonly string[]): Match {
  const core = withoutBlankEdges(wanted);
  if (core.length === 0) return { kind: 'none' };
  const ends = lines.map((line) => line.trimEnd());
  const wantedEnds = wanted.map((line) => line.trimEnd());
  const coreEnds = core.map((line) => line.trimEnd());
  return (
    decide('exact', wanted.length, places(lines, wanted)) ??
    decide('trailing-space', wanted.length, places(ends, wantedEnds)) ??
    decide('blank-lines', core.length, places(ends, coreEnds)) ??
    decide('indentation', core.length, indentedPlaces(ends, coreEnds)) ??
    findFuzzy(ends, coreEnds)
  );
}

/** The lines without the blank ones at both ends. */
export function withoutBlankEdges(lines: readonly string[]): readonly string[] {
  const first = lines.findIndex((line) => line.trim() !== '');
  if (first < 0) return [];
  return lines.slice(first, lines.findLastIndex((line) => line.trim() !== '') + 1);
}

function decide(how: MatchHow, count: number, starts: readonly number[]): Match | undefined {
  const [start, second] = starts;
  if (start === undefined) return undefined;
  return second === undefined ? { kind: 'found', how, start, count } : { kind: 'ambiguous', how, starts };
}

/** Starts of the first {@link MOST_PLACES} occurrences, by the Knuth-Morris-Pratt search: linear on hostile input. */
function places(lines: readonly string[], wanted: readonly string[]): readonly number[] {
  const borders = bordersOf(wanted);
  const starts: number[] = [];
  let matched = 0;
  for (const [at, line] of lines.entries()) {
    while (matched > 0 && (matched === wanted.length || wanted[matched] !== line))
      matched = borders[matched - 1] ?? 0;
    if (wanted[matched] === line) matched++;
    if (matched === wanted.length) starts.push(at - matched + 1);
    if (starts.length === MOST_PLACES) break;
  }
  return starts;
}

function bordersOf(wanted: readonly string[]): readonly number[] {
  const borders = [0];
  for (let at = 1; at < wanted.length; at++) {
    let matched = borders[at - 1] ?? 0;
    while (matched > 0 && wanted[matched] !== wanted[at]) matched = borders[matched - 1] ?? 0;
    borders.push(wanted[matched] === wanted[at] ? matched + 1 : matched);
  }
  return borders;
}

/** Places where every line differs from the wanted one by the same piece of indentation. */
function indentedPlaces(lines: readonly string[], wanted: readonly string[]): readonly number[] {
  const bare = places(
    lines.map((line) => line.trimStart()),
    wanted.map((line) => line.trimStart()),
  );
  return bare.filter((start) => isShift(lines.slice(start, start + wanted.length), wanted));
}

function isShift(found: readonly string[], wanted: readonly string[]): boolean {
  let shift: string | undefined;
  for (const [at, line] of found.entries()) {
    if (line === '') continue;
    const one = shiftOf(indentOf(wanted[at] ?? ''), indentOf(line));
    if (one === undefined || (shift !== undefined && one !== shift)) return false;
    shift = one;
  }
  return true;
}

/** `+<white space>` or `-<white space>` that leads from one indentation to the other; undefined when neither contains the other. */
function shiftOf(from: string, to: string): string | undefined {
  if (to.endsWith(from)) return `+${to.slice(0, to.length - from.length)}`;
  return from.endsWith(to) ? `-${from.slice(0, from.length - to.length)}` : undefined;
}

export function indentOf(line: string): string {
  return /^[ \t]*/.exec(line)?.[0] ?? '';
}

function findFuzzy(lines: readonly string[], wanted: readonly string[]): Match {
  const size = wanted.length;
  if (size < 3 || lines.length < size || lines.length * size > FUZZY_WORK) return { kind: 'none' };
  const bare = lines.map((line) => line.trim());
  const wantedBare = wanted.map((line) => line.trim());
  const scored: { start: number; score: number }[] = [];
  for (let at = 0; at + size <= bare.length; at++) {
    const equal = wantedBare.filter((line, offset) => bare[at + offset] === line).length;
    if (equal * 2 < size) continue;
    const score =
      wantedBare.reduce((sum, line, offset) => sum + similarity(line, bare[at + offset] ?? ''), 0) / size;
    scored.push({ start: at, score });
  }
  scored.sort((a, b) => b.score - a.score);
  const [best, second] = scored;
  if (!best || best.score < LIKENESS) return { kind: 'none' };
  if (second && second.score > best.score - LEAD)
    return { kind: 'ambiguous', how: 'fuzzy', starts: [best.start, second.start].sort((a, b) => a - b) };
  return { kind: 'found', how: 'fuzzy', start: best.start, count: size };
}
