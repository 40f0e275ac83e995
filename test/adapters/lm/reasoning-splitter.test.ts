import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ReasoningSplitter } from '../../../src/adapters/lm/reasoning-splitter.ts';

function split(...pieces: string[]) {
  const splitter = new ReasoningSplitter();
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  return { text: splitter.text, reasoning: splitter.reasoningCharacters };
}

test.each([
  ['thinking before the answer is taken out', '<think>hm</think>\n\nfn main() {}', 'fn main() {}', 2],
  [
    'a lone closing tag ends reasoning that began in the prompt',
    'let me see.\n</think>\n\nfn a() {}',
    'fn a() {}',
    12,
  ],
  ['a closing tag right after a word ends reasoning too', 'okay.</think>done', 'done', 5],
  ['reasoning that is never closed leaves no text', '<think>on and on', '', 9],
  ['a second thought at a line start is taken out', 'a\n<think>b</think>c', 'a\nc', 1],
  ['text without tags is untouched', '  fn a() {}\n', '  fn a() {}\n', 0],
  ['a tag in a sentence is text', 'strip the <think> tag', 'strip the <think> tag', 0],
  ['a quoted closing tag is text', 'split at "</think>" here', 'split at "</think>" here', 0],
  ['an unfinished tag at the end is text', 'a < b </thi', 'a < b </thi', 0],
  [
    'tags inside a code fence are text',
    '```rust\nlet t = a.split(</think>);\n<think>\n```\n',
    '```rust\nlet t = a.split(</think>);\n<think>\n```\n',
    0,
  ],
])('%s', (_fact, content, text, reasoning) => {
  expect(split(content)).toEqual({ text, reasoning });
});

test('where the pieces of a stream end changes nothing', () => {
  const part = fc.constantFrom('<think>', '</think>', '\n', '```', 'fn a() {}', ' ', '<', '"', 'é🦀');
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), fc.array(fc.nat(40), { maxLength: 8 }), (parts, cuts) => {
      const whole = parts.join('');
      const ends = [0, ...cuts.map((cut) => Math.min(cut, whole.length)).sort((a, b) => a - b), whole.length];
      const pieces = ends.slice(1).map((end, index) => whole.slice(ends[index], end));
      expect(split(...pieces)).toEqual(split(whole));
    }),
    { numRuns: 2_000 },
  );
});
