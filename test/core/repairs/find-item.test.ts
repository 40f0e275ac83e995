import { describe, expect, test } from 'vitest';
import { findItem, type Onlooker } from '../../../src/core/repairs/find-item.ts';
import { moduleTree } from '../../../src/core/repairs/module-tree.ts';

/** Where `Circle` is found in a library with this root. */
function found(root: string, from: Onlooker = ['user']): string | undefined {
  const tree = moduleTree('src/lib.rs', new Map([['src/lib.rs', root]]));
  return findItem('Circle', tree, from)?.join('::');
}

test('the one module that defines a name is found, however private the way from within', () => {
  expect(found('mod a { pub struct Circle; }')).toBe('a');
  expect(found('mod a { pub(crate) fn Circle() {} }')).toBe('a');
  expect(found('pub struct Circle;')).toBe('');
  expect(found('mod a { #[cfg(x)] pub struct Circle; #[cfg(not(x))] pub struct Circle; }')).toBe('a');
});

test('what is private is found only from below', () => {
  const root = 'mod a { mod b { pub struct Circle; } }';
  expect(found(root)).toBeUndefined();
  expect(found(root, ['a', 'c'])).toBe('a::b');
  expect(found('mod a { struct Circle; }')).toBeUndefined();
  expect(found('mod a { struct Circle; }', ['a', 'c'])).toBe('a');
});

test('another crate finds only what is public all the way', () => {
  expect(found('mod a { pub struct Circle; }', 'other crate')).toBeUndefined();
  expect(found('pub mod a { pub(crate) struct Circle; }', 'other crate')).toBeUndefined();
  expect(found('pub mod a { pub struct Circle; }', 'other crate')).toBe('a');
});

describe('a pub use of what is hidden', () => {
  test.each([
    ['by name', 'pub mod a { mod b { pub struct Circle; } pub use b::Circle; }'],
    ['by a glob', 'pub mod a { mod b { pub struct Circle; } pub use self::b::*; }'],
    ['of another crate', 'pub mod a { pub use geometry::Circle; }'],
    ['under the name', 'pub mod a { mod b { pub struct Round; } pub use b::Round as Circle; }'],
  ])('%s is where it is found', (_how, root) => {
    expect(found(root)).toBe('a');
    expect(found(root, 'other crate')).toBe('a');
  });

  test('twice is no answer', () => {
    expect(
      found('mod a { mod b { pub struct Circle; } pub use b::Circle; } mod c { pub use super::a::Circle; }'),
    ).toBeUndefined();
  });
});

test.each([
  ['two modules define it', 'mod a { pub struct Circle; } mod b { pub struct Circle; }'],
  ['one of the two is hidden', 'mod a { pub struct Circle; } mod b { struct Circle; }'],
  ['only tests have it', '#[cfg(test)] mod a { pub struct Circle; }'],
  ['it is a variant', 'pub enum Shape { Circle }'],
  ['it is a method', 'pub struct S; impl S { pub fn Circle() {} }'],
  ['nobody has it', 'mod a {}'],
])('there is no answer where %s', (_why, root) => {
  expect(found(root)).toBeUndefined();
});
