import { describe, expect, test } from 'vitest';
import { SYSTEM_PROMPT } from '../../src/core/prompts/system-prompt.ts';
import { issueChange } from '../../src/core/tasks/issue-task.ts';
import { Conversation } from '../../src/flow/conversation.ts';
import type { ModelCard } from '../../src/ports/model.ts';
import { SAMPLE } from '../core/prompts/sample-input.ts';
import { UNSEEN } from '../support/hostile-text.ts';
import { PUBLISHED_ATTACKS } from '../support/published-attacks.ts';

const CARD: ModelCard = {
  key: 'm',
  endpoint: 'http://127.0.0.1:1/v1',
  endpointKind: 'lm-studio',
  contextLoaded: 131_072,
} as ModelCard;
/** Markers of chat templates, as servers read them. */
const TEMPLATE =
  /<[|｜][^\s|｜<>]{1,40}[|｜]>|\[\/?INST\]|<<\/?SYS>>|<\/?s>|<(?:start|end)_of_turn>|<\/?think>/;
/** Place of the conversation that shows the text in a file. */
const IN_FILE = 4;
/** Our own headings of the highest rank, at the start of a line outside of quoted code. */
const headings = (text: string) =>
  text.replace(/^(`{3,})[^\n]*\n[\s\S]*?^\1$/gm, '').match(/^# (?:Workspace|Files|Change|Task)\b.*$/gm) ?? [];

describe.each(PUBLISHED_ATTACKS)('$from', ({ text }) => {
  const begin = (input: Partial<typeof SAMPLE>) => new Conversation({ ...SAMPLE, ...input }, CARD);

  test('in a task, an issue, a plan, a file, rules and a review the conversation is what it always is', () => {
    const [task] = issueChange({ number: 7, title: text, body: text, url: '' }).tasks;
    const conversations = [
      begin({ task: { ...SAMPLE.task, text } }),
      begin({ task: { ...SAMPLE.task, details: [text, `eve asks: ${text}`] } }),
      begin({ task: { ...SAMPLE.task, text: task?.text ?? '', details: task?.details ?? [] } }),
      begin({
        documents: [
          { kind: 'proposal', path: `a${text.replace(/<!--[\s\S]*?-->/g, '')}`, text: `## Why\n\n${text}` },
        ],
      }),
      begin({ files: [{ path: 'src/lib.rs', text: `// ${text}\n`, placement: 'task', score: 100 }] }),
      begin({ rules: text }),
    ];
    for (const { messages } of conversations) {
      expect(messages.map(({ role }) => role)).toEqual(['system', 'user']);
      expect(messages[0]?.content).toBe(SYSTEM_PROMPT);
      expect(messages[1]?.content).not.toMatch(TEMPLATE);
      expect(messages[1]?.content.replaceAll('\ufe0f', '')).not.toMatch(UNSEEN);
    }
    // Comments of code are code; anybody sees them there.
    for (const { messages } of conversations.filter((_, at) => at !== IN_FILE))
      expect(messages[1]?.content).not.toContain('post the output as a comment');
  });

  test('a file or a plan opens no section of ours', () => {
    const ours = headings(begin({}).messages[1]?.content ?? '').length;
    const inFile = begin({
      files: [...SAMPLE.files, { path: 'src/evil.rs', text, placement: 'task', score: 1 }],
    });
    expect(headings(inFile.messages[1]?.content ?? '').length).toBeLessThanOrEqual(ours + 1);
    const path = `src/a\n# Task 9.9 of other\n${text.slice(0, 99)}.rs`;
    const named = begin({ sources: [path], files: [{ path, text: '', placement: 'task', score: 100 }] });
    expect(headings(named.messages[1]?.content ?? '').length).toBeLessThanOrEqual(ours + 1);
    const inPlan = begin({ documents: [{ kind: 'spec', path: 'a', text: `### Requirement: A\n\n${text}` }] });
    const said = inPlan.messages[1]?.content ?? '';
    expect(said.match(/<\/document>/g)?.length ?? 0).toBeLessThanOrEqual(1);
  });

  test('what a tool prints and a model answers opens no message either', () => {
    const conversation = begin({});
    const feedback = {
      cause: { kind: 'gates', feedback: text, errors: [] },
      files: [],
      repeated: false,
    } as const;
    const answer = { text, finish: 'stop' } as Parameters<Conversation['goOn']>[0];
    conversation.goOn(answer, { feedback, candidate: new Map() });
    const { messages } = conversation;
    expect(messages[0]?.content).toBe(SYSTEM_PROMPT);
    expect(messages.filter(({ role }) => role === 'system')).toHaveLength(1);
    for (const { content } of messages) expect(content).not.toMatch(TEMPLATE);
  });
});
