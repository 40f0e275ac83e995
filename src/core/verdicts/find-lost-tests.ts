import type { FileChange } from './file-change.ts';
import { type RustFunction, rustFunctions } from './rust-functions.ts';
import { testWeight } from './test-weight.ts';

/** A test that says less than before. */
export interface LostTest {
  readonly path: string;
  readonly test: string;
  /** Ends a sentence that starts with the test: `was removed`. */
  readonly how: string;
}

export interface TestsKept {
  readonly lost: readonly LostTest[];
  /** Old name to new name of tests that live on under another name or in another module. */
  readonly renamed: ReadonlyMap<string, string>;
  /** Names of the tests the change brings. */
  readonly added: readonly string[];
  /** Tests whose assertions expect other values than before: a person should look. */
  readonly altered: readonly string[];
}

interface Found {
  readonly path: string;
  readonly fn: RustFunction;
}

/** Tests that the change removes, ignores, empties, gates away or robs of assertions. Moving and renaming is fine. */
export function findLostTests(changes: readonly FileChange[]): TestsKept {
  const rust = changes.filter((change) => change.path.endsWith('.rs'));
  const before = rust.flatMap((change) => functionsOf(change.path, change.before));
  const after = rust.flatMap((change) => functionsOf(change.path, change.after));
  const pairs = pairTests(before.filter(isTest), after.filter(isTest));
  const oldHelpers = helpersOf(before);
  const newHelpers = helpersOf(after);
  const lost: LostTest[] = [];
  const renamed = new Map<string, string>();
  const altered: string[] = [];
  for (const [old, now] of pairs.kept) {
    if (old.path !== now.path || fullName(old.fn) !== fullName(now.fn))
      renamed.set(fullName(old.fn), fullName(now.fn));
    const how = robbed(old.fn, now.fn, { old: oldHelpers, now: newHelpers });
    if (how) lost.push({ path: now.path, test: now.fn.name, how });
    else if (expectsOther(old.fn, now.fn)) altered.push(now.fn.name);
  }
  for (const old of pairs.gone) {
    const still = after.some((each) => each.path === old.path && each.fn.name === old.fn.name);
    lost.push({ path: old.path, test: old.fn.name, how: still ? 'is no longer a `#[test]`' : 'was removed' });
  }
  return { lost, renamed, added: pairs.added.map((each) => fullName(each.fn)), altered };
}

const isTest = (found: Found) => found.fn.isTest;
const fullName = (fn: RustFunction) => [...fn.path, fn.name].join('::');

function functionsOf(path: string, text: string | undefined): readonly Found[] {
  return rustFunctions(text ?? '', path).map((fn) => ({ path, fn }));
}

function helpersOf(found: readonly Found[]): ReadonlyMap<string, number> {
  const helpers = new Map<string, number>();
  for (const { fn } of found) {
    const { asserts } = testWeight(fn, new Map());
    if (!fn.isTest && fn.inTest && asserts > 0) helpers.set(fn.name, asserts);
  }
  return helpers;
}

/** Pairs by file and full name, then by name, then by the same body, then by a like body in the same file. */
function pairTests(before: readonly Found[], after: readonly Found[]) {
  const kept: [Found, Found][] = [];
  let gone = before;
  let added = after;
  const keys: ((found: Found) => string)[] = [
    (found) => `${found.path}\n${fullName(found.fn)}`,
    (found) => found.fn.name,
    bodyText,
  ];
  for (const key of keys) {
    const waiting = new Map<string, Found[]>();
    for (const found of added) {
      const same = waiting.get(key(found));
      if (same) same.push(found);
      else waiting.set(key(found), [found]);
    }
    const taken = new Set<Found>();
    gone = gone.filter((old) => {
      const now = key(old) === '' ? undefined : waiting.get(key(old))?.shift();
      if (!now) return true;
      taken.add(now);
      kept.push([old, now]);
      return false;
    });
    added = added.filter((found) => !taken.has(found));
  }
  for (const old of gone.slice(0, MOST_COMPARED)) {
    const now = added.find((found) => found.path === old.path && alike(old.fn, found.fn));
    if (!now) continue;
    kept.push([old, now]);
    gone = gone.filter((found) => found !== old);
    added = added.filter((found) => found !== now);
  }
  return { kept, gone, added };
}

/** Bounds the comparing of every old with every new test. */
const MOST_COMPARED = 200;

const bodyText = ({ fn }: Found) => (fn.body ?? []).map((token) => token.text).join(' ');

/** Most of the old words and literals are still there. */
function alike(old: RustFunction, now: RustFunction): boolean {
  const words = new Set(now.body?.map((token) => token.text));
  const wanted = (old.body ?? []).filter((token) => token.kind !== 'punct').map((token) => token.text);
  return wanted.length > 2 && wanted.filter((word) => words.has(word)).length / wanted.length >= 0.7;
}

function robbed(
  old: RustFunction,
  now: RustFunction,
  helpers: { readonly old: ReadonlyMap<string, number>; readonly now: ReadonlyMap<string, number> },
): string | undefined {
  const has = (fn: RustFunction, start: RegExp) => fn.attributes.some((attribute) => start.test(attribute));
  for (const [pattern, how] of [
    [/^ignore\b|^cfg_attr\(.*\bignore\b/, 'is now ignored'],
    [/^should_panic\b/, 'now expects a panic'],
  ] as const)
    if (has(now, pattern) && !has(old, pattern)) return how;
  const gates = gatesOf(old);
  const gate = [...gatesOf(now)].find((each) => !gates.has(each));
  if (gate) return `only runs under \`#[${gate}]\` now`;
  if ((old.body?.length ?? 0) > 0 && (now.body?.length ?? 0) === 0) return 'was emptied';
  if (/^return( ;|$)/.test(firstWords(now)) && !/^return( ;|$)/.test(firstWords(old)))
    return 'returns before it checks anything';
  const was = testWeight(old, helpers.old);
  const is = testWeight(now, helpers.now);
  if (is.cases < was.cases) return `had ${was.cases} cases and has ${is.cases}`;
  const merged = is.asserts > 0 && [...was.words].every((word) => is.words.has(word));
  if (is.asserts < was.asserts && !merged)
    return `had ${was.asserts} ${was.asserts === 1 ? 'assertion' : 'assertions'} that could fail and has ${is.asserts}`;
  return undefined;
}

function gatesOf(fn: RustFunction): ReadonlySet<string> {
  const gates = [...fn.around, ...fn.attributes].filter((attribute) => /^cfg\(/.test(attribute));
  return new Set(gates.filter((attribute) => attribute !== 'cfg(test)'));
}

const firstWords = (fn: RustFunction) =>
  (fn.body ?? [])
    .slice(0, 2)
    .map((token) => token.text)
    .join(' ');

function expectsOther(old: RustFunction, now: RustFunction): boolean {
  const is = testWeight(now, new Map()).words;
  return [...testWeight(old, new Map()).words].some((word) => /^["'0-9]|^\w*"/.test(word) && !is.has(word));
}
