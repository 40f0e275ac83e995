import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CargoToolchain } from '../../src/adapters/cargo/cargo-toolchain.ts';
import { SandboxedShell } from '../../src/adapters/cargo/sandboxed-shell.ts';
import type { Profile } from '../../src/core/profiles/profile.ts';
import { judgeCandidate } from '../../src/flow/judge-candidate.ts';
import { type Baseline, takeBaseline } from '../../src/flow/take-baseline.ts';
import type { SlotLease } from '../../src/ports/repository.ts';
import { FakeCache } from '../fakes/fake-cache.ts';
import { folderLease } from '../support/folder-lease.ts';
import { LIMITS, machineSandbox, rustSlot } from '../support/rust-slot.ts';

const slot = rustSlot('measured');
let lease: SlotLease;
let tools: { readonly toolchain: CargoToolchain; readonly shell: SandboxedShell };
let baseline: Baseline;
const base = new Map<string, string>();

beforeAll(async () => {
  const sandbox = await machineSandbox();
  const policy = { features: [], packages: [], limits: LIMITS };
  tools = { toolchain: new CargoToolchain(sandbox, policy), shell: new SandboxedShell(sandbox, policy) };
  lease = await folderLease(slot);
  const settings = { sandbox: 'auto', policy: { ...policy, validate: [] } } as const;
  const repository = { list: () => Promise.resolve([]) };
  baseline = await takeBaseline({ ...tools, cache: new FakeCache(), repository, settings }, lease, 'base');
  for (const path of ['src/lib.rs', 'Cargo.toml', 'benches/sum.rs', 'benches/gated.rs', 'examples/gated.rs'])
    base.set(path, await readFile(join(slot.tree, path), 'utf8'));
});
afterAll(async () => {
  await lease[Symbol.asyncDispose]();
  slot[Symbol.dispose]();
});

const text = (path: string) => base.get(path) ?? '';
const faster = () => text('src/lib.rs').replace('numbers.to_vec()', 'numbers.iter().copied()');

/** What the gate `compiled` said, and every gate that failed. */
async function judge(changes: Readonly<Record<string, string>>, profile: Profile = 'performance') {
  await lease.reset('base');
  const { verdict } = await judgeCandidate(tools, lease, {
    ...{ baseline, profile, before: base, kind: 'code', validate: [] },
    changes: new Map(Object.entries(changes)),
  });
  const compiled = verdict.gates.find(({ gate }) => gate === 'compiled');
  return {
    compiled,
    failed: verdict.gates.filter(({ result }) => result === 'failed').map(({ gate }) => gate),
    verdict,
  };
}

test('a faster library passes, and the pull request says that its bench compiles', async () => {
  const { compiled, failed } = await judge({ 'src/lib.rs': faster() });
  expect(failed).toEqual([]);
  expect(compiled?.summary).toBe('every changed file is compiled; 1 of 2 benches compiles');
});

test('another task says nothing of benches', async () => {
  const { compiled } = await judge({ 'src/lib.rs': faster() }, 'general');
  expect(compiled?.summary).toBe('every changed file is compiled');
});

test('a bench that no longer compiles fails the check', async () => {
  const { failed } = await judge({ 'benches/sum.rs': text('benches/sum.rs').replace('[1, 2]', '"x"') });
  expect(failed).toEqual(['check']);
});

test.each(['benches/gated.rs', 'examples/gated.rs'])(
  'a change of %s, whose features are off, is not proved',
  async (path) => {
    const { compiled, failed } = await judge({ [path]: 'fn main() { let x: u8 = "wrong"; }\n' }, 'general');
    expect(failed).toEqual(['compiled']);
    expect(compiled?.feedback).toContain(
      `\`${path}\` was not compiled: its \`required-features\` (slow) are off here`,
    );
  },
);

test('a new bench that no target reaches is told how to become one', async () => {
  const { compiled, failed } = await judge({ 'benches/loose.rs': 'fn main() { let x: u8 = "wrong"; }\n' });
  expect(failed).toEqual(['compiled']);
  expect(compiled?.feedback).toContain('declare it in its Cargo.toml: `[[bench]]` with `name = "loose"`');
});

test('a bench that is declared is compiled', async () => {
  const { compiled } = await judge({
    'benches/loose.rs': text('benches/sum.rs'),
    'Cargo.toml': `${text('Cargo.toml')}\n[[bench]]\nname = "loose"\nharness = false\n`,
  });
  expect(compiled?.summary).toBe('every changed file is compiled; 2 of 3 benches compile');
});

test.each([
  [
    'taken out of the manifest',
    (toml: string) => toml.replace('[[bench]]\nname = "sum"\nharness = false\n', ''),
  ],
  [
    'put behind a feature',
    (toml: string) => toml.replace('name = "sum"\n', 'name = "sum"\nrequired-features = ["slow"]\n'),
  ],
  ['switched off', (toml: string) => toml.replace('name = "sum"\n', 'name = "sum"\nbench = false\n')],
])('a performance task cannot lose its bench: %s', async (_, change) => {
  const { compiled } = await judge({ 'src/lib.rs': faster(), 'Cargo.toml': change(text('Cargo.toml')) });
  expect(compiled).toMatchObject({
    result: 'failed',
    summary: 'a bench is no longer compiled: benches/sum.rs',
  });
  expect(compiled?.feedback).toContain('Leave their targets in Cargo.toml as they were.');
});
