import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyReplacements } from '../../../src/core/repairs/apply-replacements.ts';
import { insertMod } from '../../../src/core/repairs/insert-mod.ts';
import { readMods } from '../../../src/core/repairs/read-mods.ts';

const FILE = `//! Shapes.
#![forbid(unsafe_code)]

use std::fmt;

/// Flat ones.
#[cfg(feature = "flat")]
pub(crate) mod flat;
mod inline {
    mod within;
}
fn f() { mod hidden {} }
#[cfg(test)]
mod tests;
`;

test('modules at the top level are read with their visibility, attributes and lines', () => {
  const { mods, headEnd } = readMods(FILE);
  expect(headEnd).toBe(2);
  expect(mods).toEqual([
    {
      name: 'flat',
      visibility: 'pub(crate)',
      attributes: ['#[cfg(feature="flat")]'],
      own: true,
      line: 6,
      endLine: 8,
    },
    { name: 'inline', visibility: '', attributes: [], own: false, line: 9, endLine: 9 },
    { name: 'tests', visibility: '', attributes: ['#[cfg(test)]'], own: true, line: 13, endLine: 14 },
  ]);
});

test('a comment that a blank line parts from a module does not belong to it', () => {
  expect(readMods('// Licence\n\n// Flat ones.\nmod flat;\n').mods[0]?.line).toBe(3);
});

test('any text is read, and a module is inserted into it somewhere', () => {
  const piece = fc.constantFrom(
    ...'{}[]()#!;"/\n',
    'mod ',
    'a',
    'pub ',
    '#![',
    '//! x\n',
    '/*',
    "'",
    '🦀',
    '\ufeff',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const text = pieces.join('');
      const mod = { name: 'line', visibility: 'pub', attribute: '' };
      const after = applyReplacements(new Map([['a.rs', text]]), [insertMod('a.rs', text, mod)]);
      expect(after?.get('a.rs')).toContain('pub mod line;');
    }),
  );
});
