import { expect, test } from 'vitest';
import { treeInTrailer, withOwnTrailer, withoutOwnTrailer } from '../../../src/core/commits/own-trailer.ts';

test('a message tells the tree it was given last, and once', () => {
  const first = withOwnTrailer('Add a word\n\nModel: qwen\n', 'a'.repeat(40));
  expect(first).toBe(`Add a word\n\nModel: qwen\n\nOpenSpec-Complete-Tree: ${'a'.repeat(40)}\n`);
  const moved = withOwnTrailer(first, 'b'.repeat(40));
  expect(treeInTrailer(moved)).toBe('b'.repeat(40));
  expect(moved.match(/OpenSpec-Complete-Tree/g)).toHaveLength(1);
  expect(withoutOwnTrailer(moved)).toBe('Add a word\n\nModel: qwen');
});

test('a message without a trailer tells no tree and stays as it is', () => {
  expect(treeInTrailer('Speaks of OpenSpec-Complete-Tree: abc')).toBeUndefined();
  expect(withoutOwnTrailer('Add\n\na word')).toBe('Add\n\na word');
});
