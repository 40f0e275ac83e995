import { afterAll, beforeAll, expect, test } from 'vitest';
import { nextId } from '../fakes/github/github-state.ts';
import { ActionWorld } from '../support/action-world.ts';
import { commentPayload } from '../support/event-payloads.ts';
import { addFunction, TASKS } from '../support/greeter-crate.ts';
import { runAction } from '../support/run-action.ts';

let world: ActionWorld;
beforeAll(async () => {
  const both = `${addFunction('goodbye')}\n${addFunction('thanks')}`;
  world = await ActionWorld.start({
    answers: { 'fn thanks': [both], 'Also a farewell': [addFunction('farewell')] },
  });
});
afterAll(() => world[Symbol.asyncDispose]());

test('unit section opens one pull request for the section, and a second run leaves it alone', async () => {
  const run = await runAction(world, { inputs: { unit: 'section' } });
  expect(run).toMatchObject({ code: 0, errors: [] });
  expect(run.pulls).toMatchObject([
    { change: 'more-words', task: '1', branch: 'openspec/more-words/1-words', status: 'opened' },
  ]);
  expect(world.github.state.pulls).toMatchObject([{ title: 'more-words 1: Words', draft: false }]);
  expect(world.github.state.pulls[0]?.body).toMatch(/> \[!NOTE\]\n> GitHub starts no workflows/);
  const tasks = await world.github.git.git('show', `openspec/more-words/1-words:${TASKS}`);
  expect(tasks.match(/^- \[.\] \S+/gm)).toEqual(['- [x] 1.1', '- [x] 1.2', '- [ ] 1.3']);
  const writes = world.writes.length;
  const again = await runAction(world, { inputs: { unit: 'section' } });
  expect(again.pulls).toMatchObject([{ task: '1', status: 'unchanged' }]);
  expect(world.writes).toHaveLength(writes);
});

/** With `unit` at its default again. */
async function comment(number: number, body: string) {
  const at = '2026-11-02T10:00:00Z';
  const id = nextId(world.github.state);
  world.github.state.permissions['ada'] = 'write';
  world.github.state.comments.push({ id, issue: number, author: 'ada', body, createdAt: at, updatedAt: at });
  const about = { number, isPull: true, body, comment: { id, created_at: at } };
  const payload = commentPayload({ ...about, user: { login: 'ada', type: 'User' } });
  return runAction(world, { event: 'issue_comment', payload });
}

test('a retry and a revision of its pull request are of the section too where unit is task by now', async () => {
  const [first] = world.github.state.pulls;
  if (first) first.state = 'closed';
  const retried = await comment(1, '/complete retry');
  expect(retried).toMatchObject({ code: 0, errors: [] });
  expect(retried.pulls).toMatchObject([{ number: 2, task: '1', branch: first?.head, status: 'opened' }]);
  const revised = await comment(2, '/complete Also a farewell');
  expect(revised.pulls).toMatchObject([{ number: 2, task: '1', status: 'updated' }]);
  const tasks = await world.github.git.git('show', `${first?.head}:${TASKS}`);
  expect(tasks.match(/^- \[.\] \S+/gm)).toEqual(['- [x] 1.1', '- [x] 1.2', '- [ ] 1.3']);
});
