import { expect, test } from 'vitest';
import { claimRecord, printClaim } from '../../src/core/claims/claim-record.ts';
import { claimTask, clearClaims } from '../../src/flow/claim-task.ts';
import type { ProgressEvent } from '../../src/ports/progress.ts';
import { FakeClaims, FakeRuns } from '../fakes/fake-claims.ts';
import { adds, FlowWorld } from '../support/flow-world.ts';

const KEY = { change: 'add', id: '1.1' };
const START = Date.parse('2026-01-02T03:00:00Z');

function desk(minutes = 0, runs = new FakeRuns(), claims = new FakeClaims()) {
  const events: ProgressEvent[] = [];
  return {
    claims,
    runs,
    events,
    clock: { now: () => new Date(START + minutes * 60_000) },
    progress: { emit: (event: ProgressEvent) => events.push(event) },
    settings: { timeoutMinutes: 120 },
  };
}

test('a second run is told who is at it, and gets the task once it is given back', async () => {
  const claims = new FakeClaims();
  const first = await claimTask(KEY, desk(0, new FakeRuns('1'), claims));
  const second = desk(1, new FakeRuns('2'), claims);
  expect(await claimTask(KEY, second)).toEqual({
    kind: 'held',
    reason:
      'workflow run 1 (attempt 1) works on it since 2026-01-02T03:00:00.000Z; its claim ends at 2026-01-02T05:30:00.000Z at the latest',
  });
  if (first.kind === 'claimed') await first.claim[Symbol.asyncDispose]();
  expect(await claimTask(KEY, second)).toMatchObject({ kind: 'claimed', claim: { key: KEY } });
});

test.each([
  ['after its time', 150, false],
  ['at once when its run is known to have ended', 1, true],
])('a claim is taken over %s', async (_when, minutes, ended) => {
  const claims = new FakeClaims();
  const old = await claimTask(KEY, desk(0, new FakeRuns('1'), claims));
  const late = desk(minutes, new FakeRuns('2'), claims);
  if (ended) late.runs.ended.add('1');
  expect(await claimTask(KEY, late)).toMatchObject({ kind: 'claimed' });
  // The old holder woke up: what it gives back is not its own any more.
  if (old.kind === 'claimed') await old.claim[Symbol.asyncDispose]();
  expect(claims.size).toBe(1);
});

test('a claim nobody can read holds nothing up', async () => {
  const claims = new FakeClaims();
  await claims.put(KEY, 'garbage', undefined);
  expect(await claimTask(KEY, desk(0, new FakeRuns(), claims))).toMatchObject({ kind: 'claimed' });
});

test('of two that take over the same expired claim one wins', async () => {
  const claims = new FakeClaims();
  await claims.put(
    KEY,
    printClaim(claimRecord({ run: '0', attempt: 1, id: '0' }, new Date(0), 1)),
    undefined,
  );
  const both = ['1', '2'].map((run) => claimTask(KEY, desk(0, new FakeRuns(run), claims)));
  const kinds = (await Promise.all(both)).map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(['claimed', 'held']);
});

test('claims of runs that have ended are cleared away, living ones stay', async () => {
  const claims = new FakeClaims();
  for (const run of ['1', '2'])
    await claimTask({ change: 'add', id: run }, desk(0, new FakeRuns(run), claims));
  const tools = desk(1, new FakeRuns('3'), claims);
  tools.runs.ended.add('1');
  await clearClaims(tools);
  expect((await claims.list()).map(({ key }) => key.id)).toEqual(['2']);
});

test('a claim that cannot be given back is a warning', async () => {
  class Stuck extends FakeClaims {
    override remove = () => Promise.resolve(false);
  }
  const tools = desk(0, new FakeRuns(), new Stuck());
  const claimed = await claimTask(KEY, tools);
  if (claimed.kind === 'claimed') await claimed.claim[Symbol.asyncDispose]();
  expect(tools.events).toMatchObject([{ kind: 'warning', text: expect.stringContaining('add#1.1') }]);
});

test('a task is claimed while it is worked on, proven or not, and not in a dry run', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add `one`\n- [ ] 1.2 Run `cargo test`\n- [ ] 1.3 [P] Add `bad`\n');
  expect((await world.run([adds('one')], { dryRun: true, maxTasks: 1 })).lines).toContain(
    '1.1 completed would-open',
  );
  expect(world.claims.taken).toEqual([]);
  const run = await world.run([adds('one'), { finish: 'stop', text: 'no code' }], { maxRounds: 1 });
  expect(run.lines.slice(0, 2)).toEqual(['1.1 completed opened', '1.2 completed opened']);
  expect(world.claims.taken).toEqual(['add#1.1', 'add#1.2', 'add#1.3']);
  expect(world.claims.size).toBe(0);
});

test('a task another run holds is left to it, and nothing is leased or asked', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add `one`\n');
  const record = claimRecord({ run: '77', attempt: 1, id: 'x' }, new Date('2026-01-02T03:00:00Z'), 120);
  await world.claims.put(KEY, printClaim(record), undefined);
  const run = await world.run([adds('one')]);
  expect(run.lines).toEqual(['1.1 skipped held']);
  expect([run.model.asked.length, world.git.leases, world.pulls.all.length]).toEqual([0, 0, 0]);
});

test('what another run published between the look and the claim is not done again', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add `one`\n');
  world.claims.before = async () => {
    const other = await world.run([adds('one')]);
    expect(other.lines).toEqual(['1.1 completed opened']);
  };
  const run = await world.run([adds('one')]);
  expect(run.lines).toEqual(['1.1 completed unchanged']);
  expect(world.git.pushes).toHaveLength(1);
  expect(world.claims.size).toBe(0);
});

test('a finished task is not even claimed', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add `one`\n');
  await world.run([adds('one')]);
  await world.run([]);
  expect(world.claims.taken).toEqual(['add#1.1']);
});
