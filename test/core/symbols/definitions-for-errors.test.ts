import { describe, expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { crateApi } from '../../../src/core/symbols/crate-api.ts';
import { definitionsForErrors } from '../../../src/core/symbols/definitions-for-errors.ts';
import { readSymbols } from '../../../src/core/symbols/read-symbols.ts';
import { indexOf } from '../../support/index-of.ts';

const INDEX = indexOf({
  'src/money.rs': `pub struct Money;
impl Money {
    /// Adds.
    pub fn add(&self, other: &Money) -> Money { Money }
    pub fn round_half_even(self) -> Money { self }
    pub fn currency(&self) -> Currency { Currency }
}
pub fn parse_money(text: &str, strict: bool) -> Money { Money }`,
  'src/new.rs': 'bitflags! { struct F: u8 {} }',
});
const TINY = crateApi({
  name: 'tiny',
  version: '1.2.3',
  root: 'src/lib.rs',
  files: new Map([
    ['src/lib.rs', readSymbols('pub struct Window; impl Window { pub fn resize(&mut self, width: u32) {} }')],
  ]),
});

const error = (code: string, message: string, rendered = ''): Diagnostic => ({
  level: 'error',
  code,
  message,
  rendered: `error[${code}]: ${message}\n --> src/new.rs:1:1\n${rendered}`,
  suggestions: [],
});
const helpFor = (...errors: readonly Diagnostic[]) =>
  definitionsForErrors({ errors, index: INDEX, crates: [TINY], files: ['src/new.rs'] });

describe('definitions that may help', () => {
  test('for a missing method are the methods called most like it', () => {
    expect(
      helpFor(error('E0599', 'no method named `round_even` found for struct `Money` in the current scope')),
    ).toEqual([
      'src/money.rs:5 Money: pub fn round_half_even(self) -> Money',
      'src/money.rs:1 pub struct Money',
    ]);
    expect(
      helpFor(
        error(
          'E0599',
          'no method named `resized` found for mutable reference `&mut Window` in the current scope',
        ),
      ),
    ).toEqual([
      'tiny 1.2.3 tiny::Window: pub fn resize(&mut self, width: u32)',
      'tiny 1.2.3 tiny::Window: pub struct Window',
    ]);
  });

  test('for a wrong number of arguments is what was called, though the message does not name it', () => {
    const rendered =
      '  |\n3 |     let a = parse_money("1");\n  |             ^^^^^^^^^^^ argument #2 is missing\n';
    expect(
      helpFor(error('E0061', 'this function takes 2 arguments but 1 argument was supplied', rendered)),
    ).toEqual(['src/money.rs:8 pub fn parse_money(text: &str, strict: bool) -> Money']);
  });

  test('are about the call that rustc points at, not about others in the line', () => {
    const rendered =
      '3 |     Money.currency(); parse_money(Money::add(1, 2));\n  |                       ^^^^^^^^^^^ ---- missing\n';
    expect(helpFor(error('E0061', 'this function takes 2 arguments', rendered))).toEqual([
      'src/money.rs:8 pub fn parse_money(text: &str, strict: bool) -> Money',
    ]);
  });

  test('leave out what rustc has quoted itself', () => {
    const rendered = '3 |     parse_money("1");\nnote: function defined here\n --> src/money.rs:8:8\n';
    expect(helpFor(error('E0061', 'this function takes 2 arguments', rendered))).toEqual([]);
  });

  test('for an unknown name are where it is defined, here or in a crate', () => {
    expect(helpFor(error('E0425', 'cannot find function `parse_money` in this scope'))).toHaveLength(1);
    expect(helpFor(error('E0433', 'failed to resolve: use of undeclared type `Window`'))).toEqual([
      'tiny 1.2.3 tiny::Window: pub struct Window',
    ]);
  });

  test('never claim that a name is absent where a macro may have made it', () => {
    expect(helpFor(error('E0412', 'cannot find type `FlagSet` in this scope'))).toEqual([
      'No definition of FlagSet is written out in the sources; bitflags! may define more.',
    ]);
  });

  test('are at most five, and none for errors about something else', () => {
    const many = ['add', 'currency', 'round_half_even', 'parse_money', 'Money', 'Window'].map((name) =>
      error('E0425', `cannot find value \`${name}\` in this scope`),
    );
    expect(helpFor(...many)).toHaveLength(5);
    expect(helpFor(error('E0382', 'use of moved value: `Money`'))).toEqual([]);
    expect(helpFor(error('', 'expected one of `!` or `::`, found `Money`'))).toEqual([]);
  });

  test('of hostile messages are found in linear time', () => {
    for (const piece of ['`', '`a', 'a(', 'a::', '1 | a::b(\n', '<'])
      expect(helpFor(error('E0599', piece.repeat(20_000), piece.repeat(20_000)))).toEqual([]);
  });
});
