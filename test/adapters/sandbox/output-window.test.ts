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

test('a longer output keeps exactly its first and last half capacity', () => {
  fc.assert(
    fc.property(
      fc.array(fc.stringMatching(/^[a-z]{0,30}$/)),
      fc.integer({ min: 1, max: 20 }),
      (chunks, half) => {
        const window = new OutputWindow(half * 2);
        for (const chunk of chunks) window.push(Buffer.from(chunk));
        const whole = chunks.join('');
        const cut = whole.length - half * 2;
        const expected =
          cut <= 0 ? whole : `${whole.slice(0, half)}\n[… ${cut} bytes cut …]\n${whole.slice(-half)}`;
        expect(window.text()).toBe(expected);
      },
    ),
  );
});
