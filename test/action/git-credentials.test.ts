import { mkdtemp, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ActionWorld, TOKEN } from '../support/action-world.ts';
import { filesBelow, findLeaks, findLeaksIn } from '../support/find-leaks.ts';
import { type GitStart, recordGit } from '../support/recorded-git.ts';
import { type ActionRun, runAction, tokenPlaces } from '../support/run-action.ts';

const SECRET = { token: TOKEN };
const OTHERS = {
  'INPUT_LM-STUDIO-API-KEY': 'key-of-the-lab-4711',
  ACTIONS_RUNTIME_TOKEN: 'runtime-token-4711',
  CARGO_REGISTRY_TOKEN: 'registry-token-4711',
};
const NETWORK = new Set(['fetch', 'push', 'ls-remote']);

/** The command behind git's own options. */
function commandOf({ args }: GitStart): string {
  return args.find((arg, at) => !arg.startsWith('-') && args[at - 1] !== '-c' && args[at - 1] !== '-C') ?? '';
}

describe('every git that a step starts', () => {
  let world: ActionWorld;
  let run: ActionRun;
  let starts: readonly GitStart[];
  let config: string;
  beforeAll(async () => {
    world = await ActionWorld.start();
    config = await readFile(join(world.checkout, '.git', 'config'), 'utf8');
    const git = await recordGit(await mkdtemp(join(world.folder.path, 'git-')));
    run = await runAction(world, {
      payload: { inputs: { change: 'more-words', task: '1.1' } },
      inputs: { tests: 'off' },
      env: { ...OTHERS, PATH: git.path },
    });
    starts = await git.starts();
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('serves a run that pushes', () => {
    expect(run.outputs).toMatchObject({ completed: '1' });
    expect(new Set(starts.map(commandOf))).toEqual(expect.toSatisfy((seen: Set<string>) => seen.has('push')));
    expect(starts.length).toBeGreaterThan(10);
  });

  test('has no token among its arguments, which every user of the machine can read', () => {
    expect(starts.flatMap(({ args }) => findLeaks(args.join('\n'), { ...SECRET, ...OTHERS }))).toEqual([]);
  });

  test('has it in its environment only to talk to the server, in the one setting that sends it', () => {
    const names = starts.flatMap((start) =>
      Object.entries(start.env).flatMap(([name, value]) =>
        findLeaks(value, SECRET).map(() => `${commandOf(start)} ${name.replace(/\d+$/, 'n')}`),
      ),
    );
    expect(names.length).toBeGreaterThan(0);
    for (const name of new Set(names)) {
      expect(NETWORK).toContain(name.split(' ')[0]);
      expect(name).toMatch(/ GIT_CONFIG_VALUE_n$/);
    }
  });

  test('knows nothing of other secrets', () => {
    for (const { env } of starts) {
      expect(Object.keys(env).filter((name) => name in OTHERS || /TOKEN|API-KEY/.test(name))).toEqual([]);
      expect(findLeaks(Object.values(env).join('\n'), OTHERS)).toEqual([]);
    }
  });

  test('leaves the configuration of the checkout as it was, and none with a token behind', async () => {
    expect(await readFile(join(world.checkout, '.git', 'config'), 'utf8')).toBe(config);
    expect(findLeaksIn(await filesBelow(world.state), { ...SECRET, ...OTHERS })).toEqual([]);
    expect(findLeaksIn(await filesBelow(join(world.checkout, '.git')), SECRET)).toEqual([]);
  });
});

test.each(['ls-remote', 'fetch', 'push'])(
  'a git %s that says the token in its error is not repeated',
  async (command) => {
    await using world = await ActionWorld.start();
    // The checkout is behind, so that there is something to fetch.
    await world.push({ 'README.md': '# greeter, greeting\n' });
    const git = await recordGit(await mkdtemp(join(world.folder.path, 'git-')), command);
    const run = await runAction(world, {
      payload: { inputs: { change: 'more-words', task: '1.1' } },
      inputs: { tests: 'off' },
      env: { PATH: git.path },
    });
    const seen = new Set((await git.starts()).map(commandOf));
    expect(seen).toContain(command);
    expect(run.stdout).toMatch(/::error::|unable to access/);
    expect(findLeaksIn({ stdout: run.stdout, stderr: run.stderr, summary: run.summary }, SECRET)).toEqual([]);
    expect(findLeaks(JSON.stringify(run.report), SECRET)).toEqual([]);
    expect(await tokenPlaces(world, run)).toEqual([]);
  },
);
