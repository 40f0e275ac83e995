import { countExamples } from './count-examples.ts';
import type { FileChange } from './file-change.ts';
import { quoteFunction } from './quote-function.ts';
import { rustChanges } from './rust-changes.ts';
import { type RustFunction, rustFunctions } from './rust-functions.ts';
import { rustTokens } from './rust-tokens.ts';
import { CASE, type TestWeight, testWeight } from './test-weight.ts';
import { findWeakenedMacros } from './weakened-macros.ts';

/** A test that says less than before. */
export interface LostTest {
  readonly path: string;
  readonly test: string;
  /** Ends a sentence that starts with the test: `was removed`. */
  readonly how: string;
  /** The test as it was, its lines with their numbers; absent where there is none to show. */
  readonly was?: string;
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
  const rust = rustChanges(changes);
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
    if (how) lost.push({ path: now.path, test: now.fn.name, how, ...wasIn(rust, old) });
    else if (expectsOther(old.fn, now.fn)) altered.push(now.fn.name);
  }
  for (const old of pairs.gone) {
    const still = after.some((each) => each.path === old.path && each.fn.name === old.fn.name);
    const how = still ? 'is no longer a `#[test]`' : 'was removed';
    lost.push({ path: old.path, test: old.fn.name, how, ...wasIn(rust, old) });
  }
  for (const { path, macro } of replacedAssertions(rust)) {
    const test = before.find((each) => isTest(each) && each.path === path) ?? before.find(isTest);
    if (test) lost.push({ path, test: test.fn.name, how: `no longer checks with the real \`${macro}!\`` });
  }
  lost.push(...unrunExamples(rust));
  for (const { path, name, was, is } of findWeakenedMacros(rust))
    lost.push({ path, test: `${name}!`, how: `wrote ${was} assertions and writes ${is}` });
  return { lost, renamed, added: pairs.added.map((each) => fullName(each.fn)), altered };
}

function wasIn(changes: readonly FileChange[], { path, fn }: Found): { readonly was?: string } {
  const before = changes.find((change) => change.path === path)?.before;
  return before === undefined ? {} : { was: quoteFunction(before, fn) };
}

/** Examples of the documentation that are only built now: cargo counts them as passed all the same. */
function unrunExamples(changes: readonly FileChange[]): readonly LostTest[] {
  return changes.flatMap(({ path, before, after }) => {
    const [was, is] = [countExamples(before ?? ''), countExamples(after ?? '')];
    const unrun = Math.min(is.built - was.built, was.run - is.run);
    return unrun > 0
      ? [{ path, test: 'an example in the documentation', how: 'is no longer run (`no_run`)' }]
      : [];
  });
}

/** Assertion macros of the standard library that the change defines anew, or imports something else as. */
function replacedAssertions(changes: readonly FileChange[]): readonly { path: string; macro: string }[] {
  const replaced = (text: string | undefined) => {
    const tokens = rustTokens(text ?? '').filter((token) => token.kind !== 'comment');
    return tokens.flatMap(({ text: word }, at) => {
      if (!/^(?:assert|assert_eq|assert_ne|panic)$/.test(word)) return [];
      const isDefined = tokens[at - 1]?.text === '!' && tokens[at - 2]?.text === 'macro_rules';
      return isDefined || tokens[at - 1]?.text === 'as' ? [word] : [];
    });
  };
  return changes.flatMap(({ path, before, after }) => {
    const old = new Set(replaced(before));
    return replaced(after).flatMap((macro) => (old.has(macro) ? [] : [{ path, macro }]));
  });
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
  const insideBefore = new Set(old.inside);
  const part = now.inside.find((each) => each.startsWith('cfg(') && !insideBefore.has(each));
  if (part) return `checks a part only under \`#[${part}]\` now`;
  const panic = weakerPanic(old, now);
  if (panic) return panic;
  return outweighed(testWeight(old, helpers.old), testWeight(now, helpers.now));
}

function outweighed(was: TestWeight, is: TestWeight): string | undefined {
  if (is.exits > was.exits) return 'may end before it checks everything';
  if (is.cases < was.cases) return `had ${was.cases} cases and has ${is.cases}`;
  // Into one assertion, or into a table that is walked through.
  const saysAll = is.wordCount >= was.wordCount || (is.loops && !was.loops);
  const merged = is.asserts > 0 && saysAll && [...was.words].every((word) => is.words.has(word));
  if (is.asserts < was.asserts && !merged)
    return `had ${was.asserts} ${was.asserts === 1 ? 'assertion' : 'assertions'} that could fail and has ${is.asserts}`;
  if (was.asserts + was.strict > 0 && is.asserts + is.strict === 0)
    return 'has nothing left that could fail it';
  const thrownAway = is.strict < was.strict && is.ignored > was.ignored && is.asserts <= was.asserts;
  return thrownAway ? 'ignores a result that had to be good before' : undefined;
}

/** The panic that a test expects, said less exactly than before. */
function weakerPanic(old: RustFunction, now: RustFunction): string | undefined {
  const said = (fn: RustFunction) => {
    const attribute = fn.attributes.find((each) => each.startsWith('should_panic'));
    return attribute === undefined ? undefined : (/"(.*)"/s.exec(attribute)?.[1] ?? '');
  };
  const [was, is] = [said(old), said(now)];
  const isWeaker = was !== undefined && is !== undefined && is.length < was.length && was.includes(is);
  return isWeaker ? 'no longer says which panic it expects' : undefined;
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
  const cases = new Set(now.attributes);
  if (old.attributes.some((each) => CASE.test(each) && !cases.has(each))) return true;
  const is = testWeight(now, new Map()).words;
  return [...testWeight(old, new Map()).words].some((word) => /^["'0-9]|^\w*"/.test(word) && !is.has(word));
}
