import { expect, test } from 'vitest';
import { testBranches } from '../contract/branches.ts';
import { startPublished } from '../support/published-project.ts';

testBranches('pushing', () => startPublished('git'));
testBranches('commits by GitHub', () => startPublished('api'));

const BRANCH = 'openspec/words/1.1';
const KEPT = `refs/openspec-complete/refused/${BRANCH}`;

test('where branches want signed commits, those that GitHub makes are taken, replaced ones too', async () => {
  await using world = await startPublished('api');
  world.github.state.signedCommits = true;
  const main = await world.here('rev-parse', 'main');
  const first = await world.branches.put(BRANCH, await world.commit(main, { a: '1' }), undefined);
  const second = await world.branches.put(BRANCH, await world.commit(first, { a: '2' }), first);
  const third = await world.branches.put(BRANCH, await world.commit(main, { b: '3' }), second);
  for (const commit of [first, second, third])
    expect(await world.there('cat-file', 'commit', commit)).toMatch(
      /^gpgsig -----BEGIN PGP SIGNATURE-----$/m,
    );
  // Nothing is ever forced over the API.
  const updates = world.github.requests.filter(({ method }) => method === 'PATCH');
  expect(updates.map(({ body }) => body)).toEqual([{ sha: second, force: false }]);
});

test('a pushed commit that is refused for its signature is kept beside the branches, and the fault says how to go on', async () => {
  await using world = await startPublished('git');
  world.github.state.signedCommits = true;
  const main = await world.here('rev-parse', 'main');
  const commit = await world.commit(main, { a: '1' });
  const fault = await world.branches.put(BRANCH, commit, undefined).catch((error) => error);
  expect(fault).toMatchObject({ code: 'push-unsigned', exit: 5 });
  expect(fault.message).toBe(
    `The push was rejected because the repository wants signed commits: ${BRANCH}: Commits must have verified signatures; the commit is kept as ${KEPT}. Set \`commits: api\` in .github/openspec-complete.yml: GitHub then makes and signs the commits of GITHUB_TOKEN or an App token.`,
  );
  expect([...(await world.github.git.refs()).keys()]).toEqual(['refs/heads/main', KEPT]);
  expect(await world.there('rev-parse', KEPT)).toBe(commit);

  const other = await world.commit(main, { a: '2' });
  await expect(world.branches.put(BRANCH, other, undefined)).rejects.toMatchObject({ code: 'push-unsigned' });
  expect(await world.there('rev-parse', KEPT)).toBe(other);
});

test.each(['git', 'api'] as const)(
  'what was kept is forgotten once the branch has its commit (commits: %s)',
  async (commits) => {
    await using world = await startPublished(commits);
    const main = await world.here('rev-parse', 'main');
    await world.there('update-ref', KEPT, main);
    await world.there('update-ref', `${KEPT}0`, main);
    await world.branches.put(BRANCH, await world.commit(main, { a: '1' }), undefined);
    expect([...(await world.github.git.refs('refs/openspec-complete/')).keys()]).toEqual([`${KEPT}0`]);
  },
);

test('a commit that a protected branch refuses is kept too', async () => {
  await using world = await startPublished('git');
  world.github.state.protectedBranches.push(BRANCH);
  const commit = await world.commit(await world.here('rev-parse', 'main'), { a: '1' });
  const fault = await world.branches.put(BRANCH, commit, undefined).catch((error) => error);
  expect(fault).toMatchObject({ code: 'push-rejected' });
  expect(fault.at).toMatch(/GH006: Protected branch update failed.*; the commit is kept as refs\//);
  expect(await world.there('rev-parse', KEPT)).toBe(commit);
});

test('a token whose commits GitHub does not sign makes no branch; the commit is kept', async () => {
  await using world = await startPublished('api');
  world.github.state.actor = 'octocat';
  const commit = await world.commit(await world.here('rev-parse', 'main'), { a: '1' });
  await expect(world.branches.put(BRANCH, commit, undefined)).rejects.toMatchObject({
    code: 'commit-unsigned',
    message:
      'GitHub made the commit, but did not sign it: GitHub says "unsigned"; the commit is kept as refs/openspec-complete/refused/openspec/words/1.1. Use GITHUB_TOKEN or an App token, whose commits GitHub signs, or take `commits: api` out of the policy file.',
  });
  expect([...(await world.github.git.refs()).keys()]).toEqual(['refs/heads/main', KEPT]);
  expect(await world.there('rev-parse', KEPT)).toBe(commit);
});

test.each(['git/create-ref', 'git/update-ref'])(
  'an answer to %s that is lost after the work was done is no trouble',
  async (on) => {
    await using world = await startPublished('api');
    const main = await world.here('rev-parse', 'main');
    world.github.faults.push({ kind: 'hang-up', on, times: 1 });
    const first = await world.branches.put(BRANCH, await world.commit(main, { a: '1' }), undefined);
    const second = await world.branches.put(BRANCH, await world.commit(first, { a: '2' }), first);
    expect(await world.github.git.branch(BRANCH)).toBe(second);
    expect(world.github.faults).toEqual([]);
  },
);
