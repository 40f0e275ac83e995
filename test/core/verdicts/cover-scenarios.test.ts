import { expect, test } from 'vitest';
import { coverScenarios } from '../../../src/core/verdicts/cover-scenarios.ts';

const tests = [
  'app::greeting::tests::greets_a_named_user',
  'app::greeting::tests::rejects_empty_name',
  'app::parser::handlesNestedLists',
  'app::tests::works',
];
const covered = (scenario: string) =>
  coverScenarios([{ requirement: 'Greeting', scenario }], tests)[0]?.tests;

test.each<[string, readonly string[]]>([
  ['Greeting a named user', ['app::greeting::tests::greets_a_named_user']],
  ['Empty name is rejected', ['app::greeting::tests::rejects_empty_name']],
  ['Handling nested lists', ['app::parser::handlesNestedLists']],
  ['WHEN an empty name is given THEN it is rejected', ['app::greeting::tests::rejects_empty_name']],
  ['Server is unreachable', []],
  ['User logs out', []],
  ['It works', ['app::tests::works']],
  ['', []],
  ['日本語の挨拶', []],
])('%j', (scenario, expected) => {
  expect(covered(scenario)).toEqual(expected);
});

test('one word in common proves nothing', () => {
  expect(covered('Named pipes are closed')).toEqual([]);
});
