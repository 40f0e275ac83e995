import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findLostTests } from '../../../src/core/verdicts/find-lost-tests.ts';
import { findPlaceholders } from '../../../src/core/verdicts/find-placeholders.ts';
import { findRisks } from '../../../src/core/verdicts/find-risks.ts';
import { findSilencedLints } from '../../../src/core/verdicts/find-silenced-lints.ts';
import { rustFunctions } from '../../../src/core/verdicts/rust-functions.ts';

const seen = (source: string, path = 'src/lib.rs') =>
  rustFunctions(source, path).map(
    (fn) => `${[...fn.path, fn.name].join('::')} ${fn.container}${fn.inTest ? ' test' : ''}`,
  );

describe('functions of a file', () => {
  test.each<[string, readonly string[]]>([
    ['fn a() {} mod m { fn b() {} } fn c() {}', ['a module', 'm::b module', 'c module']],
    [
      'impl<T: Fn(u8) -> u8> Shape for Round<T> where T: Copy { fn area(&self) -> u8 { 1 } }',
      ['Shape for Round < T >::area trait-impl'].map((each) =>
        each.replace('Shape', '< T : Fn ( u8 ) -> u8 > Shape'),
      ),
    ],
    [
      'impl Round { fn a(&self) {} }\ntrait T { fn b(&self); fn c(&self) {} }',
      ['Round::a impl', 'T::b trait', 'T::c trait'],
    ],
    [
      'fn a() -> impl Iterator<Item = u8> { fn b() {} let f: fn(u8) = g; iter() } fn c() {}',
      ['a module', 'a::b function', 'c module'],
    ],
    ['type F = fn(u8) -> u8; struct S { f: fn() } const X: fn() = y; fn a() {}', ['a module']],
    [
      'fn a(x: impl Fn() -> u8, y: [u8; { 2 }]) where [(); { N }]: Sized {} fn b() {}',
      ['a module', 'b module'],
    ],
    ['extern "C" { fn a(); } extern "C" fn b() {}', ['a extern', 'b module']],
    [
      '#[cfg(test)] mod t { fn a() {} } #[cfg(not(test))] mod u { fn b() {} } #[test] fn c() {}',
      ['t::a module test', 'u::b module', 'c module test'],
    ],
    [
      'macro_rules! m { () => { fn a() {} } } quote! { fn b() {} } cfg_if! { if #[cfg(unix)] { fn c() {} } }',
      ['c module'],
    ],
    ['fn r#type() {} fn été() {}', ['r#type module', 'été module']],
    ['fn a() { match x { A { .. } => {}, _ => { loop {} } } } fn b() {}', ['a module', 'b module']],
    ['fn', []],
    ['} } fn a() {} } fn b() {', ['a module', 'b module']],
  ])('%s', (source, expected) => {
    expect(seen(source)).toEqual(expected);
  });

  test('files of tests and benches hold test code', () => {
    for (const path of ['tests/all.rs', 'crates/a/benches/b.rs', 'src/a/tests.rs', 'src/a_test.rs'])
      expect(seen('fn a() {}', path)).toEqual(['a module test']);
    expect(seen('fn a() {}', 'src/latest.rs')).toEqual(['a module']);
  });

  test('a body that the text never closes is not known', () => {
    expect(rustFunctions('fn a() { 1', 'src/lib.rs')[0]).not.toHaveProperty('body');
  });

  test('the body ends where it ends, and holds what is in its blocks', () => {
    const [a, b] = rustFunctions('fn a() { if x { 1 } else { 2 } } fn b() { 3 }', 'src/lib.rs');
    expect(a?.body?.map((token) => token.text).join(' ')).toBe('if x { 1 } else { 2 }');
    expect(b?.body?.map((token) => token.text).join(' ')).toBe('3');
  });
});

const piece = fc.constantFrom(
  'fn f() ',
  'fn ',
  'impl ',
  'impl A for B ',
  'mod m ',
  'trait T ',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  ';',
  ',',
  '#[test] ',
  '#![allow(x)] ',
  '#[cfg(test)] ',
  '#',
  '"',
  "'",
  '/*',
  '*/',
  '// x\n',
  'todo!()',
  'macro_rules! m ',
  'quote! ',
  '<',
  '>',
  'assert!(x) ',
  'assert_eq!(1, 2) ',
  'pub ',
  'unsafe ',
  'extern "C" ',
  '-> u8 ',
  'where ',
  'return ',
  '0',
  'r#"',
  '!',
  '=',
  '\n',
);
const source = fc.oneof(
  fc.array(piece, { maxLength: 60 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary' }),
);

test('whatever the text, the gates answer, and nothing is found where nothing changed', () => {
  fc.assert(
    fc.property(source, source, (before, after) => {
      const changes = [{ path: 'src/lib.rs', before, after }];
      for (const find of [findPlaceholders, findSilencedLints, findRisks])
        expect(find(changes)).toBeInstanceOf(Array);
      expect(findLostTests(changes).lost).toBeInstanceOf(Array);
      const same = [{ path: 'src/lib.rs', before, after: before }];
      expect([
        findPlaceholders(same),
        findSilencedLints(same),
        findRisks(same),
        findLostTests(same).lost,
      ]).toEqual([[], [], [], []]);
    }),
    { numRuns: 500 },
  );
});

test('hostile megabytes are read in one pass', () => {
  const units = [
    'fn a(',
    'fn a() {',
    '}',
    '([{',
    '([{)',
    '#[',
    '#![a]',
    'impl ',
    '#[test] fn a() { assert!(x); }',
    'quote! {',
    'mod m {',
    'fn a;',
  ];
  for (const unit of units) {
    const text = unit.repeat(50_000 / unit.length);
    expect(findLostTests([{ path: 'src/lib.rs', before: text, after: '' }]).added).toEqual([]);
    expect(findPlaceholders([{ path: 'src/lib.rs', before: '', after: text }])).toBeInstanceOf(Array);
  }
});
