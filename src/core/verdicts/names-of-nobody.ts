import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Errors of names that are not there: modules, imports, types, values, fields, methods (rustc --explain). */
const MISSING = new Set([
  ...['E0405', 'E0412', 'E0422', 'E0423', 'E0425', 'E0426', 'E0432', 'E0433', 'E0531', 'E0532'],
  ...['E0559', 'E0560', 'E0574', 'E0576', 'E0599', 'E0609', 'E0610'],
]);
/** What rustc quotes first is what it misses: ``no method named `gather` found``, ``unresolved import `a::b` ``. */
const QUOTED = /`([\w:]+)`/;

/**
 * The names that errors miss when all of them miss names that nobody gave, so whoever wrote the code in question made
 * them up; else undefined: a name that is known may be missing because the other side forgot it.
 */
export function namesOfNobody(
  errors: readonly Diagnostic[],
  known: ReadonlySet<string>,
): readonly string[] | undefined {
  const names = new Set<string>();
  for (const { code, message } of errors) {
    const name = MISSING.has(code) ? QUOTED.exec(message)?.[1]?.split('::').at(-1) : undefined;
    if (!name || known.has(name)) return undefined;
    names.add(name);
  }
  return names.size === 0 ? undefined : [...names];
}
