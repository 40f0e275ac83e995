import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compiledSources } from '../../src/adapters/cargo/compiled-sources.ts';
import { copyOfTarget } from '../../src/adapters/cargo/copy-of-target.ts';
import { freshenSources } from '../../src/adapters/cargo/source-ledger.ts';
import { createGit } from '../../src/adapters/git/git.ts';
import { openCheckout } from '../../src/adapters/git/open-checkout.ts';
import { createRepository } from '../../src/adapters/git/repository.ts';
import { createSlots } from '../../src/adapters/git/slots.ts';
import type { SlotLease } from '../../src/ports/repository.ts';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import { createGitProject, type GitProject } from '../support/git-project.ts';
import { machineSandbox } from '../support/rust-slot.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { LEFTOVER_ATTACKS } from './attacks/leftovers.ts';
import { fingerprintOf } from './host-canary.ts';

const LIB = 'pub fn one() -> u8 { 1 }\n';
/** Of the host: links of the attack lead here. */
const host = new TemporaryFolder().write({
  keep: 'kept',
  'app-1.d': 'src/stolen.rs:\n',
  'deps/app-1.d': 'src/stolen.rs:\n',
});
let sandbox: Sandbox;
let project: GitProject;
let lease: SlotLease;
let commit: string;

beforeAll(async () => {
  sandbox = await machineSandbox();
  project = await createGitProject();
  commit = await project.commit({
    'src/lib.rs': LIB,
    'Cargo.toml': '[package]\nname = "app"\n',
    'Cargo.lock': 'version = 4\n',
  });
  const git = createGit({ PATH: process.env['PATH'] });
  const checkout = await openCheckout(git, project.root);
  const slots = createSlots(git, {
    checkout,
    repository: createRepository(git, checkout),
    state: join(project.folder, 'state'),
  });
  lease = await slots.lease();
});
afterAll(async () => {
  await lease[Symbol.asyncDispose]();
  await project[Symbol.asyncDispose]();
  host[Symbol.dispose]();
});

/** Messages as cargo prints them; the second as a procedural macro could print it. */
const ARTIFACTS = [
  '/slot/target/debug/deps/libapp-1.rmeta',
  `/slot/target/../../../../../../../..${host.path}/libapp-1.rmeta`,
].map((file) => ({
  packageId: 'app',
  target: { name: 'app', kind: ['lib'], file: 'src/lib.rs' },
  test: false,
  files: [file],
  executable: undefined,
}));

describe('left for the engine', () => {
  for (const { name, line } of LEFTOVER_ATTACKS)
    test(`${name} neither stops the engine nor leads it out`, async () => {
      const { slot } = lease;
      const before = fingerprintOf(host.path);
      await lease.reset(commit);
      const run = await sandbox.run({
        ...{
          argv: ['bash', '-c', line] as const,
          ...slot,
          writableTree: true,
          cwd: '',
          env: { HOST: host.path },
          timeoutSeconds: 30,
        },
      });
      expect({ code: run.exitCode, stderr: run.stderr }).toEqual({ code: 0, stderr: '' });
      // What the engine does afterwards, outside of the sandbox.
      await freshenSources(slot);
      const lock = await lease.read('Cargo.lock');
      expect(lock === undefined ? '' : Buffer.from(lock).toString()).not.toContain('kept');
      expect(await compiledSources(slot, { tree: '/slot/tree', target: '/slot/target' }, ARTIFACTS)).toEqual(
        new Set(),
      );
      {
        await using copied = await copyOfTarget(slot);
        expect(copied.slot.target).not.toBe(slot.target);
      }
      await lease.reset(commit);
      await freshenSources(slot);
      const next = await sandbox.run({
        ...{
          argv: ['sh', '-c', 'echo x > /slot/target/tmp/x && echo fine'] as const,
          ...slot,
          frozenTarget: true,
        },
        ...{ writableTree: false, cwd: '', env: {}, timeoutSeconds: 30 },
      });
      expect(next.stdout).toBe('fine\n');
      expect(await readFile(join(slot.tree, 'src/lib.rs'), 'utf8')).toBe(LIB);
      expect(Object.keys(fingerprintOf(slot.tree)).toSorted()).toEqual([
        'Cargo.lock',
        'Cargo.toml',
        'src',
        'src/lib.rs',
      ]);
      expect(fingerprintOf(host.path)).toEqual(before);
      await sandbox.run({
        ...{
          argv: ['bash', '-c', 'chmod -R u+rwx /slot/target; cd /slot/target; rm -rf ./* ./.[!.]*'] as const,
          ...slot,
        },
        ...{ writableTree: false, cwd: '', env: {}, timeoutSeconds: 30 },
      });
    });
});
