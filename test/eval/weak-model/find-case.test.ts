import { expect, test } from 'vitest';
import type { EvalCase } from '../../../eval/format/eval-case.ts';
import { findCase } from '../../../eval/weak-model/find-case.ts';

const named = (name: string, text: string) => ({ name, text }) as EvalCase;
const cases = [named('a', '1.1 Add `f`'), named('b', '1.1 Add `f` and `g`'), named('c', '2.1 Write it down')];

test('the task that stands last is meant, the longer one where two begin alike', () => {
  expect(findCase(cases, 'plan: 2.1 Write it down\n# Task\n1.1 Add `f` and `g`')?.name).toBe('b');
  expect(findCase(cases, 'plan: 1.1 Add `f` and `g`\n# Task\n2.1 Write it down')?.name).toBe('c');
  expect(findCase(cases, 'something else')).toBeUndefined();
});
