import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { WorkBudget } from '../../src/flow/work-budget.ts';
import type { Route } from '../../src/ports/model.ts';
import { FlowWorld, LIB, writes } from '../support/flow-world.ts';

const adds = (name: string) => writes({ 'src/lib.rs': `pub fn ${name}() -> u8 { 1 }\n${LIB}` });
const NOW = () => new Date(0);

test('without limits it is never spent', () => {
  const budget = new WorkBudget({ tokens: undefined }, NOW);
  budget.spend(1e9);
  expect(budget.spent).toBeUndefined();
});

test('time counts from its making', () => {
  let now = 5_000;
  const budget = new WorkBudget({ tokens: undefined, seconds: 10 }, () => new Date(now));
  now += 9_999;
  expect(budget.isSpent).toBe(false);
  now += 1;
  expect(budget.spent).toBe('the budget of 10 seconds is spent');
});

test('a task pays for its run, which ends the next task too', () => {
  const run = new WorkBudget({ tokens: 100 }, NOW);
  const task = () => new WorkBudget({ tokens: 80 }, NOW, run);
  const first = task();
  first.spend(79);
  expect([first.spent, run.spent]).toEqual([undefined, undefined]);
  const second = task();
  second.spend(21);
  expect(second.spent).toBe('of the whole run the budget of 100 tokens is spent');
});

test('tasks that a spent run does not get to are skipped for it', async () => {
  const world = new FlowWorld(
    '## 1. Adding\n- [ ] 1.1 Add `one` to src/lib.rs\n- [ ] 1.2 Add `two` to src/lib.rs\n',
  );
  const run = await world.run([adds('one')], { budget: new WorkBudget({ tokens: 50 }, NOW) });
  expect(run.outcomes.slice(1)).toMatchObject([
    { kind: 'skipped', why: 'budget', reason: 'the budget of 50 tokens is spent' },
  ]);
  expect(run.model.asked).toHaveLength(1);
});

test('an app whose budget is used up ends its task and the run with that reason', async () => {
  const world = new FlowWorld(
    '## 1. Adding\n- [ ] 1.1 Add `one` to src/lib.rs\n- [ ] 1.2 Add `two` to src/lib.rs\n',
  );
  const run = await world.run([
    new Fault('budget-exceeded', 'openspec-complete has used 5 of 5 requests in 7 days'),
  ]);
  expect(run.lines).toEqual(['1.1 failed', '1.2 skipped stopped']);
  expect(run.fault?.code).toBe('budget-exceeded');
  expect(run.outcomes[0]).toMatchObject({ reason: expect.stringContaining('5 of 5 requests') });
});

test('what the fallback answered is told on top of the pull request and in its metadata', async () => {
  const route: Route = {
    backend: 'remote',
    endpoint: 'https://far.example/v1',
    model: 'big',
    decision: 'fallback',
    fellBack: new Fault('model-unreachable', 'http://a/v1'),
  };
  const world = new FlowWorld('## 1. Adding\n- [ ] 1.1 Add `one` to src/lib.rs\n');
  await world.run([{ text: adds('one'), route }]);
  const body = world.pulls.all[0]?.body ?? '';
  expect(body).toContain(
    'The remote fallback answered 1 of 1 round, because no LM Studio endpoint was usable.',
  );
  expect(body).toContain('| Backends | LM Studio 0, remote fallback 1 (`big`) |');
  expect(body).not.toContain('far.example');
});
