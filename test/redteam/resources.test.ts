import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import { LIMITS, machineSandbox, temporaryFolder } from '../support/rust-slot.ts';
import { RESOURCE_ATTACKS } from './attacks/resources.ts';
import { HostCanary } from './host-canary.ts';

const OUTPUT_BYTES = 20_000;
const SMALL = { ...LIMITS, memoryMegabytes: 96, fileMegabytes: 4, processes: 64 };
const folder = temporaryFolder();
const tree = join(folder.path, 'tree');
let sandbox: Sandbox;
let canary: HostCanary;

beforeAll(async () => {
  mkdirSync(tree);
  canary = await HostCanary.stand();
  sandbox = await machineSandbox({ limits: SMALL, outputBytes: OUTPUT_BYTES });
});
afterAll(async () => {
  await canary[Symbol.asyncDispose]();
  folder[Symbol.dispose]();
});

describe('wanting too much', () => {
  for (const { name, line, seconds = 20, end } of RESOURCE_ATTACKS)
    test(`${name} is stopped`, async () => {
      const target = join(folder.path, 'target');
      // A line of its own at the end keeps the shell there, and with it the marker.
      const argv = ['bash', '-c', `${line}\n: ${canary.marker}`] as const;
      const run = await sandbox.run({
        argv,
        tree,
        target,
        writableTree: false,
        cwd: '',
        env: {},
        timeoutSeconds: seconds,
      });
      rmSync(target, { recursive: true });
      const output = run.stdout.length + run.stderr.length;
      expect(output).toBeLessThan(2 * OUTPUT_BYTES + 200);
      if (end === 'told') expect(run.timedOut).toBe(false);
      else expect(run).toMatchObject({ timedOut: true, exitCode: null });
      if (end === 'cut') expect(run.truncated).toBe(true);
      if (end === 'told' && line.includes('contained')) expect(run.stdout).toContain('contained');
      await expect.poll(() => canary.survivors()).toEqual([]);
    });
});
