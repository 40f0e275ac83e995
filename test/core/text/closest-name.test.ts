import { expect, test } from 'vitest';
import { closestName } from '../../../src/core/text/closest-name.ts';
import { nameNearest } from '../../../src/core/text/name-nearest.ts';

const KNOWN = ['validate', 'allow', 'deny', 'allow-dependencies', 'skip', 'rules'];

test.each([
  ['validat', 'validate'],
  ['vaildate', 'validate'],
  ['VALIDATE', 'validate'],
  ['alow', 'allow'],
  ['allow-dependency', 'allow-dependencies'],
  ['skp', 'skip'],
])('%s was meant to be %s', (wrong, meant) => {
  expect(closestName(wrong, KNOWN)).toBe(meant);
});

test.each(['', 'x', 'timeout', 'pineapple', 'dependencies-allow'])('%j is near to nothing', (wrong) => {
  expect(closestName(wrong, KNOWN)).toBeUndefined();
});

test('where nothing is known nothing is near; of two as near the first one', () => {
  expect(closestName('a', [])).toBeUndefined();
  expect(closestName('tasl', ['task', 'tasm'])).toBe('task');
});

test('a name of two letters needs one of them right', () => {
  expect(closestName('xy', ['ab'])).toBeUndefined();
  expect(closestName('ay', ['ab'])).toBe('ab');
});

test('unknown names go into a sentence, each with the one it was meant to be', () => {
  expect(nameNearest(['skp', 'zzzzzz'], KNOWN)).toBe('skp (did you mean skip?), zzzzzz');
});
