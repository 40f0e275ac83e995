import { ambiguous, putAt } from './apply-replace.ts';
import type { Hunk } from './edit.ts';
import { type FileLines, spliceLines } from './file-lines.ts';
import { findMatch, type Match } from './find-match.ts';
import { nearestLines } from './nearest-lines.ts';
import type { Step } from './step.ts';

/** How far from its claimed line a hunk that fits several places may stand. */
const MISCOUNT = 3;

/**
 * The hunks of a unified diff applied by content. A claimed line number decides only where the content fits several
 * places, and only when it is nearly right.
 */
export function applyPatch(
  file: FileLines,
  { path, hunks }: { readonly path: string; readonly hunks: readonly Hunk[] },
): Step {
  let current = file;
  /** Lines that the hunks before added. */
  let shift = 0;
  for (const [number, hunk] of hunks.entries()) {
    const expected = hunk.line === undefined ? undefined : hunk.line - 1 + shift;
    const step = applyHunk(current, hunk, expected);
    if (!step.ok) return { ...step, explain: `Hunk ${number + 1} of ${path}: ${step.explain}` };
    current = step.file;
    shift += hunk.after.length - hunk.before.length;
  }
  return { ok: true, file: current };
}

function applyHunk(file: FileLines, hunk: Hunk, expected: number | undefined): Step {
  const replacement = { wanted: hunk.before, put: hunk.after };
  if (hunk.before.every((line) => line.trim() === '')) return insert(file, hunk, expected);
  if (expected !== undefined && fitsAt(file.lines, hunk.before, expected))
    return { ok: true, file: spliceLines(file, { start: expected, count: hunk.before.length }, hunk.after) };
  const match = byHint(findMatch(file.lines, hunk.before), expected, hunk.before.length);
  const done = match.kind === 'found' ? putAt(file, match, replacement) : undefined;
  if (done) return { ok: true, file: done };
  if (match.kind === 'ambiguous') return ambiguous('its context and removed lines occur', file, match);
  return {
    ok: false,
    why: 'not-found',
    explain: `its context and removed lines do not occur in the file. Copy them exactly; the nearest lines are:\n${nearestLines(file.lines, hunk.before)}`,
  };
}

/** Lines added without any context have no place in a file with text, unless blank context stands where it is claimed. */
function insert(file: FileLines, hunk: Hunk, expected: number | undefined): Step {
  if (file.lines.every((line) => line.trim() === ''))
    return { ok: true, file: spliceLines(file, { start: 0, count: file.lines.length }, hunk.after) };
  if (hunk.before.length > 0 && expected !== undefined && fitsAt(file.lines, hunk.before, expected))
    return { ok: true, file: spliceLines(file, { start: expected, count: hunk.before.length }, hunk.after) };
  return { ok: false, why: 'no-search', explain: 'it adds lines without any line of context around them.' };
}

function fitsAt(lines: readonly string[], wanted: readonly string[], start: number): boolean {
  return start >= 0 && wanted.every((line, offset) => lines[start + offset] === line);
}

function byHint(match: Match, expected: number | undefined, count: number): Match {
  if (match.kind !== 'ambiguous' || match.how !== 'exact' || expected === undefined) return match;
  const near = match.starts.filter((start) => Math.abs(start - expected) <= MISCOUNT);
  const [start, second] = near;
  return start !== undefined && second === undefined
    ? { kind: 'found', how: match.how, start, count }
    : match;
}
