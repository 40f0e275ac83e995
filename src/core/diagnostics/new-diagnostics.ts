import type { Diagnostic } from './diagnostic.ts';

/**
 * The diagnostics that the baseline does not have, in their order. A message counts as the same when level, file,
 * code, words and the quoted source lines are the same, wherever the line has moved; it may be there as often as the
 * baseline has it.
 */
export function newDiagnostics(
  now: readonly Diagnostic[],
  baseline: readonly Diagnostic[],
): readonly Diagnostic[] {
  const known = new Map<string, number>();
  for (const diagnostic of baseline) {
    const key = identityOf(diagnostic);
    known.set(key, (known.get(key) ?? 0) + 1);
  }
  return now.filter((diagnostic) => {
    const key = identityOf(diagnostic);
    const left = known.get(key) ?? 0;
    known.set(key, left - 1);
    return left <= 0;
  });
}

function identityOf(diagnostic: Diagnostic): string {
  return [
    diagnostic.level,
    diagnostic.file ?? '',
    diagnostic.code,
    diagnostic.message,
    ...primarySource(diagnostic),
  ].join('\0');
}

/**
 * The source line of the primary place as rustc renders it (`12 |     let x = 1;`), without its number. Only this
 * one: lines quoted as context change when their neighbours do. Leading space goes, for rustc trims it or not by the
 * lines shown beside it.
 */
function primarySource(diagnostic: Diagnostic): readonly string[] {
  const line = diagnostic.rendered
    .split('\n')
    .find((rendered) => new RegExp(`^\\s*${diagnostic.line ?? '\\d+'}\\s+[|/\\\\]`).test(rendered));
  return line === undefined ? [] : [line.replace(/^\s*\d+\s+[|/\\]+/, '').trim()];
}
