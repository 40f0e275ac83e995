import { expect, test } from 'vitest';
import { askedForm } from '../../../eval/weak-model/asked-form.ts';

const user = (content: string) => ({ role: 'user', content });
const assistant = { role: 'assistant', content: 'x' };

test('whole files, where nothing else is spoken of', () => {
  const { asBlocks } = askedForm([user('Answer with the whole file.')]);
  expect(asBlocks('src/a.rs', 900)).toBe(false);
});

test('blocks for files over the limit that the prompt names', () => {
  const { asBlocks, onlyChanges } = askedForm([
    user('Up to 150 lines: the whole file, so up to 150 lines. Longer: SEARCH/REPLACE'),
  ]);
  expect([asBlocks('a.rs', 150), asBlocks('a.rs', 151), onlyChanges]).toEqual([false, true, false]);
});

test('blocks for every file when a later message asks for nothing else', () => {
  const first = user('up to 200 lines whole, else SEARCH/REPLACE');
  const later = askedForm([
    first,
    user('# Task'),
    assistant,
    user('Answer with SEARCH/REPLACE blocks, only the lines that change.'),
  ]);
  expect(later.asBlocks('a.rs', 10)).toBe(true);
  expect(later.onlyChanges).toBe(true);
});
