import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeSignatures } from '../../../src/core/verdicts/judge-signatures.ts';

const change = (after: string, before = '') => [{ path: 'src/lib.rs', before, after }];
const result = (asked: string, after: string, before?: string) =>
  judgeSignatures([asked], change(after, before))?.result;

describe('as the task writes it', () => {
  test.each([
    ['pub fn format(seconds: u64) -> String', 'pub fn format(n: u64) -> String { String::new() }'],
    [
      'fn format(seconds: u64) -> String',
      'pub const fn format(seconds: u64,) -> std::string::String { todo() }',
    ],
    ["fn first<'a>(text: &'a str) -> &'a str", 'fn first(text: &str) -> &str { text }'],
    [
      'fn run(&mut self, at: Instant) -> Option<Duration>',
      'impl L { pub fn run(&mut self, now: std::time::Instant) -> Option<Duration> { None } }',
    ],
    ['fn map<F>(f: F) -> Vec<u8>', 'fn map<F>(f: F) -> Vec<u8> where F: Fn(u8) -> u8 { vec![] }'],
    [
      'fn take(mut self, pair: (u8, [u8; 4])) -> Self',
      'impl A { fn take(self, p: (u8, [u8; 4])) -> Self { self } }',
    ],
    ['fn go()', 'pub(crate) async fn go() {}'],
  ])('%s', (asked, code) => {
    expect(result(asked, code)).toBe('passed');
  });
});

describe('otherwise', () => {
  test.each([
    ['pub fn format(seconds: u64) -> String', 'pub fn format(seconds: u32) -> String { String::new() }'],
    ['pub fn format(seconds: u64) -> String', 'pub fn format(seconds: u64) -> Option<String> { None }'],
    ['fn decode(&mut self, byte: u8) -> bool', 'impl D { fn decode(mut self, byte: u8) -> bool { true } }'],
    ['fn pair(a: u8, b: u8)', 'fn pair(a: u8) {}'],
  ])('%s', (asked, code) => {
    expect(result(asked, code)).toBe('failed');
  });

  test('the model is told both', () => {
    const found = judgeSignatures(
      ['pub fn half(n: u64) -> u64'],
      change('pub fn half(n: u32) -> u32 { n / 2 }'),
    );
    expect(found?.feedback).toBe(
      'The task asks for `pub fn half(n: u64) -> u64`; your code has `pub fn half(n: u32) -> u32`.',
    );
  });
});

describe('nothing to judge', () => {
  test.each([
    [
      'a function that is there already may be the one to change',
      'fn parse(s: &str) -> u8',
      'fn parse(s: &str) -> Option<u8> { None }',
      'fn parse(s: &str) -> u8 { 0 }',
    ],
    ['a function the change does not define', 'fn other(n: u8)', 'fn one(n: u16) {}', ''],
    ['a call', 'format(5400)', 'fn format(n: u64) -> String { x }', ''],
    ['a signature with parts left out', 'fn format(..) -> String', 'fn format(n: u8) -> u8 { n }', ''],
    ['a name alone', 'fn format', 'fn format(n: u8) -> u8 { n }', ''],
  ])('%s', (_what, asked, after, before) => {
    expect(result(asked, after, before)).toBeUndefined();
  });
});

test('any text is judged without throwing', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (asked, code) => {
      judgeSignatures([`fn f(${asked}) -> ${code}`], change(`fn f(${code}) -> ${asked} {}`));
    }),
  );
});
