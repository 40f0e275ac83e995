import fc from 'fast-check';
import { expect, test } from 'vitest';
import { OutputWindow } from '../../../src/adapters/sandbox/output-window.ts';

test('output within the capacity is kept byte for byte, whatever the chunks', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 })), (chunks) => {
      const window = new OutputWindow(100_000);
      for (const chunk of chunks) window.push(Buffer.from(chunk));
      expect(window.text()).toBe(
        Buffer.from(chunks.map((chunk) => Buffer.from(chunk).toString()).join('')).toString(),
      );
      expect(window.truncated).toBe(false);
    }),
  );
});

/** What is kept of a text whose lines are known, in the slow and obvious way. */
function keptOf(whole: string, half: number): string {
  if (whole.length <= half * 2) return whole;
  const ends = (text: string) => [...text.matchAll(/\n/g)].map(({ index }) => index + 1);
  const head = ends(whole).findLast((end) => end <= half) ?? 0;
  const tail = [...ends(whole)].find((end) => end >= whole.length - half) ?? whole.length;
  return `${whole.slice(0, head)}[… ${tail - head} bytes cut …]\n${whole.slice(tail)}`;
}

test('a longer output keeps the whole lines of its first and last half capacity, whatever the chunks', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z\n]{0,30}$/)),
      fc.integer({ min: 1, max: 20 }),
      (chunks, half) => {
        const window = new OutputWindow(half * 2);
        for (const chunk of chunks) window.push(Buffer.from(chunk));
        expect(window.text()).toBe(keptOf(chunks.join(''), half));
      },
    ),
  );
});

test('no line is cut in two, so that a secret in it is either all there or not at all', () => {
  const secret = 'ghp_0123456789abcdefghij';
  fc.assert(
    fc.property(fc.integer({ min: 10, max: 400 }), fc.integer({ min: 1, max: 50 }), (capacity, chunk) => {
      const window = new OutputWindow(capacity);
      const whole = Buffer.from(`token=${secret};\n`.repeat(30));
      for (let at = 0; at < whole.length; at += chunk) window.push(whole.subarray(at, at + chunk));
      const lines = window.text().split('\n').slice(0, -1);
      for (const line of lines)
        expect(line).toMatch(/^(token=ghp_0123456789abcdefghij;|\[… \d+ bytes cut …\])$/);
    }),
  );
});

test('a line that is longer than what is kept is left out whole', () => {
  const window = new OutputWindow(20);
  window.push(Buffer.from(`a\n${'x'.repeat(100)}\nb\n`));
  expect(window.text()).toBe('a\n[… 101 bytes cut …]\nb\n');
});
