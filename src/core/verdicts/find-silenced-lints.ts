import type { FileChange } from './file-change.ts';
import { rustAttributes } from './rust-attributes.ts';

/** A lint level of a whole file, crate or lint group. */
const ALLOWS = /(^|[(,])(allow|expect)\(/;
const DEMANDS = /(^|[(,])(warn|deny|forbid)\(/;
const WIDE =
  /\b(warnings|unused|nonstandard_style|future_incompatible|clippy::(all|pedantic|nursery|restriction|style|complexity|correctness|suspicious|perf|cargo))\b(?!_)/;
/** Helpers shared by integration tests are compiled into each of them, so that parts are always unused. */
const SHARED_BY_TESTS = /(^|\/)(tests|benches)\//;
const MANIFEST_LEVEL = /^\s*["\w:.-]+\s*=\s*(\{[^}]*\blevel\s*=\s*)?["'](allow|warn|deny|forbid)["']/;

/**
 * Lints the change switches off for more than one item, one sentence each: a new `#![allow]`, an `#[allow]` of a
 * whole group, a lint level in Cargo.toml lowered, a `#![deny]` taken away. One narrow `#[allow]` is only a risk.
 */
export function findSilencedLints(changes: readonly FileChange[]): readonly string[] {
  return changes.flatMap((change) => {
    if (change.path.endsWith('.rs')) return inRust(change);
    return /(^|\/)Cargo\.toml$/.test(change.path) ? inManifest(change) : [];
  });
}

function inRust({ path, before, after }: FileChange): readonly string[] {
  const isWide = (inner: boolean, said: string) => WIDE.test(said) || (inner && !SHARED_BY_TESTS.test(path));
  const silences = (text: string | undefined) =>
    rustAttributes(text ?? '')
      .filter(({ inner, text: said }) => ALLOWS.test(said) && isWide(inner, said))
      .map(print);
  const demands = (text: string | undefined) =>
    rustAttributes(text ?? '')
      .filter(({ inner, text: said }) => inner && DEMANDS.test(said))
      .map(print);
  const added = without(silences(after), silences(before));
  const taken = after === undefined ? [] : without(demands(before), demands(after));
  return [
    ...added.map((each) => `\`${path}\` switches lints off for a whole file or group with \`${each}\`.`),
    ...taken.map((each) => `\`${path}\` no longer has \`${each}\`.`),
  ];
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
