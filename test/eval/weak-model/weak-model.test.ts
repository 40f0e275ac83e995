import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readRepositories } from '../../../eval/format/read-repositories.ts';
import { PRESETS, type Rates } from '../../../eval/weak-model/rates.ts';
import { WeakModel } from '../../../eval/weak-model/weak-model.ts';
import type { ChatRequest } from '../../fakes/lm-studio/scripted-reply.ts';

const repositories = readRepositories(join(import.meta.dirname, '../../../eval'), 'tally');
const text = repositories[0]?.cases.find(({ task }) => task === '1.1')?.text ?? '';
const reference =
  repositories[0]?.cases.find(({ task }) => task === '1.1')?.reference.get('src/ledger.rs') ?? '';
const quiet = Object.fromEntries(
  Object.entries(PRESETS.weak).map(([name, rate]) => [
    name,
    name === 'repair' ? rate : { value: 0, source: '' },
  ]),
) as unknown as Rates;

type Message = ChatRequest['messages'][number];
const ask = (model: WeakModel, messages: readonly Message[], body: Record<string, unknown> = {}) =>
  model.respond({
    ...{ model: 'm', messages, stream: true, includeUsage: true, maxTokens: undefined, number: 1 },
    body: { temperature: 0.2, seed: 42, ...body },
  }).text ?? '';
const user = (content: string): Message => ({ role: 'user', content });
const assistant = (content: string): Message => ({ role: 'assistant', content });

test('without faults it answers with the reference, whoever asks', () => {
  const model = new WeakModel(repositories, quiet, 1);
  for (const prompt of [`Task: ${text}`, `# Task 1.1 of x\n${text}\n\n# Files`])
    expect(ask(model, [user(prompt)])).toContain(reference);
});

test('the same question to a model of the same seed gets the same answer, of another seed another', () => {
  const answers = [1, 1, 2, 3, 4].map((seed) =>
    ask(new WeakModel(repositories, PRESETS.weak, seed), [user(text)]),
  );
  expect(answers[0]).toBe(answers[1]);
  expect(new Set(answers).size).toBeGreaterThan(2);
});

test('a fault that no message mentions stays, one that is explained goes', () => {
  const rates: Rates = {
    ...quiet,
    compileFailure: { value: 1, source: '' },
    errorsPerFailure: { value: 1, source: '' },
    repair: { ...quiet.repair, named: { value: 1, source: '' } },
  };
  const model = new WeakModel(repositories, rates, 5);
  const first = ask(model, [user(text)]);
  expect(first).not.toContain(reference);
  const drawn = model.drawn.get('tally/1.1')?.[0]?.faults;
  expect(drawn).toHaveLength(1);
  const silent = ask(model, [user(text), assistant(first), user('It does not compile.')]);
  expect(silent).not.toContain(reference);
  const everything = first.split('\n').join(' ');
  const told = ask(model, [user(text), assistant(first), user(`error: BTreeMap delimiter ${everything}`)]);
  expect(told).toContain(reference);
});

test('asked for tests only it writes the tests of the scenarios', () => {
  const model = new WeakModel(repositories, quiet, 1);
  const answer = ask(model, [user(`# Task 1.1\n${text}\n\nWrite only tests for the scenarios.`)]);
  expect(answer).toContain('tests/balances.rs');
  expect(answer).not.toContain('pub fn balances');
});

test('a question about no known task is answered with a question', () => {
  expect(ask(new WeakModel(repositories, quiet, 1), [user('Write a poem.')])).toBe('Which task do you mean?');
});

test('in a fresh start it goes on from the files it is shown: what was mended stays mended', () => {
  const rates: Rates = {
    ...quiet,
    compileFailure: { value: 1, source: '' },
    errorsPerFailure: { value: 1, source: '' },
  };
  const model = new WeakModel(repositories, rates, 5);
  expect(ask(model, [user(text)])).not.toContain(reference);
  const lesson =
    '\n\n# An earlier answer of yours\nThe files above are as it left them.\nIt does not compile.';
  const afresh = (shown: string) =>
    `## src/ledger.rs (9 lines)\n\`\`\`rust\n${shown}\`\`\`\n# Task 1.1\n${text}${lesson}`;
  expect(ask(model, [user(afresh(reference))])).toContain(reference);
});
