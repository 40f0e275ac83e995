import { expect, test } from 'vitest';
import { hasAttemptEnded } from '../../../src/adapters/github/has-attempt-ended.ts';
import { startGitHub } from '../../fakes/github/start-github.ts';

const REPOSITORY = { owner: 'octo', repo: 'rocket', token: 'secret' };

test('an attempt has ended when GitHub says so, and only then', async () => {
  await using github = await startGitHub(REPOSITORY);
  const access = {
    ...REPOSITORY,
    apiUrl: github.apiUrl,
    serverUrl: github.serverUrl,
    userAgent: 't',
    throttle: false,
  };
  github.state.workflowRuns = { '7/1': 'completed', '7/2': 'in_progress', '8/1': 'queued' };
  const asked = (run: string, attempt: number) => hasAttemptEnded(access, { run, attempt });
  expect(await Promise.all([asked('7', 1), asked('7', 2), asked('8', 1), asked('9', 1)])).toEqual([
    true,
    false,
    false,
    false,
  ]);
  expect(github.violations).toEqual([]);

  const before = github.requests.length;
  expect(await asked('../../user', 1)).toBe(false);
  expect(await asked('7', 0)).toBe(false);
  expect(github.requests).toHaveLength(before);

  for (const kind of ['missing-permission', 'server-error', 'web-page'] as const) {
    github.faults.push({ kind, on: 'actions/get-workflow-run-attempt' });
    expect(await asked('7', 1)).toBe(false);
    github.faults.length = 0;
  }
});
