import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fence } from '../../../src/core/pulls/fence.ts';
import { logText } from '../../../src/core/pulls/log-text.ts';
import { CLOSER, hostileText, MENTION, UNSEEN } from '../../support/hostile-text.ts';
import { renderMarkdown, tagsOf, textOf } from '../../support/render-markdown.ts';

test('a log stays inside its fence, whatever it contains', () => {
  fc.assert(
    fc.property(hostileText(60), (log) => {
      const html = renderMarkdown(`<details>\n\n${fence(logText(log), 'text')}\n\n</details>\n\nafter`);
      expect(tagsOf(html)).toEqual(['details', 'pre', 'code', 'p']);
      expect(html.endsWith('</code></pre>\n</details>\n<p>after</p>')).toBe(true);
      expect(textOf(html).trim().startsWith(logText(log).trim().slice(0, 5))).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

test('a log pings nobody and closes nothing, also where a squash merge makes it a commit message', () => {
  fc.assert(
    fc.property(hostileText(60), (log) => {
      const text = logText(log);
      expect(text).not.toMatch(MENTION);
      expect(text).not.toMatch(CLOSER);
      expect(text).not.toMatch(UNSEEN);
      expect(text).not.toContain('<!--');
    }),
    { numRuns: 2000 },
  );
});

test('an ordinary log is left as it is', () => {
  const log =
    'error[E0308]: mismatched types\n --> src/lib.rs:3:5\n  |\n3 |     n @ 1..=5 => "#1",\n  = note: #1 frame';
  expect(logText(log)).toBe(log);
});

test('colours and terminal links are taken out, carriage returns become line ends', () => {
  expect(
    logText(
      '\u001b[1;31merror\u001b[0m: \u001b]8;;https://x.example\u0007E0308\u001b]8;;\u0007\r\nnext\rlast\r\n',
    ),
  ).toBe('error: E0308\nnext\nlast');
});

test('a flood of backticks cannot make the fence as long as itself', () => {
  expect(fence(logText('`'.repeat(60_000)), 'text').length).toBeLessThan(100);
});
