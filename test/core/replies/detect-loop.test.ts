import fc from 'fast-check';
import { expect, test } from 'vitest';
import { detectLoop } from '../../../src/core/replies/detect-loop.ts';

const file = Array.from({ length: 400 }, (_, at) => `    fields.insert(${at}, "value {at}");`).join('\n');

test.each([
  ['one sentence', 'I need to check the borrow of `self` again. '.repeat(60)],
  ['one line of code', `${file}\n${'        self.count += 1;\n'.repeat(200)}`],
  ['one character', `fn a() {${' '.repeat(5_000)}`],
  ['a whole file', `${file.slice(0, 3_500)}\n`.repeat(4)],
  ['a piece cut in its middle', 'let value = compute(next)?; '.repeat(80).slice(0, -11)],
])('%s over and over is a loop', (_name, text) => {
  expect(detectLoop(text)).toMatch(/repeated \d+ times/);
});

test.each([
  ['ordinary code', file],
  ['a table of zeros', `static T: [u8; 256] = [\n${`    ${'0x00, '.repeat(16)}\n`.repeat(9)}`],
  ['a ruler', `// ${'-'.repeat(100)}`],
  [
    'a loop that ended',
    `${'self.count += 1;\n'.repeat(400)}\n} // and then the file goes on with something else entirely, which is fine\n`,
  ],
  ['a short text', 'ha'.repeat(100)],
])('%s is none', (_name, text) => {
  expect(detectLoop(text)).toBeUndefined();
});

test('any piece repeated long enough is found, whatever stands before it', () => {
  fc.assert(
    fc.property(
      fc.string({ maxLength: 500 }),
      fc.string({ minLength: 1, maxLength: 400 }),
      (before, piece) => {
        const text = before + piece.repeat(Math.ceil(9_000 / piece.length) + 3);
        expect(detectLoop(text)).toBeDefined();
      },
    ),
    { numRuns: 200 },
  );
});
