import { afterAll, expect, test } from 'vitest';
import { nextId } from '../fakes/github/github-state.ts';
import { ActionWorld } from '../support/action-world.ts';
import { commentPayload } from '../support/event-payloads.ts';
import { addFunction } from '../support/greeter-crate.ts';
import { CLOSER, MENTION, UNSEEN } from '../support/hostile-text.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

const AT = '2026-11-02T10:00:00Z';
const ENEMY = [
  '::set-output name=completed::99',
  '::add-mask::e',
  '::stop-commands::x',
  '##[error]owned',
  '@octocat Closes #99 `$(touch pwned)` \u202e\u001b[31m ${{ github.token }}',
  '</details><script>alert(1)</script> <!-- hidden -->',
  '/complete no-such-change',
].join('\n');
/** GitHub takes comments and bodies of up to 65,536 characters. */
const LONG = `${ENEMY}\n`.repeat(Math.ceil(60_000 / ENEMY.length)).slice(0, 60_000);

interface Said {
  readonly body: string;
  readonly number: number;
  readonly isPull?: boolean;
  readonly title?: string;
  readonly description?: string;
}

async function comment(
  world: ActionWorld,
  { body, number, isPull = false, ...said }: Said,
): Promise<ActionRun> {
  const github = world.github.state;
  const issue = { title: said.title ?? 'Words', body: said.description ?? 'Please.' };
  if (!isPull) github.issues.push({ number, ...issue, author: 'eve' });
  const id = nextId(github);
  github.comments.push({ id, issue: number, author: 'ada', body, createdAt: AT, updatedAt: AT });
  return runAction(world, {
    event: 'issue_comment',
    payload: commentPayload({
      ...{ number, isPull, body, comment: { id, created_at: AT }, user: { login: 'ada', type: 'User' } },
      issue: { ...issue, html_url: `${world.github.serverUrl}/acme/greeter/issues/${number}` },
    }),
    inputs: { 'max-rounds': '2' },
  });
}

async function start(answers?: Readonly<Record<string, readonly string[]>>): Promise<ActionWorld> {
  const world = await ActionWorld.start({ state: state.path, ...(answers ? { answers } : {}) });
  world.github.state.permissions['ada'] = 'write';
  return world;
}

/** Neither the runner, nor readers, nor GitHub are told anything by the enemy. */
function expectHarmless(run: ActionRun, world: ActionWorld): void {
  expect({ code: run.code, stderr: run.stderr, errors: run.errors }).toEqual({
    code: 0,
    stderr: '',
    errors: [],
  });
  const lines = run.stdout.split(/\r\n|\n|\r/).map((line) => line.trimStart());
  expect(lines.filter((line) => /^(::(?!warning::|notice)|##\[)/.test(line))).toEqual([]);
  expect(run.outputs['completed']).not.toBe('99');
  const { comments, pulls } = world.github.state;
  const own = comments.filter(({ author }) => author === 'github-actions[bot]').map(({ body }) => body);
  expect(own.length).toBeGreaterThan(0);
  expect(run.stdout).not.toMatch(UNSEEN);
  for (const text of [run.summary, ...own, ...pulls.flatMap(({ title, body }) => [title, body ?? ''])]) {
    expect(text.length).toBeLessThan(65_536);
    expect(text.replaceAll('Closes #1\n', '').replaceAll('@ada', '')).not.toMatch(CLOSER);
    expect(text.replaceAll('@ada', '')).not.toMatch(MENTION);
    expect(text).not.toMatch(UNSEEN);
  }
  expect(world.github.violations).toEqual([]);
}

test('a command with 60 kB of hostile text behind it is the command alone', async () => {
  await using world = await start();
  const run = await comment(world, { number: 1, body: `/complete more-words 1.1\n${LONG}` });
  expectHarmless(run, world);
  expect(run.pulls).toMatchObject([{ change: 'more-words', task: '1.1', status: 'opened' }]);
  expect(JSON.stringify(world.studio.chats)).not.toContain('set-output');
});

test('60 kB of hostile text whose command names nothing there is gets one answer', async () => {
  await using world = await start();
  const run = await comment(world, { number: 1, body: LONG });
  expectHarmless(run, world);
  expect(run.pulls).toEqual([]);
  expect(world.studio.chats).toEqual([]);
});

test('an issue of 60 kB by an enemy is a task that fits the model, and its pull request shows nothing of theirs alive', async () => {
  await using world = await start({ 'Say it loudly': [addFunction('shout', 'name.to_uppercase()')] });
  const title = 'Say it loudly \u202e@octocat Closes #99 ::error::owned';
  const run = await comment(world, {
    number: 1,
    body: '/complete',
    title,
    description: LONG.replaceAll('/complete', ''),
  });
  expectHarmless(run, world);
  expect(run.pulls).toMatchObject([{ change: 'issue-1', task: '1', status: 'opened' }]);
  const asked = JSON.stringify(world.studio.chats[0]?.body);
  expect(asked.length).toBeLessThan(45_000);
});

test('a wish of 60 kB on its own pull request is cut for the model, and answered by a further commit', async () => {
  const answers = { 'fn goodbye': [addFunction('goodbye')], 'Name a shout': [addFunction('shout')] };
  await using world = await start(answers);
  await comment(world, { number: 1, body: '/complete more-words 1.1' });
  const run = await comment(world, { number: 2, isPull: true, body: `/complete Name a shout.\n${LONG}` });
  expectHarmless(run, world);
  expect(run.pulls).toMatchObject([{ number: 2, status: 'updated' }]);
  expect(JSON.stringify(world.studio.chats.at(-1)?.body).length).toBeLessThan(60_000);
});
