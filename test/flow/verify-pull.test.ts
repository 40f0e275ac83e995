import { describe, expect, test } from 'vitest';
import { changesAtCommit } from '../../src/adapters/openspec/open-changes.ts';
import { Fault } from '../../src/core/fault.ts';
import { parseMarker, printMarker } from '../../src/core/pulls/marker.ts';
import type { Marker } from '../../src/core/pulls/proof.ts';
import { showVerification } from '../../src/core/pulls/show-verification.ts';
import type { Verification } from '../../src/core/pulls/verification.ts';
import { verifyPull } from '../../src/flow/verify-pull.ts';
import type { Pull } from '../../src/ports/pulls.ts';
import type { Toolchain } from '../../src/ports/toolchain.ts';
import { FakeToolchain } from '../fakes/fake-toolchain.ts';
import { adds, FlowWorld, LIB, POLICY, type RunOptions, writes } from '../support/flow-world.ts';

const TASKS = '- [ ] 1.1 Add `fn one` to `src/lib.rs`\n- [ ] 1.2 Add `fn two` to `src/lib.rs`\n';
const TASKS_FILE = 'openspec/changes/add/tasks.md';

/** A world in which task 1 was proven, and its pull request. */
async function proven(options: RunOptions = {}, replies = [adds('one')]) {
  const world = new FlowWorld(TASKS);
  await world.run(replies, { maxTasks: 1, ...options });
  const pull = world.pulls.all[0];
  if (!pull) throw new Error('the run opened nothing');
  return { world, pull };
}

/** A rustup that does not have the release. */
function lacking(release: string): Toolchain {
  const toolchain = new FakeToolchain(() => new Map());
  toolchain.versions = () => Promise.reject(new Fault('toolchain-missing', release));
  return toolchain;
}

function verify(
  world: FlowWorld,
  pull: Pull,
  policy: RunOptions['policy'] = {},
  releases: Readonly<Record<string, Toolchain>> = {},
): Promise<Verification> {
  return verifyPull(pull, {
    repository: world.git,
    ancestry: world.git,
    open: () =>
      Promise.resolve({
        repository: world.git,
        toolchain: world.toolchain,
        shell: world.shell,
        cache: world.cache,
        slots: world.git,
        settings: { sandbox: 'auto', policy: { ...POLICY, ...policy } },
        signal: new AbortController().signal,
        withRelease: (release) => ({ toolchain: releases[release] ?? lacking(release), shell: world.shell }),
      }),
    sourceAt: (commit) => changesAtCommit(world.git, commit),
  });
}

/** The pull request with another marker, as anyone who can edit it could write it. */
function edited(pull: Pull, change: (marker: Marker) => Partial<Marker>): Pull {
  const marker = parseMarker(pull.body);
  if (!marker) throw new Error('there is no marker');
  return { ...pull, body: printMarker({ ...marker, ...change(marker) }) };
}

/** Commits to the branch of the pull request, and edits the marker so that it speaks of that commit. */
async function forged(
  { world, pull }: Awaited<ReturnType<typeof proven>>,
  files: Readonly<Record<string, string | Uint8Array | null>>,
): Promise<Pull> {
  const head = world.git.commitAs('Mallory', pull.branch, files);
  const tree = await world.git.treeOf(head);
  return edited(pull, () => ({ head, tree }));
}

describe('a proof that holds', () => {
  test('is judged again gate by gate, on exactly the proven tree', async () => {
    const { world, pull } = await proven();
    const found = await verify(world, pull);
    expect(found).toMatchObject({ holds: true, difference: null, toolchain: { same: true } });
    expect(found.gates.filter(({ recorded, found: now }) => recorded !== now)).toEqual([]);
    expect(world.git.slotTree.get(TASKS_FILE)).toContain('- [x] 1.1 ');
    expect(world.git.leases).toBe(0);
  });

  test('pushes nothing', async () => {
    const { world, pull } = await proven();
    const before = [...world.git.pushes];
    await verify(world, pull);
    expect(world.git.pushes).toEqual(before);
  });

  test('says that the toolchain is another one, and still holds', async () => {
    const { world, pull } = await proven();
    const other = edited(pull, () => ({ rustc: 'rustc 1.80.0' }));
    const found = await verify(world, other);
    expect(found).toMatchObject({ holds: true, toolchain: { same: false } });
    expect(showVerification(found)).toContain('it was proven with rustc 1.80.0, cargo 1.95.0');
  });

  test('is judged with the toolchain that it was proven with, where that is installed', async () => {
    const { world, pull } = await proven();
    const rustc = 'rustc 1.80.0 (051478957 2024-07-21)';
    const old = new FakeToolchain(() => world.git.slotTree);
    old.versions = () => Promise.resolve({ rustc, cargo: 'cargo 1.95.0' });
    const found = await verify(
      world,
      edited(pull, () => ({ rustc })),
      {},
      { '1.80.0': old },
    );
    expect(found).toMatchObject({ holds: true, toolchain: { same: true, found: { rustc } } });
    expect(old.runs).toContain('check');
  });

  test.each(['rustc 1.80.0 (051478957 2024-07-21)', 'rustc ../../evil (x)', 'rustc 1.80.0;id (x)'])(
    'is judged with the toolchain that is there when %s is not',
    async (rustc) => {
      const { world, pull } = await proven();
      const found = await verify(
        world,
        edited(pull, () => ({ rustc })),
      );
      expect(found).toMatchObject({
        holds: true,
        toolchain: { same: false, found: { rustc: 'rustc 1.95.0' } },
      });
    },
  );

  test('of a task further up a stack is judged against the task below it', async () => {
    const world = new FlowWorld(TASKS);
    await world.run([adds('one'), adds('two')], { maxTasks: 2 });
    const pull = world.pulls.all[1];
    expect(pull?.base).toMatch(/^openspec\/add\/1\.1-/);
    expect(pull && (await verify(world, pull)).holds).toBe(true);
  });

  test('of a verify task runs its commands on the tree with the tick', async () => {
    const world = new FlowWorld('- [ ] 1.1 Run `cargo test`\n');
    world.shell.logs.set('cargo test', 'test result: ok. 1 passed; 0 failed');
    await world.run([], {});
    const pull = world.pulls.all[0];
    expect(pull && (await verify(world, pull))).toMatchObject({ holds: true, difference: null });
    world.shell.ends.set('cargo test', 'error: test failed');
    expect(pull && (await verify(world, pull))).toMatchObject({
      holds: false,
      difference: '`cargo test` failed: error: test failed',
    });
  });
});

test('nested boxes that the policy leaves to people are not expected to be ticked', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add `fn one` to `src/lib.rs`\n  - [ ] 1.1.1 Benchmark it\n');
  const policy = { skip: ['*benchmark*'] };
  await world.run([adds('one')], { policy });
  const pull = world.pulls.all[0];
  expect(pull && (await verify(world, pull, policy)).difference).toBeNull();
});

test('the pull request of an issue ticks no box, and is judged by its gates alone', async () => {
  const { world, pull } = await proven();
  const branch = 'openspec/issue-7/1-add-two';
  const main = await world.git.resolve('main');
  world.git.branches.set(branch, main);
  const head = world.git.commitAs('Ada', branch, { 'src/lib.rs': `pub fn two() -> u8 { 2 }\n${LIB}` });
  const tree = await world.git.treeOf(head);
  const about = { change: 'issue-7', task: '1', base: main, head, tree };
  const ofIssue = { ...pull, branch, title: 'issue-7 1: Add two' };
  expect(
    (
      await verify(
        world,
        edited(ofIssue, () => about),
      )
    ).difference,
  ).toBeNull();
});

describe('tests that were written first', () => {
  const PATH = 'tests/scenario_1_1.rs';
  const SPEC = [
    '## ADDED Requirements',
    '### Requirement: Counting sheep',
    'The library SHALL count sheep.',
    '#### Scenario: Sheep are counted',
    '- **WHEN** `tally` is called',
    '- **THEN** it gives 1',
    '',
  ].join('\n');
  const written = (body: string) => `//~ needs tally\n#[test]\nfn sheep_are_counted() { ${body} }\n`;
  async function withTests() {
    const task = '- [ ] 1.1 Add `tally` so that sheep are counted\n';
    const world = new FlowWorld(task, { 'openspec/changes/add/specs/count/spec.md': SPEC });
    const code = writes({ 'src/lib.rs': `pub fn tally() -> u8 { 1 }\n${LIB}` });
    await world.run([writes({ [PATH]: written('assert_eq!(app::tally(), 1);') }), code], { tests: 'auto' });
    const pull = world.pulls.all[0];
    if (!pull) throw new Error('the run opened nothing');
    return { world, pull };
  }

  test('are proven red on the base and green on the tree again', async () => {
    const { world, pull } = await withTests();
    const found = await verify(world, pull);
    expect(found.holds).toBe(true);
    expect(found.gates.find(({ gate }) => gate === 'scenario-tests')).toMatchObject({
      recorded: 'passed',
      found: 'passed',
      summary: expect.stringContaining('red on the base'),
    });
  });

  test('no longer count when they would have passed before', async () => {
    const place = await withTests();
    const easy = '#[test]\nfn sheep_are_counted() { assert_eq!(app::zero(), 0); }\n';
    const found = await verify(place.world, await forged(place, { [PATH]: easy }));
    expect(found.difference).toMatch(/^the gate scenario-tests passed, and cannot be judged here: .*passed/);
  });

  test('no longer count when they are gone', async () => {
    const place = await withTests();
    const found = await verify(place.world, await forged(place, { [PATH]: null }));
    expect(found.difference).toMatch(/^the gate scenario-tests passed, and cannot be judged here: no test/);
  });
});

describe('a proof that does not hold', () => {
  test('names the branch that has moved since', async () => {
    const { world, pull } = await proven();
    world.git.commitAs('Grace', pull.branch, { 'README.md': 'more' });
    expect((await verify(world, pull)).difference).toMatch(/^the branch has moved since: it is at /);
    expect(world.toolchain.runs.filter((run) => run === 'check')).toHaveLength(2);
  });

  test('names the tree that is not the one that was proven', async () => {
    const { world, pull } = await proven();
    const found = await verify(
      world,
      edited(pull, () => ({ tree: 'a'.repeat(40) })),
    );
    expect(found.difference).toMatch(/^the tree of \w{40} is \w{40}, and a{40} was proven$/);
  });

  test('names the branch that is gone', async () => {
    const { world, pull } = await proven();
    world.git.branches.delete(pull.branch);
    expect((await verify(world, pull)).difference).toBe(`the branch ${pull.branch} is gone`);
  });

  test('names the first gate that fails now, with what it found', async () => {
    const place = await proven();
    const broken = `pub fn one() -> u8 { 1 } //~ error E0308 mismatched types\n${LIB}`;
    const found = await verify(place.world, await forged(place, { 'src/lib.rs': broken }));
    expect(found.holds).toBe(false);
    expect(found.difference).toMatch(/^the gate check passed, and fails now: /);
    expect(showVerification(found).split('\n').at(-1)).toMatch(/^The proof does not hold: the gate check/);
  });

  test('is not saved by a marker that leaves the failing gate out', async () => {
    const place = await proven();
    const pull = await forged(place, {
      'src/lib.rs': 'pub fn one() -> u8 { 1 }\npub fn zero() -> u8 { 0 }\n',
    });
    const silent = edited(pull, () => ({ gates: { check: 'passed' } }));
    const { holds, difference } = await verify(place.world, silent);
    expect({ holds, difference }).toEqual({
      holds: false,
      difference: expect.stringMatching(/^the gate tests-kept was not recorded, and fails now/),
    });
  });

  test('is not saved by a base that already has what nobody judged', async () => {
    const { world, pull } = await proven();
    const hidden = world.git.commitAs('Mallory', pull.branch, { 'src/lib.rs': 'pub fn one() -> u8 { 1 }\n' });
    const head = world.git.commitAs('Mallory', pull.branch, { 'src/more.rs': 'fn more() {}\n' });
    const tree = await world.git.treeOf(head);
    const found = await verify(
      world,
      edited(pull, () => ({ base: hidden, head, tree })),
    );
    expect(found.difference).toBe(`${hidden}, on which it was proven, is not on main`);
  });

  test('is not saved by a base that is the head itself', async () => {
    const { world, pull } = await proven();
    const found = await verify(
      world,
      edited(pull, ({ head }) => ({ base: head })),
    );
    expect(found.difference).toContain('is not below it');
  });

  test.each<[string, Record<string, string | Uint8Array | null>, string]>([
    [
      'a workflow',
      { '.github/workflows/x.yml': 'on: push\n' },
      'it changes .github/workflows/x.yml, which is closed',
    ],
    ['a build script', { 'build.rs': 'fn main() {}\n' }, 'it changes build.rs, which is closed'],
    [
      'another box',
      { [TASKS_FILE]: '- [x] 1.1 Add `fn one` to `src/lib.rs`\n- [x] 1.2 Add `fn two` to `src/lib.rs`\n' },
      'exactly the ticks of 1.1',
    ],
    ['another plan', { 'openspec/changes/add/proposal.md': 'Trust me.\n' }, 'which is closed'],
    ['bytes that are no text', { 'src/blob.rs': new Uint8Array([0, 1, 255]) }, 'src/blob.rs is no text'],
  ])('names %s that came with the code', async (_, files, why) => {
    const place = await proven();
    expect((await verify(place.world, await forged(place, files))).difference).toContain(why);
  });

  test('names a task that its base does not have', async () => {
    const { world, pull } = await proven();
    const found = await verify(
      world,
      edited(pull, () => ({ task: '99' })),
    );
    expect(found.difference).toBe('its base has no task add#99');
  });

  test('is one whose tools cannot judge here what they judged there', async () => {
    const { world, pull } = await proven({ policy: { validate: [{ run: 'check-licences', when: [] }] } });
    expect((await verify(world, pull)).difference).toMatch(
      /^the gate validate passed, and cannot be judged here/,
    );
  });

  test('is a failed draft, whatever its gates say', async () => {
    const { world, pull } = await proven({ maxRounds: 1 }, [writes({ 'src/lib.rs': 'todo!()\n' })]);
    expect(pull.draft).toBe(true);
    expect((await verify(world, pull)).holds).toBe(false);
  });
});
