import { describe, expect, test } from 'vitest';
import type { Package } from '../../src/ports/toolchain.ts';
import { FakeToolchain, ROOT_PACKAGE } from '../fakes/fake-toolchain.ts';
import { adds, FlowWorld, LIB } from '../support/flow-world.ts';

/** Enough that not all sources are shown. */
const FILLER = Object.fromEntries(
  ['a', 'b', 'c', 'd'].map((name) => [
    `src/filler_${name}.rs`,
    Array.from(
      { length: 150 },
      (_, at) => `pub fn ${name}_step_${at}(input: u32) -> u32 { input + ${at} }`,
    ).join('\n'),
  ]),
);
const FILES = {
  ...FILLER,
  'src/amounts.rs':
    '/// An amount.\npub struct Money { pub cents: i64 }\nimpl Money {\n    pub fn round_half_even(self) -> Money { self }\n}\n',
  'src/rates.rs': 'pub fn exchange_rate(day: u32) -> f64 { 1.0 }\n',
  'openspec/changes/add/proposal.md': '# Change\n## What Changes\nRates come from `exchange_rate`.\n',
};
const TASKS = '- [ ] 1.1 Round `Money` in `src/lib.rs`\n- [ ] 1.2 Print `Money` from `src/lib.rs`\n';

describe('in a workspace that is too large to be shown whole', () => {
  test('the file that defines what the task names is shown, and what the plan names as a signature', async () => {
    const run = await new FlowWorld(TASKS, FILES).run([adds('one')], { maxTasks: 1 });
    const prompt = run.model.asked[0]?.messages[1]?.content ?? '';
    expect(prompt).toContain('## src/amounts.rs (5 lines)');
    expect(prompt).toContain('src/rates.rs:1 pub fn exchange_rate(day: u32) -> f64');
    expect(prompt).not.toContain('a_step_7');
  });

  test('a compile error about a name brings the definitions it may mean, those of the answer included', async () => {
    const world = new FlowWorld(TASKS, FILES);
    const broken = adds(
      'one',
      '1 }\npub struct Purse;\nimpl Purse { pub fn coins(&self) -> u8 { 1 }\n}\npub fn two() -> u8 { 2\n//~ error E0599 no method named `coin` found for struct `Purse` in the current scope\n//~ error E0425 cannot find function `exchange_rate` in this scope\n',
    );
    const run = await world.run([broken, 'I do not know.'], { maxTasks: 1, maxRounds: 2 });
    const told = run.model.asked[1]?.messages.at(-1)?.content ?? '';
    expect(told).toContain('Definitions that may help:');
    expect(told).toContain('src/rates.rs:1 pub fn exchange_rate(day: u32) -> f64');
    expect(told).toMatch(/src\/lib\.rs:\d+ Purse: pub fn coins\(&self\) -> u8/);
  });

  test('what had no room stands in the attempt that began with the prompt, and only there', async () => {
    const files = {
      ...FILES,
      'src/latin.rs': new Uint8Array([0x2f, 0x2f, 0xe9]),
      'src/generated.rs': 'pub const A: u8 = 1;\n'.repeat(250_000),
      'openspec/changes/add/design.md': `# Design\n${Array.from({ length: 30 }, (_, at) => `## Part ${at}\n${'Words about nothing at all. '.repeat(20)}\n`).join('')}`,
    };
    const run = await new FlowWorld(TASKS, files).run(['Hm.', adds('one')], { maxTasks: 1 });
    const [outcome] = run.outcomes;
    const attempts = outcome?.kind === 'completed' ? outcome.attempts : [];
    expect(attempts[0]?.leftOut).toContain('"Part 29" of design.md');
    expect(attempts[0]?.leftOut).toContain('the definitions of src/latin.rs (not UTF-8)');
    expect(attempts[0]?.leftOut).toContain(
      'the definitions of src/generated.rs (too large, likely generated)',
    );
    expect(attempts[1]).not.toHaveProperty('leftOut');
  });
});

test('a small workspace is shown whole, and its index is not read for that', async () => {
  const world = new FlowWorld('- [ ] 1.1 Round `Money`\n', { 'src/money.rs': 'pub struct Money;\n' });
  const run = await world.run([adds('one')]);
  expect(run.lines).toEqual(['1.1 completed opened']);
  expect([...world.cache.entries.keys()].filter((key) => key.includes('symbols'))).toEqual([]);
});

test('the API of a vendored dependency that the task names is shown in its exact version', async () => {
  const dependency: Package['dependencies'][number] = {
    name: 'tiny',
    version: '1.2.3',
    source: { folder: 'vendor/tiny', root: 'src/lib.rs' },
  };
  class Vendoring extends FlowWorld {
    override readonly toolchain = new FakeToolchain(() => this.git.slotTree, {
      packages: [{ ...ROOT_PACKAGE, dependencies: [dependency] }],
    });
  }
  const world = new Vendoring('- [ ] 1.1 Open a `Window` of tiny\n', {
    'src/lib.rs': LIB,
    'vendor/tiny/src/lib.rs': 'pub struct Window { pub id: u32 }\n',
    'vendor/tiny/.cargo-checksum.json': '{}',
    ...FILLER,
  });
  const run = await world.run([adds('one')]);
  const prompt = run.model.asked[0]?.messages[1]?.content ?? '';
  expect(prompt).toContain('tiny 1.2.3 tiny::Window: pub struct Window { pub id: u32 }');
  expect(prompt).not.toContain('vendor/tiny');
});
