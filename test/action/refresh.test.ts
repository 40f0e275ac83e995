import { afterAll, expect, test } from 'vitest';
import { parseMarker } from '../../src/core/pulls/marker.ts';
import { ActionWorld } from '../support/action-world.ts';
import { TASKS } from '../support/greeter-crate.ts';
import { type MergeButton, mergePull } from '../support/merge-pull.ts';
import { runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const refresh = (world: ActionWorld) =>
  runAction(world, { event: 'workflow_dispatch', inputs: { mode: 'refresh' } });

/** A stack of two proven pull requests. */
async function stack(): Promise<ActionWorld> {
  const world = await ActionWorld.start({ state: state.path });
  const run = await runAction(world, { event: 'schedule' });
  expect(run.pulls.map(({ status }) => status)).toEqual(['opened', 'opened']);
  return world;
}

test.each<[MergeButton, boolean]>([
  ['squash', false],
  ['merge', true],
])(
  'after “%s” what stood on it is moved, judged and pushed once; a second refresh writes nothing',
  async (button, shallow) => {
    await using world = await stack();
    const main = await mergePull(world, 1, button);
    // As actions/checkout leaves it, once with its default depth.
    await world.clone(...(shallow ? ['--depth=1'] : []));
    const before = await world.checkoutState();
    const run = await refresh(world);
    expect({ code: run.code, stderr: run.stderr, errors: run.errors }).toEqual({
      code: 0,
      stderr: '',
      errors: [],
    });
    expect(run.pulls).toMatchObject([{ change: 'more-words', task: '1.2', number: 2, status: 'updated' }]);
    const { git, state: github, violations } = world.github;
    const [, second] = github.pulls;
    const branch = second?.head ?? '';
    expect(second).toMatchObject({ base: 'main', state: 'open', labels: ['openspec-complete'] });
    expect(await git.git('rev-parse', `${branch}^`)).toBe(main);
    expect(await git.git('diff', '--shortstat', 'main', branch)).toContain(
      '2 files changed, 6 insertions(+)',
    );
    expect(await git.git('show', `${branch}:${TASKS}`)).toMatch(
      /\[x\] 1\.1[\s\S]*\[x\] 1\.2[\s\S]*\[ \] 1\.3/,
    );
    expect(parseMarker(second?.body ?? '')).toMatchObject({
      valid: true,
      base: main,
      head: await git.branch(branch),
    });
    expect([...(await git.refs()).keys()]).toEqual(['refs/heads/main', `refs/heads/${branch}`]);
    expect(await world.checkoutState()).toEqual(before);

    const writes = world.writes.length;
    const again = await refresh(world);
    expect(again.pulls.map(({ status }) => status)).toEqual(['unchanged']);
    expect(world.writes.slice(writes)).toEqual([]);
    expect(violations).toEqual([]);
  },
);
