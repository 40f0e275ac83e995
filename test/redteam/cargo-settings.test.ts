import { chmodSync, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import type { Slot } from '../../src/ports/toolchain.ts';
import { LIMITS, machineSandbox } from '../support/rust-slot.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';
import { SETTINGS_ATTACKS, type SettingsAttack } from './attacks/cargo-settings.ts';
import { HostCanary } from './host-canary.ts';

const CRATE = {
  'Cargo.toml': '[package]\nname = "app"\nversion = "0.1.0"\nedition = "2021"\n',
  'Cargo.lock': 'version = 4\n\n[[package]]\nname = "app"\nversion = "0.1.0"\n',
  'src/lib.rs':
    '//! ```\n//! assert_eq!(app::one(), 1);\n//! ```\npub fn one() -> u8 {\n    1\n}\n#[test]\nfn is_one() {\n    assert_eq!(one(), 1);\n}\n',
};
let canary: HostCanary;
beforeAll(async () => {
  canary = await HostCanary.stand();
});
afterAll(() => canary[Symbol.asyncDispose]());

/** Tries the doors, tells what was open, and goes on as the program it stands for. */
function evilProgram(attack: SettingsAttack): string {
  const { home, secret, marker, targets } = canary;
  const port = /^model=(\d+)$/m.exec(targets)?.[1] ?? '';
  return `#!/bin/sh
open=
cat ${home}/.netrc > /dev/null 2>&1 && open="$open netrc"
cat /proc/*/environ 2> /dev/null | tr '\\0' '\\n' | grep -q ${secret} && open="$open environment"
for file in ${home}/planted /usr/planted /slot/tree/planted /rust/cargo/bin/planted; do
  touch $file 2> /dev/null && open="$open $file"
done
bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port}' 2> /dev/null && open="$open network"
(setsid sh -c 'sleep 300; : ${marker}' > /dev/null 2>&1 &)
echo "evil:\${open:- contained}" >> "$CARGO_TARGET_DIR/evil.log" 2> /dev/null || echo "evil:\${open:- contained}" >&2
${attack.next}
`;
}

/** The crate with the attack in it. */
function layOut(folder: TemporaryFolder, attack: SettingsAttack): Slot {
  const slot = { tree: join(folder.path, 'tree'), target: join(folder.path, 'target') };
  const fill = (text: string) => text.replaceAll('%', '/slot/tree/evil.sh').replaceAll('HOME', canary.home);
  for (const [path, text] of Object.entries({ ...CRATE, 'evil.sh': evilProgram(attack) }))
    folder.write({ [`tree/${path}`]: text });
  for (const [path, text] of Object.entries(attack.files)) folder.write({ [`tree/${path}`]: fill(text) });
  for (const program of ['evil.sh', ...globSync('chain/bin/*', { cwd: slot.tree })])
    chmodSync(join(slot.tree, program), 0o755);
  return slot;
}

describe('settings of the repository', () => {
  for (const attack of SETTINGS_ATTACKS)
    test(`${attack.name}: what it runs is contained`, async () => {
      using folder = new TemporaryFolder();
      const slot = layOut(folder, attack);
      const before = canary.fingerprint();
      const calls = canary.calls;
      const toolchain = new CargoToolchain(await machineSandbox(), {
        features: [],
        packages: [],
        limits: LIMITS,
      });
      const check = await toolchain.check(slot);
      const tests = attack.by === 'test' ? await toolchain.test(slot) : { log: '' };
      const told = join(slot.target, 'evil.log');
      const log = `${existsSync(told) ? readFileSync(told, 'utf8') : ''}${check.log}${tests.log}`;
      const ends = new Set([...log.matchAll(/^evil: (.*)$/gm)].map((match) => match[1]));
      expect([...ends].filter((end) => end !== 'contained')).toEqual([]);
      if (attack.by !== 'test' || attack.name.includes('linker'))
        expect(ends.size).toBe(attack.by === 'nobody' ? 0 : 1);
      expect(log).not.toContain(canary.secret);
      expect(canary.fingerprint()).toEqual(before);
      expect(canary.calls).toBe(calls);
      await expect.poll(() => canary.survivors()).toEqual([]);
    });
});
