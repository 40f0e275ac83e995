import { expect } from 'vitest';
import type { ActionWorld } from './action-world.ts';
import { type ActionRun, tokenPlaces } from './run-action.ts';

/** What every step that ends with a fault does: one error line without a stack, all outputs, no token anywhere. */
export async function expectFault(run: ActionRun, world: ActionWorld, code: number): Promise<string> {
  expect({ code: run.code, stderr: run.stderr, errors: run.errors.length }).toEqual({
    code,
    stderr: '',
    errors: 1,
  });
  const [line = ''] = run.errors;
  expect(line).toMatch(/^::error::/);
  expect(line).not.toMatch(/%0A|\.ts:\d|\.js:\d|\bat file:/);
  expect(Object.keys(run.outputs).toSorted()).toEqual([
    'completed',
    'failed',
    'lm-status',
    'pull-requests',
    'report',
    'skipped',
  ]);
  expect(run.report.fault).not.toBeNull();
  expect(run.summary).toContain('**Stopped:**');
  expect(await tokenPlaces(world, run)).toEqual([]);
  return line.slice('::error::'.length);
}

/** No branch was pushed, no claim is left, nothing was written through the API. */
export async function expectNothingWritten(world: ActionWorld): Promise<void> {
  expect(world.writes.filter((write) => !write.endsWith('/git-receive-pack'))).toEqual([]);
  expect([...(await world.github.git.refs()).keys()]).toEqual(['refs/heads/main']);
}
