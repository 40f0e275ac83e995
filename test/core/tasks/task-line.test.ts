import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matchTaskLine } from '../../../src/core/tasks/task-line.ts';

/** The expression of OpenSpec 1.13.2, src/utils/task-progress.ts. */
const OPENSPEC = /^\s*(?:[-*+]|\d{1,9}[.)])\s*\[(?:\s*([^\]\s]?)\s*\](?![([])|\s+\])\s*(.*)/;

const piece = fc.constantFrom(
  ...['-', '*', '+', '1', '12345678', '.', ')', '(', '[', ']', ' ', '\t', 'x', 'X', '~', 'é', '✅', '🔄'],
  ...['\r', '\u00a0', '\ufeff', '\u2028', '\ud83d', 'text', '- [ ] ', '- [x]', '[ ]'],
);

test('a line counts as a task exactly when it does for OpenSpec, with the same marker and text', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
      const line = pieces.join('');
      const theirs = OPENSPEC.exec(line);
      const ours = matchTaskLine(line);
      expect(ours && { marker: ours.marker, description: ours.description }).toEqual(
        theirs ? { marker: theirs[1] ?? '', description: theirs[2]?.trim() } : undefined,
      );
    }),
    { numRuns: 20_000 },
  );
});

test('a tab reaches to the next multiple of four columns', () => {
  expect(matchTaskLine('\t- [ ] a')?.indent).toBe(4);
  expect(matchTaskLine('  \t- [ ] a')?.indent).toBe(4);
  expect(matchTaskLine('\ufeff- [ ] a')?.indent).toBe(0);
});
