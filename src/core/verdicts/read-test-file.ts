import { rustFunctions } from './rust-functions.ts';
import { testWeight } from './test-weight.ts';

/** The tests of a file that a model wrote, or why the file cannot serve, as a sentence. */
export type ReadTests =
  | { readonly kind: 'tests'; readonly names: readonly string[] }
  | { readonly kind: 'refused'; readonly why: string };

const CAN_ONLY_PASS = /^(?:ignore|cfg|cfg_attr)\b/;

/** Reads an integration test file: it has tests, each checks something, and none is switched off. */
export function readTestFile(path: string, text: string): ReadTests {
  const functions = rustFunctions(text, path);
  const tests = functions.filter((fn) => fn.isTest);
  if (tests.length === 0) return refused(`${path} has no \`#[test]\` function.`);
  const helpers = new Map(
    functions.filter((fn) => !fn.isTest).map((fn) => [fn.name, testWeight(fn, new Map()).asserts]),
  );
  const off = tests.find((fn) => [...fn.attributes, ...fn.around].some((one) => CAN_ONLY_PASS.test(one)));
  if (off) return refused(`\`${off.name}\` is switched off by an attribute; it has to run.`);
  const panics = (attributes: readonly string[]) => attributes.some((one) => one.startsWith('should_panic'));
  // Where a brace is missing the body is not known: the compiler tells better.
  const idle = tests.find((fn) => fn.body && !panics(fn.attributes) && testWeight(fn, helpers).asserts === 0);
  if (idle) return refused(`\`${idle.name}\` asserts nothing that could fail.`);
  return { kind: 'tests', names: tests.map((fn) => [...fn.path, fn.name].join('::')) };
}

function refused(why: string): ReadTests {
  return { kind: 'refused', why };
}
