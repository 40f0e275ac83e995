import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import { checkDbHealth } from '../../src/flow/check-db-health.ts';
import { FakeJournalReader, type JournalContent } from '../fakes/fake-journal-reader.ts';
import { UPSTREAM_NOW } from '../support/upstream-week.ts';

const SCHEMA = new Fault('journal-schema', 'control.agent_run is missing');
const UNREACHABLE = new Fault('journal-unreachable', 'connection refused');

const healthOf = (content: JournalContent) =>
  checkDbHealth(async () => new FakeJournalReader(content), UPSTREAM_NOW);

test('a journal that can be read is ready', async () => {
  expect(await healthOf({})).toEqual({
    health: {
      ok: true,
      mode: 'ready',
      checks: { driver_available: true, connection_ok: true, agent_run_ready: true },
      details: { errors: [] },
    },
  });
});

test('a database without the tables is partial, with the fix', async () => {
  for (const content of [{ fault: SCHEMA }, { faults: { calls: SCHEMA } }])
    expect(await healthOf(content)).toEqual({
      health: {
        ok: false,
        mode: 'partial',
        checks: { driver_available: true, connection_ok: true, agent_run_ready: false },
        details: { errors: [expect.stringContaining('Run `openspec-complete db init`')] },
      },
      fault: SCHEMA,
    });
});

test('budgets that cannot be read make it partial too', async () => {
  const { health } = await healthOf({ faults: { budgets: UNREACHABLE } });
  expect(health).toMatchObject({ mode: 'partial', checks: { agent_run_ready: true } });
});

test('a database that does not answer is off, when it is opened or when it is asked', async () => {
  const opened = await checkDbHealth(() => Promise.reject(UNREACHABLE), UPSTREAM_NOW);
  for (const checked of [opened, await healthOf({ fault: UNREACHABLE })])
    expect(checked).toMatchObject({
      fault: UNREACHABLE,
      health: { ok: false, mode: 'db_off', checks: { driver_available: true, connection_ok: false } },
    });
});

test('a driver that this Node does not have is told apart', async () => {
  const { health } = await healthOf({ fault: new Fault('journal-unsupported', 'Node 20') });
  expect(health).toMatchObject({ mode: 'db_off', checks: { driver_available: false } });
});

test('no journal by choice is off, and no fault', async () => {
  const { health, fault } = await checkDbHealth(async () => undefined, UPSTREAM_NOW);
  expect(health).toMatchObject({ ok: false, mode: 'db_off', details: { errors: ['no-journal'] } });
  expect(fault).toBeUndefined();
});

test('a journal that can only be read is partial: runs would not be recorded', async () => {
  const { health, fault } = await healthOf({ isReadOnly: true });
  expect(health).toMatchObject({ ok: false, mode: 'partial', checks: { agent_run_ready: false } });
  expect(fault?.message).toContain('it can be read, but not written to. Correct user, password and rights');
});
