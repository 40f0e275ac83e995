import { describe, expect, test } from 'vitest';
import { changesAtCommit } from '../../src/adapters/openspec/open-changes.ts';
import { verifyPull } from '../../src/flow/verify-pull.ts';
import { adds, FlowWorld, POLICY, writes } from '../support/flow-world.ts';

const TASKS_FILE = 'openspec/changes/add/tasks.md';
const TASKS = [
  '## 1. Small numbers',
  '- [ ] 1.1 Add `fn one` to `src/lib.rs`',
  '- [ ] 1.2 Add `fn two` to `src/lib.rs`',
  '- [ ] 1.3 Manually check them on real hardware',
  '',
  '## 2. Large numbers',
  '- [ ] 2.1 Add `fn ten` to `src/lib.rs`',
  '',
].join('\r\n');
const ONE = 'openspec/add/1-small-numbers';
const TWO = 'openspec/add/2-large-numbers';
const BOTH = adds('one').replace('pub fn one', 'pub fn two() -> u8 { 2 }\npub fn one');
const SECTIONS = { unit: 'section' } as const;

test('a section becomes one pull request with its number and title, all its boxes ticked, byte for byte', async () => {
  const world = new FlowWorld(TASKS);
  const { lines } = await world.run([BOTH, adds('ten')], SECTIONS);
  expect(lines).toEqual(['1 completed opened', '2 completed opened', '1.3 skipped manual']);
  expect(world.pulls.all.map(({ branch, base, title }) => [branch, base, title])).toEqual([
    [ONE, 'main', 'add 1: Small numbers'],
    [TWO, ONE, 'add 2: Large numbers'],
  ]);
  const first = TASKS.replace('[ ] 1.1', '[x] 1.1').replace('[ ] 1.2', '[x] 1.2');
  expect(world.git.text(ONE, TASKS_FILE)).toBe(first);
  expect(world.git.text(TWO, TASKS_FILE)).toBe(first.replace('[ ] 2.1', '[x] 2.1'));
});

test('the model is asked once for all of it, with every text in the question', async () => {
  const world = new FlowWorld(TASKS);
  const { model } = await world.run([BOTH], { ...SECTIONS, maxTasks: 1 });
  expect(model.asked).toHaveLength(1);
  const question = model.asked[0]?.messages.at(-1)?.content ?? '';
  for (const text of ['Small numbers', 'Add `fn one`', 'Add `fn two`']) expect(question).toContain(text);
});

test('a second run finds it done and changes nothing', async () => {
  const world = new FlowWorld(TASKS);
  await world.run([BOTH], { ...SECTIONS, maxTasks: 1 });
  const { lines } = await world.run([adds('ten')], { ...SECTIONS, maxTasks: 1 });
  expect(lines).toEqual(['1 completed unchanged', '2 completed opened', '1.3 skipped manual']);
  expect(world.pulls.all).toHaveLength(2);
});

test('the pull request says how to do it again, and its proof can be verified', async () => {
  const world = new FlowWorld(TASKS);
  await world.run([BOTH], { ...SECTIONS, maxTasks: 1 });
  const [pull] = world.pulls.all;
  expect(pull?.body).toContain('openspec-complete run --change add --task 1 --unit section');
  const { git, toolchain, shell, cache } = world;
  const signal = new AbortController().signal;
  const withRelease = () => ({ toolchain, shell });
  const bench = { repository: git, toolchain, shell, cache, slots: git, signal, withRelease };
  const settings = { sandbox: 'auto', policy: POLICY } as const;
  const found =
    pull &&
    (await verifyPull(pull, {
      repository: git,
      ancestry: git,
      open: () => Promise.resolve({ ...bench, settings }),
      sourceAt: (commit) => changesAtCommit(git, commit),
    }));
  expect(found).toMatchObject({ holds: true, difference: null });
});

describe('a refresh', () => {
  const own = (name: string) =>
    writes({ [`tests/${name}.rs`]: `#[test]\nfn ${name}() { assert_eq!(1, 1); }\n` });

  test.each([
    ['a section', 'section', 'section'],
    ['a section', 'section', 'task'],
    ['a task', 'task', 'section'],
  ] as const)(
    'moves the pull request of %s that unit: %s made, where unit is %s now',
    async (_of, made, now) => {
      const world = new FlowWorld(TASKS);
      await world.run([own('small')], { unit: made, maxTasks: 1 });
      const [pull] = world.pulls.all;
      const branch = pull?.branch ?? '';
      const main = world.git.commitAs('Ada', 'main', { 'src/new.rs': '// new\n' });
      const { lines } = await world.run([], { refresh: true, unit: now });
      expect(lines).toEqual([made === 'section' ? '1 completed updated' : '1.1 completed updated']);
      expect(world.git.parentOf(branch)).toBe(main);
      const first = TASKS.replace('[ ] 1.1', '[x] 1.1');
      expect(world.git.text(branch, TASKS_FILE)).toBe(
        made === 'section' ? first.replace('[ ] 1.2', '[x] 1.2') : first,
      );
      const pushes = world.git.pushes.length;
      expect((await world.run([], { refresh: true, unit: now })).lines[0]).toMatch(/completed unchanged$/);
      expect(world.git.pushes).toHaveLength(pushes);
    },
  );

  test('leaves the pull request of a section to a person when one of its boxes was ticked meanwhile', async () => {
    const world = new FlowWorld(TASKS);
    await world.run([own('small')], { ...SECTIONS, maxTasks: 1 });
    world.git.commitAs('Ada', 'main', {
      [TASKS_FILE]: TASKS.replaceAll(/\[ \] 1\./g, '[x] 1.'),
      'src/new.rs': '// new\n',
    });
    const { lines } = await world.run([], { refresh: true });
    expect(lines).toEqual(['1 skipped done']);
    expect(world.pulls.all[0]?.body).toContain('is ticked on main');
  });
});
