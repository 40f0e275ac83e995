import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { CargoToolchain } from '../../../src/adapters/cargo/cargo-toolchain.ts';
import { LIMITS, machineSandbox, rustSlot, temporaryFolder } from '../../support/rust-slot.ts';

test('a hostile build script gets nowhere and leaves nothing behind', async () => {
  using slot = rustSlot('hostile');
  using home = temporaryFolder();
  const marker = `ghp_marker${process.pid}`;
  const server = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  writeFileSync(join(home.path, '.npmrc'), 'secret');
  writeFileSync(join(slot.tree, 'targets.txt'), `127.0.0.1:${port}\n${home.path}/.npmrc\n${marker}\n`);
  const sandbox = await machineSandbox();
  process.env['GITHUB_TOKEN'] = marker;
  try {
    const run = await new CargoToolchain(sandbox, { features: [], packages: [], limits: LIMITS }).check(slot);
    const told = [...run.log.matchAll(/^warning: hostile@0\.1\.0: (.*)$/gm)].map((match) => match[1]);
    expect(told).toEqual(
      ['loopback', 'dns', 'user files', 'system', 'tree', 'cargo home', 'tokens'].map(
        (what) => `${what}: contained`,
      ),
    );
    expect(readdirSync(slot.tree)).not.toContain('escaped');
    await expect.poll(() => processesWith(`: ${marker}`)).toEqual([]);
  } finally {
    delete process.env['GITHUB_TOKEN'];
    server.close();
  }
});

function processesWith(word: string): readonly string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(word);
      } catch {
        return false;
      }
    });
}
