import fc from 'fast-check';
import { expect, test } from 'vitest';
import { applyReplacements } from '../../../src/core/repairs/apply-replacements.ts';
import { closeBraces, proposeClosers } from '../../../src/core/repairs/propose-closers.ts';

const FILE = 'src/lib.rs';
const error = {
  level: 'error',
  code: '',
  message: 'this file contains an unclosed delimiter',
  rendered: '',
  file: FILE,
  line: 1,
  column: 1,
  suggestions: [],
} as const;
/** The texts that the proposals come to, one each. */
function closed(text: string): readonly (string | undefined)[] {
  const texts = new Map([[FILE, text]]);
  return proposeClosers([error], { texts, mayEdit: () => true }).map(({ replacements }) =>
    applyReplacements(texts, replacements)?.get(FILE),
  );
}

const GOOD = `/// One.
pub fn one() -> u8 {
    if true {
        1
    } else {
        2
    }
}

/// Two.
#[must_use]
pub fn two() -> u8 {
    2
}
`;

test('before the item that stands too deep, its comments and attributes with it', () => {
  expect(closed(GOOD.replace('    }\n}\n\n///', '    }\n\n///'))).toEqual([GOOD]);
});

test('at the end, when nothing follows', () => {
  expect(closed(GOOD.replace(/}\n$/, ''))).toEqual([GOOD]);
  expect(closed(GOOD.replace(/\n}\n$/, ''))).toEqual([GOOD]);
});

test('a method that is not closed is closed before the next one', () => {
  const good = 'impl A {\n    fn a(&self) {\n        b();\n    }\n\n    fn c(&self) {}\n}\n';
  expect(closed(good.replace('    }\n\n', '\n'))).toEqual([good]);
});

test('items within functions stand deeper and are no sign', () => {
  const good = 'fn a() {\n    fn b() {}\n    b();\n}\n';
  expect(closed(good.replace(/}\n$/, ''))).toEqual([good]);
});

test('brackets that do not match, other errors and closed files are left alone', () => {
  expect(closed('fn a() {\n    b(];\n')).toEqual([]);
  const texts = new Map([[FILE, 'fn a() {\n']]);
  expect(proposeClosers([error], { texts, mayEdit: () => false })).toEqual([]);
  expect(proposeClosers([{ ...error, code: 'E0308' }], { texts, mayEdit: () => true })).toEqual([]);
});

test('multi-byte text before the place', () => {
  expect(closed('const A: &str = "ä→";\nfn a() {\n')).toEqual(['const A: &str = "ä→";\nfn a() {\n}\n']);
});

test('any text gives proposals that apply', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('fn a() {', '}', '{', '(', ')', '\n', '  ', 'ü', '"', '// x')),
      (parts) => {
        for (const text of closed(parts.join('\n'))) expect(text).toBeDefined();
      },
    ),
  );
});

test('a text is closed as a whole, and one without forgotten braces stays as it is', () => {
  expect(closeBraces(GOOD)).toBe(GOOD);
  const flat = 'mod a {\nfn b() {\nc();\n}\n}\n';
  expect(closeBraces(flat)).toBe(flat);
  expect(closeBraces(GOOD.replace('    }\n}\n\n///', '    }\n\n///').replace(/}\n$/, ''))).toBe(GOOD);
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(closeBraces(text).length).toBeGreaterThanOrEqual(text.length);
    }),
  );
});
