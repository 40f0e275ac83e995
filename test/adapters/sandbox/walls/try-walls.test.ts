import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { Bubblewrap } from '../../../../src/adapters/sandbox/bubblewrap.ts';
import { buildWalls } from '../../../../src/adapters/sandbox/bubblewrap-recipe.ts';
import { findProgram, findRust } from '../../../../src/adapters/sandbox/rust-installation.ts';
import { PROBED_LIMITS, PROBED_OUTPUT } from '../../../../src/adapters/sandbox/walls/limit-walls.ts';
import { tryWalls } from '../../../../src/adapters/sandbox/walls/try-walls.ts';
import type { Sandbox } from '../../../../src/ports/sandbox.ts';
import type { WallReport } from '../../../../src/ports/wall-report.ts';
import { machineSandbox, temporaryFolder } from '../../../support/rust-slot.ts';
import { wallsDownHere } from '../../../support/walls-down-here.ts';

const NOBODY = 54_321;

const down = (reports: readonly WallReport[]) =>
  reports.filter(({ held }) => !held).map(({ wall, detail }) => `${wall}: ${detail}`);

test('every wall of the sandbox holds that can stand here', async () => {
  const sandbox = await machineSandbox({ limits: PROBED_LIMITS, outputBytes: PROBED_OUTPUT });
  const reports = await tryWalls(sandbox);
  const names = reports.filter(({ held }) => !held).map(({ wall }) => wall);
  expect(names).toEqual(await wallsDownHere());
  expect(reports.length).toBeGreaterThanOrEqual(30);
}, 60_000);

/** The sandbox of an ordinary user without control groups; who is root becomes one just before bwrap starts. */
async function ordinarySandbox(folder: string): Promise<Sandbox> {
  const bwrap = await findProgram('bwrap', process.env['PATH'] ?? '');
  const program = join(folder, 'bwrap');
  const drop = process.getuid?.() === 0 ? `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups` : '';
  writeFileSync(program, `#!/bin/sh\nexec /usr/bin/env ${drop} ${bwrap} "$@"\n`);
  chmodSync(program, 0o755);
  const home = join(folder, 'home');
  const rust = await findRust({ cargoHome: home, rustupHome: home, path: '/usr/bin' });
  const walls = await buildWalls(rust, { closedUsers: true });
  const opened = { program, walls, limits: PROBED_LIMITS, outputBytes: PROBED_OUTPUT, groups: undefined };
  const sandbox = new Bubblewrap(opened);
  return {
    name: sandbox.name,
    inside: () => sandbox.inside(),
    run: async (command) => {
      // The scene is root's and private.
      mkdirSync(command.target, { recursive: true });
      chmodSync(join(command.tree, '..'), 0o711);
      chmodSync(command.target, 0o777);
      return await sandbox.run(command);
    },
  };
}

test('for an ordinary user without control groups all hold but the memory of many processes, which may be weaker', async () => {
  using folder = temporaryFolder();
  chmodSync(folder.path, 0o755);
  const reports = await tryWalls(await ordinarySandbox(folder.path));
  expect(down(reports)).toEqual([
    expect.stringMatching(/^memory of all together: four processes used 400 MB of 256; no control group/),
  ]);
  expect(reports.filter(({ weaker }) => weaker).map(({ wall }) => wall)).toEqual(['memory of all together']);
}, 60_000);

test('without a sandbox the walls are told as down', async () => {
  const sandbox = await machineSandbox({ mode: 'off', limits: PROBED_LIMITS, outputBytes: PROBED_OUTPUT });
  const held = (await tryWalls(sandbox)).filter((report) => report.held).map(({ wall }) => wall);
  // Limits of single processes need no sandbox.
  for (const wall of ['network', 'host files', 'home', 'namespaces', 'read-only tree', 'frozen target'])
    expect(held).not.toContain(wall);
  for (const wall of ['survivors', 'process limit', 'service sockets']) expect(held).not.toContain(wall);
}, 60_000);
