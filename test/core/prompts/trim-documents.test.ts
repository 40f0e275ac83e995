import { describe, expect, test } from 'vitest';
import { estimateTokens } from '../../../src/core/prompts/estimate-tokens.ts';
import type { ChangeDocument } from '../../../src/core/prompts/prompt-input.ts';
import { trimDocuments } from '../../../src/core/prompts/trim-documents.ts';

const line = 'Some words that fill a line of the document well enough.\n';
const document = (kind: ChangeDocument['kind'], text: string): ChangeDocument => ({
  kind,
  path: `${kind}.md`,
  text,
});
const DOCUMENTS = [
  document('proposal', `# Title\n\n## Why\n\n${line.repeat(5)}\n## What Changes\n\n${line.repeat(5)}`),
  document('design', `## Context\n\n${line.repeat(5)}\n## Decisions\n\n${line.repeat(5)}`),
  document(
    'spec',
    `### Requirement: One\n\n${line.repeat(5)}\n#### Scenario: First\n\n- **WHEN** x\n- **THEN** y\n`,
  ),
];

describe('documents that have too little room', () => {
  test.each([
    [2_000, ['Why', 'What Changes', 'Context', 'Decisions', 'Requirement: One', 'Scenario: First']],
    [360, ['What Changes', 'Decisions', 'Requirement: One', 'Scenario: First']],
    [260, ['What Changes', 'Requirement: One', 'Scenario: First']],
    [140, ['Requirement: One', 'Scenario: First']],
    [10, []],
  ])('of %d tokens keep the dearest sections, in their order', (budget, titles) => {
    const { text } = trimDocuments(DOCUMENTS, budget);
    const whole = text.replace(/#+ [^\n]*\n(?:[^#<]*\n)?\[…\]\n/g, '');
    expect([...whole.matchAll(/^#+ (.+)$/gm)].map((match) => match[1])).toEqual(titles);
    expect(estimateTokens(text)).toBeLessThanOrEqual(budget);
  });

  test('say which sections found no room', () => {
    expect(trimDocuments(DOCUMENTS, 140).omitted.map((section) => section.text.split('\n')[0])).toEqual([
      '## Why',
      '## What Changes',
      '## Context',
      '## Decisions',
    ]);
  });
});

test('a heading inside a code fence divides nothing', () => {
  const spec = document('spec', '### Requirement: A\n\n```toml\n# comment\n\nname = "x"\n```\n');
  expect(trimDocuments([spec], 500).text).toBe(
    '<document path="spec.md">\n### Requirement: A\n```toml\n# comment\n\nname = "x"\n```\n</document>',
  );
  expect(trimDocuments([spec], 0).omitted).toHaveLength(1);
});
