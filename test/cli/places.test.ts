import { readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliOptions, type CliWorld, createCliWorld } from '../support/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await createCliWorld({ GEMATRIA_DSN: 'off', LM_STUDIO_ENABLED: '0' });
  await writeFile(join(world.elsewhere, 'file'), 'kept');
  await symlink('nothing', join(world.elsewhere, 'dangling'));
});
afterAll(() => world[Symbol.asyncDispose]());

/** What is said where no folder can be made: Node's recursive `mkdir` would not come back from /proc. */
async function refused(args: readonly string[], signal: AbortSignal, options: CliOptions): Promise<string> {
  const command = world.start(args, options);
  signal.addEventListener('abort', () => command.kill('SIGKILL'));
  const { exitCode: code, stdout, stderr } = await command;
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect((await readdir(world.elsewhere)).toSorted()).toEqual(['dangling', 'file']);
  return stderr.split('\n').at(-1) ?? '';
}

const UNUSABLE = 'cannot be used. Check who owns it, its permissions and that it is of the right kind.';
const NOT_WRITABLE =
  'is not a folder that can be written to. Choose another place (`--out`, `--report`, XDG_STATE_HOME) or correct its permissions.';

test.for<[string, string]>([
  ['export --out /proc/x', `/proc/x ${NOT_WRITABLE}`],
  ['stats --out /proc/x/y', `/proc/x (EPERM) ${UNUSABLE}`],
  ['foundry fold /bin/true --out /proc/x/y.brick', `/proc/x (EPERM) ${UNUSABLE}`],
  ['foundry fold /bin/true --out y.brick --preview /proc/x/y.png', `/proc/x (EPERM) ${UNUSABLE}`],
  ['foundry fold /bin/true --out /proc/y.brick', `/proc/y.brick (ENOENT) ${UNUSABLE}`],
  ['foundry fold /bin/true --out y.brick --preview /proc/y.png', `/proc/y.png (ENOENT) ${UNUSABLE}`],
  ['stats --out /proc/x', `/proc/x (ENOENT) ${UNUSABLE}`],
  ['foundry watch /bin/true --once --map /proc/x/y', `/proc/x (EPERM) ${UNUSABLE}`],
  ['foundry fold /bin/true --out file/x/y.brick', `file/x/y.brick (ENOTDIR) ${UNUSABLE}`],
  ['foundry fold /bin/true --out dangling/x/y.brick', `dangling (ENOTDIR) ${UNUSABLE}`],
  ['foundry fold /bin/true --out dangling/y.brick', `dangling (ENOTDIR) ${UNUSABLE}`],
  ['export --out file', `file, which is no folder, ${UNUSABLE}`],
])('%s', async ([command, sentence], { signal }) => {
  const said = await refused(command.split(' '), signal, { cwd: world.elsewhere });
  expect(said.replace(`${world.elsewhere}/`, '')).toBe(`openspec-complete: ${sentence}`);
});

test('init in /proc', async ({ signal }) => {
  expect(await refused(['init'], signal, { cwd: '/proc' })).toBe(
    `openspec-complete: /proc/.github (EPERM) ${UNUSABLE}`,
  );
});

test('run, with its patches, its report or its state below /proc', async ({ signal }) => {
  const within = (place: string) => `openspec-complete: ${place} ${NOT_WRITABLE}`;
  expect(await refused(['run', '--out', '/proc/x'], signal, {})).toBe(within('/proc/x'));
  expect(await refused(['run', '--report', '/proc/x/y/report.json'], signal, {})).toBe(within('/proc/x/y'));
  expect(await refused(['run'], signal, { env: { XDG_STATE_HOME: '/proc/x' } })).toContain(NOT_WRITABLE);
});
