import { expect, test } from 'vitest';
import { type BaselineTools, keepBaseline, takeBaseline } from '../../src/flow/take-baseline.ts';
import { FakeCache } from '../fakes/fake-cache.ts';
import { FakeShell } from '../fakes/fake-shell.ts';
import { FakeSlotLease } from '../fakes/fake-slot-lease.ts';
import { FakeToolchain, ROOT_PACKAGE } from '../fakes/fake-toolchain.ts';

const GREEN = 'pub fn one() -> u8 { 1 }\n#[test]\nfn t() { assert!(one() > 0); }\n';
const lint = { run: 'make lint', when: [] };
const BROKEN = 'pub fn one() -> u8 { "1" } //~ error E0308 mismatched types\n';

function setUp(files: Readonly<Record<string, string>>, ends: Readonly<Record<string, string>> = {}) {
  const lease = FakeSlotLease.at('base', files);
  const toolchain = new FakeToolchain(() => lease.tree, {
    packages: [
      {
        ...ROOT_PACKAGE,
        targets: [...ROOT_PACKAGE.targets, { name: 'all', kind: 'test', file: 'tests/all.rs' }],
      },
    ],
  });
  const cache = new FakeCache();
  const listed = (blob: string) => ({
    list: () => Promise.resolve([{ path: 'src/lib.rs', mode: '100644', blob, size: 1 }]),
  });
  const tools: BaselineTools = {
    toolchain,
    shell: new FakeShell(ends),
    cache,
    repository: listed('a'),
    settings: { sandbox: 'auto', policy: { features: [], packages: [], validate: [] } },
  };
  const take = (order: { readonly blob?: string } & Partial<BaselineTools['settings']['policy']> = {}) => {
    const { blob = 'a', ...policy } = order;
    const settings = { sandbox: 'auto', policy: { ...tools.settings.policy, ...policy } } as const;
    return takeBaseline({ ...tools, repository: listed(blob), settings }, lease, 'base');
  };
  return { lease, tools, toolchain, take, cache };
}

test('the base is judged on its own tree, whatever the slot held before', async () => {
  const { lease, take } = setUp({ 'src/lib.rs': GREEN });
  lease.tree.set('src/lib.rs', BROKEN);
  const baseline = await take();
  expect(baseline.red).toBeUndefined();
  expect(baseline.tests.passed).toEqual(['app::t']);
});

test('a base whose only library does not compile is red, and its tests are not run', async () => {
  const { take, toolchain } = setUp({ 'src/lib.rs': BROKEN });
  const baseline = await take();
  expect(baseline.red).toBe('`cargo check` already has 1 error on the base, first: mismatched types');
  expect(baseline.tests.built).toBe(false);
  expect(toolchain.runs).toEqual(['check']);
});

test('errors in a test target alone leave the library to be judged', async () => {
  const { take } = setUp({ 'src/lib.rs': GREEN, 'tests/all.rs': BROKEN });
  const baseline = await take();
  expect(baseline.check.ok).toBe(false);
  expect(baseline.red).toBeUndefined();
});

test('a check that hangs or breaks off makes the base red', async () => {
  const hangs = await setUp({ 'src/lib.rs': `${GREEN}//~ hangs check` }).take();
  expect(hangs.red).toBe('`cargo check` does not finish in time on the base');
  const breaks = await setUp({ 'src/lib.rs': `${GREEN}//~ breaks check` }).take();
  expect(breaks.red).toBe('`cargo check` fails on the base: error: linker `cc` failed');
});

test('commands that fail on the base are remembered', async () => {
  const { take } = setUp({ 'src/lib.rs': GREEN }, { 'make lint': 'bad' });
  expect((await take({ validate: [lint, { run: 'make docs', when: [] }] })).failingCommands).toEqual([
    'make lint',
  ]);
});

test('the same tree is judged once; another tree, feature, command or package is judged again', async () => {
  const { take, toolchain } = setUp({ 'src/lib.rs': GREEN });
  const first = await take();
  expect(await take()).toEqual(first);
  expect(toolchain.runs).toEqual(['check', 'clippy', 'test']);
  await take({ blob: 'b' });
  await take({ features: ['wayland'] });
  await take({ validate: [lint] });
  await take({ packages: ['app'] });
  expect(toolchain.runs).toHaveLength(15);
});

test('a base that was judged before is not resolved again', async () => {
  const { lease, tools, take } = setUp({ 'src/lib.rs': GREEN });
  const first = await take();
  const later = new FakeToolchain(() => lease.tree);
  later.workspace = () => Promise.reject(new Error('cargo metadata was asked'));
  expect(await takeBaseline({ ...tools, toolchain: later }, lease, 'base')).toEqual(first);
});

test('a red base is looked at again: the machine may have been at fault', async () => {
  const { tools, take } = setUp({ 'src/lib.rs': BROKEN });
  expect((await take()).red).toBeDefined();
  const healed = FakeSlotLease.at('base', { 'src/lib.rs': GREEN });
  const toolchain = new FakeToolchain(() => healed.tree);
  expect((await takeBaseline({ ...tools, toolchain }, healed, 'base')).red).toBeUndefined();
});

test('a base that ran out of time is tried again', async () => {
  const { take, toolchain } = setUp({ 'src/lib.rs': `${GREEN}//~ hangs test` });
  await take();
  await take();
  expect(toolchain.runs.filter((run) => run === 'test')).toHaveLength(2);
});

test('a cache entry of another shape is not believed', async () => {
  const { take, tools, cache } = setUp({ 'src/lib.rs': GREEN });
  await take();
  for (const key of [...cache.entries.keys()])
    await tools.cache.put(key, { shape: 0, baseline: { red: 'old' } });
  expect((await take()).red).toBeUndefined();
});

test('a baseline that was kept from a judgement is taken as it is', async () => {
  const { take, tools, toolchain } = setUp({ 'src/lib.rs': GREEN });
  const baseline = { ...(await take({ blob: 'b' })), failingCommands: ['make lint'] };
  toolchain.runs.length = 0;
  await keepBaseline(tools, 'base', baseline);
  expect(await take()).toEqual(baseline);
  expect(toolchain.runs).toEqual([]);
});

test('a judgement without clippy is not kept: it may be installed by the next run', async () => {
  const { take, tools, toolchain } = setUp({ 'src/lib.rs': GREEN });
  const { clippy: _, ...baseline } = await take({ blob: 'b' });
  toolchain.runs.length = 0;
  await keepBaseline(tools, 'base', baseline);
  expect((await take()).clippy).toBeDefined();
  expect(toolchain.runs).toEqual(['check', 'clippy', 'test']);
});

test('only the tip of the target branch is vouched for, also where it is remembered; the base of a stack is not', async () => {
  const { lease, tools, toolchain } = setUp({ 'src/lib.rs': GREEN });
  const take = (base: string) => takeBaseline({ ...tools, base: { commit: base } }, lease, 'base');
  await take('elsewhere');
  expect(toolchain.trusted).toEqual([]);
  await take('base');
  expect(toolchain.runs.filter((run) => run === 'check')).toEqual(['check']);
  expect(toolchain.trusted).toEqual([lease.slot]);
});
