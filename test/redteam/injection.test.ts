import { describe, expect, test } from 'vitest';
import { parseComment } from '../../src/core/commands/parse-comment.ts';
import { SYSTEM_PROMPT } from '../../src/core/prompts/system-prompt.ts';
import { escapeMarkdown } from '../../src/core/pulls/escape-markdown.ts';
import { plainLine } from '../../src/core/text/plain-line.ts';
import { Conversation } from '../../src/flow/conversation.ts';
import type { ModelCard } from '../../src/ports/model.ts';
import { SAMPLE } from '../core/prompts/sample-input.ts';
import { CLOSER, MENTION, UNSEEN } from '../support/hostile-text.ts';
import { renderMarkdown, tagsOf, textOf } from '../support/render-markdown.ts';
import { INJECTION_ATTACKS } from './attacks/injection.ts';

const CARD: ModelCard = {
  key: 'm',
  endpoint: 'http://127.0.0.1:1/v1',
  endpointKind: 'lm-studio',
  contextLoaded: 131_072,
} as ModelCard;
const ours = (text: string) => text.match(/^# (?:Workspace|Files|Change|Task)\b/gm)?.length;
const attacks = (through: string) => INJECTION_ATTACKS.filter((attack) => attack.through === through);

describe('text in a task', () => {
  const usual = new Conversation(SAMPLE, CARD).messages[1]?.content ?? '';
  for (const { name, text } of attacks('prompt'))
    test(`${name}: is quoted, and the conversation is what it always is`, () => {
      const task = { ...SAMPLE.task, text: 'Do it', details: [text] };
      const { messages } = new Conversation({ ...SAMPLE, task }, CARD);
      expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
      expect(messages[0]?.content).toBe(SYSTEM_PROMPT);
      const said = messages[1]?.content ?? '';
      expect(said.replaceAll('\ufe0f', '')).not.toMatch(UNSEEN);
      expect(ours(said)).toBe(ours(usual));
    });
});

describe('text in a comment', () => {
  test('a command that everybody sees is one', () => {
    expect(parseComment('hello\n/complete', 'issue').kind).toBe('command');
  });
  for (const { name, text } of attacks('comment'))
    test(`${name}: commands nothing`, () => {
      expect(parseComment(text, 'issue')).toEqual({ kind: 'none' });
      expect(parseComment(text, 'pull')).toEqual({ kind: 'none' });
    });
});

describe('text in what is shown', () => {
  for (const { name, text } of attacks('output'))
    test(`${name}: has no effect in log, terminal and pull request`, () => {
      const line = plainLine(text);
      expect(line).not.toMatch(/^\s*::|##\[|\n|\r/);
      expect(line).not.toMatch(/\p{Cc}|\p{Cf}/u);
      const markdown = escapeMarkdown(text);
      const html = renderMarkdown(markdown);
      expect(tagsOf(html).filter((tag) => tag !== 'p' && tag !== 'code')).toEqual([]);
      for (const shown of [markdown, textOf(html)]) {
        expect(shown).not.toMatch(MENTION);
        expect(shown).not.toMatch(CLOSER);
        expect(shown).not.toMatch(UNSEEN);
      }
    });
});
