import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { compareProblems } from '../../../src/core/repairs/compare-problems.ts';

const problems = (...codes: readonly string[]): readonly Diagnostic[] =>
  codes.map((code) => ({ level: 'error', code, message: '', rendered: '', suggestions: [] }));

test.each([
  [['E0308'], ['E0308', 'E0277'], -1],
  [['E0308', 'E0277', 'E0425'], [''], -1],
  [['', 'E0308'], [''], 1],
  [[''], ['', ''], -1],
  [['E0308'], ['E0277'], 0],
  [[], [], 0],
])('%j against %j: %i', (a, b, order) => {
  expect(Math.sign(compareProblems(problems(...a), problems(...b)))).toBe(order);
});
