import type { FileTexts } from '../edits/edit.ts';
import { rustFunctions } from '../verdicts/rust-functions.ts';

/**
 * Whether test code that stood in the base says something else in `after` than in `now`: tests judge the repair, so
 * the repair may not touch them. Imports around them are no test code.
 */
export function touchesTests(base: FileTexts, now: FileTexts, after: FileTexts): boolean {
  return [...after].some(([path, text]) => {
    const old = new Set(testsOf(base.get(path) ?? '', path).keys());
    const before = testsOf(now.get(path) ?? '', path);
    const repaired = testsOf(text, path);
    return [...before].some(([name, code]) => old.has(name) && repaired.get(name) !== code);
  });
}

function testsOf(text: string, path: string): ReadonlyMap<string, string> {
  const tests = new Map<string, string>();
  for (const fn of rustFunctions(text, path)) {
    const body = fn.body?.map((token) => token.text).join(' ');
    if (fn.inTest) tests.set([...fn.path, fn.name].join('::'), `${fn.signature} { ${body} }`);
  }
  return tests;
}
