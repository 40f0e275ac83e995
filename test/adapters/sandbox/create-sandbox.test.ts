import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findProgram } from '../../../src/adapters/sandbox/rust-installation.ts';
import { PROBED_LIMITS, PROBED_OUTPUT } from '../../../src/adapters/sandbox/walls/limit-walls.ts';
import { tryWalls } from '../../../src/adapters/sandbox/walls/try-walls.ts';
import { machineSandbox, temporaryFolder } from '../../support/rust-slot.ts';
import { wallsDownHere } from '../../support/walls-down-here.ts';

test.each(['auto', 'bwrap'] as const)(
  'mode %s refuses where there is no bwrap, and says how to get it',
  async (mode) => {
    using folder = temporaryFolder();
    await expect(machineSandbox({ mode, path: folder.path })).rejects.toThrow(
      expect.objectContaining({
        code: 'sandbox-missing',
        exit: 4,
        message:
          'No sandbox works here (bwrap is not on PATH), so nothing was run. ' +
          'Install bubblewrap (`sudo apt-get install -y bubblewrap`, on Fedora `sudo dnf install bubblewrap`) and allow unprivileged user namespaces.',
      }),
    );
  },
);

test('a bwrap that may not make namespaces is refused with its own words', async () => {
  using folder = temporaryFolder();
  const bwrap = join(folder.path, 'bwrap');
  writeFileSync(bwrap, '#!/bin/sh\necho "bwrap: setting up uid map: Permission denied" >&2\nexit 1\n');
  chmodSync(bwrap, 0o755);
  await expect(machineSandbox({ mode: 'auto', path: folder.path })).rejects.toThrow(
    'No sandbox works here (bwrap: setting up uid map: Permission denied)',
  );
});

test('a bwrap that merely claims success, with nothing run inside, is refused', async () => {
  using folder = temporaryFolder();
  const bwrap = join(folder.path, 'bwrap');
  writeFileSync(bwrap, '#!/bin/sh\nexit 0\n');
  chmodSync(bwrap, 0o755);
  await expect(machineSandbox({ path: folder.path })).rejects.toMatchObject({ code: 'sandbox-missing' });
});

test('a bwrap that cannot close user namespaces is used, and that wall is told as down', async () => {
  using folder = temporaryFolder();
  const real = await findProgram('bwrap', process.env['PATH'] ?? '');
  const bwrap = join(folder.path, 'bwrap');
  const refuse =
    'case "$*" in *--disable-userns*) echo "bwrap: Unknown option --disable-userns" >&2; exit 1;; esac';
  writeFileSync(bwrap, `#!/bin/sh\n${refuse}\nexec ${real} "$@"\n`);
  chmodSync(bwrap, 0o755);
  const path = `${folder.path}:${process.env['PATH']}`;
  const sandbox = await machineSandbox({ path, limits: PROBED_LIMITS, outputBytes: PROBED_OUTPUT });
  const here = await wallsDownHere();
  const down = (await tryWalls(sandbox)).filter(({ wall, held }) => !held && !here.includes(wall));
  expect(down).toEqual([
    {
      wall: 'user namespaces',
      held: false,
      detail: 'it made one of its own; bubblewrap 0.8 and newer can close them',
    },
  ]);
}, 60_000);

test('a program cannot pass its own failure off as a missing sandbox', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox();
  const run = await sandbox.run({
    argv: ['sh', '-c', 'echo "bwrap: No permissions" >&2; exit 1'],
    tree: folder.path,
    writableTree: false,
    target: join(folder.path, 'target'),
    cwd: '',
    env: {},
    timeoutSeconds: 30,
  });
  expect(run).toMatchObject({ exitCode: 1, stderr: 'bwrap: No permissions\n' });
});

test('the opt-out still clears the environment and gives a HOME that is gone afterwards', async () => {
  using folder = temporaryFolder();
  mkdirSync(join(folder.path, 'tree'));
  const sandbox = await machineSandbox({ mode: 'off' });
  process.env['GITHUB_TOKEN'] = 'ghp_hidden';
  try {
    const run = await sandbox.run({
      argv: ['sh', '-c', 'env; pwd; touch "$HOME/x" "$TMPDIR/x"; sleep 1000 & exit 5'],
      tree: join(folder.path, 'tree'),
      writableTree: false,
      target: join(folder.path, 'target'),
      cwd: '',
      env: { ADDED: 'yes' },
      timeoutSeconds: 30,
    });
    expect(sandbox.name).toBe('off');
    expect(run).toMatchObject({ exitCode: 5, timedOut: false });
    expect(run.stdout).toContain('ADDED=yes');
    expect(run.stdout).not.toContain('ghp_hidden');
    const home = /^HOME=(.*)$/m.exec(run.stdout)?.[1] ?? '';
    expect(home).not.toBe(process.env['HOME']);
    expect(existsSync(home)).toBe(false);
  } finally {
    delete process.env['GITHUB_TOKEN'];
  }
});

test('the opt-out obeys the time limit', async () => {
  using folder = temporaryFolder();
  const sandbox = await machineSandbox({ mode: 'off' });
  const run = await sandbox.run({
    argv: ['sh', '-c', 'echo before; sleep 1000 & sleep 1000'],
    tree: folder.path,
    writableTree: false,
    target: join(folder.path, 'target'),
    cwd: '',
    env: {},
    timeoutSeconds: 0.3,
  });
  expect(run).toMatchObject({ exitCode: null, timedOut: true, stdout: 'before\n' });
});
