import { describe, expect, test } from 'vitest';
import { buildPrompt, FULL_LIMITS } from '../../../src/core/prompts/build-prompt.ts';
import { chooseDefinitions } from '../../../src/core/prompts/choose-definitions.ts';
import { estimateMessages, estimateTokens } from '../../../src/core/prompts/estimate-tokens.ts';
import { fitPrompt } from '../../../src/core/prompts/fit-prompt.ts';
import { crateApi } from '../../../src/core/symbols/crate-api.ts';
import { readSymbols } from '../../../src/core/symbols/read-symbols.ts';
import { indexOf } from '../../support/index-of.ts';
import { SAMPLE } from './sample-input.ts';

const INDEX = indexOf({
  'src/money.rs':
    '/// An amount.\npub struct Money { cents: i64 }\nimpl Money { pub fn add(self, other: Money) -> Money { self } }',
  'src/rate.rs': 'pub fn exchange_rate(day: Day) -> f64 { 1.0 }',
  'src/shop.rs': 'use tiny::Window; fn open(w: Window) {}',
});
const TINY = crateApi({
  name: 'tiny',
  version: '1.2.3',
  root: 'src/lib.rs',
  files: new Map([
    [
      'src/lib.rs',
      readSymbols('pub struct Window; impl Window { pub fn resize(&mut self) {} } pub struct Other;'),
    ],
  ]),
});
const choose = (text: string, plan: string, shown: readonly string[] = []) =>
  chooseDefinitions({
    task: { text, details: [], mentions: { files: [], code: [] } },
    plan,
    files: shown.map((path) => ({ path, placement: 'task', score: 100 })),
    index: INDEX,
    crates: [TINY],
    about: shown.flatMap((path) => INDEX.files.get(path) ?? []),
  });
const lines = (...args: Parameters<typeof choose>) =>
  choose(...args).map(({ placement, text }) => `${placement} ${text}`);

describe('the definitions of a prompt', () => {
  test('what the plan names is shared, what only the task names is its own', () => {
    expect(lines('Print the `exchange_rate`', 'Amounts are `Money`.')).toEqual([
      'shared src/money.rs:2 pub struct Money { cents: i64 } // An amount.',
      'task src/rate.rs:1 pub fn exchange_rate(day: Day) -> f64',
    ]);
  });

  test('what a shown file holds is not repeated in the part of the task', () => {
    expect(lines('Print the `exchange_rate`', '', ['src/rate.rs'])).toEqual([]);
  });

  test('the shared ones are the same for every task of a change', () => {
    const shared = (text: string, shown: readonly string[]) =>
      choose(text, 'Amounts are `Money`.', shown).filter(({ placement }) => placement === 'shared');
    expect(shared('Print the `exchange_rate`', ['src/money.rs'])).toEqual(shared('Add `open`', []));
  });

  test('what the files of the task import from a crate is shown in its exact version', () => {
    expect(lines('Change the shop', '', ['src/shop.rs'])).toEqual([
      'task tiny 1.2.3 tiny::Window: pub struct Window',
    ]);
    expect(lines('Call `Window::resize`', '')[0]).toBe(
      'task tiny 1.2.3 tiny::Window: pub fn resize(&mut self)',
    );
  });
});

describe('in the prompt', () => {
  const definitions = [
    { name: 'Money', text: 'src/money.rs:2 pub struct Money', placement: 'shared' as const },
    { name: 'rate', text: 'src/rate.rs:1 pub fn rate()', placement: 'task' as const },
  ];

  test('the shared ones stand before what differs between tasks, the others near the task', () => {
    const text = buildPrompt({ ...SAMPLE, definitions }).messages[1]?.content ?? '';
    const places = [
      '# Definitions in files',
      'src/money.rs:2',
      '# More definitions',
      'src/rate.rs:1',
      '# Task 1.2',
    ];
    const at = places.map((place) => text.indexOf(place));
    expect(at.every((one) => one >= 0)).toBe(true);
    expect(at).toEqual(at.toSorted((a, b) => a - b));
  });

  test('those that find no room are named', () => {
    const limits = { ...FULL_LIMITS, sharedDefinitions: 5, taskDefinitions: 5 };
    expect(buildPrompt({ ...SAMPLE, definitions }, limits).omitted).toEqual([
      'the definition of Money',
      'the definition of rate',
    ]);
  });

  test('the frame stays within 1,200 tokens, and definitions of a task take room from its other extras', () => {
    const many = Array.from({ length: 10 }, () => definitions).flat();
    const long = SAMPLE.documents.map((one) => ({
      ...one,
      text: `${one.text}\n## More\n${'Greetings in a language are parsed and printed. '.repeat(200)}`,
    }));
    const { messages } = buildPrompt({ ...SAMPLE, documents: long, files: [], definitions: many });
    expect(estimateMessages(messages)).toBeLessThanOrEqual(1_200);
    const [before = '', after = ''] = (messages[1]?.content ?? '').split('# More definitions');
    expect(after).not.toBe('');
    const stable = estimateTokens(`${messages[0]?.content}${before}`);
    expect(stable / estimateMessages(messages)).toBeGreaterThan(0.75);
  });

  test('they give way before anything else', () => {
    const many = Array.from({ length: 8 }, () => definitions).flat();
    const whole = fitPrompt({ ...SAMPLE, definitions: many }, { contextTokens: 32_768, answerTokens: 1_000 });
    if (whole.kind !== 'fits') throw new Error('the sample does not fit');
    const room = { contextTokens: Math.floor((whole.tokens + 1_000) / 0.97) - 20, answerTokens: 1_000 };
    expect(fitPrompt({ ...SAMPLE, definitions: many }, room)).toMatchObject({
      kind: 'fits',
      leftOut: ['definitions of files not shown'],
    });
  });
});
