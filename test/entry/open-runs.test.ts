import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { openRuns } from '../../src/entry/open-runs.ts';
import { startGitHub } from '../fakes/github/start-github.ts';

test('a run is known by what GitHub Actions calls it, else by a name of its own', async () => {
  const inActions = await openRuns({ GITHUB_RUN_ID: '7', GITHUB_RUN_ATTEMPT: '3' }, undefined);
  expect(inActions.self).toMatchObject({ run: '7', attempt: 3, process: { pid: process.pid } });
  const [one, other] = [await openRuns({}, undefined), await openRuns({}, undefined)];
  expect(one.self).toMatchObject({ attempt: 0 });
  expect(one.self.run).not.toBe(other.self.run);
  // Whoever can read the repository can read a claim.
  expect(JSON.stringify(one.self)).not.toContain((await import('node:os')).hostname());
});

test('a process of this machine that is gone has ended; one that lives, or of elsewhere, has not', async () => {
  const runs = await openRuns({}, undefined);
  const { process: here } = runs.self;
  if (!here) throw new Error('there is no process');
  const child = spawn(process.execPath, ['--eval', '']);
  await once(child, 'exit');
  const gone = { ...here, pid: child.pid ?? 1, started: '1' };
  expect(await runs.hasEnded(runs.self)).toBe(false);
  expect(await runs.hasEnded({ ...runs.self, process: gone })).toBe(true);
  expect(await runs.hasEnded({ ...runs.self, process: { ...gone, host: 'another' } })).toBe(false);
  // Another machine may have the same name.
  expect(await runs.hasEnded({ ...runs.self, process: { ...gone, boot: 'another' } })).toBe(false);
  expect(await runs.hasEnded({ ...runs.self, process: { ...gone, namespace: 'another' } })).toBe(false);
});

test('a run of another machine has ended when GitHub Actions says so; jobs of the same attempt have not', async () => {
  await using github = await startGitHub({ owner: 'octo', repo: 'rocket', token: 'secret' });
  const { apiUrl, serverUrl } = github;
  const access = {
    owner: 'octo',
    repo: 'rocket',
    token: 'secret',
    apiUrl,
    serverUrl,
    userAgent: 't',
    throttle: false,
  };
  github.state.workflowRuns = { '7/1': 'completed', '8/1': 'in_progress' };
  const runs = await openRuns({ GITHUB_RUN_ID: '9', GITHUB_RUN_ATTEMPT: '1' }, access);
  const ended = (run: string) => runs.hasEnded({ run, attempt: 1, id: 'x' });
  expect([await ended('7'), await ended('8')]).toEqual([true, false]);
  const asked = github.requests.length;
  expect(await ended('9')).toBe(false);
  expect(github.requests).toHaveLength(asked);
  expect(github.violations).toEqual([]);
});
