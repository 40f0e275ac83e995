import { expect, test } from 'vitest';
import { askedForm } from '../../../eval/weak-model/asked-form.ts';

const user = (content: string) => ({ role: 'user', content });
const assistant = { role: 'assistant', content: 'x' };
const first = [
  user('Up to 150 lines: the whole file, so up to 150 lines. Longer: SEARCH/REPLACE'),
  user('# Task'),
];

test('whole files, where nothing else is spoken of', () => {
  const { asBlocks } = askedForm([user('Answer with the whole file.')]);
  expect(asBlocks(900)).toBe(false);
});

test('blocks for files over the limit that the prompt names', () => {
  const { asBlocks, onlyChanges } = askedForm(first);
  expect([asBlocks(150), asBlocks(151), onlyChanges]).toEqual([false, true, false]);
});

test('one form for every file when the last message asks for nothing else', () => {
  const blocks = askedForm([...first, assistant, user('SEARCH/REPLACE blocks, only the lines that change.')]);
  expect([blocks.asBlocks(10), blocks.onlyChanges]).toEqual([true, true]);
  const whole = askedForm([
    ...first,
    assistant,
    user('Answer in another form this time: each file you change whole'),
  ]);
  expect(whole.asBlocks(400)).toBe(false);
});
