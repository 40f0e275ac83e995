import fc from 'fast-check';
import { expect, test } from 'vitest';
import { disarmReferences } from '../../../src/core/pulls/disarm-references.ts';
import { escapeMarkdown } from '../../../src/core/pulls/escape-markdown.ts';
import { oneLine } from '../../../src/core/pulls/one-line.ts';
import { tableRow } from '../../../src/core/pulls/table-row.ts';
import { CLOSER, hostileText, MENTION, UNSEEN } from '../../support/hostile-text.ts';
import { renderMarkdown, tagsOf, textOf } from '../../support/render-markdown.ts';

const letters = (text: string): string => text.replace(/[\s`]/g, '');

test('foreign text renders as itself: one paragraph, code at most', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const markdown = escapeMarkdown(text);
      const html = renderMarkdown(markdown);
      expect(tagsOf(html).filter((tag) => tag !== 'p' && tag !== 'code')).toEqual([]);
      expect(tagsOf(html).filter((tag) => tag === 'p').length).toBeLessThanOrEqual(1);
      expect(letters(textOf(html))).toBe(letters(disarmReferences(oneLine(text), 'prose')));
    }),
    { numRuns: 2000 },
  );
});

test('foreign text stays in its table cell', () => {
  fc.assert(
    fc.property(hostileText(), hostileText(), (one, two) => {
      const row = tableRow([escapeMarkdown(one), escapeMarkdown(two), 'end']);
      const html = renderMarkdown(`| a | b | c |\n| --- | --- | --- |\n${row}`);
      expect(tagsOf(html).filter((tag) => tag === 'td')).toHaveLength(3);
      expect(html).toContain('<td>end</td>');
    }),
    { numRuns: 2000 },
  );
});

test('foreign text pings nobody, closes nothing and hides nothing, rendered or raw', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const markdown = escapeMarkdown(text);
      for (const shown of [markdown, textOf(renderMarkdown(markdown))]) {
        expect(shown).not.toMatch(MENTION);
        expect(shown).not.toMatch(CLOSER);
        expect(shown).not.toMatch(/#\d/);
        expect(shown).not.toMatch(UNSEEN);
      }
    }),
    { numRuns: 2000 },
  );
});

test.each([
  ['Add `WlSurface::commit()` to `src/lib.rs`', 'Add `WlSurface::commit()` to `src/lib.rs`'],
  ['keep snake_case * and <T>', 'keep snake_case \\* and &lt;T&gt;'],
  ['see https://evil.example now', 'see `https://evil.example` now'],
  ['a::key::b is no emoji', '`a::key::b` is no emoji'],
  ['1. not a list', '1\\. not a list'],
  ['- not a list', '\\- not a list'],
  ['ask @octocat about #12 and GH-3', 'ask ＠octocat about ＃12 and GH\u20113'],
  ['closure `|x| x + 1`', 'closure `|x| x + 1`'],
  ['_bold_ __x__', '\\_bold\\_ \\_\\_x\\_\\_'],
  ['1.5 times', '1.5 times'],
  ['one ` backtick', 'one \\` backtick'],
])('%j is written %j', (text, markdown) => {
  expect(escapeMarkdown(text)).toBe(markdown);
});
