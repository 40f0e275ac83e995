import { afterAll, expect, test } from 'vitest';
import type { PullState } from '../fakes/github/github-state.ts';
import { ActionWorld } from '../support/action-world.ts';
import { addFunction, TASKS } from '../support/greeter-crate.ts';
import { runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const OPEN = 1000;
/** GitHub lists a hundred a page. */
const PAGES = OPEN / 100;

/** Open pull requests of people. */
async function addPulls(world: ActionWorld): Promise<void> {
  const { git, state: github } = world.github;
  const sha = (await git.branch('main')) ?? '';
  const at = '2026-11-02T10:00:00Z';
  const made: readonly PullState[] = Array.from({ length: OPEN }, (_pull, index) => ({
    ...{ number: 100 + index, title: `Feature ${index}`, body: 'By hand.', head: 'main', headSha: sha },
    ...{ base: 'main', baseSha: sha, draft: false, state: 'open', mergedAt: null, closedAt: null },
    ...{ createdAt: at, updatedAt: at, author: 'ada', labels: [], reviewers: [], teams: [], events: [] },
  }));
  github.pulls.push(...made);
}

/** Requests of a sweep that finds nothing to do, git's included, besides the pages of open pull requests. */
async function callsOfIdleSweep(tasks: number): Promise<number> {
  const lines = Array.from({ length: tasks }, (_task, at) => `- [ ] 2.${at + 1} Manually check word ${at}\n`);
  const files = {
    [TASKS]: `- [ ] 1.1 Add \`pub fn goodbye(name: &str) -> String\` to \`src/lib.rs\`\n${lines.join('')}`,
  };
  await using world = await ActionWorld.start({ state: state.path, files });
  const call = { event: 'schedule', inputs: { 'max-open-pulls': '1000' } };
  expect((await runAction(world, call)).pulls).toMatchObject([{ status: 'opened' }]);
  await addPulls(world);
  const before = world.github.requests.length;
  const run = await runAction(world, { ...call, inputs: { 'max-open-pulls': '1' } });
  expect({ code: run.code, errors: run.errors }).toEqual({ code: 0, errors: [] });
  expect(run.pulls).toMatchObject([{ status: 'unchanged' }]);
  const made = world.github.requests.slice(before);
  expect(made.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/git-upload-pack'))).toEqual(
    [],
  );
  const listed = made.filter(({ path }) => /\/pulls\?.*\bstate=open\b/.test(path));
  // One more for those that the program made.
  expect(listed).toHaveLength(PAGES + 1);
  return made.length - listed.length;
}

test('with 1,000 open pull requests a sweep makes at most 12 calls besides listing them, however many tasks need nothing', async () => {
  const [few, many] = [await callsOfIdleSweep(2), await callsOfIdleSweep(300)];
  expect(few).toBeLessThanOrEqual(12);
  expect(many).toBe(few);
});

/** Requests of a sweep, git's included, after every task got its proven pull request; from a fresh checkout. */
async function callsOfDoneSweep(words: readonly string[]): Promise<number> {
  const line = (word: string, at: number) =>
    `- [ ] 1.${at + 1} Add \`pub fn ${word}(name: &str) -> String\` to \`src/lib.rs\`\n`;
  const answers = Object.fromEntries(words.map((word) => [`fn ${word}`, [addFunction(word)]]));
  const files = { [TASKS]: words.map(line).join('') };
  await using world = await ActionWorld.start({ state: state.path, files, answers });
  const sweep = () => runAction(world, { event: 'schedule' });
  expect((await sweep()).pulls).toHaveLength(words.length);
  await world.clone('--depth=1');
  const before = world.github.requests.length;
  const run = await sweep();
  expect(run.pulls.map(({ status }) => status)).toEqual(words.map(() => 'unchanged'));
  return world.github.requests.length - before;
}

test('a stack of pull requests that need nothing costs as many requests as one, git’s included', async () => {
  const one = await callsOfDoneSweep(['alpha']);
  expect(await callsOfDoneSweep(['alpha', 'bravo', 'charlie', 'delta'])).toBe(one);
  expect(one).toBeLessThanOrEqual(12);
});
