import { describe, expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { FakeModel } from '../fakes/fake-model.ts';
import { adds, FlowWorld, LIB } from '../support/flow-world.ts';

const THREE = '## 1. Numbers\n- [ ] 1.1 Add one\n- [ ] 1.2 Add two\n- [ ] 1.3 Add three\n';
const ONE = 'openspec/add/1.1-add-one';
const TWO = 'openspec/add/1.2-add-two';
const THIRD = 'openspec/add/1.3-add-three';
const TASKS = 'openspec/changes/add/tasks.md';
/** Does not compile, whatever it is written into. */
const BAD = adds('bad', '"" /* */ //~ error E0308 mismatched types\n');

describe('a stack', () => {
  test('each pull request goes to the branch of the task before it and ticks only its own box', async () => {
    const world = new FlowWorld(THREE);
    const { lines } = await world.run([adds('one'), adds('two'), adds('three')]);
    expect(lines).toEqual(['1.1 completed opened', '1.2 completed opened', '1.3 completed opened']);
    expect(world.pulls.all.map((pull) => [pull.branch, pull.base])).toEqual([
      [ONE, 'main'],
      [TWO, ONE],
      [THIRD, TWO],
    ]);
    expect(world.git.text(TWO, TASKS)).toBe(
      '## 1. Numbers\n- [x] 1.1 Add one\n- [x] 1.2 Add two\n- [ ] 1.3 Add three\n',
    );
    expect(world.git.text(TWO, 'src/lib.rs')).toBe(
      `pub fn one() -> u8 { 1 }\npub fn two() -> u8 { 1 }\n${LIB}`,
    );
    expect(world.git.leases).toBe(0);
  });

  test('a judged tree is the next base without being judged again', async () => {
    const world = new FlowWorld(THREE);
    await world.run([adds('one'), adds('two'), adds('three')]);
    const { runs } = world.toolchain;
    for (const kind of ['check', 'clippy', 'test'])
      expect(
        runs.filter((run) => run === kind),
        kind,
      ).toHaveLength(4);
  });

  test('a failed task blocks what depends on it, and nothing else', async () => {
    const world = new FlowWorld(`${THREE}- [ ] 1.4 Add four (depends on: 1.1)\n`);
    const { lines, outcomes } = await world.run([adds('one'), BAD, adds('four')], { maxRounds: 1 });
    expect(lines).toEqual([
      '1.1 completed opened',
      '1.2 failed',
      '1.3 blocked earlier-task',
      '1.4 completed opened',
    ]);
    expect(outcomes[2]).toMatchObject({ reason: 'it builds on 1.2, which could not be completed' });
    expect(world.pulls.all.map((pull) => [pull.branch, pull.base, pull.draft])).toEqual([
      [ONE, 'main', false],
      [TWO, ONE, true],
      ['openspec/add/1.4-add-four', ONE, false],
    ]);
  });

  test('a failed [P] task does not stop its neighbours, which stack on the last proven one', async () => {
    const world = new FlowWorld(
      '- [ ] 1.1 Add one\n- [ ] 1.2 [P] Add two\n- [ ] 1.3 [P] Add three\n- [ ] 1.4 Add four\n',
    );
    const { lines } = await world.run([adds('one'), BAD, adds('three')], { maxRounds: 1 });
    expect(lines).toEqual([
      '1.1 completed opened',
      '1.2 failed',
      '1.3 completed opened',
      '1.4 blocked earlier-task',
    ]);
    expect(world.pulls.all.find((pull) => pull.branch === THIRD)?.base).toBe(ONE);
  });

  test('a later run continues on the open pull request of an earlier one', async () => {
    const world = new FlowWorld(THREE);
    await world.run([adds('one')], { maxTasks: 1 });
    const { lines } = await world.run([adds('two')], { maxTasks: 1 });
    expect(lines).toEqual(['1.1 completed unchanged', '1.2 completed opened', '1.3 skipped max-tasks']);
    expect(world.pulls.all[1]?.base).toBe(ONE);
    const named = await world.run([adds('three')], { tasks: ['1.3'], explicit: true });
    expect(named.lines).toEqual(['1.3 completed opened']);
    expect(world.pulls.all[2]?.base).toBe(TWO);
  });

  test('nothing is built on the failed draft of an earlier run', async () => {
    const world = new FlowWorld(THREE);
    await world.run([adds('one'), BAD], { maxTasks: 2, maxRounds: 1 });
    const { lines, outcomes } = await world.run([]);
    expect(lines).toEqual(['1.1 completed unchanged', '1.2 skipped pull-open', '1.3 blocked earlier-task']);
    expect(outcomes[2]).toMatchObject({
      reason: 'it builds on 1.2, which was left alone: pull request #2 failed on the same inputs',
    });
    const named = await world.run([adds('three')], { tasks: ['1.3'], explicit: true });
    expect(named.lines).toEqual(['1.3 completed opened']);
    expect(world.pulls.all.at(-1)?.base).toBe(ONE);
  });

  test('a failed draft that was made good carries the next task, though GitHub still calls it a draft', async () => {
    const world = new FlowWorld(THREE);
    await world.run([BAD], { maxTasks: 1, maxRounds: 1 });
    const again = await world.run([adds('one')], { tasks: ['1.1'], explicit: true });
    expect(again.lines).toEqual(['1.1 completed updated']);
    expect(world.pulls.all[0]?.draft).toBe(true);
    const next = await world.run([adds('two')], { maxTasks: 1 });
    expect(next.lines).toEqual(['1.1 completed unchanged', '1.2 completed opened', '1.3 skipped max-tasks']);
    expect(world.pulls.all[1]?.base).toBe(ONE);
    world.pulls.all.pop();
    await world.run([adds('two')], { tasks: ['1.2'], explicit: true });
    expect(world.pulls.all[1]?.base).toBe(ONE);
  });

  test('a rejected task is not redone, and what builds on it waits', async () => {
    const world = new FlowWorld(THREE);
    await world.run([adds('one')], { maxTasks: 1 });
    world.pulls.change(ONE, { state: 'closed' });
    const { lines } = await world.run([]);
    expect(lines).toEqual(['1.1 skipped rejected', '1.2 blocked earlier-task', '1.3 blocked earlier-task']);
  });

  test('a pull request merged into its predecessor is done there', async () => {
    const world = new FlowWorld(THREE);
    await world.run([adds('one'), adds('two')], { maxTasks: 2 });
    world.git.branches.set(ONE, world.git.branches.get(TWO) ?? '');
    world.git.commitAs('Grace', ONE, {}); // The merge commit.
    world.git.branches.delete(TWO);
    world.pulls.change(TWO, { state: 'merged' });
    const { lines } = await world.run([adds('three')]);
    expect(lines).toEqual(['1.1 skipped human-commits', '1.2 skipped done', '1.3 completed opened']);
    expect(world.pulls.all.at(-1)?.base).toBe(ONE);
  });
});

describe('other orders', () => {
  test('frontier works only on what waits for nothing', async () => {
    const world = new FlowWorld('- [x] 1.1 Add one\n- [ ] 1.2 Add two\n- [ ] 1.3 Add three\n');
    const { lines } = await world.run([adds('two')], { order: 'frontier' });
    expect(lines).toEqual(['1.2 completed opened', '1.3 skipped waiting']);
    expect(world.pulls.all[0]?.base).toBe('main');
  });

  test('independent takes every task to the base, also after a failed one', async () => {
    const world = new FlowWorld(THREE);
    const { lines } = await world.run([BAD, adds('two'), adds('three')], {
      order: 'independent',
      maxRounds: 1,
    });
    expect(lines).toEqual(['1.1 failed', '1.2 completed opened', '1.3 completed opened']);
    expect(world.pulls.all.map((pull) => pull.base)).toEqual(['main', 'main', 'main']);
  });
});

describe('bounds', () => {
  test('max-tasks counts work, not what was found done, rejected or held by a person', async () => {
    const world = new FlowWorld(`${THREE}- [ ] 1.4 Add four\n`);
    await world.run([adds('one'), adds('two')], { maxTasks: 2, order: 'independent' });
    world.pulls.change(TWO, { state: 'closed' });
    const { lines } = await world.run([adds('three')], { maxTasks: 1, order: 'independent' });
    expect(lines).toEqual([
      '1.1 completed unchanged',
      '1.2 skipped rejected',
      '1.3 completed opened',
      '1.4 skipped max-tasks',
    ]);
  });

  test('max-open-pulls stops new pull requests and still updates old ones', async () => {
    const world = new FlowWorld(THREE);
    await world.run([BAD], { maxTasks: 1, maxRounds: 1 });
    const { lines } = await world.run([adds('one')], { maxOpenPulls: 1, explicit: true });
    expect(lines).toEqual([
      '1.1 completed updated',
      '1.2 skipped max-open-pulls',
      '1.3 skipped max-open-pulls',
    ]);
  });

  test('a dry run works on everything and writes nothing', async () => {
    const world = new FlowWorld(THREE);
    const { lines } = await world.run([adds('one'), adds('two'), adds('three')], { dryRun: true });
    expect(lines).toEqual([
      '1.1 completed would-open',
      '1.2 completed would-open',
      '1.3 completed would-open',
    ]);
    expect(world.git.pushes).toEqual([]);
    expect(world.pulls.all).toEqual([]);
  });
});

describe('trouble', () => {
  test('a fault keeps what is finished and names the rest', async () => {
    const world = new FlowWorld(THREE);
    const end = await world.run([adds('one'), new Fault('model-stalled', 'no byte for 600 s')]);
    expect(end.lines).toEqual(['1.1 completed opened', '1.2 failed', '1.3 skipped stopped']);
    expect(end.fault?.code).toBe('model-stalled');
    expect(world.pulls.all.map((pull) => pull.branch)).toEqual([ONE]);
    expect(world.git.leases).toBe(0);
  });

  test('a task too large for the model is a fault of the run and stops no other task', async () => {
    const long = 'word '.repeat(9_000);
    const world = new FlowWorld(`- [ ] 1.1 Add one ${long}\n- [ ] 1.2 Add two\n`);
    const end = await world.run([adds('two')], { order: 'independent', model: { context: 8_192 } });
    expect(end.lines).toEqual(['1.1 failed', '1.2 completed opened']);
    expect(end.fault?.code).toBe('model-context-small');
    expect(end.model.asked).toHaveLength(1);
  });

  test('a bug ends the run and is handed on; what was finished before is kept', async () => {
    const world = new FlowWorld(THREE);
    const end = await world.run([adds('one'), new TypeError('a bug')]);
    expect(end.lines).toEqual(['1.1 completed opened', '1.2 failed', '1.3 skipped stopped']);
    expect(end.bug).toEqual(new TypeError('a bug'));
    expect(end.fault).toBeUndefined();
  });

  test('a disk that is full while a task is worked on is a fault, not a bug', async () => {
    const world = new FlowWorld(THREE);
    const full = Object.assign(new Error('write'), { code: 'ENOSPC', path: '/state/x' });
    const end = await world.run([full]);
    expect(end.fault?.code).toBe('disk-full');
    expect(end.bug).toBeUndefined();
  });

  test.each(['baseline', 'ask', 'judge'])(
    'out of time while in stage %s: no task is blamed and nothing is written',
    async (stage) => {
      const world = new FlowWorld(THREE);
      const stopper = new AbortController();
      const stop = () => {
        stopper.abort(new Error('out of time'));
        throw new Fault('git-failed', 'killed');
      };
      const { toolchain } = world;
      const check = toolchain.check.bind(toolchain);
      let checks = 0;
      toolchain.check = (slot) => {
        checks += 1;
        return stage === 'baseline' || (stage === 'judge' && checks === 2) ? stop() : check(slot);
      };
      const end = await world.run([stage === 'ask' ? stop : adds('one')], { signal: stopper.signal });
      expect(end.lines).toEqual(['1.1 skipped timeout', '1.2 skipped timeout', '1.3 skipped timeout']);
      expect(end.fault).toBeUndefined();
      expect(world.git.pushes).toEqual([]);
      expect(world.git.leases).toBe(0);
    },
  );

  test('a model server that is down is told before cargo is given any work', async () => {
    const world = new FlowWorld(THREE);
    const down = new Fault('model-unreachable', 'http://localhost:1234/v1');
    const server = new FakeModel([]);
    server.choose = () => Promise.reject(down);
    const end = await world.run([], { server });
    expect(end.fault?.code).toBe('model-unreachable');
    expect(world.toolchain.runs).toEqual([]);
  });

  test('a red baseline blames nobody and asks nobody', async () => {
    const world = new FlowWorld(THREE, {
      'src/lib.rs': 'pub fn a() { "" } //~ error E0308 mismatched types\n',
    });
    const { lines } = await world.run([]);
    expect(lines).toEqual([
      '1.1 blocked baseline-red',
      '1.2 blocked earlier-task',
      '1.3 blocked earlier-task',
    ]);
    expect(world.pulls.all).toEqual([]);
  });
});

describe('what earlier runs left', () => {
  const SINGLE = '- [ ] 1.1 Add one\n';

  test('the same inputs are not asked twice, proven or failed, unless the task is named', async () => {
    const world = new FlowWorld(SINGLE);
    await world.run([BAD], { maxRounds: 1 });
    expect((await world.run([])).lines).toEqual(['1.1 skipped pull-open']);
    const named = await world.run([adds('one')], { explicit: true });
    expect(named.lines).toEqual(['1.1 completed updated']);
    expect((await world.run([], { explicit: true })).lines).toEqual(['1.1 completed unchanged']);
    expect(world.pulls.all).toHaveLength(1);
  });

  test("a person's commits are never overwritten, and carry the next task", async () => {
    const world = new FlowWorld('- [ ] 1.1 Add one\n- [ ] 1.2 Add two\n');
    await world.run([adds('one')], { maxTasks: 1 });
    const commit = world.git.commitAs('Grace', ONE, { 'notes.txt': 'mine\n' });
    const { lines } = await world.run([adds('two')]);
    expect(lines).toEqual(['1.1 skipped human-commits', '1.2 completed opened']);
    expect(world.git.branches.get(ONE)).toBe(commit);
    expect(world.git.parentOf(TWO)).toBe(commit);
  });

  test("a person's commits below a branch are not its own", async () => {
    const world = new FlowWorld('- [ ] 1.1 Add one\n- [ ] 1.2 Add two\n');
    await world.run([adds('one')], { maxTasks: 1 });
    world.git.commitAs('Grace', ONE, { 'notes.txt': 'mine\n' });
    await world.run([adds('two')]);
    world.pulls.all.splice(1); // A crash between the push and the pull request.
    const { lines } = await world.run([adds('two')]);
    expect(lines).toEqual(['1.1 skipped human-commits', '1.2 completed opened']);
  });

  test('a branch that a person moves while the model writes is left to them', async () => {
    const world = new FlowWorld(SINGLE);
    let commit = '';
    const meanwhile = () => {
      commit = world.git.commitAs('Grace', ONE, { 'notes.txt': 'mine\n' });
      return adds('one');
    };
    const end = await world.run([meanwhile]);
    expect(end.lines).toEqual(['1.1 skipped held']);
    expect(end.fault).toBeUndefined();
    expect(world.git.branches.get(ONE)).toBe(commit);
    expect(world.pulls.all).toEqual([]);
  });

  test('a box that is ticked where the work would start is done, whatever is nested in it', async () => {
    const world = new FlowWorld('- [ ] 1.1 Add one\n- [ ] 1.2 Add two\n  - [ ] 1.2.1 Add more\n');
    await world.run([adds('one')], { maxTasks: 1 });
    world.git.commitAs('Grace', ONE, {
      [TASKS]: '- [x] 1.1 Add one\n- [x] 1.2 Add two\n  - [ ] 1.2.1 Add more\n',
    });
    const { lines } = await world.run([]);
    expect(lines).toEqual(['1.1 skipped human-commits', '1.2 skipped done']);
  });

  test('a branch without a pull request, left by a crash, is brought up to date', async () => {
    const world = new FlowWorld(SINGLE);
    await world.run([adds('one')]);
    world.pulls.all.length = 0;
    const { lines } = await world.run([adds('uno')]);
    expect(lines).toEqual(['1.1 completed opened']);
    expect(world.git.text(ONE, 'src/lib.rs')).toContain('uno');
  });

  test('a merged pull request whose box was opened again gets a new one', async () => {
    const world = new FlowWorld(SINGLE);
    await world.run([adds('one')]);
    world.pulls.change(ONE, { state: 'merged' });
    world.git.branches.delete(ONE);
    const { lines } = await world.run([adds('one')]);
    expect(lines).toEqual(['1.1 completed opened']);
    expect(world.pulls.all.map((pull) => pull.state)).toEqual(['merged', 'open']);
  });

  test('a reworded title keeps the branch and the pull request', async () => {
    const world = new FlowWorld(SINGLE);
    await world.run([adds('one')]);
    world.git.commitAs('Ada', 'main', { [TASKS]: '- [ ] 1.1 Add the number one\n' });
    const { lines } = await world.run([adds('uno')]);
    expect(lines).toEqual(['1.1 completed updated']);
    expect(world.pulls.all.map((pull) => [pull.branch, pull.title])).toEqual([
      [ONE, 'add 1.1: Add the number one'],
    ]);
  });

  test('a failure never replaces what was proven', async () => {
    const world = new FlowWorld(SINGLE);
    await world.run([adds('one')]);
    const proven = world.git.branches.get(ONE);
    world.git.commitAs('Ada', 'main', { [TASKS]: '- [ ] 1.1 Add the number one\n' });
    const { outcomes } = await world.run(['no code'], { maxRounds: 1 });
    expect(outcomes[0]).toMatchObject({
      kind: 'failed',
      reason: expect.stringContaining('was left as it is'),
    });
    expect(world.git.branches.get(ONE)).toBe(proven);
    expect(world.pulls.all.map(({ title, draft }) => [title, draft])).toEqual([['add 1.1: Add one', false]]);
  });

  test('where pull requests are forbidden the pushed branch and the setting are told', async () => {
    const world = new FlowWorld(SINGLE);
    world.pulls.forbidden = true;
    const { outcomes } = await world.run([adds('one')]);
    expect(outcomes[0]).toMatchObject({ kind: 'completed', pull: { number: 0, setting: 'Allow it' } });
    expect(world.git.pushes).toEqual([ONE]);
  });
});

describe('boxes that are proved by commands', () => {
  test('nested verify boxes are ticked only after their commands ran, and failures reach the model', async () => {
    const world = new FlowWorld(
      '- [ ] 1.1 Add one\n  - [ ] 1.1.1 Run `cargo test --doc`\n  - [ ] 1.1.2 Check it on real hardware\n',
    );
    world.shell.ends.set('cargo test --doc', 'doc tests are red');
    const asked: string[] = [];
    const second = (messages: readonly { readonly content: string }[]) => {
      asked.push(messages.at(-1)?.content ?? '');
      world.shell.ends.delete('cargo test --doc');
      return adds('better');
    };
    const { lines } = await world.run([adds('one'), second]);
    expect(lines).toEqual(['1.1 completed opened', '1.1.2 skipped manual']);
    expect(asked[0]).toContain('doc tests are red');
    expect(world.git.text(ONE, TASKS)).toBe(
      '- [x] 1.1 Add one\n  - [x] 1.1.1 Run `cargo test --doc`\n  - [ ] 1.1.2 Check it on real hardware\n',
    );
  });

  test('the command of a nested verify box changes nothing, and must prove something', async () => {
    const world = new FlowWorld(
      '- [ ] 1.1 Add one\n  - [ ] 1.1.1 Run `cargo fmt`\n  - [ ] 1.1.2 Run `cargo test nothing`\n',
    );
    world.shell.logs.set('cargo test nothing', 'test result: ok. 0 passed; 0 failed; 9 filtered out');
    const { lines, outcomes } = await world.run([adds('one')], { maxRounds: 1 });
    expect(lines).toEqual(['1.1 failed']);
    expect(JSON.stringify(outcomes)).toContain('`cargo test nothing` ran no test');
    expect(world.shell.ran).toContain('cargo fmt --check');
    expect(world.shell.ran).not.toContain('cargo fmt');
  });

  test('a command of a nested verify box must hold even where the policy excuses it on the base', async () => {
    const world = new FlowWorld('- [ ] 1.1 Add one\n  - [ ] 1.1.1 Run `cargo test --doc`\n');
    world.shell.ends.set('cargo test --doc', 'doc tests are red');
    const validate = [{ run: 'cargo test --doc', when: [] }];
    const { lines } = await world.run([adds('one')], { maxRounds: 1, policy: { validate } });
    expect(lines).toEqual(['1.1 failed']);
  });

  test('the model reads the nested boxes', async () => {
    const world = new FlowWorld('- [ ] 1.1 Add numbers\n  - [ ] 1.1.1 Add the number eleven\n');
    const { model } = await world.run([adds('eleven')]);
    expect(model.asked[0]?.messages.map((one) => one.content).join()).toContain('Add the number eleven');
  });

  test('a verify task needs no model and no new check of a tree that only a tick changed', async () => {
    const world = new FlowWorld('- [ ] 1.1 Run `cargo test`\n- [ ] 1.2 Add two\n');
    const { lines, model } = await world.run([adds('two')]);
    expect(lines).toEqual(['1.1 completed opened', '1.2 completed opened']);
    expect(model.asked).toHaveLength(1);
    expect(world.shell.ran).toEqual(['cargo test']);
    expect(world.toolchain.runs.filter((run) => run === 'check')).toHaveLength(2);
  });

  test('a box that no allowed command can prove is left for a person and holds nothing up', async () => {
    const world = new FlowWorld('- [ ] 1.1 Run `just test`\n- [ ] 1.2 Add two\n');
    const { lines, outcomes } = await world.run([adds('two')]);
    expect(lines).toEqual(['1.2 completed opened', '1.1 skipped manual']);
    expect(outcomes[1]).toMatchObject({
      reason: 'It is left for a person: `just` is not one of the commands that are run.',
    });
  });

  test('a verify task with a nested box that asks for code is written by the model', async () => {
    const world = new FlowWorld('- [ ] 1.1 Run `cargo test`\n  - [ ] 1.1.1 Add one\n');
    const { lines, model } = await world.run([adds('one')]);
    expect(lines).toEqual(['1.1 completed opened']);
    expect(model.asked).toHaveLength(1);
    expect(world.shell.ran).toEqual(['cargo test']);
  });
});
