import { expect, test } from 'vitest';
import { isOwnCommit } from '../../../src/adapters/git/is-own-commit.ts';
import { withOwnTrailer } from '../../../src/core/commits/own-trailer.ts';

const OWN = 'bot@example.com';
const ACTIONS = '41898282+github-actions[bot]@users.noreply.github.com';
const GITHUB = 'noreply@github.com';
const tree = 'a'.repeat(40);
const message = withOwnTrailer('Add a word\n\nModel: qwen', tree);
const made = { author: ACTIONS, committer: GITHUB, tree, message };

test.each([
  ['itself', { ...made, author: OWN, committer: OWN, message: 'x' }],
  ['GitHub for its token', made],
  ['GitHub for an App', { ...made, author: '1+my-app[bot]@users.noreply.github.com' }],
  ['GitHub where it signs as the bot', { ...made, committer: ACTIONS }],
  [
    'GitHub Enterprise Server',
    { ...made, author: '3+app[bot]@users.noreply.ghes.example', committer: 'noreply@ghes.example' },
  ],
])('a commit by %s is its own', (_who, commit) => {
  expect(isOwnCommit(commit, OWN)).toBe(true);
});

test.each([
  ['another bot', { ...made, message: 'Format' }],
  ['a person who amended it', { ...made, committer: 'ada@example.com' }],
  ['a person on GitHub’s pages, its message copied', { ...made, author: 'ada@example.com' }],
  ['a bot that changed its files and kept its message', { ...made, tree: 'b'.repeat(40) }],
  ['a person whose name is on it beside its own', { ...made, author: 'ada@example.com', committer: OWN }],
])('a commit by %s is not', (_who, commit) => {
  expect(isOwnCommit(commit, OWN)).toBe(false);
});
