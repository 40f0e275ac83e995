import { expect, test } from 'vitest';
import { failureAnnotations } from '../../../src/core/report/annotations.ts';
import type { Annotation, Outcome } from '../../../src/core/report/outcome.ts';
import { someOutcomes } from '../../support/outcomes.ts';
import { someTask } from '../../support/proofs.ts';

const error = (line: number, over: Partial<Annotation> = {}): Annotation => ({
  file: 'src/lib.rs',
  line,
  title: 'E0308',
  message: 'mismatched types',
  ...over,
});
const failed = (errors: readonly Annotation[]): Outcome => ({
  kind: 'failed',
  task: someTask(),
  reason: 'r',
  attempts: [],
  errors,
});

test('the errors of failed tasks are annotated, those of others are not there', () => {
  expect(failureAnnotations(someOutcomes())).toEqual([error(3)]);
});

test('a task with many errors leaves room for the others, and the whole stays within GitHub’s limit', () => {
  const many = Array.from({ length: 50 }, (_, line) => error(line));
  const shown = failureAnnotations([failed(many), failed([error(900), error(901)])]);
  expect(shown).toHaveLength(10);
  expect(shown.map(({ line }) => line)).toEqual([0, 900, 1, 901, 2, 3, 4, 5, 6, 7]);
});

test('the same error of two tasks is shown once', () => {
  expect(failureAnnotations([failed([error(3)]), failed([error(3)])])).toHaveLength(1);
});

test('terminal escapes are taken out and floods are cut', () => {
  const [shown] = failureAnnotations([
    failed([error(1, { title: '\u001b[31mE0308\n::error::x', message: `\u202e${'x'.repeat(9000)}` })]),
  ]);
  expect(shown?.title).toBe('E0308 ::error::x');
  expect(shown?.message.length).toBeLessThanOrEqual(3000);
  expect(shown?.message).not.toContain('\u202e');
});
