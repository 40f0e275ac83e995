import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { LIMITS, machineSandbox } from '../support/rust-slot.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { ENDLESS_ATTACKS } from './attacks/endless.ts';

/** Far more than honest code of this size takes. */
const SECONDS = 2;

describe('code that would be built for ever', () => {
  for (const { name, lib, script, told } of ENDLESS_ATTACKS)
    test(`${name} is ended and named`, async () => {
      using folder = new TemporaryFolder();
      folder.write({
        'tree/Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n',
        'tree/Cargo.lock': 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n',
        'tree/src/lib.rs': lib,
        ...(script === undefined ? {} : { 'tree/build.rs': script }),
      });
      const slot = { tree: join(folder.path, 'tree'), target: join(folder.path, 'target') };
      const limits = { ...LIMITS, cargoSeconds: SECONDS, memoryMegabytes: 1_024 };
      const toolchain = new CargoToolchain(await machineSandbox({ limits }), {
        features: [],
        packages: [],
        limits,
      });
      const check = await toolchain.check(slot);
      const run = check.ok ? await toolchain.test(slot) : check;
      expect(run.ok).toBe(false);
      expect(run.log).toMatch(run.timedOut ? /killed/ : told);
    });
});
