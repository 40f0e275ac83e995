import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainLine } from '../../../src/core/text/plain-line.ts';

describe('a printed line', () => {
  test.each([
    ['::set-output name=x::y', ': :set-output name=x::y'],
    ['  ::error::x', '  : :error::x'],
    ['a ##[group]b', 'a # #[group]b'],
    ['one\ntwo\r\nthree', 'one two three'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]0;title\u0007after', 'after'],
    ['ab\u202Ecd\u200Bef', 'abcdef'],
    ['\u009b31mred\u{e0041}\u{e0100}\u00ad', '31mred'],
    ['\u001b]52;c;aGk=\u0007a\u001b]8;;https://evil.example\u001b\\b', 'ab'],
    ['one\u0085::error::two', 'one ::error::two'],
    ['std::fmt::Display', 'std::fmt::Display'],
  ])('%j becomes %j', (text, line) => {
    expect(plainLine(text)).toBe(line);
  });

  test('never holds a command, a line end or an escape', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(':', '#', '[', ' ', '\n', '\u001b', ']', '\u0007', 'x', '\u202e'),
        }),
        (text) => {
          const line = plainLine(text);
          expect(line.trimStart().startsWith('::')).toBe(false);
          expect(line).not.toContain('##[');
          for (const bad of ['\n', '\r', '\u001b', '\u202e']) expect(line).not.toContain(bad);
        },
      ),
      { numRuns: 2000 },
    );
  });
});
