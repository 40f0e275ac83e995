import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { afterEach, expect, test } from 'vitest';
import { ActionWorld, TOKEN } from '../support/action-world.ts';
import { runAction } from '../support/run-action.ts';

const BRANCH = 'openspec/foundry/lib';
const BRICK = 'bricks/lib.brick';
const POINTER = 'version https://git-lfs.github.com/spec/v1\n';
const TASK = { task_id: 'lib', type: 'convert_binary', source: 'src/lib.rs' };

let world: ActionWorld;
afterEach(() => world[Symbol.asyncDispose]());

test('where bricks belong in Git LFS a branch holds their bytes, and the advice in its pull request makes pointers of them', async () => {
  world = await ActionWorld.start({
    files: {
      'Cargo.toml': null,
      '.gitattributes': '*.brick filter=lfs diff=lfs merge=lfs -text\n',
      'openspec/tasks/system_foundry/lib.task.json': JSON.stringify(TASK),
    },
  });
  // What `git lfs install` sets for a user, as a runner may have it; all files become pointers by it.
  const home = world.folder.path;
  const clean = join(home, 'clean');
  await writeFile(clean, `#!/bin/sh\ncat > '${home}/cleaned'\nprintf '${POINTER.replace('\n', '\\n')}'\n`);
  await chmod(clean, 0o755);
  await writeFile(
    join(home, '.gitconfig'),
    `[user]\nname = Ada\nemail = ada@example.invalid\n[filter "lfs"]\nclean = '${clean}'\nsmudge = cat\nrequired = true\n`,
  );
  const run = await runAction(world, { inputs: { mode: 'foundry' }, env: { HOME: home } });
  expect(run.pulls).toMatchObject([{ task: 'lib', status: 'opened' }]);
  const show = async () =>
    (await world.github.git.git('cat-file', '-p', `${BRANCH}:${BRICK}`)).replaceAll('\r', '');
  expect((await show()).startsWith('V2BR')).toBe(true);

  const body = world.github.state.pulls[0]?.body ?? '';
  const [, advice = ''] = /1 file of these belongs in Git LFS[^`]*`([^`]+)`/.exec(body) ?? [];
  await world.clone(`--branch=${BRANCH}`);
  const origin = world.github.cloneUrl.replace('://', `://x-access-token:${TOKEN}@`);
  await world.git('remote', 'set-url', 'origin', origin);
  const env = { HOME: home, PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1' };
  await execa('sh', ['-c', advice], { cwd: world.checkout, env, extendEnv: false });
  expect(await show()).toBe(POINTER.trim());
  const cleaned = await readFile(join(home, 'cleaned'));
  expect(cleaned.subarray(0, 4).toString()).toBe('V2BR');

  const again = await runAction(world, { inputs: { mode: 'foundry' } });
  expect(again.report.tasks).toMatchObject([{ outcome: 'skipped', why: 'human-commits' }]);
  expect(await show()).toBe(POINTER.trim());
});
