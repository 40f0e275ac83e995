import { expect, test } from 'vitest';
import { pullBody } from '../../../src/core/pulls/pull-body.ts';
import { issueChange } from '../../../src/core/tasks/issue-task.ts';
import { CLOSER } from '../../support/hostile-text.ts';
import { someProof } from '../../support/proofs.ts';

const URL = 'https://github.com/acme/greeter/issues/7';
const [TASK] = issueChange({
  number: 7,
  title: 'Fixes #99: say goodbye',
  body: 'Closes #98',
  url: URL,
}).tasks;
if (!TASK) throw new Error('an issue is one task');
const PROOF = { ...someProof(), task: TASK, taskUrl: URL };

test('a proven pull request of an issue closes it and nothing else, and links it', () => {
  const body = pullBody(PROOF, 'f');
  expect(body).toContain('\n\nCloses #7\n\n');
  expect(body).toContain(`[\`issue 7\`](${URL})`);
  expect(body).toContain('Comment `/complete` on the issue.');
  expect(body.replace('Closes #7', '')).not.toMatch(CLOSER);
});

test('a failed draft of an issue belongs to it, and does not close it', () => {
  const body = pullBody({ ...PROOF, valid: false, failure: 'check: 1 new error' }, 'f');
  expect(body).toContain('\n\nFor #7\n\n');
  expect(body).not.toMatch(CLOSER);
});
