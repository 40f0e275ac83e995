import { describe, expect, test } from 'vitest';
import { findPlaceholders } from '../../../src/core/verdicts/find-placeholders.ts';

const found = (after: string, before?: string, path = 'src/lib.rs') =>
  findPlaceholders([{ path, before, after }]).map((each) => `${each.line} ${each.function}: ${each.what}`);

describe('a placeholder is caught', () => {
  test.each<[string, string]>([
    ['fn f() -> i32 { todo!() }', '1 f: `todo!`'],
    ['fn f() -> i32 {\n  let a = 1;\n  std::todo!("later {a}")\n}', '3 f: `todo!`'],
    ['impl A for B { fn f(&self) -> i32 { unimplemented!() } }', '1 f: `unimplemented!`'],
    ['pub async fn f() { core::unimplemented![] }', '1 f: `unimplemented!`'],
    [
      'fn f(x: u8) -> u8 { match x { 0 => 1, _ => unreachable!("not implemented") } }',
      '1 f: `unreachable!` that says it is not implemented',
    ],
    ['fn f() -> u8 { panic!("TODO: parse") }', '1 f: `panic!` that says it is not implemented'],
    ['fn f() -> u8 { panic!("TODO") }', '1 f: `panic!` that says it is not implemented'],
    ['fn f() -> u8 { panic!(r#"Not yet implemented"#) }', '1 f: `panic!` that says it is not implemented'],
    ['fn f() -> Result<u8> { bail!("not implemented") }', '1 f: `bail!` that says it is not implemented'],
    [
      'fn f() -> Result<u8, String> { Err("not implemented".to_string()) }',
      '1 f: an error that says it is not implemented',
    ],
    [
      'fn f() -> Result<u8> { Err(anyhow!("unimplemented")) }',
      '1 f: `anyhow!` that says it is not implemented',
    ],
    ['fn f(a: u8) { /* TODO */ }', '1 f: an empty body'],
    ['fn f(a: u8) {\n  // your code here\n}', '1 f: an empty body'],
    ['fn f() -> u8 {\n  // TODO: compute\n  0\n}', '1 f: a body that only says it is to be written'],
    [
      'fn f() -> Result<Vec<u8>, E> {\n  // placeholder\n  Ok(Vec::new())\n}',
      '1 f: a body that only says it is to be written',
    ],
    ['fn f() -> String { /* stub */ String::new() }', '1 f: a body that only says it is to be written'],
    ['fn f() -> i32 {}', '1 f: an empty body'],
    ['pub fn f(a: u8) -> u8 { unreachable!() }', '1 f: a body that only gives up'],
    ['pub fn f(a: u8) -> u8 { core::panic!(); }', '1 f: a body that only gives up'],
    ['impl A { fn f(&self) -> u8 { loop {} } }', '1 f: a body that only gives up'],
    ['pub fn f(a: u8) -> u8 { std::process::exit(1) }', '1 f: a body that only gives up'],
    [
      'pub fn f(a: u8) -> u8 { None.expect("not implemented") }',
      '1 f: a body that says it is not implemented',
    ],
    [
      'fn f() -> u8 { assert!(false, "not yet implemented"); 0 }',
      '1 f: a body that says it is not implemented',
    ],
    ['macro_rules! later { () => { todo!() }; }\nfn f() -> u8 { later!() }', '1 the file: `todo!`'],
    ['use std::todo as later;\nfn f() -> u8 { later!() }', '1 the file: `todo!`'],
    ['use core::unimplemented as no;', '1 the file: `unimplemented!`'],
    ['static F: LazyLock<u8> = LazyLock::new(|| todo!());', '1 the file: `todo!`'],
    ['#[cfg(any(test, not(test)))] fn f() -> u8 { unimplemented!() }', '1 f: `unimplemented!`'],
    ['#[cfg(any(test, feature = "full"))] mod m { fn f() -> u8 { todo!() } }', '1 f: `todo!`'],
    ['impl A { pub fn save(&mut self) {} }', '1 save: an empty body'],
    ['pub fn process(input: &str) {}', '1 process: an empty body'],
    ['impl Drop for A { fn drop(&mut self) { // TODO\n } }', '1 drop: an empty body'],
    ['#[cfg(test)] mod tests { #[test] fn t() {} }', '1 t: an empty body'],
    ['#[test] fn t() { todo!() }', '1 t: `todo!`'],
    ['#[test] fn t() { let a = f(); todo!() }', '1 t: `todo!`'],
    ['#[test] fn t() { unimplemented!() }', '1 t: `unimplemented!`'],
    ['fn f() { let g = |x: u8| -> u8 { todo!() }; g(1); }', '1 f: `todo!`'],
    ['fn f() { fn g() -> u8 { todo!() } g(); }', '1 g: `todo!`'],
    ['const fn f<const N: usize>() -> [u8; N] where [(); { N }]: Sized, { todo!() }', '1 f: `todo!`'],
    ['fn a() { if x { todo!() } }\nfn b( { 1 ', '1 a: `todo!`'],
  ])('%s', (source, expected) => {
    expect(found(source)).toEqual([expected]);
  });

  test('a second one in the same function counts, the old one stays', () => {
    expect(found('fn f() { if a { todo!() } todo!() }', 'fn f() { todo!() }')).toEqual(['1 f: `todo!`']);
  });

  test('one moved out of an old function into a new one counts', () => {
    expect(found('fn f() { g() }\nfn g() { todo!() }', 'fn f() { todo!() }')).toEqual(['2 g: `todo!`']);
  });
});

describe('a look-alike passes', () => {
  test.each<[string]>([
    ['fn main() {}'],
    ['pub fn f() -> ! { panic!() }'],
    ['pub fn f() -> ! { loop {} }'],
    ['impl Visitor for A { fn visit(&mut self) -> u8 { unreachable!() } }'],
    ['fn f(a: Never) -> u8 {\n  // no value of this type exists\n  unreachable!()\n}'],
    ['fn f(a: u8) -> u8 { match a % 2 { 0 => 1, 1 => 2, _ => unreachable!() } }'],
    ['fn f() { panic!("state {s} after the end") }'],
    ['pub fn text(code: u16) -> &\'static str { match code { 501 => "Not Implemented", _ => "" } }'],
    ['use crate::todo as items;\nfn f() -> usize { items::count() }'],
    ['const STATE: State = State::todo;'],
    ['#[cfg(all(test, unix))] mod t { impl S for Fake { fn f(&self) -> u8 { todo!() } } }'],
    ['#[cfg(any(test, feature = "test-util"))] mod t { impl S for Fake { fn f(&self) -> u8 { todo!() } } }'],
    ['impl Drop for A { fn drop(&mut self) {} }'],
    ['trait T { fn on_event(&self, e: Event) {} fn name(&self) -> String; }'],
    ['impl Visitor for A { fn visit(&mut self, node: &Node) {} }'],
    ['/// Calls `todo!()` when `unimplemented!()`.\nfn f() -> u8 { 1 } // todo!()'],
    ['/* fn f() { todo!() } */ fn g() -> u8 { 2 }'],
    ['fn f() -> &\'static str { "todo!() unimplemented!()" }'],
    ['fn f() -> &\'static str { r##"fn x() { todo!() }"## }'],
    ['fn f(todo: bool) -> bool { todo != true }'],
    ['fn f() -> bool { let todo = todo::list(); !todo.is_empty() }'],
    ['fn f() -> TokenStream { quote! { fn x() { todo!() } } }'],
    ["fn f() -> &'static str { stringify!(todo!()) }"],
    ['#[test] #[should_panic] fn t() { unimplemented!() }'],
    ['#[test]\n#[should_panic(expected = "not implemented")]\nfn t() { todo!(); }'],
    [
      '#[cfg(test)] mod tests { struct Fake; impl Store for Fake { fn get(&self) -> u8 { unimplemented!() } } }',
    ],
    ['#[cfg(test)] mod tests { impl Element for Fake { fn id(&self) -> Id { todo!() } } }'],
    ['fn f(x: u8) -> u8 { match x { 0 => 1, _ => unreachable!("checked by caller") } }'],
    ['fn f() { panic!("TODO list is empty") }'],
    ['fn f() { panic!("the trait {name} is not implemented for {ty}") }'],
    ['fn f(&self) -> usize {\n  // TODO: cache this\n  self.items.len()\n}'],
    ['fn assert_send<T: Send>() {}'],
    ['fn check() { fn is_sync<T: Sync>() {} is_sync::<A>(); }'],
    ['fn object_safe(_: &dyn Shape) {}'],
    ['#[cfg(not(feature = "log"))] pub fn trace(message: &str) {}'],
    ['impl Log for A { fn flush(&self) {} }'],
    ['impl A { pub fn flush(&mut self) { // nothing is buffered\n } }'],
    ['fn f() -> Vec<u8> { Vec::new() }'],
    ['fn f() -> Config { Default::default() }'],
    ['extern "C" fn handler(signal: i32) {}'],
    ['extern "C" { fn getpid() -> i32; }'],
    ['fn f() -> () {\n  // closes on drop\n}'],
    ["fn f(c: char) -> bool { c == '\"' || c == '{' }"],
    ['fn stubborn() -> u8 { 0 } // not a stub'],
    ['#[panic_handler] fn panic(info: &PanicInfo) -> ! { loop {} }'],
    ['struct A { todo: u8 } impl A { fn todo(&self) -> u8 { self.todo } }'],
  ])('%s', (source) => {
    expect(found(source)).toEqual([]);
  });

  test('what stood there before stays', () => {
    const old = 'trait T { fn f(&self) -> u8 { unimplemented!() } }\npub fn g(x: u8) {}';
    expect(found(`${old}\nfn h() -> u8 { 1 }`, old)).toEqual([]);
  });

  test('an old one that moves to another file stays', () => {
    const old = 'fn f() -> u8 { todo!() }';
    const changes = [
      { path: 'src/a.rs', before: old, after: 'mod b;' },
      { path: 'src/b.rs', before: undefined, after: old },
    ];
    expect(findPlaceholders(changes)).toEqual([]);
  });

  test('a file that the change includes is read as Rust whatever its name', () => {
    const work = { path: 'src/work.inc', before: undefined, after: 'fn f() -> u8 { todo!() }' };
    const lib = (after: string) => ({ path: 'src/lib.rs', before: '', after });
    for (const text of [
      'include!("work.inc");',
      '#[path = "work.inc"] mod work;',
      'include!(concat!("work", ".inc"));',
    ])
      expect(findPlaceholders([lib(text), work])).toHaveLength(1);
    expect(findPlaceholders([lib('const TEXT: &str = include_str!("work.inc");'), work])).toEqual([]);
  });

  test('other languages are not read', () => {
    expect(found('fn f() { todo!() }', undefined, 'docs/guide.md')).toEqual([]);
  });
});
