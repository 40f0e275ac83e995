import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Closing remarks of rustc and cargo that tell nothing of their own. */
const CLOSING =
  /^(\d+ warnings? emitted|aborting due to |could not compile |some errors have detailed |for more information about )/i;

/**
 * The errors or warnings of a candidate that its base does not have, duplicates of one place (the library and its
 * test build) merged. A diagnostic counts as old when the base has one with the same code, words and file, or the
 * same code, words and source lines elsewhere; line numbers do not matter, every old one pays for one.
 */
export function newDiagnostics(
  before: readonly Diagnostic[],
  after: readonly Diagnostic[],
  level: 'error' | 'warning',
): readonly Diagnostic[] {
  let fresh = mergeDuplicates(after, level);
  let old = mergeDuplicates(before, level);
  const keys: ((diagnostic: Diagnostic) => string)[] = [
    (each) => JSON.stringify([each.code, each.message, each.file, sourceOf(each)]),
    (each) => JSON.stringify([each.code, each.message, each.file]),
    (each) => JSON.stringify([each.code, each.message, sourceOf(each) || each.file]),
  ];
  for (const key of keys) {
    const left = new Map<string, number>();
    for (const each of old) left.set(key(each), (left.get(key(each)) ?? 0) + 1);
    const paid = new Map<string, number>();
    fresh = fresh.filter((each) => {
      const count = left.get(key(each)) ?? 0;
      if (count === 0) return true;
      left.set(key(each), count - 1);
      paid.set(key(each), (paid.get(key(each)) ?? 0) + 1);
      return false;
    });
    old = old.filter((each) => {
      const count = paid.get(key(each)) ?? 0;
      paid.set(key(each), count - 1);
      return count <= 0;
    });
  }
  return fresh;
}

function mergeDuplicates(diagnostics: readonly Diagnostic[], level: string): readonly Diagnostic[] {
  const seen = new Map<string, Diagnostic>();
  for (const each of diagnostics) {
    if (each.level !== level || (!each.file && CLOSING.test(each.message))) continue;
    const key = JSON.stringify([each.code, each.message, each.file, each.line, each.column]);
    if (!seen.has(key)) seen.set(key, each);
  }
  return [...seen.values()];
}

/** The source line of the primary place in rustc's rendering, without its number: context lines change too easily. */
function sourceOf({ rendered, line }: Diagnostic): string {
  for (const [, number, source] of rendered.matchAll(/^ *(\d+) *\|(.*)$/gm))
    if (line === undefined || Number(number) === line) return (source ?? '').replace(/^[ /]+/, '').trim();
  return '';
}
