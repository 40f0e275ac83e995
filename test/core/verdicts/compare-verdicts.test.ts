import { expect, test } from 'vitest';
import type { Verdict } from '../../../src/core/verdicts/attempt.ts';
import { compareVerdicts } from '../../../src/core/verdicts/compare-verdicts.ts';
import { diffSize } from '../../../src/core/verdicts/diff-size.ts';
import { GATE_NAMES } from '../../../src/core/verdicts/gate.ts';

const candidate = (
  name: string,
  parts: { failed?: number; errors?: number; warnings?: number; lines?: number },
) => {
  const { failed = 0, errors = 0, warnings = 0, lines = 10 } = parts;
  const verdict: Verdict = {
    valid: failed === 0,
    gates: GATE_NAMES.map((gate, at) => ({
      gate,
      result: at < failed ? 'failed' : 'passed',
      summary: '',
      feedback: '',
      milliseconds: 0,
    })),
    errorsByCode: errors > 0 ? [['E0308', errors]] : [],
    newWarnings: warnings,
    compileLog: '',
    testLog: '',
    feedback: '',
    testsPassed: 0,
    testsFailed: 0,
  };
  return { name, verdict, diffLines: lines };
};

test('valid beats invalid, then fewer failed gates, errors, warnings, lines', () => {
  const ordered = [
    candidate('small', { lines: 3 }),
    candidate('large', { lines: 30 }),
    candidate('warned', { warnings: 1, lines: 1 }),
    candidate('one gate', { failed: 1, errors: 9, lines: 1 }),
    candidate('two gates, one error', { failed: 2, errors: 1 }),
    candidate('two gates, two errors', { failed: 2, errors: 2, lines: 1 }),
  ];
  expect([...ordered].reverse().sort(compareVerdicts)).toEqual(ordered);
});

test('a gate that a valid candidate did not need does not count against it', () => {
  const bare = candidate('bare', { lines: 3 });
  const gates = bare.verdict.gates.map((gate) => ({ ...gate, result: 'skipped' as const }));
  const skipped = { ...bare, verdict: { ...bare.verdict, gates } };
  expect(compareVerdicts(skipped, candidate('full', { lines: 9 }))).toBeLessThan(0);
});

test('the size of a change is its added and removed lines', () => {
  expect(diffSize([{ path: 'a', before: 'a\nb\nc', after: 'a\nx\nc\nd' }])).toBe(3);
  expect(
    diffSize([
      { path: 'a', before: undefined, after: 'a\nb' },
      { path: 'b', before: 'x', after: undefined },
    ]),
  ).toBe(3);
  expect(diffSize([{ path: 'a', before: 'a\nb', after: 'b\na' }])).toBe(0);
});
