import { expect, test } from 'vitest';
import { Fault } from '../../src/core/fault.ts';
import type { JournalRow } from '../../src/ports/journal.ts';
import { dashboardOf } from '../../src/viewer/dashboard-of.ts';

const WINDOW = { now: new Date('2026-11-20T12:00:00Z'), days: 7 };
const OFF = { kind: 'off', error: 'no-journal' } as const;

function row(result: JournalRow['result'], at: string): JournalRow {
  return {
    tool: 'openspec_complete',
    args: { change: 'add-x', task: '1.1', kind: 'code' },
    result,
    violations: [],
    createdAt: new Date(at),
  };
}

test('what a journal does not tell is not known, once with the reason, and what it tells is shown', () => {
  const all = { calls: OFF, models: OFF, outcomes: OFF };
  expect(dashboardOf(all, WINDOW)).toMatchObject({
    troubles: [expect.stringMatching(/^Nothing is recorded, for control-dsn is `off`\. /)],
    indicator: { status: 'offline', reason: 'db_off' },
    ...{ days: null, models: null, runs: null },
  });
  const fault = new Fault('journal-unreachable', 'db.example:5432');
  const lost = { kind: 'off', error: fault.code, fault } as const;
  const half = dashboardOf({ calls: lost, models: lost, outcomes: { kind: 'known', facts: [] } }, WINDOW);
  expect(half).toMatchObject({ troubles: [fault.message], days: null, models: null, runs: [] });
});

test('tasks come newest first, with what their rows say, and only web addresses are links', () => {
  const rows = [
    row(
      {
        outcome: 'completed',
        rounds: 2,
        seconds: 31.4,
        tokens_prompt: 10,
        tokens_completion: 5,
        pull: 'https://h/o/r/pull/1',
      },
      '2026-11-19T10:00:00Z',
    ),
    row({ outcome: 'failed', model: 'q\u001b[31mwen', pull: 'javascript:alert(1)' }, '2026-11-19T11:00:00Z'),
    row({ outcome: 'failed', pull: 'https://github.com@evil.example/o/r/pull/1' }, '2026-11-19T10:30:00Z'),
    row({ outcome: 'failed', pull: 'https://evil.example/\u202egpj' }, '2026-11-19T10:20:00Z'),
    row({ outcome: 'failed', model: 'b'.repeat(2000) }, '2026-11-19T10:10:00Z'),
    row({ status: 'of another program' }, '2026-11-19T12:00:00Z'),
  ];
  const shown = dashboardOf({ calls: OFF, models: OFF, outcomes: { kind: 'known', facts: rows } }, WINDOW);
  const runs = shown.runs ?? [];
  expect(runs.map(({ outcome, pull }) => [outcome, pull])).toEqual([
    ['failed', undefined],
    ['failed', 'https://evil.example/%E2%80%AEgpj'],
    ['failed', undefined],
    ['failed', undefined],
    ['completed', 'https://h/o/r/pull/1'],
  ]);
  expect(runs[3]?.model).not.toContain('\u001b');
  expect(runs[0]?.model).toHaveLength(201);
  expect(runs[4]).toMatchObject({ tokens: 15, seconds: 31, rounds: 2, ok: true, kind: 'code' });
});

test('every day of the window is shown, latency as its mean', () => {
  const day = {
    date: '2026-11-19',
    calls: 4,
    successful: 3,
    failed: 1,
    tokensPrompt: 1,
    tokensCompletion: 1,
    latencyMilliseconds: 1000,
  };
  const calls = {
    kind: 'known',
    facts: {
      days: [day],
      byLmStudio: 3,
      byRemote: 0,
      fellBack: 0,
      budgetRefused: 0,
      troubles: { timeout: 1 },
      recent: [],
    },
  } as const;
  const shown = dashboardOf({ calls, models: OFF, outcomes: OFF }, WINDOW);
  expect(
    shown.days?.map(({ date, calls: of, latencyMilliseconds }) => [date, of, latencyMilliseconds]),
  ).toEqual([
    ...['13', '14', '15', '16', '17', '18'].map((number) => [`2026-11-${number}`, 0, 0]),
    ['2026-11-19', 4, 250],
    ['2026-11-20', 0, 0],
  ]);
  expect(shown.indicator).toMatchObject({ status: 'degraded', top_error_reason: 'timeout' });
});
