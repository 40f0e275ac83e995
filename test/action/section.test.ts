import { afterAll, beforeAll, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { addFunction, TASKS } from '../support/greeter-crate.ts';
import { runAction } from '../support/run-action.ts';

let world: ActionWorld;
beforeAll(async () => {
  const both = `${addFunction('goodbye')}\n${addFunction('thanks')}`;
  world = await ActionWorld.start({ answers: { 'fn thanks': [both] } });
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
