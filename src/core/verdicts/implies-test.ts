/** A feature that only test support stands behind. */
const TEST_FEATURE = /^feature="[\w-]*(?:test|mock|fake|stub)[\w-]*"$/;

/**
 * Whether code under a `cfg` predicate ships to nobody: it is built for tests only, or for a feature named for them.
 * Blanks removed; doc.rust-lang.org/reference/conditional-compilation.html
 */
export function impliesTest(predicate: string, depth = 0): boolean {
  if (predicate === 'test') return true;
  if (depth > 8) return false;
  const [, kind, list] = /^(all|any)\((.*)\)$/s.exec(predicate) ?? [];
  if (list === undefined) return depth > 0 && TEST_FEATURE.test(predicate);
  const parts = splitList(list);
  const has = (part: string) => impliesTest(part, depth + 1);
  return kind === 'all' ? parts.some(has) : parts.length > 0 && parts.every(has);
}

/** Splits at the commas that stand in no brackets. */
function splitList(list: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at <= list.length; at++) {
    const character = list[at];
    if (character === '(') depth++;
    else if (character === ')') depth--;
    else if (character === undefined || (character === ',' && depth === 0)) {
      if (at > start) parts.push(list.slice(start, at));
      start = at + 1;
    }
  }
  return parts;
}
