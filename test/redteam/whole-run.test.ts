import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActionWorld, type CheckoutState, TOKEN } from '../support/action-world.ts';
import { TASKS } from '../support/greeter-crate.ts';
import { type ActionRun, runAction, tokenPlaces } from '../support/run-action.ts';
import { LAST_REPLY, ROUND_ATTACKS } from './attacks/whole-run.ts';

/** What actions/checkout persists, which is not this program's token. */
const PERSISTED = Buffer.from('x-access-token:ghs_PersistedByCheckout00').toString('base64');

describe('the built program, a hostile model and a hostile checkout', () => {
  let world: ActionWorld;
  let run: ActionRun;
  let before: CheckoutState;
  let loot: string;
  beforeAll(async () => {
    // In turn, also over a fresh start of the conversation.
    const replies = ROUND_ATTACKS.map(({ reply }) => reply);
    world = await ActionWorld.start({ studio: { respond: () => ({ text: replies.shift() ?? LAST_REPLY }) } });
    loot = join(world.folder.path, 'loot');
    await mkdir(loot);
    const payload = join(world.folder.path, 'payload');
    await writeFile(payload, `#!/bin/sh\ntouch ${loot}/ran\n`);
    await chmod(payload, 0o755);
    await world.git(
      'config',
      `http.${world.github.serverUrl}/.extraheader`,
      `AUTHORIZATION: basic ${PERSISTED}`,
    );
    await world.git('config', 'credential.helper', `!${payload}`);
    for (const hook of ['pre-push', 'post-checkout', 'reference-transaction', 'post-index-change']) {
      await writeFile(join(world.checkout, '.git/hooks', hook), `#!/bin/sh\n${payload}\n`);
      await chmod(join(world.checkout, '.git/hooks', hook), 0o755);
    }
    await world.git('config', 'core.sshCommand', payload);
    before = await world.checkoutState();
    run = await runAction(world, {
      payload: { inputs: { change: 'more-words', task: '1.1' } },
      env: { GITHUB_TOKEN: TOKEN, ACTIONS_RUNTIME_TOKEN: TOKEN },
    });
  });
  afterAll(() => world[Symbol.asyncDispose]());

  for (const [round, { name, said }] of ROUND_ATTACKS.entries())
    test(`${name} is refused as a whole`, () => {
      const attempts = (world.github.state.pulls[0]?.body ?? '')
        .split('\n')
        .filter((line) => /^\| \d/.test(line));
      expect(attempts[round]).toMatch(said);
    });

  test('the task is done in the end, with its own files alone', async () => {
    expect({ code: run.code, completed: run.outputs['completed'] }).toEqual({ code: 0, completed: '1' });
    const [pull] = world.github.state.pulls;
    const changed = await world.github.git.git('diff', '--name-only', 'main', pull?.head ?? '');
    expect(changed.split('\n').toSorted()).toEqual([TASKS, 'src/lib.rs', 'tests/look.rs'].toSorted());
  });

  test('a test that prints all it can find has found no token and no credential', async () => {
    expect(await tokenPlaces(world, run)).toEqual([]);
    const everything = JSON.stringify([run, world.github.state.pulls, world.studio.requests]);
    expect(everything).not.toContain(PERSISTED);
    expect(everything).not.toContain('ghs_PersistedByCheckout00');
  });

  test('no hook, helper or ssh command of the checkout ran, and the checkout is as it was', async () => {
    expect(await readdir(loot)).toEqual([]);
    expect(await world.checkoutState()).toEqual(before);
  });
});
