import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanText } from '../../../src/core/prompts/clean-text.ts';
import { quoteCode } from '../../../src/core/prompts/quote-code.ts';
import { stripHidden } from '../../../src/core/prompts/strip-hidden.ts';

describe('text for the prompt', () => {
  test.each([
    ['a comment goes', 'a <!-- x --> b', 'a  b'],
    ['a comment over lines goes', 'a\n<!-- x\ny -->\nb', 'a\nb'],
    ['a comment that never ends takes the rest, as on GitHub', 'a\n<!-- x\ny', 'a'],
    ['two comments in a line go', '<!--a-->b<!--c-->d', 'bd'],
    ['a comment in inline code stays', 'write `<!-- x -->` there', 'write `<!-- x -->` there'],
    ['a comment in a fence stays', '```\n<!-- x -->\n```', '```\n<!-- x -->\n```'],
    ['a fence in a comment opens nothing', '<!--\n```\n-->\n<!-- gone -->b', 'b'],
    ['hidden characters go', 'a\u200b\u202eb\u{e0041}c\ufeff', 'abc'],
    ['control characters go, tabs stay', 'a\u0007\u001b[31m\tb', 'a[31m\tb'],
    ['emoji and accents stay', 'größer ⚠️ 漢字', 'größer ⚠️ 漢字'],
    ['CRLF becomes LF', 'a\r\nb\rc', 'a\nb\nc'],
  ])('%s', (_name, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });

  test('feedback keeps comments, they may be code', () => {
    expect(stripHidden('7 | "<!-- \u200b"\n8 | next')).toBe('7 | "<!-- "\n8 | next');
  });

  test.each(['<!--', '-->', '`', '<!-- -->', '```\n', '<!--\n', '`<!--', '`<!--`-->'])(
    'a megabyte of %j comes to an end',
    (unit) => {
      expect(cleanText(unit.repeat(1_000_000 / unit.length)).length).toBeLessThanOrEqual(1_000_100);
    },
  );
});

test('no text closes its own fence', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('`', '``', '```', '````', '\n', 'a', ' ')), (parts) => {
      const lines = quoteCode(parts.join(''), 'rust').split('\n');
      const fence = lines.at(-1) ?? '';
      expect(lines.slice(1, -1).some((line) => line.includes(fence))).toBe(false);
    }),
  );
});
