import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { estimateMessages } from '../../src/core/prompts/estimate-tokens.ts';
import { Conversation } from '../../src/flow/conversation.ts';
import type { Answer, ModelCard } from '../../src/ports/model.ts';
import { SAMPLE } from '../core/prompts/sample-input.ts';

const card = (contextLoaded?: number): ModelCard => ({
  key: 'a/coder',
  endpoint: 'http://localhost:1234/v1',
  endpointKind: 'lm-studio',
  parallel: 1,
  loaded: true,
  ...(contextLoaded === undefined ? {} : { contextLoaded }),
});
const answer = (text: string): Answer => ({
  text,
  reasoningCharacters: 0,
  finish: 'stop',
  model: 'a/coder',
  firstTokenMilliseconds: 1,
  milliseconds: 1,
  retries: 0,
});
const lesson = (said: string, text: string) => ({
  feedback: {
    cause: { kind: 'gates' as const, feedback: said, errors: [] },
    files: [{ path: 'src/lib.rs', lines: 9 }],
    repeated: false,
  },
  candidate: new Map([['src/lib.rs', text]]),
});
const words = (count: number) => 'let value = compute();\n'.repeat(count);

test('whatever is said in it, question and answer fit, and earlier messages are kept or all made anew', () => {
  const round = fc.record({
    answer: fc.nat(400),
    feedback: fc.nat(400),
    file: fc.nat(150),
    ratio: fc.double({ min: 0.7, max: 1.6, noNaN: true }),
  });
  fc.assert(
    fc.property(
      fc.integer({ min: 4_096, max: 40_000 }),
      fc.array(round, { maxLength: 6 }),
      (context, rounds) => {
        const conversation = new Conversation(SAMPLE, card(context));
        for (const { answer: lines, feedback, file, ratio } of rounds) {
          expect(conversation.tokens + conversation.room).toBeLessThanOrEqual(context);
          expect(conversation.room).toBeGreaterThan(600);
          const before = conversation.messages;
          conversation.learn(Math.round(estimateMessages(before) * ratio));
          conversation.goOn(answer(words(lines)), lesson(words(feedback), words(file)));
          const after = conversation.messages;
          const appended = JSON.stringify(after.slice(0, before.length)) === JSON.stringify(before);
          expect(appended ? after.length === before.length + 2 : after.length === 2).toBe(true);
          expect(after[0]).toEqual(before[0]);
        }
      },
    ),
    { numRuns: 60 },
  );
});

test('a fresh start shows the files as the candidate left them, once, and the feedback', () => {
  const conversation = new Conversation(SAMPLE, card(6_000));
  conversation.goOn(answer(words(900)), lesson('error[E0308]: mismatched types', 'pub fn as_left() {}\n'));
  const text = conversation.messages.map((one) => one.content).join('\n');
  expect(conversation.messages).toHaveLength(2);
  expect(text).toContain('pub fn as_left() {}');
  expect(text).toContain('error[E0308]: mismatched types');
  expect(text).not.toContain('//! Greets people.');
});

test('the context a server told later bounds the next answer', () => {
  const conversation = new Conversation(SAMPLE, card());
  expect(conversation.room).toBeGreaterThan(6_000);
  conversation.meet(card(4_096));
  expect(conversation.tokens + conversation.room).toBeLessThanOrEqual(4_096);
});

test('a context that cannot hold task, rules and answer is a fault that names it', () => {
  expect(() => new Conversation(SAMPLE, card(900))).toThrow(Fault);
  expect(() => new Conversation(SAMPLE, card(900))).toThrow('more than 900 tokens of a/coder');
});
