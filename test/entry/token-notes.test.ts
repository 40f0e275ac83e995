import { expect, test } from 'vitest';
import { pullBody } from '../../src/core/pulls/pull-body.ts';
import { tokenNotes } from '../../src/entry/token-notes.ts';
import { someProof } from '../support/proofs.ts';

const ACTIONS = { GITHUB_ACTIONS: 'true' };

test('a workflow token in Actions is told of, a person’s token and a run elsewhere are not', () => {
  expect(tokenNotes('ghs_abc', ACTIONS)).toHaveLength(1);
  for (const token of ['ghp_abc', 'github_pat_abc', undefined])
    expect(tokenNotes(token, ACTIONS)).toEqual([]);
  expect(tokenNotes('ghs_abc', {})).toEqual([]);
});

test('the note stands whole at the end of the summary, before what the gates proved', () => {
  const body = pullBody(someProof({ notes: tokenNotes('ghs_abc', ACTIONS) }), 'f');
  const [before = ''] = body.split('### What the gates');
  expect(before).toMatch(/> \[!NOTE\]\n> GitHub starts no workflows .* a GitHub App token\.\n\n$/);
  expect(pullBody(someProof(), 'f')).not.toContain('[!NOTE]');
});
