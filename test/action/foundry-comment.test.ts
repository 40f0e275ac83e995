import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parseFoundryMarker } from '../../src/core/foundry/foundry-marker.ts';
import { nextId } from '../fakes/github/github-state.ts';
import { ActionWorld } from '../support/action-world.ts';
import { commentPayload } from '../support/event-payloads.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';

const FOLDER = 'openspec/tasks/system_foundry';
const BRANCH = 'openspec/foundry/the-log';
const AT = '2026-11-02T10:00:00Z';
const TASK = { task_id: 'the-log', type: 'convert_binary', source: 'log', destination: 'log.brick' };
const OTHER = { ...TASK, task_id: 'other', destination: 'other.brick' };

/** Pull request 1 is of a FoundryTask that folds the file `log` of the checkout. */
let world: ActionWorld;
beforeEach(async () => {
  const files = { 'Cargo.toml': null, [`${FOLDER}/log.task.json`]: JSON.stringify(TASK) };
  world = await ActionWorld.start({ files });
  world.github.state.permissions['ada'] = 'write';
  await writeLog('one\n');
  await runAction(world, { inputs: { mode: 'foundry' } });
  expect(world.github.state.pulls).toMatchObject([{ number: 1, head: BRANCH, draft: false }]);
});
afterEach(() => world[Symbol.asyncDispose]());

const writeLog = (text: string) => writeFile(join(world.checkout, 'log'), text);
const tip = async () => (await world.branches())[BRANCH];
const show = (path: string) => world.github.git.git('show', `${BRANCH}:${path}`);
const answers = () =>
  world.github.state.comments
    .filter(({ author }) => author === 'github-actions[bot]')
    .map(({ body }) => body);
const reactions = (id: number) =>
  world.github.state.reactions.filter(({ target }) => target === id).map(({ content }) => content);
const sizeIn = async () => JSON.parse(await show('bricks/log.brick.json')).source.size;

/** Somebody comments on the pull request, and the workflow runs on it; no cargo, no sandbox. */
async function comment(
  body: string,
  author = 'ada',
  errors: readonly unknown[] = [],
): Promise<ActionRun & { readonly comment: number }> {
  const id = nextId(world.github.state);
  world.github.state.comments.push({ id, issue: 1, author, body, createdAt: AT, updatedAt: AT });
  const payload = commentPayload({
    ...{ number: 1, isPull: true, body, comment: { id, created_at: AT } },
    user: { login: author, type: 'User' },
  });
  const env = { PATH: '/usr/bin:/bin' };
  const run = await runAction(world, { event: 'issue_comment', payload, env });
  expect(world.github.violations).toEqual([]);
  expect(run.errors).toEqual(errors);
  return { ...run, comment: id };
}

test('retry folds the task again and moves the branch of the same pull request', async () => {
  const before = await tip();
  expect(await sizeIn()).toBe(4);
  await writeLog('one\ntwo\n');
  const run = await comment('/complete retry');
  expect(run.pulls).toMatchObject([{ task: 'the-log', number: 1, status: 'updated', branch: BRANCH }]);
  expect(await tip()).not.toBe(before);
  expect(await sizeIn()).toBe(8);
  expect(parseFoundryMarker(world.github.state.pulls[0]?.body ?? '')?.head).toBe(await tip());
  expect(reactions(run.comment)).toEqual(['eyes', 'rocket']);
  expect(answers()).toEqual([expect.stringContaining('1 of 1 completed')]);
});

test('retry of what failed does it once the cause outside of the task is gone', async () => {
  await rm(join(world.checkout, 'log'));
  const failed = await comment('/complete retry', 'ada', [
    expect.stringContaining('There is nothing at log.'),
  ]);
  expect(failed.pulls).toMatchObject([{ number: 1, status: 'failed' }]);
  expect(reactions(failed.comment)).toEqual(['eyes', 'confused']);
  expect(world.github.state.pulls[0]?.labels).toContain('openspec-complete:failed');
  await writeLog('back\n');
  const run = await comment('/complete retry');
  expect(run.pulls).toMatchObject([{ number: 1, status: 'updated' }]);
  expect(world.github.state.pulls[0]?.labels).toEqual(['openspec-complete']);
  expect(await sizeIn()).toBe(5);
});

test('retry folds only this task, and in a dry run writes no branch', async () => {
  await world.push({ [`${FOLDER}/other.task.json`]: JSON.stringify(OTHER) });
  const before = await tip();
  const dry = await comment('/complete retry --dry-run');
  expect(dry.report.tasks).toMatchObject([{ task: 'the-log', status: 'would-open' }]);
  expect(await tip()).toBe(before);
});

test('retry of what a person closed opens another pull request, and a branch with their commits is left alone', async () => {
  for (const pull of world.github.state.pulls) pull.state = 'closed';
  const run = await comment('/complete retry');
  expect(run.pulls).toMatchObject([{ task: 'the-log', number: 2, status: 'opened' }]);
  await world.push({ 'bricks/note.md': 'mine' }, BRANCH);
  const before = await tip();
  const again = await comment('/complete retry');
  expect(again.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'human-commits' }]);
  expect(await tip()).toBe(before);
  expect(answers().at(-1)).toContain('commits by Ada');
});

test.each([
  ['is gone', { [`${FOLDER}/log.task.json`]: null }, 'the FoundryTask `the-log` is gone from `main`'],
  [
    'is done',
    { [`${FOLDER}/log.task.json`]: null, [`${FOLDER}/log.task.json.done`]: JSON.stringify(TASK) },
    'the FoundryTask `the-log` is no longer pending on `main`',
  ],
])('a retry whose task %s is answered, and nothing is written', async (_, files, said) => {
  await world.push(files);
  const before = await tip();
  const run = await comment('/complete retry');
  expect(run.code).toBe(0);
  expect(answers()).toEqual([expect.stringContaining(`Nothing was started: ${said}.\n`)]);
  expect(reactions(run.comment)).toEqual(['eyes', 'confused']);
  expect(await tip()).toBe(before);
  expect(run.summary).toContain(said.replaceAll('`', ''));
});

test('words, status and help are answered; who may not write gets a thumb down and nothing else', async () => {
  const before = world.writes.length;
  const refused = await comment('/complete retry', 'eve');
  expect(reactions(refused.comment)).toEqual(['-1']);
  expect(world.writes.slice(before)).toHaveLength(1);

  const chats = world.studio.chats.length;
  const words = await comment('/complete make it blue');
  expect(answers().at(-1)).toMatch(/^Nothing was started: a brick is made of its source alone/);
  expect(reactions(words.comment)).toEqual(['eyes', 'confused']);
  expect(world.studio.chats).toHaveLength(chats);

  await world.push({ [`${FOLDER}/other.task.json`]: JSON.stringify(OTHER) });
  await comment('/complete status');
  expect(answers().at(-1)).toMatch(/\*\*foundry the-log\*\* .* \| 🔀 proven, to be merged \| \[#1\]\(/);
  expect(answers().at(-1)).toMatch(/\*\*foundry other\*\* .* \| ⬜ open \|/);
  await comment('/complete help');
  expect(answers().at(-1)).toContain('| `/complete status` |');
});

test('a marker that was copied to another branch makes no pull request a FoundryTask’s', async () => {
  const [pull] = world.github.state.pulls;
  if (pull) pull.head = 'openspec/foundry/another';
  await comment('/complete retry');
  expect(answers().at(-1)).toContain('this is not one of my pull requests');
});
