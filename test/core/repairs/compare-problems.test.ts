import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { compareProblems } from '../../../src/core/repairs/compare-problems.ts';

/** A code, `` for a syntax error, `}` for a bracket that does not match. */
const problems = (...codes: readonly string[]): readonly Diagnostic[] =>
  codes.map((code) => {
    const message = code === '}' ? 'this file contains an unclosed delimiter' : 'expected expression';
    return { level: 'error', code: code === '}' ? '' : code, message, rendered: '', suggestions: [] };
  });

test.each([
  [['E0308'], ['E0308', 'E0277'], -1],
  [['E0308', 'E0277', 'E0425'], [''], -1],
  [['', 'E0308'], [''], 1],
  [[''], ['', ''], -1],
  [['E0308'], ['E0277'], 0],
  [['', ''], ['}'], -1],
  [['}', 'E0308'], ['', ''], 1],
  [[], [], 0],
])('%j against %j: %i', (a, b, order) => {
  expect(Math.sign(compareProblems(problems(...a), problems(...b)))).toBe(order);
});
