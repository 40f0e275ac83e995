import { expect, test } from 'vitest';
import { Random } from '../../../eval/weak-model/random.ts';
import { PRESETS, type Rates } from '../../../eval/weak-model/rates.ts';
import { type AnswerRequest, writeAnswer } from '../../../eval/weak-model/write-answer.ts';
import { applyEdits } from '../../../src/core/edits/apply-edits.ts';
import { parseReply } from '../../../src/core/replies/parse-reply.ts';

const present = new Map([
  ['src/lib.rs', Array.from({ length: 40 }, (_, at) => `pub fn f${at}() {}\n`).join('')],
]);
const files = new Map([
  ['src/lib.rs', `${present.get('src/lib.rs')}pub mod word;\n`],
  ['src/word.rs', 'pub fn word() {}\n'],
]);
const whole: AnswerRequest = { files, present, asBlocks: () => false };
const blocks: AnswerRequest = { files, present, asBlocks: () => true };

/** Rates of nothing but what is named. */
function only(...names: readonly (keyof Rates)[]): Rates {
  const entries = Object.entries(PRESETS.weak).map(([name, rate]) =>
    name === 'repair'
      ? [name, rate]
      : [name, { value: names.some((one) => one === name) ? 1 : 0, source: '' }],
  );
  return Object.fromEntries(entries) as Rates;
}

function read({ text, finish }: { readonly text: string; readonly finish: 'stop' | 'length' }) {
  const reply = parseReply(text, { finish, knownPaths: new Set(present.keys()), texts: present });
  if (reply.kind === 'problem') return reply.problem;
  const end = applyEdits(reply.edits, present);
  return end.kind === 'problems' ? 'did not apply' : end.changes;
}

test('an answer without faults is read as the files it holds, in both forms', () => {
  expect(read(writeAnswer(whole, only(), new Random('a')))).toEqual(files);
  expect(read(writeAnswer(blocks, only(), new Random('a')))).toEqual(files);
});

test('prose, thoughts, other ways to name a file and tool calls hide nothing from the engine', () => {
  for (const seed of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
    const rates = only('prose', 'thinking', 'otherPathStyle');
    expect(read(writeAnswer(whole, rates, new Random(seed)))).toEqual(files);
  }
  expect(read(writeAnswer(whole, only('toolCall'), new Random('a')))).toEqual(files);
});

test('cut, endless, elided and malformed answers are what they are named after', () => {
  expect(read(writeAnswer(whole, only('truncated'), new Random('a')))).toBe('cut');
  expect(read(writeAnswer(whole, only('endless'), new Random('a')))).toBe('looping');
  expect(read(writeAnswer(whole, only('elided'), new Random('a')))).toBe('elided');
  const spoilt = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((seed) =>
    read(writeAnswer(blocks, only('malformedBlocks'), new Random(seed))),
  );
  expect(spoilt).toContain('malformed');
  const fences = ['a', 'b', 'c', 'd'].map((seed) =>
    read(writeAnswer(whole, only('malformedWhole'), new Random(seed))),
  );
  expect(fences.some((end) => typeof end === 'string')).toBe(true);
});
