import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rustTokens } from '../../../src/core/verdicts/rust-tokens.ts';

const kinds = (source: string) => rustTokens(source).map((token) => `${token.kind}:${token.text}`);

describe('rust tokens', () => {
  test.each([
    [
      `'a' 'b 'static '\\'' '\\u{1F600}' b'x'`,
      "char:'a'|lifetime:'b|lifetime:'static|char:'\\''|char:'\\u{1F600}'|char:b'x'",
    ],
    [
      "fn f<'a>(x: &'a str)",
      "word:fn|word:f|punct:<|lifetime:'a|punct:>|punct:(|word:x|punct::|punct:&|lifetime:'a|word:str|punct:)",
    ],
    ['r#"todo!("x")"# r"\\" br##"a"#"##', 'string:r#"todo!("x")"#|string:r"\\"|string:br##"a"#"##'],
    ['"a\\"b" b"c" c"d"', 'string:"a\\"b"|string:b"c"|string:c"d"'],
    ['/* a /* b */ c */ x // y', 'comment:/* a /* b */ c */|word:x|comment:// y'],
    [
      '0..10 1.5 1.max(2) 1e-5 0xFFu8',
      'number:0|punct:.|punct:.|number:10|number:1.5|number:1|punct:.|word:max|punct:(|number:2|punct:)|number:1e-5|number:0xFFu8',
    ],
    ['r#type a::b -> =>', 'word:r#type|word:a|punct:::|word:b|punct:->|punct:=>'],
    ['#!/usr/bin/env run\nfn', 'word:fn'],
    ['#![allow(x)]', 'punct:#|punct:!|punct:[|word:allow|punct:(|word:x|punct:)|punct:]'],
  ])('%s', (source, expected) => {
    expect(kinds(source).join('|')).toBe(expected);
  });

  test('an unclosed string or comment reaches to the end', () => {
    expect(kinds('a "b c')).toEqual(['word:a', 'string:"b c']);
    expect(kinds('a /* b /* */ c')).toEqual(['word:a', 'comment:/* b /* */ c']);
    expect(kinds("'\\")).toEqual(["punct:'", 'punct:\\']);
  });

  test('lines are counted through strings and comments', () => {
    const lines = rustTokens('"a\nb"\n/* c\n\n*/ x\ny').map((token) => token.line);
    expect(lines).toEqual([1, 3, 5, 6]);
  });

  const piece = fc.constantFrom(
    '"',
    "'",
    '\\',
    '/*',
    '*/',
    '//',
    '\n',
    'r#"',
    '"#',
    'r####',
    "'a",
    'x',
    '0',
    '1.',
    'e',
    '+',
    '{',
    '}',
    '#[',
    '🦀',
    'é',
    'b',
    ' ',
    '!',
  );
  test('whatever the text, every character is in exactly one token or blank', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((parts) => parts.join('')),
        ),
        (source) => {
          const tokens = rustTokens(source);
          let at = 0;
          for (const token of tokens) {
            const found = source.indexOf(token.text, at);
            const between = source.slice(at, found);
            expect(between.trim() === '' || (at === 0 && between.startsWith('#!'))).toBe(true);
            expect(token.text.length).toBeGreaterThan(0);
            expect(token.line).toBe(source.slice(0, found).split('\n').length);
            at = found + token.text.length;
          }
          expect(source.slice(at).trim() === '' || (tokens.length === 0 && source.startsWith('#!'))).toBe(
            true,
          );
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('hostile megabytes are split without recursion', () => {
    for (const unit of ['/*', "'", 'r#', '"\\', '{', 'r####', '1.', 'a!('])
      expect(rustTokens(unit.repeat(100_000)).length).toBeGreaterThan(0);
  });
});
