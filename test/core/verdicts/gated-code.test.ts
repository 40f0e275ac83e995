import { describe, expect, test } from 'vitest';
import type { GateFinding } from '../../../src/core/verdicts/gate-finding.ts';
import { findGatedCode, isAllGated } from '../../../src/core/verdicts/gated-code.ts';
import { judgeUnbuilt, unbuiltRisks } from '../../../src/core/verdicts/judge-unbuilt.ts';

const change = (before: string | undefined, after: string | undefined, path = 'src/lib.rs') => ({
  path,
  before,
  after,
});
const gated = (before: string, after: string) =>
  findGatedCode([change(before, after)]).map(({ line, predicate }) => `${line} ${predicate}`);
const OFF = { path: 'src/lib.rs', predicate: 'windows', written: 'windows', line: 1 };
const PASSED: GateFinding = { result: 'passed', summary: 'every changed file is compiled', feedback: '' };

describe('changed code under a cfg is found', () => {
  test.each([
    ['a new function', 'fn a() {}', 'fn a() {}\n#[cfg(windows)]\nfn b() {}', '2 windows'],
    ['a body that changes', '#[cfg(unix)] fn a() { 1; }', '#[cfg(unix)] fn a() { 2; }', '1 unix'],
    ['a gate put on', 'fn a() {}', '#[cfg(unix)] fn a() {}', '1 unix'],
    ['another gate', '#[cfg(unix)] fn a() {}', '#[cfg(windows)] fn a() {}', '1 windows'],
    ['a statement', 'fn a() {}', 'fn a() {\n  #[cfg(feature = "x")]\n  b();\n  c();\n}', '2 feature="x"'],
    ['a field', 'struct A { a: u8 }', 'struct A { a: u8, #[cfg(unix)] b: u8 }', '1 unix'],
    ['an arm', 'fn a() { match x { 1 => 2 } }', 'fn a() { match x { #[cfg(unix)] 1 => 2 } }', '1 unix'],
    ['a whole module', '', '#[cfg(all(unix, not(test)))] mod a { fn b() {} }', '1 all(unix,not(test))'],
    ['an item with more attributes', '', '#[cfg(unix)]\n#[inline]\nfn b() {}', '1 unix'],
    ['one in a macro', '', 'cfg_if! { if #[cfg(unix)] { fn a() {} } else { fn b() {} } }', '1 unix'],
  ])('%s', (_, before, after, expected) => {
    expect(gated(before, after)).toEqual([expected]);
  });

  test.each([
    ['untouched gated code', '#[cfg(unix)] fn a() {}', '#[cfg(unix)] fn a() {}\nfn b() {}'],
    ['gated code that moves', '#[cfg(unix)] fn a() {}\nfn b() {}', 'fn b() {}\n#[cfg(unix)]\nfn a() {}'],
    ['tests', '', '#[cfg(test)] mod tests {}\n#[cfg(not(test))] fn a() {}'],
    ['words in comments and strings', '', '// #[cfg(windows)]\nconst A: &str = "#[cfg(windows)]";'],
    ['attributes that depend', '', '#[cfg_attr(windows, inline)] fn a() {}'],
    ['a test at run time', '', 'fn a() { if cfg!(windows) {} }'],
  ])('%s is not', (_, before, after) => {
    expect(gated(before, after)).toEqual([]);
  });
});

test.each(['#[cfg(x)] ', '#[cfg(x)] fn a() {', '#[cfg(', '#[cfg(x)] a, '])(
  'many of %j come to an end',
  (unit) => {
    expect(findGatedCode([change('', unit.repeat(20_000))]).length).toBeLessThanOrEqual(2);
  },
);

describe('a change that is all gated', () => {
  test.each<[string, string, string, boolean]>([
    ['only a gated function', 'fn a() {}', 'fn a() {}\n#[cfg(windows)] fn b() {}', true],
    ['a gated function and a comment', 'fn a() {}', 'fn a() {} // more\n#[cfg(windows)] fn b() {}', true],
    ['a gated function and another', 'fn a() {}', 'fn a() {}\nfn c() {}\n#[cfg(windows)] fn b() {}', false],
    ['a function that is gated now', 'fn a() {}', '#[cfg(windows)] fn a() {}', false],
  ])('%s', (_, before, after, expected) => {
    expect(isAllGated([change(before, after), change('', '[features]', 'Cargo.toml')], [OFF])).toBe(expected);
  });
});

describe('the gate', () => {
  const mixed = change('', 'fn a() {}\n#[cfg(windows)] fn b() {}');
  test('passes and says what nobody compiled', () => {
    expect(judgeUnbuilt(PASSED, [mixed], [OFF])).toEqual({
      ...PASSED,
      summary: 'every changed file is compiled; off here and not compiled: `#[cfg(windows)]`',
    });
    expect(unbuiltRisks([OFF])).toEqual([
      '`src/lib.rs` line 1: code under `#[cfg(windows)]` was not compiled here',
    ]);
    expect(judgeUnbuilt(PASSED, [mixed], [])).toBe(PASSED);
  });

  test('fails where nothing else was done, and where no machine builds it', () => {
    const only = change('', '#[cfg(windows)] fn b() {}');
    expect(judgeUnbuilt(PASSED, [only], [OFF])).toMatchObject({ result: 'failed' });
    const never = { ...OFF, predicate: 'any()', written: 'any ( )' };
    const verdict = judgeUnbuilt(PASSED, [mixed], [never]);
    expect(verdict.result).toBe('failed');
    expect(verdict.feedback).toBe('`src/lib.rs` line 1 puts code where it is never built: `#[cfg(any())]`.');
  });

  test('keeps what else it found', () => {
    const failed: GateFinding = {
      result: 'failed',
      summary: '1 file is not compiled',
      feedback: 'add `mod x;`',
    };
    expect(judgeUnbuilt(failed, [mixed], [OFF])).toMatchObject({
      result: 'failed',
      feedback: 'add `mod x;`',
    });
  });
});
