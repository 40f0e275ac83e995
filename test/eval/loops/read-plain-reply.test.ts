import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPlainReply } from '../../../eval/loops/read-plain-reply.ts';

test('a path is read behind the language or on the line before', () => {
  const answer = 'Here:\n```rust src/a.rs\nfn a() {}\n```\n### src/b.rs\n```rust\nfn b() {}\n```\n';
  expect(readPlainReply(answer, [])).toEqual(
    new Map([
      ['src/a.rs', 'fn a() {}\n'],
      ['src/b.rs', 'fn b() {}\n'],
    ]),
  );
});

test('the first fence is for the file the task names when no fence has a path', () => {
  const answer = '```rust\nfn a() {}\n```\n\n```rust\nfn b() {}\n```\n';
  expect(readPlainReply(answer, ['src/a.rs'])).toEqual(new Map([['src/a.rs', 'fn a() {}\n']]));
  expect(readPlainReply(answer, []).size).toBe(0);
});

test('a fence inside a longer one is content, and an open fence ends with the answer', () => {
  expect(readPlainReply('````md README.md\n```\nx\n```\n````', []).get('README.md')).toBe('```\nx\n```\n');
  expect(readPlainReply('```rust src/a.rs\nfn a() {', []).get('src/a.rs')).toBe('fn a() {\n');
});

test('it reads any text', () => {
  fc.assert(fc.property(fc.string(), (text) => readPlainReply(text, ['src/a.rs']).size <= text.length));
});
