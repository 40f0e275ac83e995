import { cpSync, globSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type SandboxOptions } from '../../src/adapters/sandbox/create-sandbox.ts';
import type { Sandbox } from '../../src/ports/sandbox.ts';
import type { Slot } from '../../src/ports/toolchain.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/rust');
export const LIMITS = { cargoSeconds: 120, memoryMegabytes: 4_096, fileMegabytes: 512, processes: 512 };

/** A folder that is gone when the scope ends. */
export function temporaryFolder(): { readonly path: string } & Disposable {
  const path = mkdtempSync(join(tmpdir(), 'openspec-complete-test-'));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
}

/** A slot with a copy of a fixture crate; fixtures keep their manifests disarmed so that nothing builds them by accident. */
export function rustSlot(fixture: string): Slot & Disposable {
  const folder = temporaryFolder();
  const tree = join(folder.path, 'tree');
  cpSync(join(FIXTURES, fixture), tree, { recursive: true });
  for (const manifest of globSync('**/Cargo.toml.fixture', { cwd: tree })) {
    renameSync(join(tree, manifest), join(tree, manifest.replace('.fixture', '')));
  }
  return { tree, target: join(folder.path, 'target'), [Symbol.dispose]: () => folder[Symbol.dispose]() };
}

/** The real sandbox with this machine's Rust. */
export async function machineSandbox(options: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const { PATH = '', HOME = '', CARGO_HOME, RUSTUP_HOME } = process.env;
  return await createSandbox({
    mode: 'bwrap',
    limits: LIMITS,
    path: PATH,
    home: HOME,
    ...(CARGO_HOME ? { cargoHome: CARGO_HOME } : {}),
    ...(RUSTUP_HOME ? { rustupHome: RUSTUP_HOME } : {}),
    ...options,
  });
}
