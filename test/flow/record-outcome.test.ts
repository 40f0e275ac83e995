import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { secretMasker } from '../../src/core/policy/mask-secrets.ts';
import { FakeJournal } from '../fakes/fake-journal.ts';
import { adds, FlowWorld } from '../support/flow-world.ts';

const TASKS = '- [ ] 1.1 Add `one` to `src/lib.rs`\n- [ ] 1.2 Add `two` to `src/lib.rs`\n';

test('every task that was worked on leaves a row, those that cost nothing leave none', async () => {
  const world = new FlowWorld(`${TASKS}- [ ] 1.3 Try it on a real screen by hand\n`);
  const journal = new FakeJournal();
  const { lines } = await world.run([adds('one'), adds('two')], { journal });
  expect(lines).toEqual(['1.1 completed opened', '1.2 completed opened', '1.3 skipped manual']);
  expect(journal.rows.map(({ tool, args }) => [tool, args.change, args.task])).toEqual([
    ['openspec_complete', 'add', '1.1'],
    ['openspec_complete', 'add', '1.2'],
  ]);
  expect(journal.rows[0]?.result).toMatchObject({
    ok: true,
    rounds: 1,
    calls: 1,
    lines_added: 1,
    lines_removed: 0,
    new_warnings: 0,
    gates: { check: true },
    first_round_gates: { check: true },
  });
});

test('a task that failed leaves its gates and its code', async () => {
  const world = new FlowWorld('- [ ] 1.1 Add `one` to `src/lib.rs`\n');
  const journal = new FakeJournal();
  await world.run([adds('one', 'todo!()')], { journal, maxRounds: 1 });
  expect(journal.rows).toMatchObject([
    {
      result: { ok: false, outcome: 'failed', rounds: 1, gates: { placeholders: false } },
      violations: [{ type: 'task_failed', code: 'placeholders' }],
    },
  ]);
});

test('a fault of the model leaves a row too, and the run ends as it would', async () => {
  const world = new FlowWorld(TASKS);
  const journal = new FakeJournal();
  const { fault } = await world.run([new Fault('model-failed', 'x')], { journal });
  expect(fault?.code).toBe('model-failed');
  expect(journal.rows).toMatchObject([{ result: { outcome: 'failed', rounds: 0, calls: 0 } }]);
});

test('no secret comes into a row, whoever said it', async () => {
  const world = new FlowWorld(TASKS);
  const journal = new FakeJournal();
  const mask = secretMasker(['correct-horse-battery']);
  await world.run([new Fault('model-failed', 'the key correct-horse-battery')], { journal, mask });
  expect(journal.rows[0]?.violations[0]?.reason).toContain('the key ***');
  expect(JSON.stringify(journal.rows)).not.toContain('correct-horse');
});

test('without a journal a run is the same', async () => {
  const world = new FlowWorld(TASKS);
  const { lines, proofs } = await world.run([adds('one'), adds('two')]);
  expect(lines).toEqual(['1.1 completed opened', '1.2 completed opened']);
  expect(proofs).toHaveLength(2);
});
