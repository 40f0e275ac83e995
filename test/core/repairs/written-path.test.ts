import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writtenPath } from '../../../src/core/repairs/written-path.ts';

/** The path around the place that `^` marks. */
function pathAt(marked: string) {
  const at = marked.indexOf('^');
  const before = marked.slice(0, at);
  const line = before.split('\n').length;
  const column = [...before.slice(before.lastIndexOf('\n') + 1)].length + 1;
  const text = marked.replace('^', '');
  const path = writtenPath(text, line, column);
  if (!path) return undefined;
  const { byteStart, byteEnd, outer, segments, below } = path;
  const said = Buffer.from(text).subarray(byteStart, byteEnd).toString();
  return [outer.join('::'), segments.join('::'), below.join(' '), said];
}

test.each([
  ['use crate::^shape::Circle;', ['', 'crate::shape', 'Circle', 'crate::shape']],
  [
    'use std::^collection::{HashMap, hash::{A, B}, C as D,};',
    ['', 'std::collection', 'HashMap hash C', 'std::collection'],
  ],
  ['use crate::{a::b, x::{^shape::Circle}};', ['crate::x', 'shape', 'Circle', 'shape']],
  ['use crate::{a::{b as c}, ^shape::Circle};', ['crate', 'shape', 'Circle', 'shape']],
  ['use crate::^shape::*;', ['', 'crate::shape', '', 'crate::shape']],
  ['use crate::^shape::{self, Circle};', ['', 'crate::shape', '', 'crate::shape']],
  ['use super::^super::a::b;', ['', 'super::super', 'a', 'super::super']],
  ['let x = f(a, crate::^shape::new());', ['', 'crate::shape', 'new', 'crate::shape']],
  ['fn f() -> A { crate::^shape::new() }', ['', 'crate::shape', 'new', 'crate::shape']],
  ['crate::^shape::<u8>::new()', ['', 'crate::shape', '', 'crate::shape']],
  ['// 🦀\n/* ä */ "ß"; std :: ^x :: y', ['', 'std::x', 'y', 'std :: x']],
])('%s', (text, expected) => {
  expect(pathAt(text)).toEqual(expected);
});

test('a byte order mark is no column', () => {
  expect(writtenPath('\ufeffuse a::b;', 1, 5)).toMatchObject({ segments: ['a'], byteStart: 7 });
});

test.each(['use ^::a::b;', 'use ::^a::b;', 'x = ^1;', '/* ^a */', 'use a::b;\n^'])(
  '%s is no place of a path',
  (text) => {
    expect(pathAt(text)).toBeUndefined();
  },
);

test('any place in any text is answered', () => {
  const piece = fc.constantFrom('use ', 'a', '::', '{', '}', ',', '*', ';', '\n', '"', '🦀', '#!', ' ');
  const place = fc.integer({ min: -1, max: 12 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), place, place, (pieces, line, column) => {
      const text = pieces.join('');
      const path = writtenPath(text, line, column);
      if (path)
        expect(Buffer.from(text).subarray(path.byteStart, path.byteEnd).toString()).not.toContain('\ufffd');
    }),
  );
});
