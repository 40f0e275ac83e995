import { afterAll, expect, test } from 'vitest';
import { parseMarker } from '../../src/core/pulls/marker.ts';
import { ActionWorld, type WorldOptions } from '../support/action-world.ts';
import { commentPayload } from '../support/event-payloads.ts';
import { expectFault } from '../support/fault-run.ts';
import { addFunction } from '../support/greeter-crate.ts';
import { mergePull } from '../support/merge-pull.ts';
import { runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const BRANCH = 'openspec/more-words/1.1-add-pub-fn-goodbye-name-str-string-to-src-lib-rs';
const API = { '.github/openspec-complete.yml': 'commits: api\n' };

/** A repository whose branches take only signed commits. */
async function start(options: WorldOptions = {}): Promise<ActionWorld> {
  const world = await ActionWorld.start({ state: state.path, ...options });
  world.github.state.signedCommits = true;
  world.github.state.permissions['ada'] = 'write';
  return world;
}

/** Every open pull request is what its marker says, signed, and on the commit it names as its base. */
async function expectSigned(world: ActionWorld): Promise<void> {
  const { git, state: github, violations } = world.github;
  for (const { head, body, base } of github.pulls.filter((pull) => pull.state === 'open')) {
    const marker = parseMarker(body ?? '');
    expect(marker).toMatchObject({ valid: true, head: await git.branch(head) });
    expect(marker?.tree).toBe(await git.git('rev-parse', `${head}^{tree}`));
    expect(await git.branch(base)).toBe(await git.git('merge-base', base, head));
    for (const commit of (await git.git('rev-list', head, '^main')).split('\n'))
      expect(await git.git('cat-file', 'commit', commit)).toMatch(/^gpgsig /m);
  }
  expect(violations).toEqual([]);
}

test('without the switch one sentence says how to go on, and the proven commit is kept', async () => {
  await using world = await start();
  const run = await runAction(world, { event: 'schedule' });
  const kept = `refs/openspec-complete/refused/${BRANCH}`;
  expect(await expectFault(run, world, 5)).toBe(
    `The push was rejected because the repository wants signed commits: ${BRANCH}: Commits must have verified signatures; the commit is kept as ${kept}. Set \`commits: api\` in .github/openspec-complete.yml: GitHub then makes and signs the commits of GITHUB_TOKEN or an App token.`,
  );
  expect(world.github.state.pulls).toEqual([]);
  expect([...(await world.github.git.refs()).keys()]).toEqual(['refs/heads/main', kept]);
  expect(await world.github.git.git('show', `${kept}:src/lib.rs`)).toContain('pub fn goodbye');
  const proof = run.report.tasks.find(({ task }) => task === '1.1')?.proof;
  expect(proof?.tree).toBe(await world.github.git.git('rev-parse', `${kept}^{tree}`));

  // Its owner signs with a key of their own.
  world.github.state.signedCommits = false;
  await world.push(API);
  world.github.state.signedCommits = true;
  const next = await runAction(world, { event: 'schedule' });
  expect(next.pulls.map(({ status }) => status)).toEqual(['opened', 'opened']);
  expect(await world.github.git.refs('refs/openspec-complete/')).toEqual(new Map());
  await expectSigned(world);
});

test('GitHub makes the commits of a stack; refreshing it and running again go the same way', async () => {
  await using world = await start({ files: API });
  const run = await runAction(world, { event: 'schedule' });
  expect({ code: run.code, errors: run.errors }).toEqual({ code: 0, errors: [] });
  expect(run.pulls.map(({ status }) => status)).toEqual(['opened', 'opened']);
  await expectSigned(world);

  const writes = world.writes.length;
  const again = await runAction(world, { event: 'schedule' });
  expect(again.pulls.map(({ status }) => status)).toEqual(['unchanged', 'unchanged']);
  expect(world.writes.slice(writes)).toEqual([]);

  const main = await mergePull(world, 1, 'squash');
  await world.clone();
  const moved = await runAction(world, { inputs: { mode: 'refresh' } });
  expect(moved.pulls).toMatchObject([{ number: 2, status: 'updated' }]);
  const second = world.github.state.pulls[1];
  expect(parseMarker(second?.body ?? '')).toMatchObject({ base: main });
  await expectSigned(world);
  const after = world.writes.length;
  expect((await runAction(world, { inputs: { mode: 'refresh' } })).pulls).toMatchObject([
    { status: 'unchanged' },
  ]);
  expect(world.writes.slice(after)).toEqual([]);
});

test('a revision is one more signed commit', async () => {
  const answers = {
    'fn goodbye': [addFunction('goodbye')],
    'Also add a farewell': [addFunction('farewell')],
  };
  await using world = await start({ files: API, answers });
  await runAction(world, { payload: { inputs: { change: 'more-words', task: '1.1' } } });
  const first = await world.github.git.branch(BRANCH);
  const body = '/complete Also add a farewell.';
  const at = '2026-11-02T10:00:00Z';
  const comment = { id: 1, issue: 1, author: 'ada', body, createdAt: at, updatedAt: at };
  world.github.state.comments.push(comment);
  const run = await runAction(world, {
    event: 'issue_comment',
    payload: commentPayload({
      ...{ number: 1, isPull: true, body },
      comment: { id: 1, created_at: at },
      user: { login: 'ada', type: 'User' },
    }),
  });
  expect(run.pulls).toMatchObject([{ number: 1, status: 'updated' }]);
  expect(await world.github.git.git('rev-parse', `${BRANCH}^`)).toBe(first);
  await expectSigned(world);
});

test('a run that dies after the branch was made leaves nothing to repeat but the pull request', async () => {
  await using world = await start({ files: API });
  world.github.faults.push({ kind: 'missing-permission', on: 'pulls/create' });
  const call = { payload: { inputs: { change: 'more-words', task: '1.1' } } };
  expect((await runAction(world, call)).code).toBe(5);
  const tip = await world.github.git.branch(BRANCH);
  world.github.faults.length = 0;
  const again = await runAction(world, call);
  expect(again.pulls).toMatchObject([{ number: 1, status: 'opened' }]);
  expect(await world.github.git.branch(BRANCH)).toBe(tip);
  await expectSigned(world);
});
