import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSymbols } from '../../../src/core/symbols/read-symbols.ts';

const seen = (source: string) =>
  readSymbols(source).definitions.map((one) =>
    [
      `${one.line}-${one.endLine}`,
      one.visibility,
      one.kind,
      [...one.modules, ...(one.of ? [one.of] : []), one.name].join('::'),
      ...(one.trait ? [`as ${one.trait}`] : []),
      ...(one.inTest ? ['test'] : []),
    ].join(' '),
  );
const signatures = (source: string) => readSymbols(source).definitions.map((one) => one.signature);
const docs = (source: string) => readSymbols(source).definitions.map((one) => one.doc);

describe('definitions', () => {
  test.each<[string, string, readonly string[]]>([
    ['functions', 'pub fn a() {\n}\nfn b() { fn inner() {} }', ['1-2 public fn a', '3-3 private fn b']],
    [
      'functions with modifiers',
      'pub const unsafe extern "C" fn a() {} async fn b() {} pub(crate) extern fn c() {} default fn d() {}',
      ['1-1 public fn a', '1-1 private fn b', '1-1 crate fn c', '1-1 private fn d'],
    ],
    [
      'methods of a generic type',
      'impl<T: Fn(u8) -> u8> a::Money<T> where T: Copy { pub const N: u8 = 1; pub fn add(&self) {} fn own() {} }',
      ['1-1 public const Money::N', '1-1 public fn Money::add', '1-1 private fn Money::own'],
    ],
    [
      'items of a trait impl',
      "impl<'a> fmt::Display for &'a mut dyn Shape { type Out = u8; fn fmt(&self) {} }",
      ['1-1 public type Shape::Out as Display', '1-1 public fn Shape::fmt as Display'],
    ],
    [
      'impls for what has no name, and with higher-ranked bounds',
      "impl<T> Read for [T] { fn a() {} } impl<F> Run for F where for<'a> F: Fn(&'a u8) { fn b() {} }",
      ['1-1 public fn [T]::a as Read', '1-1 public fn F::b as Run'],
    ],
    [
      'a trait with default bodies',
      'pub trait Shape: Clone {\n  type Unit;\n  const N: u8 = { 3 };\n  fn area(&self) -> u8;\n  fn twice(&self) -> u8 { self.area() * 2 }\n}',
      [
        '1-6 public trait Shape',
        '2-2 public type Shape::Unit',
        '3-3 public const Shape::N',
        '4-4 public fn Shape::area',
        '5-5 public fn Shape::twice',
      ],
    ],
    [
      'variants, whatever their fields and discriminants',
      'pub enum Kind {\n  #[default] A,\n  B(u8, u8),\n  C { d: u8 } = Pair::<1, 2>::X as isize,\n  r#type,\n}',
      [
        '1-6 public enum Kind',
        '2-2 public variant Kind::A',
        '3-3 public variant Kind::B',
        '4-4 public variant Kind::C',
        '5-5 public variant Kind::type',
      ],
    ],
    [
      'nested modules, and what is declared elsewhere',
      'mod a { pub mod b { pub struct S; } }\n#[path = "x/y.rs"]\npub(crate) mod c;',
      ['1-1 private mod a', '1-1 public mod a::b', '1-1 public struct a::b::S', '3-3 crate mod c'],
    ],
    [
      'const generics, braces in types and where clauses',
      'struct A<const N: usize = { 3 }>([u8; N]); fn f<const N: usize>() -> B<{ N + 1 }, { 2 }> where [(); { N }]: Sized, { }\nstruct C;',
      ['1-1 private struct A', '1-1 private fn f', '2-2 private struct C'],
    ],
    [
      'aliases, statics, unions and macros',
      'type R<T> = Result<T, E>; static mut X: u8 = 0; union U { a: u8 }\ntrait Both = A + B;',
      ['1-1 private type R', '1-1 private static X', '1-1 private union U', '2-2 private trait Both'],
    ],
    [
      'exported macros, whose contents are no definitions',
      '#[macro_export]\nmacro_rules! m { () => { struct Hidden; }; }\nmacro_rules! own { () => {} }\nmacro two($a:expr) { fn x() {} }',
      ['2-2 public macro m', '3-3 private macro own', '4-4 private macro two'],
    ],
    [
      'foreign items',
      'unsafe extern "C" { pub fn a(); pub safe fn b(); static C: u8; type D; }\nfn e() {}',
      [
        '1-1 public fn a',
        '1-1 public fn b',
        '1-1 private static C',
        '1-1 private type D',
        '2-2 private fn e',
      ],
    ],
    [
      'tests',
      '#[cfg(test)]\nmod tests { #[test] fn t() {} fn help() {} }\n#[tokio::test(flavor = "x")] async fn u() {}\n#[cfg(not(test))] fn v() {}',
      [
        '2-2 private mod tests test',
        '2-2 private fn tests::t test',
        '2-2 private fn tests::help test',
        '3-3 private fn u test',
        '4-4 private fn v',
      ],
    ],
    [
      'nothing of strings, comments and constants without a name',
      'const S: &str = r#"fn a() {} ""#; // fn b() {}\n/* fn c() { /* } */ */ const _: () = { fn d() {} };',
      ['1-1 private const S'],
    ],
    [
      'names that are keywords elsewhere',
      'fn union() {} fn default() {} fn r#match() {} struct auto; fn f(union: u8) {}',
      ['union', 'default', 'match', 'auto', 'f'].map(
        (name) => `1-1 private ${name === 'auto' ? 'struct' : 'fn'} ${name}`,
      ),
    ],
  ])('%s', (_, source, expected) => {
    expect(seen(source)).toEqual(expected);
  });

  test('of a broken file are what can still be told', () => {
    expect(seen('fn a() { if x { }\nstruct B { c: u8 }\nimpl B { fn d(&self) {} }')).toEqual([
      '1-1 private fn a',
      '2-2 private struct B',
      '3-3 private fn B::d',
    ]);
    expect(seen('} ) fn a() {} ] pub struct B;')).toEqual(['1-1 private fn a', '1-1 public struct B']);
  });
});

describe('signatures', () => {
  test.each([
    [
      'pub fn add(\n    &self,\n    other: Money, // of both\n) -> Result<\n    Money,\n    Error,\n>\nwhere\n    T: Copy,\n{}',
      'pub fn add(&self, other: Money) -> Result<Money, Error> where T: Copy,',
    ],
    [
      '#[derive(Clone)]\npub struct Money {\n    #[serde(skip)]\n    pub amount: i64,\n    /// ISO\n    currency: [u8; 3],\n}',
      'pub struct Money { pub amount: i64, currency: [u8; 3] }',
    ],
    ['pub struct Wrap(#[from] Inner, #[x]\n pub u8);', 'pub struct Wrap(Inner, pub u8)'],
    ['pub struct Point(pub u8, u8);', 'pub struct Point(pub u8, u8)'],
    ['pub struct Empty {}', 'pub struct Empty {}'],
    ['pub const MAX: Pair<{ 1 }> = Pair { a: 1 };', 'pub const MAX: Pair<{ 1 }>'],
    ['pub type R<T> = Result<T, Error>;', 'pub type R<T> = Result<T, Error>'],
    ['pub trait Shape: Clone { }', 'pub trait Shape: Clone'],
    ['macro_rules! m { () => {} }', 'macro_rules! m'],
  ])('%j', (source, signature) => {
    expect(signatures(source)).toEqual([signature]);
  });

  test('an enum shows its variants, a variant itself', () => {
    expect(signatures('enum E {\n  /// One\n  A,\n  B { c: u8 },\n}')).toEqual([
      'enum E { A, B { c: u8 } }',
      'A',
      'B { c: u8 }',
    ]);
  });

  test('very long ones are cut', () => {
    const [signature] = signatures(`struct S { ${'field: SomeType, '.repeat(100)} }`);
    expect(signature).toMatch(/^struct S \{ field: SomeType, .{370,390} …$/);
  });
});

describe('doc comments', () => {
  test.each([
    ['/// Adds two\n/// amounts. Never overflows.\n#[inline]\nfn a() {}', 'Adds two amounts.'],
    ['/** Adds.\n * More. */ fn a() {}', 'Adds.'],
    ['#[doc = "Adds. More."] pub fn a() {}', 'Adds.'],
    ['#[inline]\n/// Adds e.g. one\n///\n/// More.\nfn a() {}', 'Adds e.g. one'],
    ['/// ```\n/// x\n/// ```\nfn a() {}', ''],
    ['//// no doc\n// nor this\nfn a() {}', ''],
  ])('%j', (source, doc) => {
    expect(docs(source)).toEqual([doc]);
  });

  test('of a variant is its own', () => {
    expect(docs('/// E.\nenum E { /// A.\n #[x] A, #[x] /// B.\n B }')).toEqual(['E.', 'A.', 'B.']);
  });
});

test('imports are listed one by one, with the name they get here', () => {
  const source =
    'pub use a::{self, b::{C as D, *}, e};\nmod m { pub(crate) use super::x; }\nextern crate alloc as al; use ::z::{y as _};';
  expect(
    readSymbols(source).imports.map(
      ({ path, name, modules, visibility }) =>
        `${visibility} ${path.join('::')} = ${[...modules, name].join('::')}`,
    ),
  ).toEqual([
    'public a = a',
    'public a::b::C = D',
    'public a::b::* = *',
    'public a::e = e',
    'crate super::x = m::x',
    'private alloc = al',
    'private z::y = _',
  ]);
});

test('module declarations keep their path attribute and the modules around them', () => {
  expect(readSymbols('mod a { #[path = "x/y.rs"] pub mod b; }').declares).toEqual([
    { name: 'b', modules: ['a'], path: 'x/y.rs', visibility: 'public' },
  ]);
});

test('words are counted outside comments and strings, keywords left out', () => {
  const { words } = readSymbols('fn add(a: Money) -> Money { let add = "Money"; m!(add) } // Money');
  expect([...words]).toEqual([
    ['add', 3],
    ['a', 1],
    ['Money', 2],
    ['m', 1],
  ]);
});

test('item macros are named, because they may define anything', () => {
  expect(
    readSymbols('bitflags::bitflags! { struct F: u8 {} }\nthread_local!(static A: u8 = 1);').itemMacros,
  ).toEqual(['bitflags', 'thread_local']);
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    ...'{}()[]<>;,#!=:*|&'.split(''),
    ...[
      'fn',
      'mod',
      'impl',
      'trait',
      'enum',
      'struct',
      'use',
      'pub',
      'const',
      'for',
      'where',
      'extern',
      'macro_rules',
      'a',
      'B',
      '::',
      '->',
      '"x"',
      "'a",
      '///d\n',
      '#[cfg(test)]',
      'r#"',
      '/*',
      '\n',
    ],
  );

  test('is read without throwing, and lines stay within the file', () => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 60 }), (parts) => {
        const source = parts.join(' ');
        const lines = source.split('\n').length;
        for (const { line, endLine, name } of readSymbols(source).definitions) {
          expect(name).not.toBe('');
          expect(line).toBeLessThanOrEqual(endLine);
          expect(endLine).toBeLessThanOrEqual(lines);
        }
      }),
      { numRuns: 500 },
    );
    const odd = fc.constantFrom(...'aZ_0`:.#"\'{}<>é漢🦀\u0000\ud800\u202e\n\r');
    fc.assert(fc.property(fc.string({ unit: odd }), (source) => void readSymbols(source)));
  });

  test.each([
    'mod a { ',
    'fn a ',
    'impl ',
    'use a::{',
    '#[a] ',
    'enum E { A(',
    'struct S<',
    'pub ',
    '/// a\n',
    'macro_rules! a ',
    'const A: B<',
    'trait T { fn f() { ',
    ') } ',
  ])('of %j, repeated 10,000 times, ends', (piece) => {
    const { definitions, imports } = readSymbols(piece.repeat(10_000));
    expect(definitions.length + imports.length).toBeLessThanOrEqual(100_000);
    expect(definitions.every(({ modules }) => modules.length <= 16)).toBe(true);
    expect(definitions.every(({ signature }) => signature.length <= 410)).toBe(true);
  });
});
