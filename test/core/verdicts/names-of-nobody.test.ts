import { expect, test } from 'vitest';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { namesOfNobody } from '../../../src/core/verdicts/names-of-nobody.ts';

const error = (code: string, message: string): Diagnostic => ({
  level: 'error',
  code,
  message,
  rendered: message,
  suggestions: [],
});
const GATHER = error('E0599', 'no method named `gather` found for struct `Map<I, F>` in the current scope');
const HERD = error('E0432', 'unresolved import `app::flock::herd`');

test('names that neither task nor base knows were made up', () => {
  expect(namesOfNobody([GATHER, HERD], new Set(['tally']))).toEqual(['gather', 'herd']);
});

test('one name that is known, or one error of another kind, leaves it open who is wrong', () => {
  expect(namesOfNobody([GATHER, HERD], new Set(['herd']))).toBeUndefined();
  expect(namesOfNobody([GATHER, error('E0308', 'mismatched types')], new Set())).toBeUndefined();
  expect(
    namesOfNobody([error('E0433', 'too many leading `super` keywords')], new Set(['super'])),
  ).toBeUndefined();
  expect(namesOfNobody([], new Set())).toBeUndefined();
});
