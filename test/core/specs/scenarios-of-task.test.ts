import { expect, test } from 'vitest';
import { parseScenarios } from '../../../src/core/specs/parse-scenarios.ts';
import { scenariosOfTask } from '../../../src/core/specs/scenarios-of-task.ts';

const SCENARIOS = parseScenarios(
  'spec.md',
  `## ADDED Requirements
### Requirement: Ledger balances
#### Scenario: Balance of an empty ledger
- **GIVEN** a ledger without entries
- **WHEN** its balance is asked for
- **THEN** it is zero
#### Scenario: Balance after a transfer
- **WHEN** money was transferred
- **THEN** both balances follow
### Requirement: Currency names
#### Scenario: Unknown currency
- **WHEN** a code is not known
- **THEN** parsing gives \`UnknownCurrency\`
## REMOVED Requirements
### Requirement: Old balances
#### Scenario: Ledger balance in cents
- **WHEN** a ledger balance is read
- **THEN** it is in cents
`,
);
const task = (id: string, text: string, code: readonly string[] = []) => ({
  id,
  text,
  details: [],
  mentions: { files: [], code },
});
const TASKS = [
  task('1', 'Give `Ledger` a balance that is zero without entries'),
  task('2', 'Transfer money between two balances'),
  task('3', 'Refuse an unknown currency when parsing its code'),
  task('4', 'Rename the crate'),
];
const named = (own: (typeof TASKS)[number], tasks = TASKS) =>
  scenariosOfTask(own, tasks, SCENARIOS).map((one) => one.scenario);

test('a scenario belongs to the task that speaks of it most', () => {
  expect(TASKS.map((one) => named(one))).toEqual([
    ['Balance of an empty ledger'],
    ['Balance after a transfer'],
    ['Unknown currency'],
    [],
  ]);
});

test('of tasks that speak of it alike the last one makes it true', () => {
  const twice = [task('1', 'Parse an unknown currency'), task('2', 'Print an unknown currency')];
  expect(twice.map((one) => named(one, twice))).toEqual([[], ['Unknown currency']]);
});

test('code that a task names counts twice, and what is removed is never tested', () => {
  const parse = task('1', 'Parse it', ['UnknownCurrency']);
  expect(named(parse, [parse])).toEqual(['Unknown currency']);
  const cents = task('1', 'Ledger balance in cents');
  expect(named(cents, [cents])).not.toContain('Ledger balance in cents');
});
