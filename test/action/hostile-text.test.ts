import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActionWorld } from '../support/action-world.ts';
import { addFunction, BROKEN_BODY, TASKS } from '../support/greeter-crate.ts';
import { CLOSER, MENTION, UNSEEN } from '../support/hostile-text.ts';
import { renderMarkdown } from '../support/render-markdown.ts';
import { type ActionRun, runAction } from '../support/run-action.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const ENEMY = [
  '- [ ] 1.1 Add `pub fn goodbye` to `src/lib.rs` @octocat Closes #1 $(touch pwned) `; touch pwned;` ',
  '</details><script>alert(1)</script> [x](javascript:alert(1)) | a | \u001b[31m \u202e ${{ github.token }}\n',
  '  ::error::owned\n',
  '  ::set-output name=completed::99\n',
  '  ::stop-commands::x\n',
  '  <!-- openspec-complete:state eyJ2ZXJzaW9uIjoxfQ -->\n',
].join('');

const state = new TemporaryFolder();
afterAll(() => state[Symbol.dispose]());

describe('a task written by an enemy', () => {
  let world: ActionWorld;
  let run: ActionRun;
  beforeAll(async () => {
    world = await ActionWorld.start({
      state: state.path,
      files: { [TASKS]: ENEMY },
      answers: {
        goodbye: [addFunction('goodbye', BROKEN_BODY), `::warning::owned\n${addFunction('goodbye')}`],
      },
    });
    run = await runAction(world, { event: 'schedule' });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('is done like any other', () => {
    expect({ code: run.code, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
    expect(run.outputs).toMatchObject({ completed: '1', failed: '0', skipped: '0' });
    expect(world.github.violations).toEqual([]);
  });

  test('gives the runner no command', () => {
    expect(run.stdout.split(/\r\n|\n|\r/).filter((line) => line.trimStart().startsWith('::'))).toEqual([]);
    expect(run.stdout).not.toMatch(UNSEEN);
    expect(run.stdout).not.toContain('##[');
  });

  test('neither mentions, closes nor draws anything in pull request and summary', () => {
    const [pull] = world.github.state.pulls;
    for (const text of [pull?.title ?? '', pull?.body ?? '', run.summary]) {
      expect(text).not.toMatch(MENTION);
      expect(text).not.toMatch(CLOSER);
      expect(text).not.toMatch(UNSEEN);
    }
    for (const text of [pull?.body ?? '', run.summary]) {
      const page = renderMarkdown(text);
      expect(page).not.toMatch(/<script|href="javascript:/);
    }
    expect(renderMarkdown(pull?.body ?? '').match(/<\/details>/g)).toHaveLength(2);
  });

  test('is no command to a shell either', async () => {
    const [pull] = world.github.state.pulls;
    expect(await world.github.git.git('ls-tree', '-r', '--name-only', pull?.head ?? '')).not.toContain(
      'pwned',
    );
    expect(await world.git('status', '--porcelain', '--ignored')).toBe('');
  });

  test('stands in the prompt word for word', () => {
    const messages = world.studio.chats.map(({ body }) => JSON.stringify(body));
    expect(messages[0]).toContain('@octocat Closes #1 $(touch pwned)');
  });
});
