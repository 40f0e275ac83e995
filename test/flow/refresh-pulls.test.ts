import { expect, test } from 'vitest';
import { FAILED_LABEL } from '../../src/core/pulls/failed-label.ts';
import { parseMarker, printMarker } from '../../src/core/pulls/marker.ts';
import { adds, FlowWorld, LIB, type RunOptions, writes } from '../support/flow-world.ts';

const TASKS = '- [ ] 1.1 Add `one`\n- [ ] 1.2 Add `two`\n- [ ] 1.3 Add `three`\n';
const FILE = 'openspec/changes/add/tasks.md';
const refresh = (world: FlowWorld, options: RunOptions = {}) => world.run([], { refresh: true, ...options });

/** Files of their own, so that nothing conflicts. */
const own = (name: string) =>
  writes({ [`tests/${name}.rs`]: `#[test]\nfn ${name}() { assert_eq!(1, 1); }\n` });

async function stack(count: number, tasks = TASKS) {
  const world = new FlowWorld(tasks);
  const answers = ['one', 'two', 'three'].slice(0, count).map(own);
  const run = await world.run(answers, { maxTasks: count });
  expect(run.lines.slice(0, count)).toEqual(
    ['1.1', '1.2', '1.3'].slice(0, count).map((id) => `${id} completed opened`),
  );
  const branches = world.pulls.all.map(({ branch }) => branch);
  return { world, branches, first: branches[0] ?? '', second: branches[1] ?? '', third: branches[2] ?? '' };
}

/** A person presses “Squash and merge”: one new commit on main, of the branch's files. */
function squash(world: FlowWorld, branch: string) {
  const files = [FILE, 'tests/one.rs', 'tests/two.rs'].flatMap((path) => {
    const text = world.git.text(branch, path);
    return text === undefined ? [] : [[path, text]];
  });
  world.git.commitAs('Ada', 'main', Object.fromEntries(files));
  world.pulls.change(branch, { state: 'merged' });
}

test('pull requests whose base has not moved are left alone, and nothing is written', async () => {
  const { world } = await stack(2);
  const [pushes, pulls] = [world.git.pushes.length, structuredClone(world.pulls.all)];
  const run = await refresh(world);
  expect(run.lines).toEqual(['1.1 completed unchanged', '1.2 completed unchanged']);
  expect([world.git.pushes.length, world.pulls.all]).toEqual([pushes, pulls]);
  expect(world.claims.taken).toHaveLength(2);
});

test('after a squash merge the dependants stand on the base, in the order of the stack', async () => {
  const { world, first, second, third } = await stack(3);
  squash(world, first);
  const run = await refresh(world);
  expect(run.lines).toEqual(['1.2 completed updated', '1.3 completed updated']);
  expect(world.git.parentOf(second)).toBe(world.git.branches.get('main'));
  expect(world.git.parentOf(third)).toBe(world.git.branches.get(second));
  const found = await world.pulls.find(second);
  expect(found?.base).toBe('main');
  expect(parseMarker(found?.body ?? '')).toMatchObject({
    valid: true,
    base: world.git.branches.get('main'),
    head: world.git.branches.get(second),
  });
  expect((await world.pulls.find(third))?.base).toBe(second);
  expect(world.git.text(third, FILE)).toBe(TASKS.replaceAll('[ ]', '[x]'));
  expect(world.git.text(third, 'tests/two.rs')).toContain('fn two()');
  expect(world.claims.size).toBe(0);

  const pushes = world.git.pushes.length;
  expect((await refresh(world)).lines).toEqual(['1.2 completed unchanged', '1.3 completed unchanged']);
  expect(world.git.pushes).toHaveLength(pushes);
});

test('merged pull requests that stood on each other lead to where they all went', async () => {
  const { world, first, second, third } = await stack(3);
  squash(world, first);
  squash(world, second);
  expect((await refresh(world)).lines).toEqual(['1.3 completed updated']);
  expect((await world.pulls.find(third))?.base).toBe('main');
  expect(world.git.text(third, FILE)).toBe(TASKS.replaceAll('[ ]', '[x]'));
});

test('boxes that were ticked beside it are no conflict', async () => {
  const { world, first } = await stack(1);
  const ticked = TASKS.replace('[ ] 1.2', '[x] 1.2').replace('- [ ] 1.1', '- [ ] 1.0 Before\n- [ ] 1.1');
  world.git.commitAs('Ada', 'main', { [FILE]: ticked });
  expect((await refresh(world)).lines).toEqual(['1.1 completed updated']);
  expect(world.git.text(first, FILE)).toBe(ticked.replace('[ ] 1.1', '[x] 1.1'));
});

test('a base on which only other plans are new is no reason to push', async () => {
  const { world } = await stack(1);
  world.git.commitAs('Ada', 'main', { 'openspec/changes/other/tasks.md': '- [ ] 1.1 Else\n' });
  const pushes = world.git.pushes.length;
  expect((await refresh(world)).lines).toEqual(['1.1 completed unchanged']);
  expect(world.git.pushes).toHaveLength(pushes);
});

test('a conflict is told once in the pull request, and taken back when it is gone', async () => {
  const world = new FlowWorld(TASKS);
  await world.run([adds('one')], { maxTasks: 1 });
  const [{ branch = '', body = '' } = {}] = world.pulls.all;
  const tip = world.git.branches.get(branch);
  world.git.commitAs('Ada', 'main', { 'src/lib.rs': `pub fn other() {}\n${LIB}` });
  const run = await refresh(world);
  expect(run.lines).toEqual(['1.1 skipped conflict']);
  expect(world.git.branches.get(branch)).toBe(tip);
  const told = world.pulls.all[0]?.body ?? '';
  expect(told).toContain(
    'Not brought up to date: it conflicts with main: src/lib.rs (both changed the same lines)',
  );
  expect(parseMarker(told)).toEqual(parseMarker(body));
  await refresh(world);
  expect(world.pulls.all[0]?.body).toBe(told);

  world.git.commitAs('Ada', 'main', { 'src/lib.rs': LIB });
  expect((await refresh(world)).lines).toEqual(['1.1 completed updated']);
  expect(world.pulls.all[0]?.body).not.toContain('Not brought up to date');
});

test('commits of people are never overwritten; what stands on them moves to them', async () => {
  const { world, first, second } = await stack(2);
  const ada = world.git.commitAs('Ada', first, { 'notes.rs': '// mine\n' });
  world.git.commitAs('Eve', 'main', { 'src/more.rs': '// more\n' });
  const run = await refresh(world);
  expect(run.lines).toEqual(['1.1 skipped human-commits', '1.2 completed updated']);
  expect(world.git.branches.get(first)).toBe(ada);
  expect(world.git.parentOf(second)).toBe(ada);
  expect((await world.pulls.find(first))?.body).toContain('commits by Ada');
});

test('a pull request that does not hold on its new base says so, unticked, and is done anew by the next run', async () => {
  const world = new FlowWorld(TASKS);
  const needy = writes({ 'tests/one.rs': '//~ needs zero\n#[test]\nfn one() { assert_eq!(1, 1); }\n' });
  await world.run([needy, own('two')], { maxTasks: 2 });
  const [first = '', second = ''] = world.pulls.all.map(({ branch }) => branch);
  world.git.commitAs('Ada', 'main', { 'src/lib.rs': LIB.replaceAll('zero()', 'nil()') });
  const run = await refresh(world);
  expect(run.lines).toEqual(['1.1 failed', '1.2 skipped waiting']);
  const found = await world.pulls.find(first);
  expect(found?.labels).toContain(FAILED_LABEL);
  expect(found?.body).toMatch(/^\*\*Not done:\*\* it does not hold on main any more/);
  expect(parseMarker(found?.body ?? '')).toMatchObject({ valid: false, fingerprint: '' });
  expect(world.git.text(first, FILE)).toBe(TASKS);
  expect((await world.pulls.find(second))?.labels).not.toContain(FAILED_LABEL);
  expect((await refresh(world)).lines).toEqual(['1.1 skipped pull-open', '1.2 skipped waiting']);
  const again = await world.run([own('one'), own('two')], { maxTasks: 1 });
  expect(again.lines[0]).toBe('1.1 completed updated');
});

test('a dry run writes nothing', async () => {
  const { world, first } = await stack(2);
  squash(world, first);
  const [pushes, pulls] = [world.git.pushes.length, structuredClone(world.pulls.all)];
  expect((await refresh(world, { dryRun: true })).lines).toEqual(['1.2 completed would-open']);
  expect([world.git.pushes.length, world.pulls.all]).toEqual([pushes, pulls]);
  expect(world.claims.taken).toHaveLength(2);
});

test('a run that died between push and text is finished by the next, without another push', async () => {
  const { world, first, second } = await stack(2);
  squash(world, first);
  const ensure = world.pulls.ensure;
  world.pulls.ensure = () => Promise.reject(new Error('killed'));
  expect((await refresh(world)).bug).toBeDefined();
  world.pulls.ensure = ensure;
  const pushes = world.git.pushes.length;
  expect((await refresh(world)).lines).toEqual(['1.2 completed updated']);
  expect(world.git.pushes).toHaveLength(pushes);
  const found = await world.pulls.find(second);
  expect(found?.base).toBe('main');
  expect(parseMarker(found?.body ?? '')?.head).toBe(world.git.branches.get(second));
});

test.each([
  ['is ticked on main', TASKS.replace('[ ] 1.1', '[x] 1.1'), 'done'],
  ['is no open task any more', '- [ ] 2.1 Something else\n', 'conflict'],
  ['is no open task any more', null, 'conflict'],
])('a task that %s leaves its pull request to a person', async (said, tasks, why) => {
  const { world } = await stack(1);
  world.git.commitAs('Ada', 'main', { [FILE]: tasks, 'src/new.rs': '// new\n' });
  expect((await refresh(world)).lines).toEqual([`1.1 skipped ${why}`]);
  expect(world.pulls.all[0]?.body).toContain(said);
});

test('a base that cannot be judged leaves everything as it is', async () => {
  const { world } = await stack(1);
  world.git.commitAs('Ada', 'main', { 'src/lib.rs': `//~ breaks check\n${LIB}` });
  const body = world.pulls.all[0]?.body;
  expect((await refresh(world)).lines).toEqual(['1.1 blocked baseline-red']);
  expect(world.pulls.all[0]?.body).toBe(body);
});

test('what stands on a rejected pull request is left to a person', async () => {
  const { world, first } = await stack(2);
  world.pulls.change(first, { state: 'closed' });
  expect((await refresh(world)).lines).toEqual(['1.2 skipped waiting']);
});

test('a pull request of an issue is moved too: no file holds its task and no box is ticked', async () => {
  const { world, first } = await stack(1);
  const body = (await world.pulls.find(first))?.body ?? '';
  const marker = parseMarker(body);
  if (!marker) throw new Error('there is no marker');
  const main = world.git.branches.get('main') ?? '';
  const lease = await world.git.lease();
  const message = { subject: 'issue-7 1: Do it', body: '', date: '2026-01-02T03:04:05Z' };
  const one = await lease.commit(
    main,
    new Map([['tests/seven.rs', '#[test]\nfn seven() { assert_eq!(7, 7); }\n']]),
    message,
  );
  const two = await lease.commit(one.commit, new Map([['docs.md', 'Seven.\n']]), {
    ...message,
    subject: 'Revise it',
  });
  await lease[Symbol.asyncDispose]();
  const branch = 'openspec/issue-7/1-do-it';
  world.git.branches.set(branch, two.commit);
  const said = printMarker({ ...marker, change: 'issue-7', task: '1', base: main, head: two.commit });
  const text = { branch, base: 'main', title: 'Do it', body: said, draft: false, labels: [], reviewers: [] };
  await world.pulls.ensure(text, undefined);
  const now = world.git.commitAs('Ada', 'main', { 'src/more.rs': '// more\n' });
  expect((await refresh(world)).lines).toEqual(['1.1 completed updated', '1 completed updated']);
  expect(world.git.parentOf(branch)).toBe(now);
  expect((await world.git.recent(branch, 1))[0]?.message.subject).toBe('issue-7 1: Do it');
  expect([world.git.text(branch, 'docs.md'), world.git.text(branch, FILE)]).toEqual(['Seven.\n', TASKS]);
});
