import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { guardedModelServer } from '../../src/flow/guarded-model-server.ts';
import { readBudgets } from '../../src/flow/read-budgets.ts';
import type { BudgetFacts } from '../../src/ports/journal.ts';
import type { AskOptions } from '../../src/ports/model.ts';
import { FakeJournal } from '../fakes/fake-journal.ts';
import { FakeModel, type Scripted } from '../fakes/fake-model.ts';

const OPTIONS: AskOptions = { temperature: 0, maxTokens: 100, callSite: 'test' };
const PROMPT = [{ role: 'user', content: 'x'.repeat(40) }] as const;
const BUDGET: BudgetFacts = {
  ...{ appName: 'app', windowDays: 7, maxRequests: 10, maxTokens: 1_000 },
  ...{ usedRequests: 0, usedTokens: 0 },
};

function guarded(budget: Partial<BudgetFacts> | Error | undefined, script: readonly Scripted[]) {
  const journal = new FakeJournal(
    budget instanceof Error ? budget : budget ? [{ ...BUDGET, ...budget }] : [],
  );
  const model = new FakeModel(script);
  const budgets = readBudgets(journal, { now: () => new Date(0) });
  const lm = guardedModelServer(model, budgets, 'app');
  const ask = async () => lm.ask(await lm.choose(), PROMPT, OPTIONS);
  const ends = async (count: number) => {
    const found: string[] = [];
    for (let times = 0; times < count; times += 1)
      found.push(
        await ask().then(
          () => 'answered',
          (error: unknown) => (error instanceof Fault ? error.code : 'a bug'),
        ),
      );
    return found;
  };
  return { journal, model, ask, ends };
}

const said = (promptTokens: number, completionTokens: number) => ({
  ...{ text: 'a', promptTokens, completionTokens },
});

test('calls within the budget are asked, and it is read once', async () => {
  const { journal, ends } = guarded({}, ['a', 'b', 'c']);
  expect(await ends(3)).toEqual(['answered', 'answered', 'answered']);
  expect(journal.reads).toBe(1);
});

test('a model that is chosen is soon asked: its budget is read meanwhile, and an error waits for the question', async () => {
  let read = 0;
  const budgets = readBudgets(
    {
      budgets: async () => {
        read += 1;
        throw new TypeError('a bug');
      },
    },
    { now: () => new Date(0) },
  );
  const lm = guardedModelServer(new FakeModel(['a']), budgets, 'app');
  const card = await lm.choose();
  expect(read).toBe(1);
  await expect(lm.ask(card, PROMPT, OPTIONS)).rejects.toThrow('a bug');
  expect(read).toBe(1);
});

test('the last request of a budget is asked, and the next one is not', async () => {
  const { model, ends } = guarded({ usedRequests: 8 }, ['a', 'b']);
  expect(await ends(4)).toEqual(['answered', 'answered', 'budget-exceeded', 'budget-exceeded']);
  expect(model.asked).toHaveLength(2);
});

test('tokens count as the server reports them, and a call that may go over is not sent', async () => {
  const { ends } = guarded({ usedTokens: 500 }, [said(200, 190), said(1, 1)]);
  // 890 used; the prompt of 10 and 100 for the answer still fit, two more tokens do not.
  expect(await ends(3)).toEqual(['answered', 'answered', 'budget-exceeded']);
});

test('calls under way count with all they may take', async () => {
  const { ask } = guarded({ usedTokens: 800 }, ['a']);
  const ends = await Promise.allSettled([ask(), ask()]);
  expect(ends.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
});

test('a call that failed used no tokens, but is a request', async () => {
  const { ends } = guarded({ usedTokens: 800, usedRequests: 8 }, [new Fault('model-failed', 'no'), 'a']);
  expect(await ends(3)).toEqual(['model-failed', 'answered', 'budget-exceeded']);
});

test('the fault says what was used and what to do', async () => {
  const { ask } = guarded({ usedRequests: 10 }, []);
  await expect(ask()).rejects.toThrow(
    'The model was not asked, because its budget is used up: app has used 10 of 10 requests in 7 days. Wait until the window has moved on, or raise the row in control.lm_usage_budget.',
  );
});

test.each([
  ['a store that cannot be read', new Fault('path-unusable', 'the database')],
  ['no row for this app', { appName: 'another', usedRequests: 10 }],
  ['no row at all', undefined],
])('%s sets no bounds', async (_what, budget) => {
  expect(await guarded(budget, ['a']).ends(1)).toEqual(['answered']);
});
