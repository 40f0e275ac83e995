import { describe, expect, test } from 'vitest';
import {
  calibrateScale,
  estimateMessages,
  estimateTokens,
} from '../../../src/core/prompts/estimate-tokens.ts';
import { fitPrompt } from '../../../src/core/prompts/fit-prompt.ts';
import type { PromptFile, PromptInput } from '../../../src/core/prompts/prompt-input.ts';
import { SAMPLE } from './sample-input.ts';

const code = (lines: number, name = 'thing') =>
  Array.from({ length: lines }, (_, at) => `pub fn ${name}_${at}(input: u32) -> u32 { input + ${at} }`).join(
    '\n',
  );
const file = (path: string, lines: number, score: number): PromptFile => ({
  path,
  text: `${code(lines)}\n`,
  placement: score >= 60 ? 'task' : 'shared',
  score,
});
const promptFor = (input: PromptInput, contextTokens: number | undefined, scale = 1) =>
  fitPrompt(input, { contextTokens, answerTokens: 1_000 }, scale);

test('a prompt with room enough is left whole', () => {
  expect(promptFor(SAMPLE, 32_768)).toMatchObject({ kind: 'fits', leftOut: [] });
});

describe('a prompt that is too long', () => {
  const input: PromptInput = {
    ...SAMPLE,
    files: [file('src/a.rs', 100, 30), file('src/b.rs', 100, 50), file('src/lib.rs', 60, 100)],
  };

  test('gives way in its order: the least file first, the task and the rules never', () => {
    let last: readonly string[] = [];
    for (const context of [9_000, 6_000, 5_500, 5_000, 4_000, 3_500, 3_200, 3_000]) {
      const fitted = promptFor(input, context);
      if (fitted.kind !== 'fits') continue;
      expect(fitted.tokens).toBeLessThanOrEqual(context * 0.97 - 1_000);
      expect(estimateMessages(fitted.messages)).toBe(fitted.tokens);
      expect(fitted.leftOut.slice(0, last.length)).toEqual(last);
      last = fitted.leftOut;
      const text = fitted.messages.map((message) => message.content).join('\n');
      expect(text).toContain(SAMPLE.task.text);
      expect(text).toContain(SAMPLE.rules);
    }
    expect(last.slice(0, 4)).toEqual([
      'further planning sections',
      'half of the change documents',
      'src/a.rs',
      'src/b.rs',
    ]);
  });

  test('shows parts of a long file of the task, with the lines it speaks of', () => {
    const text = `${code(600)}\npub fn greet_in_language() {}\n${code(600)}\n`;
    const fitted = promptFor(
      { ...SAMPLE, files: [{ path: 'src/lib.rs', text, placement: 'task', score: 100 }] },
      6_000,
    );
    expect(fitted).toMatchObject({ kind: 'fits', leftOut: expect.arrayContaining(['parts of src/lib.rs']) });
    const shown = fitted.kind === 'fits' ? (fitted.messages[1]?.content ?? '') : '';
    expect(shown).toContain('pub fn greet_in_language() {}');
    expect(shown).toMatch(/\[\d+ lines not shown\]/);
    expect(shown).toContain('(1201 lines, shown in part, edit with SEARCH/REPLACE)');
  });

  test('is refused when even the least does not fit, with both numbers', () => {
    const fitted = promptFor({ ...SAMPLE, task: { ...SAMPLE.task, text: 'word '.repeat(4_000) } }, 4_096);
    expect(fitted).toMatchObject({ kind: 'too-big', available: 2_973 });
    expect(fitted.kind === 'too-big' && fitted.needed).toBeGreaterThan(5_000);
  });

  test('an unknown context counts as 4,096 tokens', () => {
    expect(promptFor(input, undefined)).toEqual(promptFor(input, 4_096));
  });

  test('a tokenizer that needs more leaves less room', () => {
    const normal = promptFor(input, 8_000);
    const heavy = promptFor(input, 8_000, 1.8);
    expect(
      heavy.kind === 'fits' && normal.kind === 'fits' && heavy.leftOut.length > normal.leftOut.length,
    ).toBe(true);
  });
});

describe('token estimates', () => {
  test('wide characters weigh more than letters', () => {
    expect(estimateTokens('a'.repeat(360))).toBe(100);
    expect(estimateTokens('漢字'.repeat(50))).toBe(100);
    expect(estimateTokens('ж'.repeat(160))).toBe(100);
    expect(estimateTokens('')).toBe(0);
  });

  test('the server teaches the scale: up at once, down slowly, never beyond reason', () => {
    expect(calibrateScale(1, 1_000, 1_300)).toBeCloseTo(1.3);
    expect(calibrateScale(1.3, 1_300, 1_000)).toBeCloseTo(1.21);
    expect(calibrateScale(1, 100, 100_000)).toBe(2);
    expect(calibrateScale(1, 100_000, 1)).toBeGreaterThanOrEqual(0.6);
    expect(calibrateScale(1.2, 0, 50)).toBe(1.2);
  });
});
