import { expect, test } from 'vitest';
import { applyReplacements } from '../../../src/core/repairs/apply-replacements.ts';
import { insertUse } from '../../../src/core/repairs/insert-use.ts';

/** The text after `use a::B;` was added for the line with `HERE`. */
function inserted(text: string): string | undefined {
  const line = text.split('\n').findIndex((each) => each.includes('HERE')) + 1;
  const use = insertUse('a.rs', text, { path: ['a', 'B'], line });
  return use && applyReplacements(new Map([['a.rs', text]]), [use])?.get('a.rs');
}

test.each([
  [
    'below the last use',
    'use x;\nuse y::{\n    z,\n};\n\nfn f() { HERE }\n',
    'use x;\nuse y::{\n    z,\n};\nuse a::B;\n\nfn f() { HERE }\n',
  ],
  [
    'not below one within a function',
    'use x;\nfn g() { use y; }\nfn f() { HERE }\n',
    'use x;\nuse a::B;\nfn g() { use y; }\nfn f() { HERE }\n',
  ],
  ['at the top', '//! Docs.\n\nfn f() { HERE }\n', '//! Docs.\n\nuse a::B;\n\nfn f() { HERE }\n'],
  ['in an empty head', 'fn f() { HERE }\r\n', 'use a::B;\r\n\r\nfn f() { HERE }\r\n'],
  [
    'in the module of tests',
    'use x;\n#[cfg(test)]\nmod tests {\n    fn f() { HERE }\n}\n',
    'use x;\n#[cfg(test)]\nmod tests {\n    use a::B;\n    fn f() { HERE }\n}\n',
  ],
])('an import goes %s', (_where, text, expected) => {
  expect(inserted(text)).toBe(expected);
});

test('a module whose brace is not at the end of its line is left alone', () => {
  expect(inserted('mod a { fn g() {}\nfn f() { HERE }\n}\n')).toBeUndefined();
});
