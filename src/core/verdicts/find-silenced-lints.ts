import type { FileChange } from './file-change.ts';
import { type RustAttribute, rustAttributes } from './rust-attributes.ts';
import { rustChanges } from './rust-changes.ts';

/** A lint level of a whole file, crate or lint group. */
const ALLOWS = /(^|[(,])(allow|expect)\(/;
const DEMANDS = /(^|[(,])(warn|deny|forbid)\(/;
const WIDE =
  /\b(warnings|unused|nonstandard_style|future_incompatible|clippy::(all|pedantic|nursery|restriction|style|complexity|correctness|suspicious|perf|cargo))\b(?!_)/;
/** Said of a module, these still let everything in it be checked. */
const NARROW =
  /^(?:allow|expect)\((?:dead_code|missing_docs|clippy::module_inception|clippy::(?:unwrap|expect)_used|,|reason="[^"]*")+\)$/;
/** What these warn of is unfinished or thrown-away work, and is easily put right: nothing to be allowed anywhere. */
const HIDES_WORK =
  /\b(?:allow|expect)\([^)]*\b(?:unused_variables|unused_must_use|unused_assignments|unreachable_code|unconditional_recursion)\b/;
/** Helpers shared by integration tests are compiled into each of them, so that parts are always unused. */
const SHARED_BY_TESTS = /(^|\/)(tests|benches)\//;
const MANIFEST_LEVEL = /^\s*["\w:.-]+\s*=\s*(\{[^}]*\blevel\s*=\s*)?["'](allow|warn|deny|forbid)["']/;

/**
 * Lints the change switches off for more than one item, one sentence each: a new `#![allow]`, an `#[allow]` of a
 * whole group or on a module, a lint level in Cargo.toml lowered, a `#![deny]` taken away, clippy's own file changed.
 * One narrow `#[allow]` is only a risk, unless it hides that work is missing.
 */
export function findSilencedLints(changes: readonly FileChange[]): readonly string[] {
  const rust = new Set(rustChanges(changes));
  return changes.flatMap((change) => {
    if (rust.has(change)) return inRust(change);
    if (/(^|\/)\.?clippy\.toml$/.test(change.path))
      return [`\`${change.path}\` sets what clippy looks for and may not change.`];
    return /(^|\/)Cargo\.toml$/.test(change.path) ? inManifest(change) : [];
  });
}

function inRust({ path, before, after }: FileChange): readonly string[] {
  const inTests = SHARED_BY_TESTS.test(path);
  const isWide = ({ inner, text: said, onModule }: RustAttribute) =>
    WIDE.test(said) || (!inTests && (inner || HIDES_WORK.test(said) || (onModule && !NARROW.test(said))));
  const silences = (text: string | undefined) =>
    rustAttributes(text ?? '')
      .filter((attribute) => ALLOWS.test(attribute.text) && isWide(attribute))
      .map(print);
  const demands = (text: string | undefined) =>
    rustAttributes(text ?? '')
      .filter(({ inner, text: said }) => inner && DEMANDS.test(said))
      .map(print);
  const added = without(silences(after), silences(before));
  const taken = after === undefined ? [] : without(demands(before), demands(after));
  return [
    ...added.map((each) => `\`${path}\` switches lints off with \`${each}\`${lineOf(after, each)}.`),
    ...taken.map((each) => `\`${path}\` no longer has \`${each}\`.`),
  ];
}

/** ` (line 12)`, by the first line that says it; the attribute's blanks are left out in it. */
function lineOf(text: string | undefined, attribute: string): string {
  const bare = attribute.replace(/\s+/g, '');
  const at = (text ?? '').split('\n').findIndex((line) => line.replace(/\s+/g, '').includes(bare));
  return at < 0 ? '' : ` in line ${at + 1}: \`${text?.split('\n')[at]?.trim()}\``;
}

const print = (attribute: { readonly inner: boolean; readonly text: string }) =>
  `#${attribute.inner ? '!' : ''}[${attribute.text}]`;

function inManifest({ path, before, after }: FileChange): readonly string[] {
  const levels = (text: string | undefined) =>
    (text ?? '')
      .split('\n')
      .filter((line) => MANIFEST_LEVEL.test(line))
      .map((line) => line.trim());
  const allowed = (lines: readonly string[]) => lines.filter((line) => /["']allow["']/.test(line));
  const demanded = (lines: readonly string[]) => lines.filter((line) => !/["']allow["']/.test(line));
  const [old, now] = [levels(before), levels(after)];
  const taken = after === undefined ? [] : without(demanded(old), demanded(now));
  return [
    ...without(allowed(now), allowed(old)).map((line) => `\`${path}\` switches a lint off with \`${line}\`.`),
    ...taken.map((line) => `\`${path}\` no longer has the lint level \`${line}\`.`),
  ];
}

/** What is left of `list` when every one of `others` takes one away. */
function without(list: readonly string[], others: readonly string[]): readonly string[] {
  const left = [...others];
  return list.filter((each) => {
    const at = left.indexOf(each);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
